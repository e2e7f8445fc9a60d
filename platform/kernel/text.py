"""Vietnamese text without a database that knows Vietnamese: what to search by, what to sort by, what to accept.

The embedded PostgreSQL has neither ICU nor unaccent, so both sides of a comparison are normalised here.
"""

import re
import unicodedata

from django.utils.translation import gettext as _

from kernel.errors import Invalid

LONGEST_SEARCH, MOST_WORDS = 500, 12
_SPACES = re.compile(r"\s+")
# What PostgreSQL cannot hold: NUL, and halves of surrogate pairs, which only a program can send.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_WORDS = re.compile(r"[^\W_]+")
_D = str.maketrans({"đ": "d", "ð": "d"})  # the Icelandic eth is what some keyboards and OCR give for đ

# The alphabet of Vietnamese dictionaries with f, j, w, z where Latin has them. A key is made of two-digit ranks only, so that
# every collation of every server sorts it alike: 00 ends the letters, 01 ends a word, then digits, then letters, then the rest.
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK = {char: f"{index:02d}" for index, char in enumerate("0123456789" + _ALPHABET, start=2)}
_TONES = {
    "\u0300": 1,
    "\u0309": 2,
    "\u0303": 3,
    "\u0301": 4,
    "\u0323": 5,
}  # huyền, hỏi, ngã, sắc, nặng: the dictionaries' order
_LETTER_MARKS = frozenset("\u0306\u0302\u031b")  # breve, circumflex, horn belong to the letter and are no tones


def normalise(text: str) -> str:
    """The form both stored search text and typed words are compared in: lower case, no marks, d for đ, single spaces.

    ``Hoà``, ``hòa`` and ``HOA`` are one; so are composed (NFC) and decomposed (NFD) input, and full-width forms.
    """
    folded = unicodedata.normalize("NFKD", storable(text, " ")).casefold()
    decomposed = unicodedata.normalize("NFKD", folded)  # folding can compose anew
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return _SPACES.sub(" ", bare.translate(_D)).strip()


def search_words(text: str) -> list[str]:
    """The words of a search, each once: at most 12 of the first 500 characters, so that no pasted letter becomes a query."""
    return list(dict.fromkeys(normalise(text[:LONGEST_SEARCH]).split()))[:MOST_WORDS]


def storable(text: str, instead: str = "") -> str:
    """The text without what no database column can hold; for searching and for drafts, which are never refused."""
    return _UNSTORABLE.sub(instead, text)


def sort_key(text: str) -> str:
    """A key of digits that sorts as a Vietnamese dictionary does: by letters (a ă â … d đ …), by tones only where letters are equal."""
    words: list[str] = []
    tones: list[str] = []
    for word in _WORDS.findall(unicodedata.normalize("NFKC", text).casefold()):
        ranks = []
        for char in word:
            parts = unicodedata.normalize("NFD", char)
            base, marks = parts[0], parts[1:]
            letter = unicodedata.normalize("NFC", base + "".join(mark for mark in marks if mark in _LETTER_MARKS))
            ranks.append(_RANK.get(letter) or f"99{ord(letter[0]):07d}")
            tones.append(str(max((_TONES.get(mark, 0) for mark in marks), default=0)))
        words.append("".join(ranks))
    return "01".join(words) + "00" + "".join(tones)


def clean(text: str, *, field: str, max_length: int, multiline: bool = False) -> str:
    """Text fit to be stored: NFC, trimmed, with line ends as ``\\n``.

    Refuses with ``Invalid`` naming ``field``: NUL and other control characters, unpaired surrogates, line ends where one line
    is asked for, invisible direction marks that turn a name around, and more than ``max_length`` characters.
    """
    value = text.replace("\r\n", "\n").replace("\r", "\n") if multiline else text
    if (problem := _forbidden(value, multiline)) is not None:
        raise _refusal(field, problem)
    value = unicodedata.normalize("NFC", value).strip()
    if len(value) > max_length:
        raise _refusal(
            field,
            _("Nội dung dài %(length)d ký tự, tối đa %(limit)d ký tự.") % {"length": len(value), "limit": max_length},
        )
    return value


def _forbidden(value: str, multiline: bool) -> str | None:
    for position, char in enumerate(value, start=1):
        if multiline and char in "\n\t":
            continue
        category = unicodedata.category(char)
        if category in ("Cc", "Cs") or 0x202A <= ord(char) <= 0x202E or 0x2066 <= ord(char) <= 0x2069:
            if char in "\n\r":
                return _("Ô này chỉ nhận một dòng, không được xuống dòng.")
            return _("Có ký tự không dùng được (U+%(code)s) ở vị trí %(position)d; hãy xóa ký tự đó.") % {
                "code": f"{ord(char):04X}",
                "position": position,
            }
    return None


def _refusal(field: str, message: str) -> Invalid:
    return Invalid("text_invalid", message, fields={field: [message]})
