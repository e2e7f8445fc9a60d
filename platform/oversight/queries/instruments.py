"""Who has issued a plan and the other instruments, any number of units and levels down; two statements."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from kernel import clock
from oversight.models import Instrument, InstrumentKind
from registry import tree
from registry.levels import Line
from registry.tree import UnitInfo

KINDS = (
    InstrumentKind.PLAN,
    InstrumentKind.REGULATION,
    InstrumentKind.HOUSE_RULES,
    InstrumentKind.ADVISORY_TEAM,
)


@dataclass(frozen=True, slots=True)
class InstrumentRow:
    """One unit: the paper in force of each kind, or nothing."""

    unit: UnitInfo
    papers: tuple[tuple[InstrumentKind, Instrument | None], ...]
    has_children: bool

    @property
    def lacking(self) -> int:
        return sum(paper is None for _kind, paper in self.papers)


_IN_FORCE = """
    i.kind = ANY(%(kinds)s) AND i.line IN (%(line)s, 'BOTH') AND (i.ended_on IS NULL OR i.ended_on > %(day)s)
    AND (i.kind = 'PLAN' AND i.year = %(year)s
         OR i.kind <> 'PLAN' AND i.valid_from <= %(day)s AND (i.valid_to IS NULL OR i.valid_to >= %(day)s))"""
_ORDER = f"""
SELECT u.id, count(*) OVER () FROM unnest(%(units)s) WITH ORDINALITY AS u (id, place)
LEFT JOIN oversight_instrument i ON i.unit_id = u.id AND {_IN_FORCE}
GROUP BY u.id, u.place
HAVING %(lacking)s = '' OR count(*) FILTER (WHERE i.kind = %(lacking)s) = 0
ORDER BY count(DISTINCT i.kind), u.place LIMIT %(limit)s OFFSET %(offset)s"""
_ISSUED = f"""
SELECT i.kind, count(DISTINCT i.unit_id) FROM oversight_instrument i
WHERE i.unit_id = ANY(%(units)s) AND {_IN_FORCE} GROUP BY 1"""


def instrument_rows(
    units: Sequence[int], line: str, year: int, *, lacking: str = "", offset: int = 0, limit: int = 50
) -> tuple[list[InstrumentRow], int]:
    """Those that lack most first; ``lacking`` keeps the units without one kind. How many there are in all."""
    if not units:
        return [], 0
    told = {**_told(units, line, year), "lacking": lacking, "limit": limit, "offset": offset}
    found = _rows(_ORDER, told)
    papers = _papers([row[0] for row in found], line, year)
    rows = [
        InstrumentRow(
            tree.get(unit_id),
            tuple((kind, papers[unit_id].get(kind)) for kind in KINDS),
            bool(tree.children(unit_id)),
        )
        for unit_id, _all in found
    ]
    return rows, found[0][1] if found else 0


def issued_by_kind(units: Sequence[int], line: str, year: int) -> dict[str, int]:
    """How many of the units have each kind."""
    return dict(_rows(_ISSUED, _told(units, line, year))) if units else {}


def _papers(units: Sequence[int], line: str, year: int) -> dict[int, dict[str, Instrument]]:
    found: dict[int, dict[str, Instrument]] = defaultdict(dict)
    rows = Instrument.objects.raw(
        f"SELECT i.* FROM oversight_instrument i WHERE i.unit_id = ANY(%(units)s) AND {_IN_FORCE} ORDER BY i.valid_from, i.id",
        _told(units, line, year),
    )
    for row in rows:
        found[row.unit_id][row.kind] = row
    return found


def _told(units: Sequence[int], line: str, year: int) -> dict[str, Any]:
    return {
        "units": list(units),
        "kinds": [kind.value for kind in KINDS],
        "line": Line(line).value,
        "year": year,
        "day": min(clock.today(), date(year, 12, 31)),
    }


def _rows(sql: str, told: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, told)
        return list(cursor.fetchall())
