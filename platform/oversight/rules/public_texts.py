"""What may be written into rows that every level above reads: figures, places, measures; no citizen."""

import re

from django.utils.translation import gettext as _

from kernel.errors import Invalid
from kernel.text import clean

#: Nine digits or more, whatever stands between them: a telephone or an identity paper.
NUMBER_OF_A_PERSON = re.compile(r"\d(?:[ .-]?\d){8,}")


def public_text(typed: str, *, field: str, max_length: int, is_needed: bool = True) -> str:
    """The cleaned text. Refuses an empty one where it is needed, and numbers of papers or telephones."""
    text = clean(typed or "", field=field, max_length=max_length, multiline=True)
    if is_needed and not text:
        raise wrong(field, f"{field}_missing", _("Chưa ghi ô này."))
    if NUMBER_OF_A_PERSON.search(text):
        raise wrong(
            field, "text_names_number", _("Không ghi số giấy tờ hay số điện thoại; chỉ ghi số liệu và diễn biến chung.")
        )
    return text


def wrong(field: str, code: str, message: str) -> Invalid:
    """What cannot be accepted, at its field."""
    return Invalid(code, message, {field: [message]})
