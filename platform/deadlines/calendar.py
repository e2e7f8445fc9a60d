"""The office's calendar: which days are worked, and counting in them.

The national calendar is the library ``holidays`` (statutory days, substitute days, swapped working Saturdays), asked through
its own working-day function; rows of ``CalendarDay`` correct it for the country or for one unit. Counting follows the Civil
Code 2015: day one is the day after the event (Art. 147), and a term in days that ends on a day off ends on the next working day
(Art. 148).
"""

import functools
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import holidays
from django.utils.translation import gettext as _

from deadlines.memory import Remembered
from deadlines.models import CalendarDay

DATA = Path(__file__).parent / "data" / "calendar.json"
# Populated once: the library's calendar grows when asked for a new year, and threads share this one.
YEARS = range(2010, 2061)
ONE_DAY = timedelta(days=1)
MAX_DAYS = 3660


@dataclass(frozen=True, slots=True)
class OwnDay:
    """A day that a paper moved away from the national calendar."""

    is_working: bool
    name: str
    source: str
    is_expected: bool


@dataclass(frozen=True)
class WorkCalendar:
    """The calendar of one unit (or of the country). Immutable; make one per page or computation with ``of_unit``."""

    own_days: dict[date, OwnDay] = field(default_factory=dict)

    def is_working_day(self, day: date) -> bool:
        own = self.own_days.get(day)
        return own.is_working if own else _is_worked_nationally(day)

    def next_working_day(self, day: date) -> date:
        """``day`` itself when it is worked, else the first worked day after it."""
        while not self.is_working_day(day):
            day += ONE_DAY
        return day

    def add_working_days(self, start: date, n: int) -> date:
        """The ``n``-th working day after ``start`` (``start`` is not counted); n ≥ 1."""
        _check_length(n)
        day = start
        for _index in range(n):
            day = self.next_working_day(day + ONE_DAY)
        return day

    def add_days(self, start: date, n: int) -> date:
        """``n`` calendar days after ``start``; an end on a day off moves to the next working day."""
        _check_length(n)
        return self.next_working_day(start + timedelta(days=n))

    def previous_working_day(self, day: date) -> date:
        """``day`` itself when it is worked, else the last worked day before it."""
        while not self.is_working_day(day):
            day -= ONE_DAY
        return day

    def nearest_working_day(self, day: date) -> date:
        """``day`` itself when it is worked, else the nearer worked day; the later one of two equally near."""
        before, after = self.previous_working_day(day), self.next_working_day(day)
        return before if day - before < after - day else after

    def working_days_before(self, event: date, n: int) -> date:
        """The ``n``-th working day before ``event`` (``event`` is not counted): the last day for "at least n days before"."""
        _check_length(n)
        day = event
        for _index in range(n):
            day = self.previous_working_day(day - ONE_DAY)
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """How many days are worked after ``start`` up to and including ``end``; 0 when ``end`` is not later."""
        return sum(self.is_working_day(day) for day in _days_after(start, end))

    def reason_off(self, day: date) -> str:
        """Why the day is not worked, in words for the derivation; empty for a working day."""
        if self.is_working_day(day):
            return ""
        if own := self.own_days.get(day):
            return own.name
        name = _national().get(day)
        return str(name) if name else _("nghỉ cuối tuần")

    def reason_worked(self, day: date) -> str:
        """Why a Saturday or Sunday is worked; empty for every other day."""
        if day.weekday() < 5 or not self.is_working_day(day):
            return ""
        own = self.own_days.get(day)
        return own.name if own else _("ngày làm bù theo lịch hoán đổi")

    def is_expected(self, day: date) -> bool:
        """No paper fixes this day yet: an expected own day, or a year without a decree."""
        own = self.own_days.get(day)
        return own.is_expected if own else is_expected_year(day.year)

    def days_off(self, year: int) -> Iterator[tuple[date, str, bool]]:
        """Days of a year that differ from a plain week, as ``(day, name, is_working)`` in order."""
        for day in _days_after(date(year - 1, 12, 31), date(year, 12, 31)):
            working = self.is_working_day(day)
            if working != (day.weekday() < 5):
                yield day, self.reason_worked(day) if working else self.reason_off(day), working


def of_unit(unit_id: int | None) -> WorkCalendar:
    """The calendar in force: the country's own days, then the unit's own days over them. No query within half a minute."""
    rows = own_days()
    country = rows.get(None, {})
    return WorkCalendar({**country, **rows[unit_id]} if unit_id is not None and unit_id in rows else country)


def _load_own_days() -> dict[int | None, dict[date, OwnDay]]:
    days: dict[int | None, dict[date, OwnDay]] = {}
    for row in CalendarDay.objects.filter(ended_at__isnull=True):
        days.setdefault(row.unit_id, {})[row.day] = OwnDay(row.is_working, row.name, row.source, row.is_expected)
    return days


own_days = Remembered(_load_own_days)


def is_working_day(day: date, unit_id: int | None = None) -> bool:
    """Whether the offices (of one unit) work on ``day``."""
    return of_unit(unit_id).is_working_day(day)


def add_working_days(start: date, n: int, unit_id: int | None = None) -> date:
    """See ``WorkCalendar.add_working_days``."""
    return of_unit(unit_id).add_working_days(start, n)


def add_days(start: date, n: int, unit_id: int | None = None) -> date:
    """See ``WorkCalendar.add_days``."""
    return of_unit(unit_id).add_days(start, n)


def is_expected_year(year: int) -> bool:
    """True for a year whose calendar no decree has fixed yet ("dự kiến")."""
    return bool(year > file_data()["decreed_until"])


@functools.cache
def file_data() -> dict[str, Any]:
    """What the release ships: last decreed year, and national days the library does not know, each with its paper."""
    data: dict[str, Any] = json.loads(DATA.read_text(encoding="utf-8"))
    return data


@functools.cache
def _national() -> holidays.HolidayBase:
    return holidays.country_holidays("VN", years=YEARS, language="vi")


@functools.lru_cache(maxsize=10_000)
def _is_worked_nationally(day: date) -> bool:
    return bool(_national().is_working_day(day))


def _days_after(start: date, end: date) -> Iterator[date]:
    day = start + ONE_DAY
    while day <= end:
        yield day
        day += ONE_DAY


def _check_length(n: int) -> None:
    if not 1 <= n <= MAX_DAYS:
        raise ValueError(f"a term is 1 to {MAX_DAYS} days, not {n}")
