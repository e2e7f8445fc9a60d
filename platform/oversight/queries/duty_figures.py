"""The figures of the duty board in SQL: one statement for the order of all units, one each for the sums and cells of a page.

Every statement reads ``public`` alone. Days of reception and conferences come from the register of duties, what has a date from
the nation-wide index of due items, the ticks of the national database from their own table. Denunciations are in no figure.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Max

from kernel import clock
from oversight.enums import TIMED, Figure, Standing
from oversight.models import Duty, DutyKind
from oversight.rules.cells import Cell, months_of


@dataclass(frozen=True, slots=True)
class Asked:
    """Which matrix: one figure of one line in one year, over these units in their order."""

    figure: Figure
    line: str
    year: int
    units: tuple[int, ...]
    standing: str = ""
    sort: str = "short"

    @property
    def this_month(self) -> date:
        return clock.today().replace(day=1)

    @property
    def months(self) -> Sequence[date]:
        return months_of(self.year)

    @property
    def last_over(self) -> date:
        """The last month of the year that can be judged: the one before this month, or the year's last."""
        over = [month for month in self.months if month < self.this_month]
        return over[-1] if over else date(self.year - 1, 12, 1)


@dataclass(frozen=True, slots=True)
class Sum:
    """A unit's year so far: months that are over."""

    unit_id: int
    owed: int
    done: int
    delegated: int
    missed: int
    late: int
    short: int
    ratio: float | None
    rank: int
    is_vacant: bool
    is_below: bool
    is_known: bool


# Where all units are put in order: of the whole country each row is looked up in a hash table, of a district each unit in the index.
_ASKED = "JOIN unnest(%(units)s::int[]) AS asked (unit) ON asked.unit = unit_id"
_AMONG = "unit_id = ANY(%(units)s::int[])"
_OWED = "greatest(legal, coalesce(planned, 0))"
_DUTY = f"""
    SELECT unit_id,
        coalesce(sum({_OWED}) FILTER (WHERE (%(counts_all)s OR period < %(now)s) AND holder_id IS NOT NULL), 0) AS owed,
        coalesce(sum(in_person) FILTER (WHERE %(counts_all)s OR period < %(now)s), 0) AS done,
        coalesce(sum(delegated) FILTER (WHERE %(counts_all)s OR period < %(now)s), 0) AS delegated,
        coalesce(sum(missed), 0) AS missed, 0 AS late,
        coalesce(sum(greatest({_OWED} - in_person, 0)) FILTER (WHERE period < %(now)s AND holder_id IS NOT NULL), 0) AS short,
        bool_or(holder_id IS NULL AND period = %(latest)s) AS is_vacant, bool_or(below_minimum) AS is_below
    FROM oversight_duty {_ASKED}
    WHERE line = %(line)s AND kind = %(kind)s AND period BETWEEN %(first)s AND %(last)s
    GROUP BY unit_id"""
_POSTING = f"""
    SELECT unit_id, sum(announced + unposted) AS owed, sum(announced - posted_late) AS done, 0 AS delegated,
        sum(unposted) AS missed, sum(posted_late) AS late, sum(posted_late + unposted) AS short,
        false AS is_vacant, false AS is_below
    FROM oversight_duty {_ASKED}
    WHERE line = %(line)s AND kind = 'RECEPTION' AND period BETWEEN %(first)s AND %(last)s
    GROUP BY unit_id"""
_COUNTED_ITEMS = """kind = ANY(%(codes)s) AND kind IN ('A3', 'A12', 'E3', 'E4', 'F1', 'F2', 'F3', 'F4', 'FLASH', 'TASK')
        AND cancelled_on IS NULL AND due_on BETWEEN %(first)s AND %(last)s AND line IN ('', %(line)s)
        AND case_kind <> 'DENUNCIATION'"""
