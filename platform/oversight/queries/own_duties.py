"""What a unit's own head and office see of themselves: the year, and what comes next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from deadlines.enums import RuleCode
from deadlines.models import DueItem
from identity.actors import Actor
from kernel import clock
from oversight.enums import TIMED, DayStatus, Figure
from oversight.models import DutyDay, NationalUpdate
from oversight.queries.board import DENUNCIATION
from oversight.queries.duty_board import LINES, BoardLine, own_board
from registry.levels import Line

CODES = tuple(code for codes in TIMED.values() for code in codes)
SOON = timedelta(days=45)
MOST = 12


@dataclass(frozen=True, slots=True)
class Coming:
    """One thing that comes next: a day of reception, or a duty with its last day."""

    day: date
    words: str
    line: str
    is_late: bool = False
    n: int = 1


def own_lines(actor: Actor) -> list[Line]:
    """The lines the actor works on; both for who works on none in particular."""
    return [line for line in LINES if line in actor.lines] or list(LINES)


def matrix(actor: Actor, line: str, year: int) -> list[tuple[Figure, BoardLine]]:
    """Every figure of the unit by month: a constant number of queries."""
    rows = [(figure, own_board(actor.unit, figure, line, year).own) for figure in Figure]
    return [(figure, own) for figure, own in rows if own is not None]


def coming(actor: Actor, lines: Sequence[Line]) -> list[Coming]:
    """Days of reception and conferences ahead, duties late or due soon by day; three queries."""
    today, unit_id = clock.today(), actor.unit.id
    days = DutyDay.objects.filter(
        unit_id=unit_id, line__in=lines, status=DayStatus.AHEAD, day__range=(today, today + SOON)
    )
    found = [Coming(row.day, str(row.get_kind_display()), row.line) for row in days.order_by("day", "id")[:MOST]]
    due = (
        DueItem.objects.open()
        .filter(Q(line="") | Q(line__in=lines), unit_id=unit_id, kind__in=CODES, due_on__lte=today + SOON)
        .exclude(case_kind=DENUNCIATION)
    )
    grouped: dict[tuple[date, str, str], int] = {}
    for code, line, day in due.order_by("due_on", "id").values_list("kind", "line", "due_on")[:500]:
        key = (day, duty_words(code), line)
        grouped[key] = grouped.get(key, 0) + 1
    found += [Coming(day, words, line, day < today, n) for (day, words, line), n in grouped.items()]
    last = today.replace(day=1) - timedelta(days=1)
    if not NationalUpdate.objects.filter(unit_id=unit_id, period=last.replace(day=1)).exists():
        words = _("Xác nhận cập nhật CSDL quốc gia tháng %(month)s") % {"month": f"{last:%m/%Y}"}
        found.append(Coming(today, words, ""))
    return sorted(found, key=lambda one: (one.day, one.words))[:MOST]


def updates_of(unit_id: int, year: int) -> list[tuple[date, NationalUpdate | None]]:
    """The months of a year that have begun, newest first, with the unit's word on each."""
    rows = {row.period: row for row in NationalUpdate.objects.filter(unit_id=unit_id, period__year=year)}
    months = [date(year, month, 1) for month in range(12, 0, -1)]
    return [(month, rows.get(month)) for month in months if month <= clock.today()]


def duty_words(code: str) -> str:
    """What is due under a code, in words."""
    return str(RuleCode(code).label) if code in RuleCode.values else _("Nhiệm vụ")
