"""How old the open cases of a subtree are: counts by band, and where the long-running ones lie (plan S0-05).

Denunciations are left out on every level: a band would tell of a single one what the board hides.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Min, Q

from oversight.models import CaseCard
from oversight.queries.board import DENUNCIATION
from oversight.rules.ageing import BANDS, PROLONGED_AFTER, Band, received_before
from registry import tree
from registry.tree import UnitInfo


@dataclass(frozen=True, slots=True)
class Prolonged:
    """Long-running cases in one part of the subtree; ``is_own``: those the viewed unit handles itself."""

    unit: UnitInfo
    is_own: bool
    cases: int
    oldest_days: int


@dataclass(frozen=True, slots=True)
class Ageing:
    """``bands`` in their order; ``prolonged`` the parts of the subtree that have any, most first."""

    bands: tuple[tuple[Band, int], ...]
    prolonged: tuple[Prolonged, ...]

    @property
    def open(self) -> int:
        return sum(n for _band, n in self.bands)

    @property
    def prolonged_cases(self) -> int:
        return sum(one.cases for one in self.prolonged)

    @property
    def oldest_days(self) -> int:
        return max((one.oldest_days for one in self.prolonged), default=0)


def ageing(unit: UnitInfo, today: date, kind: str = "") -> Ageing:
    """Open cases handled in the subtree of a unit, by age; one query whatever its size."""
    below = tree.children(unit.id, today)
    part_of = {unit.id: unit.id} | {child.id: child.id for child in below}
    for child in below:
        part_of |= {one.id: child.id for one in tree.descendants(child.id, today)}
    counts = {f"band_{number}": Count("pk", filter=_within(band, today)) for number, band in enumerate(BANDS)}
    rows: Any = (
        CaseCard.objects.filter(handling_unit_id__in=part_of, closed_on=None, **({"kind": kind} if kind else {}))
        .exclude(kind=DENUNCIATION)
        .exclude(is_sealed=True, handling_unit_id=F("home_unit_id"))
        .values("handling_unit_id")
        .annotate(first=Min("received_on"), **counts)
        .order_by()
    )
    sums = [0] * len(BANDS)
    late: dict[int, int] = {}
    first: dict[int, date] = {}
    for row in rows:
        part = part_of[row["handling_unit_id"]]
        for number, band in enumerate(BANDS):
            n = row[f"band_{number}"]
            sums[number] += n
            if band.is_prolonged and n:
                late[part] = late.get(part, 0) + n
                first[part] = min(first.get(part, today), row["first"])
    prolonged = [
        Prolonged(tree.get(part), part == unit.id, cases, (today - first[part]).days) for part, cases in late.items()
    ]
    prolonged.sort(key=lambda one: (-one.cases, -one.oldest_days, one.unit.code))
    return Ageing(tuple(zip(BANDS, sums, strict=True)), tuple(prolonged))


def is_prolonged(today: date) -> Q:
    """Cases that count as long-running today."""
    return Q(received_on__lt=received_before(PROLONGED_AFTER, today)) & ~Q(kind=DENUNCIATION)


def _within(band: Band, today: date) -> Q:
    young_enough = Q() if band.last is None else Q(received_on__gte=received_before(band.last, today))
    return young_enough & Q(received_on__lte=received_before(band.first, today))
