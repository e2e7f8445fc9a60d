"""What a plan orders for notices and replies, and the date that follows from it with its derivation."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from deadlines import calendar
from deadlines.enums import DayKind
from deadlines.explanations import day_words, length_words
from tenants.conclusions.enums import StartOf


@dataclass(frozen=True, slots=True)
class Term:
    """So many days of this kind after this event; ``source`` is the plan's paragraph or the article."""

    length: int
    day_kind: str
    event: str
    source: str = ""

    def data(self) -> dict[str, Any]:
        """As kept in a row."""
        return {"length": self.length, "day_kind": self.day_kind, "event": self.event, "source": self.source}


@dataclass(frozen=True, slots=True)
class Terms:
    """What a plan orders after the day: when to assign, to give notice, to reply; how often to report on progress."""

    notice: Term | None = None
    assign: Term | None = None
    reply: Term | None = None
    reply_complex: Term | None = None
    #: Calendar days from one word on progress to the next; None where the plan asks for none.
    progress_every: int | None = None

    def reply_for(self, *, is_complex: bool) -> Term | None:
        """The longest term an item may have."""
        return (self.reply_complex or self.reply) if is_complex else self.reply

    def data(self) -> dict[str, Any]:
        """As kept in the conclusion's row."""
        named = {name: getattr(self, name) for name in ("notice", "assign", "reply", "reply_complex")}
        found: dict[str, Any] = {name: term.data() for name, term in named.items() if term is not None}
        return found | ({"progress_every": self.progress_every} if self.progress_every else {})


@dataclass(frozen=True, slots=True)
class Clock:
    """One running term: event and its day, last permitted day, how it came about."""

    event: str
    started_on: date
    due_on: date
    source: str
    lines: list[str] = field(default_factory=list)

    def data(self) -> dict[str, Any]:
        """As kept in a row."""
        return {
            "event": self.event,
            "started_on": self.started_on.isoformat(),
            "due_on": self.due_on.isoformat(),
            "source": self.source,
            "lines": self.lines,
        }


def terms_from(data: dict[str, Any]) -> Terms:
    """The reverse of ``Terms.data``."""
    names = ("notice", "assign", "reply", "reply_complex")
    found = {name: Term(**data[name]) for name in names if data.get(name)}
    return Terms(**found, progress_every=data.get("progress_every"))


def run(term: Term, start: date, unit_id: int) -> Clock:
    """The clock of a term that starts on ``start``, on the unit's own working calendar."""
    work = calendar.of_unit(unit_id)
    is_working = term.day_kind == DayKind.WORKING
    due_on = work.add_working_days(start, term.length) if is_working else work.add_days(start, term.length)
    lines = [
        _("Mốc tính: %(event)s %(day)s; ngày đầu tiên là ngày liền sau.")
        % {"event": StartOf(term.event).label, "day": day_words(start)},
        _("%(length)s (%(source)s) → %(day)s.")
        % {
            "length": length_words(term.length, term.day_kind),
            "source": term.source or _("kế hoạch của đơn vị"),
            "day": day_words(due_on),
        },
    ]
    skipped = _off_between(start, due_on, work) if is_working else _moved(start + timedelta(term.length), due_on, work)
    return Clock(term.event, start, due_on, term.source, lines + skipped)


def by_hand(due_on: date, start: date, unit_id: int) -> Clock:
    """A date that the chair fixed."""
    lines = [
        _("Hạn do người kết luận ấn định ngày %(start)s: %(due)s.")
        % {"start": f"{start:%d/%m/%Y}", "due": day_words(due_on)}
    ]
    if reason := calendar.of_unit(unit_id).reason_off(due_on):
        lines.append(_("Lưu ý: ngày này là ngày nghỉ (%(reason)s).") % {"reason": reason})
    return Clock(StartOf.BY_HAND, start, due_on, "", lines)


def _off_between(start: date, end: date, work: calendar.WorkCalendar) -> list[str]:
    days = (start + timedelta(days=step) for step in range(1, (end - start).days + 1))
    off = [day for day in days if not work.is_working_day(day)]
    weekends = sum(day.weekday() >= 5 for day in off)
    named = [f"{day_words(day)} ({work.reason_off(day)})" for day in off if day.weekday() < 5]
    lines = [_("Không tính %(n)d ngày nghỉ cuối tuần.") % {"n": weekends}] if weekends else []
    return lines + ([_("Không tính %(days)s.") % {"days": "; ".join(named[:8])}] if named else [])


def _moved(natural: date, end: date, work: calendar.WorkCalendar) -> list[str]:
    if natural == end:
        return []
    return [
        _("Ngày cuối %(day)s là ngày nghỉ (%(reason)s) nên chuyển sang ngày làm việc kế tiếp.")
        % {"day": day_words(natural), "reason": work.reason_off(natural)}
    ]
