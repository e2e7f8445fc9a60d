"""The texts in force for a kind of document."""

from dataclasses import dataclass

from registry.levels import Line
from tenants.documents.enums import DocumentKind
from tenants.documents.rules import texts
from tenants.documents.rules.texts import Texts
from tenants.staff.models import Setting


@dataclass(frozen=True, slots=True)
class OwnTexts:
    """A kind on a line with its texts, whether the unit set them, and the version for the next change."""

    kind: DocumentKind
    line: Line
    texts: Texts
    is_own: bool
    version: int


def texts_of(kind: DocumentKind | str, line: Line | str) -> Texts:
    """The unit's own texts, else the proposed ones; one query."""
    return own_texts(DocumentKind(kind), Line(line)).texts


def own_texts(kind: DocumentKind, line: Line) -> OwnTexts:
    """The texts with what a form of them needs."""
    row = Setting.objects.filter(topic=texts.topic(kind, line)).first()
    return _of(kind, line, row)


def all_texts(lines: list[Line]) -> list[OwnTexts]:
    """Every kind that has texts, on the given lines; one query."""
    rows = {row.topic: row for row in Setting.objects.filter(topic__startswith="texts.")}
    return [_of(kind, line, rows.get(texts.topic(kind, line))) for kind in texts.DEFAULTS for line in lines]


def _of(kind: DocumentKind, line: Line, row: Setting | None) -> OwnTexts:
    if row is None or row.value.get("is_default"):
        return OwnTexts(kind, line, texts.default(kind, line), False, row.version if row else 0)
    value = row.value
    return OwnTexts(kind, line, Texts(str(value.get("opening", "")), str(value.get("closing", ""))), True, row.version)
