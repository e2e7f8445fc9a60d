"""The reception days of a year: which the plan names, and where one goes that falls on a day off.

Pure: a calendar comes in, days go out. The plan of the ward names the 15th; 15/11/2026 is a Sunday, so the head is shown
the days it may move to with the reason for each. "Suitable time" (thời gian khác phù hợp) is for the head to say: only
when nobody has said it by the last day for posting is the next working day taken, and marked as taken by the system.
"""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Protocol

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

ONE_DAY = timedelta(days=1)
POSTING_DAYS = 5
"""Working days before the session on which the schedule must hang (Law on reception, Art. 24.4)."""

MONTHS = range(1, 13)


class Calendar(Protocol):
    """What the rule must know of days; ``deadlines.calendar.WorkCalendar`` fits."""

    def is_working_day(self, day: date) -> bool: ...

    def reason_off(self, day: date) -> str: ...


class Shift(StrEnum):
    """Where a day goes that is off: the setting of the plan or the unit."""

    ASK = "ask"
    NEXT = "next"
    PREVIOUS = "previous"
    NEAREST = "nearest"


class Pattern(StrEnum):
    """How a plan says which days."""

    DAY_OF_MONTH = "day_of_month"
    WEEKDAY = "weekday"
    EVERY_WEEK = "every_week"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Rhythm:
    """What a plan says of its days.

    ``DAY_OF_MONTH``: ``days`` (15; 31 means the last day of a short month) · ``WEEKDAY``: ``weekday`` (Monday is 0) of
    ``weeks`` (1 to 4, 5 the last) · ``EVERY_WEEK``: ``weekday`` · ``COUNT``: ``count`` days a month, spread evenly over its
    working days until the head names others. ``months``: empty for all.
    """

    pattern: Pattern
    days: tuple[int, ...] = ()
    weekday: int = 0
    weeks: tuple[int, ...] = (1,)
    count: int = 1
    months: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """One day a session may move to, with the reason in words."""

    on: date
    why: str
    direction: Shift
    is_nearest: bool = False

    def as_data(self) -> dict[str, Any]:
        """As kept in ``ReceptionSession.proposals``."""
        return {
            "on": self.on.isoformat(),
            "why": self.why,
            "direction": self.direction.value,
            "is_nearest": self.is_nearest,
        }

    @classmethod
    def of(cls, data: dict[str, Any]) -> "Proposal":
        """As read from there."""
        direction = Shift(data.get("direction", Shift.ASK))
        return cls(date.fromisoformat(data["on"]), data["why"], direction, bool(data.get("is_nearest")))


@dataclass(frozen=True, slots=True)
class Placement:
    """One session of the year. ``held_on`` is ``planned_on`` while nobody has said where a day off goes."""

    planned_on: date
    held_on: date
    why_off: str = ""
    proposals: tuple[Proposal, ...] = ()
    is_automatic: bool = False

    @property
    def is_waiting(self) -> bool:
        """Falls on a day off and nobody has said where it goes."""
        return bool(self.proposals) and self.held_on == self.planned_on


def planned_days(year: int, rhythm: Rhythm, calendar: Calendar) -> list[date]:
    """The days the plan names in a year, in order, each once; days off are still among them."""
    if rhythm.pattern == Pattern.EVERY_WEEK:
        return [day for day in _days(year, rhythm.months) if day.weekday() == rhythm.weekday]
    found: set[date] = set()
    for month in rhythm.months or MONTHS:
        found |= set(_of_month(year, month, rhythm, calendar))
    return sorted(found)


def year_of(year: int, rhythms: Sequence[Rhythm], calendar: Calendar, shift: Shift = Shift.ASK) -> list[Placement]:
    """Every session of a year. No two are placed on one day: who moves looks past a day that is taken."""
    days = sorted({day for rhythm in rhythms for day in planned_days(year, rhythm, calendar)})
    taken = {day for day in days if calendar.is_working_day(day)}
    placed = []
    for day in days:
        placement = place(day, calendar, shift, taken)
        taken.add(placement.held_on)
        placed.append(placement)
    return placed


def place(planned_on: date, calendar: Calendar, shift: Shift = Shift.ASK, taken: Iterable[date] = ()) -> Placement:
    """Where one planned day takes place."""
    if calendar.is_working_day(planned_on):
        return Placement(planned_on, planned_on)
    offered = proposals(planned_on, calendar, taken)
    why_off = calendar.reason_off(planned_on)
    if shift == Shift.ASK:
        return Placement(planned_on, planned_on, why_off, offered)
    return Placement(planned_on, automatic_day(offered, shift), why_off, offered, is_automatic=True)


