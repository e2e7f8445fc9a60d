"""Blobs by content, one folder a unit: ``<blobs>/u123/ab/abcd…``.

A shared store would tell one unit that another has the same file. Nothing here knows who may read; the only readers are the
rows that name a digest. A file appears under its digest complete or not at all: it is written beside, synced and renamed, so a
killed process leaves at most a temporary file that the sweep removes.
"""

import hashlib
import os
import re
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO

from django.conf import settings
from django.utils.translation import gettext as _

from exchange.faultpoints import reach
from kernel.active import UnitLike, schema_name
from kernel.errors import NotFound

CHUNK = 256 * 1024
_DIGEST = re.compile(r"[0-9a-f]{64}")
_TEMPORARY = "incoming"


@dataclass(frozen=True, slots=True)
class StoredFile:
    """What a row keeps of a file: hex SHA-256, size in bytes, media type."""

    digest: str
    size: int
    media_type: str


class DigestMismatch(OSError):
    """The bytes on disk are not those their name promises: a damaged disk or a changed file."""


def put(unit: UnitLike, stream: IO[bytes], *, media_type: str = "application/octet-stream") -> StoredFile:
    """Keep the bytes of ``stream`` in the unit's store; the same content twice is one file."""
    sha, size = hashlib.sha256(), 0
    with _incoming(unit) as (target, temporary):
        while chunk := stream.read(CHUNK):
            sha.update(chunk)
            size += len(chunk)
            target.write(chunk)
        digest = sha.hexdigest()
        _settle(target, temporary, path_of(unit, digest), size)
    return StoredFile(digest, size, media_type)


def copy(digest: str, *, from_unit: UnitLike, to_unit: UnitLike) -> StoredFile:
    """Copy one file into another unit's store, checking every byte against the digest. Repeating it is harmless.

    Used by delivery, which may be killed at any point and run again. Raises ``NotFound`` or ``DigestMismatch``.
    """
    if (size := size_of(to_unit, digest)) is not None:
        return StoredFile(digest, size, "application/octet-stream")
    with open(from_unit, digest) as source, _incoming(to_unit) as (target, temporary):
        sha, size = hashlib.sha256(), 0
        while chunk := source.read(CHUNK):
            sha.update(chunk)
            size += len(chunk)
            target.write(chunk)
            reach("deliver.copying_file")
        if sha.hexdigest() != digest:
            raise DigestMismatch(f"{path_of(from_unit, digest)} is damaged")
        _settle(target, temporary, path_of(to_unit, digest), size)
    return StoredFile(digest, size, "application/octet-stream")


def open(unit: UnitLike, digest: str) -> BinaryIO:
    """The file for reading, closed by the caller. Raises ``NotFound``."""
    try:
        return path_of(unit, digest).open("rb")
    except FileNotFoundError:
        raise NotFound("file_missing", _("Không tìm thấy tệp trong kho của đơn vị.")) from None


def size_of(unit: UnitLike, digest: str) -> int | None:
    """Size in bytes, None when the unit has no such file."""
    try:
        return path_of(unit, digest).stat().st_size
    except FileNotFoundError:
        return None


def verify(unit: UnitLike, digest: str) -> bool:
    """Read the whole file and compare; False for missing or damaged."""
    try:
        with path_of(unit, digest).open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest() == digest
    except FileNotFoundError:
        return False


def path_of(unit: UnitLike, digest: str) -> Path:
    """Where the content lies; a digest that is not 64 hex digits is refused, so no name from outside becomes a path."""
    if not _DIGEST.fullmatch(digest):
        raise NotFound("file_missing", _("Không tìm thấy tệp trong kho của đơn vị."))
    return _folder(unit) / digest[:2] / digest


def remove_abandoned(unit: UnitLike, *, older_than: float = 86400.0) -> int:
    """Delete temporary files older than this many seconds (a killed upload); returns how many."""
    found = 0
    before = time.time() - older_than
    for temporary in (_folder(unit) / _TEMPORARY).glob("*"):
        with suppress(FileNotFoundError):
            if temporary.stat().st_mtime < before:
                temporary.unlink()
                found += 1
    return found


def _folder(unit: UnitLike) -> Path:
    return Path(settings.BLOBS) / schema_name(unit.id)


@contextmanager
def _incoming(unit: UnitLike) -> Iterator[tuple[BinaryIO, Path]]:
    folder = _folder(unit) / _TEMPORARY
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    temporary = folder / secrets.token_hex(16)
    # Exclusive: nobody can have prepared a link under a name that was just drawn.
    with temporary.open("xb") as target:
        temporary.chmod(0o600)
        try:
            yield target, temporary
        finally:
            with suppress(FileNotFoundError):
                temporary.unlink()


def _settle(target: BinaryIO, temporary: Path, final: Path, size: int) -> None:
    with suppress(FileNotFoundError):
        if final.stat().st_size == size:
            return
    target.flush()
    os.fsync(target.fileno())
    final.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.replace(temporary, final)
    # The rename itself must survive a power cut before a row may name the digest.
    for folder in (final.parent, final.parent.parent):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
