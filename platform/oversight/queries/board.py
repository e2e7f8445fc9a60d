"""The supervisor's board: a unit, the units directly under it, and the seven figures of each."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.conf import settings
from django.db.models import Min, Q, Sum
from django.utils.translation import gettext as _

from kernel import clock
from kernel.outbox import OutboxRow
from oversight.facts import FLOWS, STOCKS, Fact
from oversight.models import Rollup
from oversight.rules.periods import Period
from oversight.rules.suppression import hidden_units
from registry import tree
from registry.levels import Level
from registry.tree import UnitInfo

DENUNCIATION = "DENUNCIATION"


@dataclass(frozen=True, slots=True)
class Figure:
    """One number, or a hidden one: ``value`` is None where the reader may not know it."""

    fact: Fact
    value: int | None

    @property
    def is_hidden(self) -> bool:
        return self.value is None


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One unit's figures; ``is_own`` marks the viewed unit's own work beside its subtree's sum."""

    unit: UnitInfo
    figures: tuple[Figure, ...]
    is_own: bool = False
    is_total: bool = False
    has_children: bool = False

    def figure(self, fact: Fact) -> Figure:
        return next(one for one in self.figures if one.fact == fact)


@dataclass(frozen=True, slots=True)
class Board:
    unit: UnitInfo
    period: Period
    kind: str
    total: BoardRow
    own: BoardRow
    rows: tuple[BoardRow, ...]
    as_of: datetime
    is_current: bool
    excludes_denunciations: bool = False
    hides_small_counts: bool = False


_ByKind = dict[tuple[int, str], dict[str, int]]


@dataclass
class _Counts:
    """own and tree sums: (unit, fact) to kind to number."""

    own: _ByKind = field(default_factory=lambda: defaultdict(dict))
    tree: _ByKind = field(default_factory=lambda: defaultdict(dict))


def figures_as_of() -> tuple[datetime, bool]:
    """The age of all figures: now, or the moment of the oldest delta not folded yet."""
    oldest: datetime | None = OutboxRow.objects.aggregate(oldest=Min("written_at"))["oldest"]
    return (clock.now(), True) if oldest is None else (oldest, False)


def board(unit: UnitInfo, period: Period, kind: str = "") -> Board:
    """Figures of ``unit`` and of the units directly under it in one query, whatever their number."""
    day = min(period.last, clock.today())
    children = tree.children(unit.id, on=day)
    counts = _sums([unit.id, *(child.id for child in children)], period, kind)
    wards = [child for child in children if child.level == Level.COMMUNE]
    is_ward = unit.level == Level.COMMUNE
    guarded = bool(wards) or is_ward
    total_figures, own_figures = [], []
    by_child: dict[int, list[Figure]] = {child.id: [] for child in children}
    for fact in Fact:
        hidden = _hidden(unit, children, counts, fact, period) if guarded else set()
        for child in children:
            at_ward = child.level == Level.COMMUNE
            by_child[child.id].append(
                Figure(fact, _value(counts.tree, child.id, fact, kind, at_ward, child.id in hidden))
            )
        total_figures.append(
            Figure(fact, _value(counts.tree, unit.id, fact, kind, is_ward, is_ward and unit.id in hidden))
        )
        own_figures.append(Figure(fact, _value(counts.own, unit.id, fact, kind, is_ward, unit.id in hidden)))
    as_of, is_current = figures_as_of()
    return Board(
        unit=unit,
        period=period,
        kind=kind,
        total=BoardRow(unit, tuple(total_figures), is_total=True),
        own=BoardRow(unit, tuple(own_figures), is_own=True),
        rows=tuple(
            BoardRow(child, tuple(by_child[child.id]), has_children=bool(tree.children(child.id, on=day)))
            for child in children
        ),
        as_of=as_of,
        is_current=is_current,
        excludes_denunciations=guarded and not kind,
        hides_small_counts=guarded and kind == DENUNCIATION,
    )


