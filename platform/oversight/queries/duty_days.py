"""The list behind a cell of the duty board, read from ``public`` alone: dates, what became of them, reasons as codes."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from deadlines.models import DueItem
from kernel import clock
from oversight.enums import TIMED, DayReason, DayStatus, Figure
from oversight.models import Duty, DutyDay, DutyKind, NationalUpdate
from oversight.queries.board import DENUNCIATION
from registry.tree import UnitInfo

TOOK_ITS_DAY = (DayStatus.IN_PERSON, DayStatus.DELEGATED, DayStatus.MISSED)


@dataclass(frozen=True, slots=True)
class Span:
    """A month, or a whole year, of one figure."""

    first: date
    last: date

    @classmethod
    def of_month(cls, first: date) -> "Span":
        return cls(first, first.replace(day=monthrange(first.year, first.month)[1]))

    @classmethod
    def of_year(cls, year: int) -> "Span":
        return cls(date(year, 1, 1), date(year, 12, 31))

    @property
    def is_year(self) -> bool:
        return self.first.month != self.last.month


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the list: the day it counts on, what became of it, in words."""

    day: date
    status: str
    mark: str
    words: str
    done_on: date | None = None
    notes: tuple[str, ...] = ()
    holder: str = ""
    object_id: UUID | None = None
    is_red: bool = False


def holders(unit: UnitInfo, figure: Figure, line: str, span: Span) -> QuerySet[Duty]:
    """The register's own rows of the span, by who was in office; for days and conferences."""
    kind = DutyKind.CONFERENCE if figure == Figure.CONFERENCE else DutyKind.RECEPTION
    first = span.first.replace(month=1) if kind == DutyKind.CONFERENCE else span.first
    found = Duty.objects.filter(unit_id=unit.id, line=line, kind=kind, period__range=(first, span.last))
    return found.order_by("period", "holder_name", "id")


def items(unit: UnitInfo, figure: Figure, line: str, span: Span) -> list[Item]:
    """What the figure counts, oldest first; two queries at most."""
    match figure:
        case Figure.RECEPTION | Figure.CONFERENCE | Figure.POSTING:
            return _days(unit, figure, line, span)
        case Figure.DATABASE:
            return _updates(unit, span)
        case _:
            return [_timed(one, is_named=figure == Figure.REPORT) for one in due_items([unit.id], figure, line, span)]


def due_items(units: Sequence[int], figure: Figure, line: str, span: Span) -> QuerySet[DueItem]:
    """The duties with a date that a timed figure counts; those to come included."""
    found = DueItem.objects.filter(
        Q(line="") | Q(line=line),
        unit_id__in=list(units),
        kind__in=TIMED[figure],
        cancelled_on=None,
        due_on__range=(span.first, span.last),
    )
    return found.exclude(case_kind=DENUNCIATION).order_by("due_on", "id")


def _days(unit: UnitInfo, figure: Figure, line: str, span: Span) -> list[Item]:
    kind = DutyKind.CONFERENCE if figure == Figure.CONFERENCE else DutyKind.RECEPTION
    found = DutyDay.objects.filter(unit_id=unit.id, line=line, kind=kind, day__range=(span.first, span.last))
    if figure == Figure.POSTING:
        found = found.exclude(status__in=(DayStatus.POSTPONED, DayStatus.CANCELLED))
    rows = list(found.order_by("day", "id"))
    names = {row.holder_id: row.holder_name for row in holders(unit, figure, line, span)}
    return [_day(row, names.get(row.holder_id, ""), figure) for row in rows]


def _day(row: DutyDay, holder: str, figure: Figure) -> Item:
    status = DayStatus(row.status)
    notes = [
        (row.is_ad_hoc, _("đột xuất")),
        (row.is_made_up, _("tiếp bù")),
        (row.is_posted_late, _("niêm yết muộn")),
        (not row.is_posted and status in TOOK_ITS_DAY, _("không niêm yết")),
        (bool(row.reason), str(DayReason(row.reason).label) if row.reason else ""),
        (
            row.moved_to is not None,
            _("sang ngày %(day)s") % {"day": f"{row.moved_to:%d/%m/%Y}"} if row.moved_to else "",
        ),
    ]
    is_red = status == DayStatus.MISSED
    if figure == Figure.POSTING:
        is_red = row.is_posted_late or not (row.is_posted or status == DayStatus.AHEAD)
    return Item(
        day=row.day,
        status=status,
        mark=status.mark,
        words=str(status.label),
        notes=tuple(words for is_so, words in notes if is_so),
        holder=holder,
        object_id=row.object_id,
        is_red=is_red,
    )


def _timed(item: DueItem, *, is_named: bool) -> Item:
    # Reports of a period and of a campaign stand in one list.
    name = (str(item.get_kind_display()),) if is_named else ()
    today = clock.today()
    if item.met_on is None:
        is_late = item.due_on < today
        words, mark = (_("Quá hạn, chưa xong"), "×") if is_late else (_("Chưa đến hạn"), "·")
        notes = (_("quá %(n)d ngày") % {"n": (today - item.due_on).days},) if is_late else ()
        return Item(item.due_on, "OVERDUE" if is_late else "AHEAD", mark, words, notes=(*name, *notes), is_red=is_late)
    if item.met_on <= item.due_on:
        return Item(item.due_on, "IN_TIME", "✓", _("Đúng hạn"), item.met_on, notes=name)
    notes = (_("muộn %(n)d ngày") % {"n": (item.met_on - item.due_on).days},)
    return Item(item.due_on, "LATE", "△", _("Muộn"), item.met_on, notes=(*name, *notes), is_red=True)


def _updates(unit: UnitInfo, span: Span) -> list[Item]:
    rows = NationalUpdate.objects.filter(unit_id=unit.id, period__range=(span.first, span.last)).order_by("period")
    return [
        Item(row.period, "IN_TIME", "✓", _("Đã cập nhật"), row.done_on, holder=row.account_name, object_id=row.pk)
        for row in rows
    ]
