"""What a backup holds: each part with its size and SHA-256, and counts that a restored installation must have again."""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from config.navigation import product
from config.terminal import _

FORMAT = 1
NAME = "manifest.json"
DATABASE, FILES = "database.dump", "files.tar"
_CHUNK = 1024 * 1024


class Damaged(Exception):
    """The folder is no whole backup; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Part:
    """One file of the backup."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Counts:
    """What stood in the database at the moment of the dump, and in the store of files afterwards."""

    units: int
    accounts: int
    cases: int
    envelopes: int
    #: Events that the sealer has numbered; those of the last minutes have no number yet.
    links: int
    #: SHA-256 over the heads of all event chains: unit, number, hash.
    chain_heads: str
    files: int = 0


@dataclass(frozen=True, slots=True)
class Manifest:
    """Written last: a folder without one is a backup that did not come to its end."""

    release: str
    made_at: str
    #: Tells which keys belong to it and nothing about them.
    keys: str
    parts: dict[str, Part]
    counts: Counts
    format: int = FORMAT

    def write(self, folder: Path) -> None:
        text = json.dumps(asdict(self), indent=2, ensure_ascii=False)
        (folder / NAME).write_text(text + "\n", encoding="utf-8")


def read(folder: Path) -> Manifest:
    """The manifest of a backup; raises Damaged where it is missing, unreadable or of a later format."""
    try:
        told: dict[str, Any] = json.loads((folder / NAME).read_text(encoding="utf-8"))
        found = Manifest(
            release=str(told["release"]),
            made_at=str(told["made_at"]),
            keys=str(told["keys"]),
            parts={name: Part(**part) for name, part in told["parts"].items()},
            counts=Counts(**told["counts"]),
            format=int(told["format"]),
        )
    except FileNotFoundError as missing:
        raise Damaged(
            _("%s không có bản kê: việc sao lưu chưa xong, hoặc đây không phải bản sao lưu.") % folder
        ) from missing
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as wrong:
        raise Damaged(_("Không đọc được bản kê trong %s.") % folder) from wrong
    if found.format != FORMAT:
        raise Damaged(_("Bản kê có dạng %s; bản phát hành này đọc dạng %s.") % (found.format, FORMAT))
    return found


def part_of(path: Path) -> Part:
    """Size and digest of a file as it lies there."""
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return Part(path.stat().st_size, digest.hexdigest())


def fingerprint(*secrets: str) -> str:
    """Tells two sets of keys apart; of random keys of 256 bits it gives nothing away."""
    return hashlib.sha256("\0".join(("tiepdan backup", *secrets)).encode()).hexdigest()


def release() -> str:
    """The release that makes or reads backups now."""
    return product().version