def _sums(units: Iterable[int], period: Period, kind: str) -> _Counts:
    in_period = Q(fact__in=FLOWS, day__gte=period.first, day__lte=period.last)
    up_to_end = Q(fact__in=STOCKS, day__lte=period.last)
    rows = Rollup.objects.filter(in_period | up_to_end, unit_id__in=list(units))
    # Duties of no kind of case (tasks, notices, postings) are late on pages of their own: the list behind a figure holds cases.
    rows = rows.filter(kind=kind) if kind else rows.exclude(kind="")
    counts = _Counts()
    for unit_id, fact, row_kind, own, subtree in rows.values_list("unit_id", "fact", "kind").annotate(
        own_sum=Sum("own"), tree_sum=Sum("tree")
    ):
        counts.own[unit_id, fact][row_kind] = own
        counts.tree[unit_id, fact][row_kind] = subtree
    return counts


def _value(counts: _ByKind, unit_id: int, fact: Fact, kind: str, at_ward: bool, hidden: bool) -> int | None:
    """A figure as it may be shown: at a ward the sum of all kinds leaves denunciations out."""
    by_kind = counts.get((unit_id, fact), {})
    if kind:
        return None if kind == DENUNCIATION and hidden else by_kind.get(kind, 0)
    return sum(n for row_kind, n in by_kind.items() if not (at_ward and row_kind == DENUNCIATION))


def _hidden(unit: UnitInfo, children: list[UnitInfo], counts: _Counts, fact: Fact, period: Period) -> set[int]:
    """Units whose denunciation figure of ``fact`` is hidden on this board.

    Flows of a span shorter than a year are hidden at every ward: months subtracted from their year
    would give a small count away.
    """
    if unit.level == Level.COMMUNE:
        n = counts.own.get((unit.id, fact), {}).get(DENUNCIATION, 0)
        small = n < settings.SMALL_COUNT
        return {unit.id} if small or not period.is_year else set()
    wards = {
        child.id: counts.tree.get((child.id, fact), {}).get(DENUNCIATION, 0)
        for child in children
        if child.level == Level.COMMUNE
    }
    if not period.is_year:
        return set(wards)
    own = counts.own.get((unit.id, fact), {}).get(DENUNCIATION, 0)
    return hidden_units(wards, own_id=unit.id, own=own)


def column_help(fact: Fact) -> str:
    """What a column counts, in the words of the field."""
    return {
        Fact.TAKEN_IN: _("Đơn tiếp nhận từ công dân hoặc cơ quan ngoài hệ thống, theo ngày nhận"),
        Fact.RECEIVED: _("Vụ việc do đơn vị khác trong hệ thống chuyển đến"),
        Fact.OPEN: _("Vụ việc đơn vị đang giữ, chưa kết thúc, tính đến cuối kỳ"),
        Fact.OWED: _("Vụ việc đơn vị còn nợ công dân câu trả lời, tính đến cuối kỳ"),
        Fact.OVERDUE: _("Thời hạn đã quá mà chưa hoàn thành, tính đến cuối kỳ"),
        Fact.SENT_TRANSFER: _("Vụ việc đã chuyển đi, trừ số rút lại"),
        Fact.SENT_ESCALATION: _("Vụ việc đề nghị cấp trên giải quyết, trừ số rút lại"),
        Fact.SENT_ASSIGNMENT: _("Vụ việc giao cấp dưới giải quyết, trừ số rút lại"),
        Fact.ANSWERED: _("Vụ việc đã trả lời công dân"),
    }[fact]


def trend(unit: UnitInfo, months: list[date], kind: str = "") -> dict[Fact, list[int]]:
    """Monthly flows and month-end stocks of a unit's subtree; a ward's leave denunciations out."""
    rows = Rollup.objects.filter(unit_id=unit.id)
    rows = rows.filter(kind=kind) if kind else rows.exclude(kind="")
    if unit.level == Level.COMMUNE:
        rows = rows.exclude(kind=DENUNCIATION)
    sums: dict[str, dict[tuple[int, int], int]] = defaultdict(lambda: defaultdict(int))
    before: dict[str, int] = defaultdict(int)
    for fact, day, n in rows.values_list("fact", "day").annotate(n=Sum("tree")):
        if day < months[0]:
            before[fact] += n
        else:
            sums[fact][day.year, day.month] += n
    series: dict[Fact, list[int]] = {}
    for fact in Fact:
        values, running = [], before[fact]
        for month in months:
            n = sums[fact][month.year, month.month]
            running += n
            values.append(running if fact in STOCKS else n)
        series[fact] = values
    return series
