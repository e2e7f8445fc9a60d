"""The fields of a case, each mapped to one column of statistical form 02/XLD."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import gettext

from tenants.cases.enums import CaseKind

DATA = Path(__file__).resolve().parent.parent / "data" / "fields.json"


@dataclass(frozen=True)
class Field:
    """One field of one kind: its code, the form's word for it and its column in form 02/XLD."""

    code: str
    label: str
    column: int

    @property
    def words(self) -> str:
        """The label in the reader's language."""
        return gettext(self.label)


@cache
def _table() -> dict[str, tuple[Field, ...]]:
    raw = json.loads(DATA.read_text(encoding="utf-8"))
    return {kind: tuple(Field(**row) for row in rows) for kind, rows in raw["kinds"].items()}


def fields_of(kind: str) -> tuple[Field, ...]:
    """The fields open to a kind, in the order of the form (Circular 06/2025/TT-TTCP)."""
    return _table().get(kind, ())


def is_field(kind: str, code: str) -> bool:
    """Whether the form has this field for this kind."""
    return any(field.code == code for field in fields_of(kind))


def label_of(kind: str, code: str) -> str:
    """The words of a field; the code itself when an older form used another list."""
    return next((field.words for field in fields_of(kind) if field.code == code), code)


def choices() -> dict[str, list[tuple[str, str]]]:
    """Code and label by kind, for forms and the API."""
    return {str(kind): [(f.code, f.words) for f in fields_of(kind)] for kind in CaseKind.values}
