"""File names as people give them, made safe for a header, a zip and any file system."""

import os.path
import unicodedata

MAX_CHARACTERS = 120
MAX_BYTES = 200
_RESERVED = frozenset('\\/:*?"<>|')


def safe_name(name: str) -> str:
    """The last path part in NFC without control, direction or reserved characters; the ending is kept when it is shortened.

    At most 120 characters and 200 bytes of UTF-8: Vietnamese letters take up to three, and file systems stop at 255.
    """
    last = unicodedata.normalize("NFC", name.replace("\\", "/")).rsplit("/", 1)[-1]
    kept = "".join("_" if _is_unsafe(char) else char for char in last).strip(" .")
    stem, ending = os.path.splitext(kept)
    if not stem.strip("_"):
        stem, ending = "tep", ending or (kept if kept.startswith(".") else "")
    if len(ending) > 10:
        stem, ending = stem + ending, ""
    stem = stem[: MAX_CHARACTERS - len(ending)]
    while len((stem + ending).encode()) > MAX_BYTES:
        stem = stem[:-1]
    return stem.rstrip(" .") + ending


def _is_unsafe(char: str) -> bool:
    return char in _RESERVED or unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp")