_COUNTS = """
    count(*) FILTER (WHERE met_on IS NOT NULL OR due_on < %(today)s) AS owed,
    count(*) FILTER (WHERE met_on <= due_on) AS done, 0 AS delegated,
    count(*) FILTER (WHERE met_on IS NULL AND due_on < %(today)s) AS missed,
    count(*) FILTER (WHERE met_on > due_on) AS late"""
_TIMED = f"""
    SELECT unit_id, {_COUNTS},
        count(*) FILTER (WHERE met_on > due_on OR (met_on IS NULL AND due_on < %(today)s)) AS short,
        false AS is_vacant, false AS is_below
    FROM deadlines_dueitem {_ASKED} WHERE {_COUNTED_ITEMS} GROUP BY unit_id"""
# A month before the unit worked on the platform is not owed here; a word given for it counts all the same.
_UPDATES = """
    FROM unnest(%(units)s::int[]) AS u (unit_id) JOIN registry_unit r ON r.id = u.unit_id
    CROSS JOIN generate_series(%(first)s::date, %(until)s::date - 1, interval '1 month') AS m (at)
    LEFT JOIN oversight_nationalupdate n ON n.unit_id = u.unit_id AND n.period = m.at::date
    CROSS JOIN LATERAL (SELECT (n.id IS NOT NULL OR m.at >= date_trunc('month', r.opened_at))::int AS one) AS owes"""
_DATABASE = f"""
    SELECT u.unit_id, sum(owes.one) AS owed, count(n.id) AS done, 0 AS delegated,
        sum(owes.one) - count(n.id) AS missed, 0 AS late, sum(owes.one) - count(n.id) AS short,
        false AS is_vacant, false AS is_below
    {_UPDATES} GROUP BY u.unit_id"""

_STANDINGS: dict[str, str] = {
    Standing.SHORT: "short > 0",
    Standing.MET: "owed > 0 AND short = 0",
    Standing.VACANT: "is_vacant",
    Standing.BELOW: "is_below",
    Standing.NONE: "NOT is_known",
}
_SORTS = {
    "short": "short DESC, ratio NULLS LAST, place",
    "ratio": "ratio DESC NULLS LAST, done DESC, place",
    "unit": "place",
}
SORTS = tuple(_SORTS)
# The whole country is put in order by these few columns; the others are asked for the lines of the page alone.
_ORDER = """
WITH year AS ({source}), judged AS (
    SELECT u.id, u.place, coalesce(owed, 0) AS owed, coalesce(done, 0) AS done, coalesce(short, 0) AS short,
        CASE WHEN owed > 0 THEN least(done::float8 / owed, 1) END AS ratio,
        coalesce(is_vacant, false) AS is_vacant, coalesce(is_below, false) AS is_below, year.unit_id IS NOT NULL AS is_known
    FROM unnest(%(units)s::int[]) WITH ORDINALITY AS u (id, place) LEFT JOIN year ON year.unit_id = u.id
), ranked AS (SELECT *, rank() OVER (ORDER BY ratio DESC NULLS LAST) AS rank FROM judged)
SELECT id, rank, count(*) OVER () AS n FROM ranked WHERE {standing} ORDER BY {sort} LIMIT %(limit)s OFFSET %(offset)s"""


def page_of(asked: Asked, *, offset: int = 0, limit: int = 50) -> tuple[list[Sum], int]:
    """The units of a page in the order asked for, and how many there are in all; two statements whatever their number."""
    if not asked.units:
        return [], 0
    sql = _ORDER.format(source=_source(asked), standing=_STANDINGS.get(asked.standing, "true"), sort=_SORTS[asked.sort])
    found = _rows(sql, {**told_of(asked), "limit": limit, "offset": offset})
    return _sums(asked, {unit_id: rank for unit_id, rank, _n in found}), found[0][2] if found else 0


def sum_of(asked: Asked, unit_id: int) -> Sum:
    """The year so far of one unit, which is the first of itself; one statement."""
    return _sums(asked, {unit_id: 1})[0]


