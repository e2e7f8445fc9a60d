"""The store of files of a backup: packed as it lies there, read back into an empty folder, each name a digest."""

import hashlib
import re
import tarfile
from pathlib import Path, PurePosixPath

from config.backup.manifest import Damaged
from config.terminal import _

# u123/ab/abcd…: a file is named by its content. What an upload has not finished has another name.
_NAME = re.compile(r"u\d+/[0-9a-f]{2}/([0-9a-f]{64})")


def pack(blobs: Path, to: Path) -> int:
    """Pack every finished file; returns how many. One that goes away meanwhile is nobody's any more."""
    packed = 0
    with tarfile.open(to, "w") as tar:
        for path in sorted(blobs.rglob("*")) if blobs.exists() else ():
            name = path.relative_to(blobs).as_posix()
            if not _NAME.fullmatch(name) or not path.is_file():
                continue
            try:
                tar.add(path, arcname=name, recursive=False)
            except FileNotFoundError:
                continue
            packed += 1
    return packed


def check(path: Path) -> int:
    """Read every file and compare it with its name; returns how many. Raises Damaged."""
    seen = 0
    try:
        with tarfile.open(path, "r:") as tar:
            for member in tar:
                match = _NAME.fullmatch(member.name)
                content = tar.extractfile(member)
                if match is None or content is None:
                    raise Damaged(_("Bản sao tệp có mục lạ: %s") % PurePosixPath(member.name).name)
                digest = hashlib.sha256()
                while chunk := content.read(1024 * 1024):
                    digest.update(chunk)
                if digest.hexdigest() != match[1]:
                    raise Damaged(_("Tệp %s không đúng nội dung như tên.") % member.name)
                seen += 1
    except tarfile.TarError as wrong:
        raise Damaged(_("Không đọc được bản sao tệp: %s") % wrong) from wrong
    return seen


def unpack(path: Path, blobs: Path) -> None:
    """Into the empty store; only for who serves."""
    blobs.mkdir(mode=0o700, parents=True, exist_ok=True)
    with tarfile.open(path, "r:") as tar:
        tar.extractall(blobs, filter="data")


def is_empty(blobs: Path) -> bool:
    """Whether no file lies in the store."""
    return not blobs.exists() or not any(path.is_file() for path in blobs.rglob("*"))
