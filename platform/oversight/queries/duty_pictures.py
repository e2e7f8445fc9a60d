"""The pictures of the duty board, each drawn from the same numbers as the table behind it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from oversight.enums import TIMED, DayStatus, Figure
from oversight.queries import charts, duty_figures
from oversight.queries.duty_figures import Asked
from registry import tree
from registry.tree import UnitInfo

WORST = 15
#: The curve runs from so many days before the last permitted day to so many after it.
BEFORE, AFTER, STEP = 10, 30, 5
PATTERNS = {
    DayStatus.IN_PERSON: "solid",
    DayStatus.DELEGATED: "hatch",
    DayStatus.POSTPONED: "dots",
    DayStatus.CANCELLED: "blank",
    DayStatus.MISSED: "cross",
}


@dataclass(frozen=True, slots=True)
class Trend:
    """Owed, done in person and delegated by month."""

    chart: charts.TrendChart
    heads: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """The units that lack most."""

    chart: charts.BarChart
    rows: tuple[tuple[UnitInfo, int, int, int], ...]


@dataclass(frozen=True, slots=True)
class OnTime:
    """How much was done by so many days before or after the last permitted day, in percent of what was due."""

    chart: charts.TrendChart
    heads: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]
    due: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Composition:
    """What became of the days of reception."""

    chart: charts.StackChart
    rows: tuple[tuple[str, int, int], ...]


def trend(asked: Asked) -> Trend:
    """One statement."""
    added = duty_figures.months_added_up(asked)
    begun = [month for month in asked.months if month <= asked.this_month]
    cells = [(f"{month.month}/{month.year % 100}", added.get(month)) for month in begun]
    is_days = asked.figure in (Figure.RECEPTION, Figure.CONFERENCE)
    names = (_("Phải tiếp"), _("Trực tiếp"), _("Ủy quyền")) if is_days else (_("Đến hạn"), _("Đúng hạn"), _("Muộn"))
    rows = tuple(
        (label, (cell.owed, cell.done, cell.delegated if is_days else cell.late) if cell else (0, 0, 0))
        for label, cell in cells
    )
    series = [
        (name, tone, [values[place] for _label, values in rows])
        for place, (name, tone) in enumerate(zip(names, ("three", "one", "two"), strict=True))
    ]
    return Trend(charts.trend_chart([label for label, _values in rows], series), names, rows)


def bars(asked: Asked, address: Any) -> Bars:
    """One statement; ``address(unit)`` is where a bar leads."""
    sums, _found = duty_figures.page_of(replace(asked, sort="short", standing=""), limit=WORST)
    rows = tuple((tree.get(one.unit_id), one.short, one.done, one.owed) for one in sums if one.short)
    chart = charts.bar_chart([(unit.name, short, address(unit)) for unit, short, _done, _owed in rows], most=WORST)
    return Bars(chart, rows)


_CURVE = """
    SELECT kind, least(greatest(met_on - due_on, %(before)s), %(after)s), count(*)
    FROM deadlines_dueitem
    WHERE kind = ANY(%(codes)s) AND kind IN ('A3', 'A12', 'E3', 'E4', 'F1', 'F2', 'F3', 'F4', 'FLASH', 'TASK') AND cancelled_on IS NULL
        AND unit_id = ANY(%(units)s::int[]) AND due_on BETWEEN %(first)s AND %(last)s AND (met_on IS NOT NULL OR due_on < %(today)s)
        AND line IN ('', %(line)s) AND case_kind <> 'DENUNCIATION'
    GROUP BY 1, 2"""


def on_time(asked: Asked) -> OnTime:
    """One statement for the three duties with a date."""
    drawn = {figure: codes for figure, codes in TIMED.items() if figure != Figure.REPORT}
    told = {**duty_figures.told_of(asked), "codes": [code for codes in drawn.values() for code in codes]}
    counts: dict[Figure, dict[int | None, int]] = {Figure(figure): defaultdict(int) for figure in drawn}
    with connection.cursor() as cursor:
        cursor.execute(_CURVE, {**told, "before": -BEFORE, "after": AFTER + 1})
        for kind, days, n in cursor.fetchall():
            figure = next(Figure(one) for one, codes in drawn.items() if kind in codes)
            counts[figure][days] += n
    shown = [figure for figure in counts if counts[figure]]
    steps = list(range(-BEFORE, AFTER + 1, STEP))
    shares = {figure: _shares(counts[figure], steps) for figure in shown}
    labels = [f"{day:+d}" if day else _("hạn") for day in steps]
    tones = dict(zip(counts, ("one", "two", "three"), strict=True))
    chart = charts.trend_chart(labels, [(_short_name(figure), tones[figure], shares[figure]) for figure in shown])
    rows = tuple((label, tuple(shares[figure][place] for figure in shown)) for place, label in enumerate(labels))
    return OnTime(
        chart,
        tuple(str(figure.label) for figure in shown),
        rows,
        tuple((str(figure.label), sum(counts[figure].values())) for figure in shown),
    )


_PARTS = """
    SELECT coalesce(sum(in_person), 0), coalesce(sum(delegated), 0), coalesce(sum(postponed), 0),
        coalesce(sum(cancelled), 0), coalesce(sum(missed), 0)
    FROM oversight_duty
    WHERE line = %(line)s AND kind = 'RECEPTION' AND period BETWEEN %(first)s AND %(last)s AND unit_id = ANY(%(units)s::int[])"""


def composition(asked: Asked) -> Composition:
    """One statement: in person, delegated, put off, cancelled, missed."""
    with connection.cursor() as cursor:
        cursor.execute(_PARTS, duty_figures.told_of(asked))
        counts = cursor.fetchone()
    parts = [(str(status.label), int(n), PATTERNS[status]) for status, n in zip(PATTERNS, counts, strict=True)]
    total = sum(n for _label, n, _pattern in parts)
    rows = tuple((label, n, round(100 * n / total) if total else 0) for label, n, _pattern in parts)
    return Composition(charts.stack_chart(parts), rows)


def _shares(counts: dict[int | None, int], steps: Sequence[int]) -> list[int]:
    total = sum(counts.values()) or 1
    return [
        round(100 * sum(n for days, n in counts.items() if days is not None and days <= step) / total) for step in steps
    ]


def _short_name(figure: Figure) -> str:
    return {Figure.CONCLUSION: _("Kết luận"), Figure.ANSWER: _("Trả lời"), Figure.TASK: _("Nhiệm vụ")}[figure]