def _sums(asked: Asked, ranks: dict[int, int]) -> list[Sum]:
    years = {row[0]: row[1:] for row in _rows(_source(asked), told_of(replace(asked, units=tuple(ranks))))}
    return [_sum(unit_id, rank, years.get(unit_id)) for unit_id, rank in ranks.items()]


def _sum(unit_id: int, rank: int, year: tuple[Any, ...] | None) -> Sum:
    owed, done, delegated, missed, late, short, is_vacant, is_below = year or (0, 0, 0, 0, 0, 0, False, False)
    ratio = float(min(done / owed, 1)) if owed > 0 else None
    return Sum(
        unit_id, owed, done, delegated, missed, late, short, ratio, rank, bool(is_vacant), bool(is_below),
        is_known=year is not None,
    )  # fmt: skip


def cells_of(asked: Asked, units: Sequence[int]) -> dict[int, dict[date, Cell]]:
    """The months of these units, the year before included so that a red run can reach into it; one statement."""
    narrowed = replace(asked, units=tuple(units))
    told = {**told_of(narrowed), "first": date(asked.year - 1, 1, 1)}
    found: dict[int, dict[date, Cell]] = defaultdict(dict)
    if not units:
        return found
    for unit_id, month, cell in _cells(narrowed, told, "unit_id"):
        found[unit_id][month] = cell
    return found


def months_added_up(asked: Asked) -> dict[date, Cell]:
    """The months of the year over all the units together; one statement."""
    return {month: cell for _all, month, cell in _cells(asked, told_of(asked), "0")} if asked.units else {}


def as_of(units: Sequence[int], line: str) -> Any:
    """When the register of these units was written last, the oldest of them first: the age of the figures."""
    latest = Duty.objects.filter(unit_id__in=list(units), line=line, kind=DutyKind.RECEPTION).values("unit_id")
    return min((row["at"] for row in latest.annotate(at=Max("changed_at"))), default=None)


def _source(asked: Asked) -> str:
    match asked.figure:
        case Figure.RECEPTION | Figure.CONFERENCE:
            return _DUTY
        case Figure.POSTING:
            return _POSTING
        case Figure.DATABASE:
            return _DATABASE
        case _:
            return _TIMED


def told_of(asked: Asked) -> dict[str, Any]:
    """What every statement over these units is told."""
    is_conference = asked.figure == Figure.CONFERENCE
    first, last = date(asked.year, 1, 1), date(asked.year, 12, 31)
    return {
        # One text: of 14,000 numbers as a list PostgreSQL would read 14,000 expressions.
        "units": f"{{{','.join(map(str, asked.units))}}}",
        "line": asked.line,
        "kind": DutyKind.CONFERENCE if is_conference else DutyKind.RECEPTION,
        "first": first,
        "last": last,
        "now": asked.this_month.replace(month=1) if is_conference else asked.this_month,
        # A quota of the year shows how far it has come; it is missed when the year is over.
        "counts_all": is_conference,
        "latest": first if is_conference else min(asked.this_month, date(asked.year, 12, 1)),
        "codes": list(TIMED.get(asked.figure, ())),
        "today": clock.today(),
        "until": min(asked.this_month, date(asked.year + 1, 1, 1)),
    }


_NAMES = "array_agg(DISTINCT holder_name) FILTER (WHERE holder_name <> '')"
_MONTHS_OF_DUTY = f"""
    SELECT {{by}}, period,
        coalesce(sum({_OWED}) FILTER (WHERE holder_id IS NOT NULL), sum({_OWED})),
        coalesce(sum(greatest({_OWED} - in_person, 0)) FILTER (WHERE period < %(now)s AND holder_id IS NOT NULL), 0),
        sum(in_person), sum(delegated), sum(postponed), sum(made_up), sum(ad_hoc), sum(missed),
        count(holder_id) = 0, bool_or(below_minimum),
        {{names}}
    FROM oversight_duty
    WHERE {_AMONG} AND line = %(line)s AND kind = 'RECEPTION' AND period BETWEEN %(first)s AND %(last)s
    GROUP BY 1, 2"""
