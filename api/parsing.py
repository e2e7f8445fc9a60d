"""Bodies of calls: JSON whose texts can be stored and told back; units by their keys."""

from collections.abc import Iterator, Mapping
from typing import IO, Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError, ValidationError
from rest_framework.parsers import JSONParser

from kernel.errors import Invalid
from kernel.text import storable
from registry import tree
from registry.info import UnitInfo


class StorableJSONParser(JSONParser):
    """Refuses NUL and half a surrogate pair wherever they stand, with the place named, before anything reads them."""

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        """The body; 400 for what is no JSON, 422 naming the fields for texts that no column can hold."""
        try:
            body = super().parse(stream, media_type, parser_context)
        except RecursionError:
            raise ParseError(_("Nội dung gửi lên lồng quá sâu.")) from None
        if places := sorted(set(_unstorable(body, ""))):
            message = _("Có ký tự không lưu được (NUL hoặc nửa cặp ký tự thay thế); hãy xóa ký tự đó.")
            raise ValidationError({place: [message] for place in places})
        return body


def _unstorable(value: Any, place: str) -> Iterator[str]:
    if isinstance(value, str) and value != storable(value):
        yield place or "non_field_errors"
    elif isinstance(value, dict):
        for key, inner in value.items():
            name = storable(key, "?")
            if name != key:
                yield f"{place}.{name}" if place else name
            yield from _unstorable(inner, f"{place}.{name}" if place else name)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _unstorable(inner, f"{place}.{index}" if place else str(index))


def unit_of(key: str, field: str) -> UnitInfo:
    """The unit a call names by its key; ``Invalid`` naming the field for a key that no unit has."""
    found = tree.by_key(key)
    if found is None:
        raise Invalid("unit_unknown", _("Không có đơn vị này."), fields={field: [_("Không có đơn vị với mã này.")]})
    return found
