"""When somebody is reminded, of what, and at which hours nobody is: rows of data, and the windows that follow from a calendar."""

import json
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path

from deadlines.calendar import WorkCalendar
from kernel import clock

DATA = Path(__file__).parents[1] / "data" / "reminders.json"
ONE_DAY = timedelta(days=1)


class Moment(StrEnum):
    """Where a deadline stands on the day of the digest."""

    BEFORE = "BEFORE"
    ON = "ON"
    AFTER = "AFTER"


class To(StrEnum):
    """Who is told."""

    RESPONSIBLE = "RESPONSIBLE"
    HEAD = "HEAD"
    LEVEL_ABOVE = "LEVEL_ABOVE"


@dataclass(frozen=True, slots=True)
class Rule:
    """One row: so many working days before or after the deadline, this one is told."""

    moment: Moment
    working_days: int
    to: To


@dataclass(frozen=True, slots=True)
class Reminders:
    """The rules with their source, and the hours without a mail (office time)."""

    source: str
    rules: dict[Moment, Rule]
    quiet_from: time
    quiet_to: time

    def is_quiet(self, at: datetime) -> bool:
        """Whether no mail may leave at this instant; the hours may run over midnight."""
        now = at.astimezone(clock.OFFICE_ZONE).time()
        if self.quiet_from <= self.quiet_to:
            return self.quiet_from <= now < self.quiet_to
        return now >= self.quiet_from or now < self.quiet_to


@cache
def reminders() -> Reminders:
    """The rows of the release."""
    data = json.loads(DATA.read_text(encoding="utf-8"))
    rules = [Rule(Moment(row["code"]), row["working_days"], To(row["to"])) for row in data["rules"]]
    quiet = data["quiet"]
    return Reminders(
        data["source"],
        {rule.moment: rule for rule in rules},
        time.fromisoformat(quiet["from"]),
        time.fromisoformat(quiet["to"]),
    )


@dataclass(frozen=True, slots=True)
class Windows:
    """The first and last due date of each moment on a working day; together every date falls into each window exactly once, so
    that a reminder comes once and a day off moves it to the next working day."""

    by_moment: dict[Moment, tuple[date, date]]

    def moment_of(self, due_on: date) -> Moment | None:
        """In which window a due date lies today."""
        return next((moment for moment, (first, last) in self.by_moment.items() if first <= due_on <= last), None)


def windows(work: WorkCalendar, today: date) -> Windows | None:
    """The windows of a working day; None on a day off, when nobody is reminded."""
    if not work.is_working_day(today):
        return None
    rules = reminders().rules
    ahead, behind = rules[Moment.BEFORE].working_days, rules[Moment.AFTER].working_days
    next_day = work.add_working_days(today, 1)
    first_before = work.add_working_days(today, ahead)
    return Windows(
        {
            Moment.ON: (today, next_day - ONE_DAY),
            Moment.BEFORE: (first_before, work.add_working_days(today, ahead + 1) - ONE_DAY),
            Moment.AFTER: (
                work.working_days_before(today, behind),
                work.working_days_before(today, behind - 1) - ONE_DAY if behind > 1 else today - ONE_DAY,
            ),
        }
    )
