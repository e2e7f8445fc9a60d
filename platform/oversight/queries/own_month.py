"""The month of a unit's own head for the start page: days held of those owed, what comes next, red since when."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import CharField, F, IntegerField, Q, Sum, Value
from django.db.models.functions import Coalesce, Greatest

from deadlines.models import DueItem
from kernel import clock
from oversight.enums import DayStatus
from oversight.models import Duty, DutyDay, DutyKind
from oversight.queries.board import DENUNCIATION
from oversight.queries.own_duties import CODES
from oversight.rules.cells import Cell, red_since
from registry.levels import Line

MONTH, DAY = "month", "day"


@dataclass(frozen=True, slots=True)
class OwnMonth:
    """One line of the unit: this month's cell of the board, the next day of reception, the first month of a red run."""

    line: Line
    month: date
    cell: Cell
    next_day: date | None
    red_since: date | None


@dataclass(frozen=True, slots=True)
class NextDue:
    """The duty with a date that comes first, or is late already."""

    code: str
    day: date


def own_months(unit_id: int, lines: Sequence[Line]) -> tuple[list[OwnMonth], NextDue | None]:
    """The lines on which something is owed or planned, and what is due first; one query."""
    today = clock.today()
    month = today.replace(day=1)
    cells: dict[str, dict[date, Cell]] = defaultdict(dict)
    ahead: dict[str, date] = {}
    due = None
    for what, line, day, owed, done, delegated, short in _rows(unit_id, lines, today):
        if what == DAY:
            ahead[line] = min(day, ahead.get(line, day))
        elif what != MONTH:
            due = NextDue(what, day)
        else:
            cells[line][day] = Cell(
                owed=owed, done=done, delegated=delegated, short=short if day < month else 0, is_over=day < month
            )
    months = [
        OwnMonth(line, month, cells[line].get(month, Cell()), ahead.get(line), red_since(cells[line], month))
        for line in lines
        if cells[line] or line in ahead
    ]
    return months, due


def _rows(unit_id: int, lines: Sequence[Line], today: date) -> list[tuple[str, str, date, int, int, int, int]]:
    # A vacancy misses nothing and owes nothing to its successor: as on the board.
    owed = Greatest(F("legal"), Coalesce(F("planned"), Value(0)))
    duties = Duty.objects.filter(
        unit_id=unit_id,
        line__in=lines,
        kind=DutyKind.RECEPTION,
        period__range=(date(today.year - 1, 1, 1), today),
        holder_id__isnull=False,
    )
    counted = duties.values_list(_what(MONTH), "line", "period").annotate(
        owed=Sum(owed, output_field=IntegerField()),
        done=Sum("in_person"),
        handed=Sum("delegated"),
        short=Sum(Greatest(owed - F("in_person"), Value(0)), output_field=IntegerField()),
    )
    nothing = [Value(0, IntegerField())] * 4
    days = DutyDay.objects.filter(
        unit_id=unit_id, line__in=lines, kind=DutyKind.RECEPTION, status=DayStatus.AHEAD, day__gte=today
    ).values_list(_what(DAY), "line", "day", *nothing)
    first = (
        DueItem.objects.open()
        .filter(Q(line="") | Q(line__in=lines), unit_id=unit_id, kind__in=CODES)
        .exclude(case_kind=DENUNCIATION)
        .order_by("due_on", "id")
        .values_list("kind", "line", "due_on", *nothing)[:1]
    )
    return list(counted.order_by().union(days.order_by(), first, all=True))


def _what(word: str) -> Value:
    return Value(word, CharField())