def proposals(planned_on: date, calendar: Calendar, taken: Iterable[date] = ()) -> tuple[Proposal, ...]:
    """Three free working days around a day off: the one before, the one after, and the second one after."""
    avoided = frozenset(taken)
    before = _free(planned_on, -ONE_DAY, calendar, avoided)
    after = _free(planned_on, ONE_DAY, calendar, avoided)
    later = _free(after, ONE_DAY, calendar, avoided)
    nearest = min((before, after), key=lambda day: (abs(day - planned_on), day < planned_on))
    return tuple(
        Proposal(day, _why(day, planned_on, words, is_nearest=day == nearest), direction, day == nearest)
        for day, words, direction in (
            (before, _("ngày làm việc liền trước"), Shift.PREVIOUS),
            (after, _("ngày làm việc liền sau"), Shift.NEXT),
            (later, _("ngày làm việc thứ hai sau đó, thêm thời gian chuẩn bị và niêm yết"), Shift.ASK),
        )
    )


def automatic_day(offered: Sequence[Proposal], shift: Shift = Shift.ASK) -> date:
    """The day taken without anybody choosing: as set, else the next working day."""
    if shift == Shift.NEAREST:
        return next(one.on for one in offered if one.is_nearest)
    wanted = Shift.PREVIOUS if shift == Shift.PREVIOUS else Shift.NEXT
    return next(one.on for one in offered if one.direction == wanted)


def last_posting_day(held_on: date, calendar: Calendar, days: int = POSTING_DAYS) -> date:
    """The last day on which a posting is in time: ``days`` working days before the session, its own day not counted."""
    day = held_on
    for _index in range(days):
        day -= ONE_DAY
        while not calendar.is_working_day(day):
            day -= ONE_DAY
    return day


def is_late(posted_on: date, held_on: date, calendar: Calendar, days: int = POSTING_DAYS) -> bool:
    """ "Niêm yết muộn": fewer working days before the session than the law asks for."""
    return posted_on > last_posting_day(held_on, calendar, days)


def is_choice_due(placement: Placement, today: date, calendar: Calendar, days: int = POSTING_DAYS) -> bool:
    """Whether the day must be taken now: on the last posting day of the next working day, so that it still hangs in time."""
    return placement.is_waiting and today >= choice_until(placement.proposals, calendar, days)


def choice_until(offered: Sequence[Proposal], calendar: Calendar, days: int = POSTING_DAYS) -> date:
    """The last posting day of the day that is taken when nobody chooses."""
    return last_posting_day(automatic_day(offered), calendar, days)


def _of_month(year: int, month: int, rhythm: Rhythm, calendar: Calendar) -> list[date]:
    last = monthrange(year, month)[1]
    if rhythm.pattern == Pattern.DAY_OF_MONTH:
        return [date(year, month, min(day, last)) for day in rhythm.days]
    if rhythm.pattern == Pattern.WEEKDAY:
        fitting = [day for day in _month(year, month) if day.weekday() == rhythm.weekday]
        return [fitting[-1 if week > 4 else week - 1] for week in rhythm.weeks]
    worked = [day for day in _month(year, month) if calendar.is_working_day(day)]
    count = min(rhythm.count, len(worked))
    return [worked[(2 * index + 1) * len(worked) // (2 * count)] for index in range(count)]


def _month(year: int, month: int) -> list[date]:
    return [date(year, month, day) for day in range(1, monthrange(year, month)[1] + 1)]


def _days(year: int, months: tuple[int, ...]) -> list[date]:
    return [day for month in (months or MONTHS) for day in _month(year, month)]


def _free(start: date, step: timedelta, calendar: Calendar, avoided: frozenset[date]) -> date:
    day = start + step
    while day in avoided or not calendar.is_working_day(day):
        day += step
    return day


def _why(day: date, planned_on: date, words: str, *, is_nearest: bool) -> str:
    distance = abs((day - planned_on).days)
    how_far = ngettext("cách ngày theo kế hoạch %(n)s ngày", "cách ngày theo kế hoạch %(n)s ngày", distance) % {
        "n": distance
    }
    said = [_("gần nhất"), words] if is_nearest else [words]
    said.append(how_far)
    if (day.year, day.month) != (planned_on.year, planned_on.month):
        said.append(_("sang tháng khác: không tính cho tháng của kế hoạch"))
    return ", ".join(said)
