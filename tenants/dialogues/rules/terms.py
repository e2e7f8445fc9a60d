"""What a plan orders around a conference: five terms, each with its own kind of days and the event it is counted from."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from deadlines.calendar import WorkCalendar
from deadlines.enums import DayKind

CONFERENCE, NOTICE = "conference", "notice"
"""The two events a written answer is counted from: the day of the conference, or its conclusion notice."""
LONGEST = 365


@dataclass(frozen=True, slots=True)
class Term:
    """A number of days of one kind; ``start`` only where plans differ."""

    length: int
    kind: str = DayKind.WORKING
    start: str = ""

    @property
    def is_working(self) -> bool:
        return self.kind == DayKind.WORKING

    def after(self, event: date, calendar: WorkCalendar) -> date:
        """The last day of the term that begins with ``event``."""
        count = calendar.add_working_days if self.is_working else calendar.add_days
        return count(event, self.length)

    def before(self, event: date, calendar: WorkCalendar) -> date:
        """The last day on which the full term still lies before ``event``, which is not counted."""
        if not self.is_working:
            return event - timedelta(days=self.length)
        day = event
        for _index in range(self.length):
            day -= timedelta(days=1)
            while not calendar.is_working_day(day):
                day -= timedelta(days=1)
        return day


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of one conference, as they were when it was planned.

    ``review`` is None where the plan orders none. ``source`` says whose they are; ``progress_every`` counts calendar days.
    """

    notice: Term = Term(7, DayKind.WORKING)
    review: Term | None = Term(5, DayKind.WORKING)
    conclusion: Term = Term(10, DayKind.CALENDAR)
    reply: Term = Term(15, DayKind.WORKING, CONFERENCE)
    reply_complex: Term = Term(30, DayKind.WORKING, CONFERENCE)
    channels: tuple[str, ...] = ("WEBSITE", "RADIO", "POSTING")
    progress_every: int | None = None
    source: str = ""

    def reply_of(self, is_complex: bool) -> Term:
        """The term of a written answer."""
        return self.reply_complex if is_complex else self.reply

    def as_data(self) -> dict[str, Any]:
        """As the conference's row keeps it."""
        return asdict(self) | {"channels": list(self.channels)}


def from_data(data: Mapping[str, Any]) -> Terms:
    """The terms a row keeps; what is missing is as the product sets it."""
    usual = Terms()
    reply = _term(data.get("reply")) or usual.reply
    return Terms(
        notice=_term(data.get("notice")) or usual.notice,
        review=_term(data["review"]) if "review" in data else usual.review,
        conclusion=_term(data.get("conclusion")) or usual.conclusion,
        reply=reply,
        reply_complex=_term(data.get("reply_complex")) or (reply if data.get("reply") else usual.reply_complex),
        channels=tuple(data.get("channels") or usual.channels),
        progress_every=data.get("progress_every"),
        source=str(data.get("source") or ""),
    )


def reply_due(
    terms: Terms, *, held_on: date | None, noticed_on: date | None, is_complex: bool, calendar: WorkCalendar
) -> date | None:
    """The last day of a written answer; None while the event it is counted from has not happened."""
    term = terms.reply_of(is_complex)
    event = noticed_on if term.start == NOTICE else held_on
    return term.after(event, calendar) if event else None


def _term(given: Any) -> Term | None:
    if not isinstance(given, Mapping) or not given.get("length"):
        return None
    kind = DayKind.WORKING if given.get("kind", DayKind.WORKING) == DayKind.WORKING else DayKind.CALENDAR
    return Term(min(int(given["length"]), LONGEST), str(kind), str(given.get("start") or ""))