_MONTHS_OF_POSTING = f"""
    SELECT {{by}}, period, sum(announced + unposted), sum(announced - posted_late), sum(posted_late), sum(unposted)
    FROM oversight_duty
    WHERE {_AMONG} AND line = %(line)s AND kind = 'RECEPTION' AND period BETWEEN %(first)s AND %(last)s
    GROUP BY 1, 2"""
_MONTHS_OF_CONFERENCES = f"""
    SELECT {{by}}, date_trunc('month', day)::date, count(*) FILTER (WHERE status = 'IN_PERSON'),
        count(*) FILTER (WHERE status = 'DELEGATED'), count(*) FILTER (WHERE is_ad_hoc AND status IN ('IN_PERSON', 'DELEGATED')),
        count(*) FILTER (WHERE status = 'AHEAD')
    FROM oversight_dutyday
    WHERE {_AMONG} AND line = %(line)s AND kind = 'CONFERENCE' AND day BETWEEN %(first)s AND %(last)s
    GROUP BY 1, 2"""
_MONTHS_TIMED = f"""
    SELECT {{by}}, date_trunc('month', due_on)::date, {_COUNTS},
        count(*) FILTER (WHERE met_on IS NULL AND due_on >= %(today)s) AS ahead
    FROM deadlines_dueitem WHERE {_AMONG} AND {_COUNTED_ITEMS} GROUP BY 1, 2"""
_MONTHS_OF_UPDATES = f"SELECT {{by}}, m.at::date, sum(owes.one), count(n.id) {_UPDATES} GROUP BY 1, 2"


def _cells(asked: Asked, told: dict[str, Any], by: str) -> list[tuple[int, date, Cell]]:
    now = asked.this_month
    match asked.figure:
        case Figure.RECEPTION:
            return [
                (
                    unit, month,
                    Cell(
                        owed=row[0], short=row[1], done=row[2], in_person=row[2], delegated=row[3], postponed=row[4],
                        made_up=row[5], ad_hoc=row[6], missed=row[7], is_vacant=row[8], is_below=row[9],
                        holders=tuple(row[10] or ()), is_over=month < now,
                    ),
                )
                for unit, month, *row in _rows(_MONTHS_OF_DUTY.format(by=by, names=_NAMES if by == "unit_id" else "NULL"), told)
            ]  # fmt: skip
        case Figure.CONFERENCE:
            return [
                (unit, month, Cell(done=done, in_person=done, delegated=delegated, ad_hoc=ad_hoc, ahead=ahead))
                for unit, month, done, delegated, ad_hoc, ahead in _rows(_MONTHS_OF_CONFERENCES.format(by=by), told)
            ]
        case Figure.POSTING:
            return [
                (unit, month, Cell(owed=owed, done=done, short=late + missed, late=late, missed=missed, is_over=True))
                for unit, month, owed, done, late, missed in _rows(_MONTHS_OF_POSTING.format(by=by), told)
            ]
        case Figure.DATABASE:
            source = _MONTHS_OF_UPDATES.format(by="u.unit_id" if by == "unit_id" else by)
            return [
                (unit, month, _of_updates(owed, done, month < now)) for unit, month, owed, done in _rows(source, told)
            ]
        case _:
            return [(unit, month, _of_items(*row)) for unit, month, *row in _rows(_MONTHS_TIMED.format(by=by), told)]


def _of_items(owed: int, done: int, _delegated: int, missed: int, late: int, ahead: int) -> Cell:
    return Cell(owed=owed, done=done, short=late + missed, missed=missed, late=late, ahead=ahead, is_over=True)


def _of_updates(owed: int, done: int, is_over: bool) -> Cell:
    short = owed - done if is_over else 0
    return Cell(owed=owed, done=done, short=short, missed=short, is_over=is_over)


def _rows(sql: str, told: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, told)
        return list(cursor.fetchall())
