"""Citizens who went above their level, by home unit and level reached: summed over subtrees in one statement, counts only."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import connection

from oversight.models import ArrivalCard, ArrivalStatus
from oversight.models.arrival_card import CROWD, ArrivalCardQuerySet
from oversight.rules.periods import Period
from registry import tree
from registry.info import UnitInfo
from registry.levels import Level

#: Where citizens can be met above their own level, lowest first.
REACHED = (Level.DISTRICT, Level.PROVINCE, Level.NATION)

_SUMS = """
SELECT above.unit_id, a.level_reached, count(*), sum(a.person_count),
       count(*) FILTER (WHERE a.occurrence > 1), count(*) FILTER (WHERE a.person_count >= %(crowd)s), max(a.person_count)
FROM oversight_arrivalcard a
JOIN LATERAL (
    SELECT DISTINCT c.ancestor_id AS unit_id FROM registry_unitclosure c
    WHERE c.descendant_id = a.home_unit AND c.ancestor_id = ANY(%(units)s) AND c.valid_from <= a.arrived_on
      AND (coalesce(c.overlay_valid_to, c.valid_to) IS NULL OR coalesce(c.overlay_valid_to, c.valid_to) >= a.arrived_on)
) above ON true
WHERE a.status <> %(withdrawn)s AND a.arrived_on BETWEEN %(first)s AND %(last)s
GROUP BY above.unit_id, a.level_reached
"""


@dataclass(frozen=True, slots=True)
class Count:
    """Arrivals and persons; of them repeated ones, groups of five or more, and the largest group."""

    arrivals: int = 0
    persons: int = 0
    repeated: int = 0
    crowds: int = 0
    largest: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(
            self.arrivals + other.arrivals,
            self.persons + other.persons,
            self.repeated + other.repeated,
            self.crowds + other.crowds,
            max(self.largest, other.largest),
        )

    @property
    def average(self) -> float | None:
        """Persons a group."""
        return round(self.persons / self.arrivals, 1) if self.arrivals else None


@dataclass(frozen=True, slots=True)
class OverLevelRow:
    """A unit with all that stand under it: its citizens by the level they reached."""

    unit: UnitInfo
    by_level: dict[str, Count] = field(default_factory=dict)

    @property
    def cells(self) -> list[tuple[Level, Count]]:
        return [(level, self.by_level.get(level, Count())) for level in REACHED]

    @property
    def sum(self) -> Count:
        return sum(self.by_level.values(), Count())


def over_level(units: Iterable[UnitInfo], period: Period) -> list[OverLevelRow]:
    """A row a unit, those with most arrivals first; one query whatever their number. Each stands for its whole subtree."""
    known = {unit.id: unit for unit in units}
    found: dict[int, dict[str, Count]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            _SUMS,
            {
                "crowd": CROWD,
                "units": list(known),
                "withdrawn": ArrivalStatus.WITHDRAWN.value,
                "first": period.first,
                "last": period.last,
            },
        )
        for unit_id, level, *counts in cursor.fetchall():
            found.setdefault(unit_id, {})[level] = Count(*(int(n) for n in counts))
    rows = [OverLevelRow(unit, found.get(unit.id, {})) for unit in known.values()]
    return sorted(rows, key=lambda row: (-row.sum.arrivals, -row.sum.persons, row.unit.code))


def arrivals_under(unit: UnitInfo, period: Period) -> ArrivalCardQuerySet:
    """Each arrival of citizens of the unit and those under it today, newest first."""
    below = ArrivalCard.objects.from_below(unit.id)
    own = ArrivalCard.objects.filter(home_unit=unit.id)
    return (below | own).counted().between(period.first, period.last).order_by("-arrived_at", "-id")


def rows_under(unit: UnitInfo, period: Period) -> tuple[OverLevelRow, list[OverLevelRow]]:
    """The whole of a unit, and its parts: the units directly below."""
    below = tree.children(unit.id)
    rows = over_level([unit, *below], period)
    whole = next(row for row in rows if row.unit.id == unit.id)
    return whole, [row for row in rows if row is not whole]
