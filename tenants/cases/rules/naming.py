"""Whether a text names a person: by words, without marks, whatever stands between and around them."""

import re

from kernel import text

_BETWEEN = re.compile(r"[\W_]+")


def words_of(written: str) -> str:
    """The words of a text, without marks and punctuation, one blank between them."""
    return _BETWEEN.sub(" ", text.normalise(written)).strip()


def is_named(full_name: str, written: str) -> bool:
    """Whether the full name stands in what was written ("Ông Lê Văn A, chủ tịch xã")."""
    name = words_of(full_name)
    return bool(name) and f" {name} " in f" {words_of(written)} "
