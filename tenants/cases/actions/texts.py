"""What an officer writes: trimmed, fit to be stored, and there."""

from django.utils.translation import gettext as _

from kernel import errors, text

MAX_TEXT = 20_000


def required(value: str, field: str, *, max_length: int = MAX_TEXT) -> str:
    """The cleaned text; ``Invalid`` names the field when it is empty or cannot be stored."""
    cleaned = text.clean(value, field=field, max_length=max_length, multiline=True)
    if not cleaned:
        raise errors.Invalid("text_missing", _("Chưa ghi nội dung."), fields={field: [_("Ghi nội dung.")]})
    return cleaned
