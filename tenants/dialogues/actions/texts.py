"""Typed text fit to be stored, and fields that must be filled in."""

from django.utils.translation import gettext as _

from kernel import errors
from kernel import text as texts

LONG, LINE = 20_000, 250


def long_text(value: str, field: str, *, required: bool = True) -> str:
    """Text of several lines."""
    return _needed(texts.clean(value or "", field=field, max_length=LONG, multiline=True), field, required)


def line(value: str, field: str, *, required: bool = False, length: int = LINE) -> str:
    """Text of one line."""
    return _needed(texts.clean(value or "", field=field, max_length=length), field, required)


def refuse(field: str, message: str, code: str = "") -> errors.Invalid:
    """One field that cannot stand."""
    return errors.Invalid(code or f"{field}_invalid", message, fields={field: [message]})


def _needed(value: str, field: str, required: bool) -> str:
    if required and not value:
        raise refuse(field, _("Chưa ghi ô này."), f"{field}_missing")
    return value
