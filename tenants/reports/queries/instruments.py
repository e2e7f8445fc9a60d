"""Form 06/QLKNTC, columns 1–3: the papers on citizen reception that the unit issued, changed and withdrew."""

from collections.abc import Callable
from datetime import date
from functools import cached_property

from django.db.models import Q

from kernel import clock
from registry.levels import Line
from tenants.documents.enums import DocumentKind, DocumentStatus
from tenants.documents.models import Document
from tenants.documents.models.document import DocumentQuerySet
from tenants.receptions.models import Plan
from tenants.reports.rules.items import Item

KINDS = (DocumentKind.PLAN, DocumentKind.REGULATION, DocumentKind.HOUSE_RULES, DocumentKind.ADVISORY_TEAM)


class Instruments:
    """The Government line's instruments dated in the window."""

    def __init__(self, first: date, last: date) -> None:
        self.first, self.last = first, last

    @cached_property
    def issued(self) -> list[Document]:
        return list(
            self._papers()
            .filter(status__in=[DocumentStatus.SIGNED, DocumentStatus.FILED, DocumentStatus.WITHDRAWN])
            .filter(dated_on__range=(self.first, self.last))
            .order_by("dated_on", "id")
        )

    @cached_property
    def amending(self) -> set[object]:
        """Papers of plans that amend an earlier version."""
        found = Plan.objects.exclude(amends=None).exclude(document=None)
        return set(found.values_list("document_id", flat=True))

    def new(self) -> list[Item]:
        return [_item(one) for one in self.issued if one.pk not in self.amending]

    def changed(self) -> list[Item]:
        return [_item(one) for one in self.issued if one.pk in self.amending]

    def ended(self) -> list[Item]:
        """Withdrawn in the window."""
        rows = self._papers().filter(status=DocumentStatus.WITHDRAWN).order_by("withdrawn_at", "id")
        return [
            _item(one, clock.day_of(one.withdrawn_at))
            for one in rows
            if one.withdrawn_at is not None and self.first <= clock.day_of(one.withdrawn_at) <= self.last
        ]

    def _papers(self) -> DocumentQuerySet:
        found: DocumentQuerySet = Document.objects.filter(Q(line=Line.GOVERNMENT) | Q(line=Line.BOTH), kind__in=KINDS)
        return found


def _item(row: Document, on: date | None = None) -> Item:
    return Item("document", str(row.pk), f"{row.symbol} {row.title}"[:120], on or row.dated_on)


Counting = Callable[[Instruments], list[Item]]
FACTS: dict[str, Counting] = {
    "instruments.new": Instruments.new,
    "instruments.changed": Instruments.changed,
    "instruments.ended": Instruments.ended,
}
