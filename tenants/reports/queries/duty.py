"""The Party's report: what the head of the line owed and did, what was concluded, answered and left over."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import cached_property

from django.db.models import F, Q
from django.utils import formats
from django.utils.translation import gettext as _

from kernel import active, clock
from oversight.queries.minimums import days_a_month, minimum_of
from registry import tree
from tenants.conclusions.enums import ConclusionStatus, TaskStatus
from tenants.conclusions.models import Conclusion, Task
from tenants.dialogues.enums import OpinionStatus
from tenants.dialogues.models import Conference, Opinion
from tenants.receptions.enums import HostMode, RegistrationStatus, SessionKind, SessionStatus
from tenants.receptions.models import Registration
from tenants.reports.queries.visits import Visits, crowds, items, persons
from tenants.reports.rules.items import Item

#: Registered and not received yet, nor refused, settled or withdrawn.
WAITING = (
    RegistrationStatus.SUBMITTED,
    RegistrationStatus.SCREENED,
    RegistrationStatus.PROPOSED,
    RegistrationStatus.APPROVED,
    RegistrationStatus.INVITED,
    RegistrationStatus.WAITING,
    RegistrationStatus.CALLED,
    RegistrationStatus.DEFERRED,
)
ANSWERED = (OpinionStatus.ANSWERED, OpinionStatus.REPLIED, OpinionStatus.CLEARED)
SETTLED = (*ANSWERED, OpinionStatus.INFORMATION, OpinionStatus.WITHDRAWN)


class Duties:
    """One line's work between two days; each query once."""

    def __init__(self, first: date, last: date, line: str, months: list[date]) -> None:
        self.first, self.last, self.line, self.months = first, last, line, months
        self.visits = Visits(first, last, line)

    def required(self) -> list[Item]:
        """The legal minimum month by month, with its source."""
        unit, found = tree.get(active.current().id), []
        for month in self.months:
            row = minimum_of(unit, self.line, month)
            if row is not None and (days := days_a_month(row, month)):
                words = _("Tháng %(month)s: %(days)d ngày (%(source)s)") % {
                    "month": formats.date_format(month, "m/Y"),
                    "days": days,
                    "source": row.source,
                }
                found.append(Item("month", month.isoformat(), words, month, days))
        return found

    def periodic(self, mode: HostMode) -> list[Item]:
        """Days of the plan on which the head (or the deputy) received."""
        ad_hoc = {str(one.pk) for one in self.visits.sessions if one.kind == SessionKind.AD_HOC}
        return [one for one in self.visits.days(mode) if one.id not in ad_hoc]

    def ad_hoc(self) -> list[Item]:
        return [
            Item("session", str(one.pk), formats.date_format(one.held_on, "d/m/Y"), one.held_on)
            for one in self.visits.sessions
            if one.kind == SessionKind.AD_HOC and one.status == SessionStatus.HELD
        ]

    def missed(self) -> list[Item]:
        """Days of the plan on which nobody received."""
        return [
            Item("session", str(one.pk), formats.date_format(one.held_on, "d/m/Y"), one.held_on)
            for one in self.visits.sessions
            if one.kind == SessionKind.PERIODIC and one.status == SessionStatus.MISSED
        ]

    def matters(self) -> list[Item]:
        return [one for rows in self.visits.matters.values() for one in rows]

    def conclusions(self) -> list[Item]:
        found = Conclusion.objects.filter(line=self.line, issued_on__range=(self.first, self.last))
        found = found.exclude(status=ConclusionStatus.DRAFT).order_by("issued_on", "id")
        return [Item("conclusion", str(one.pk), one.title[:120], one.issued_on) for one in found]

    @cached_property
    def tasks(self) -> list[Task]:
        """Items of conclusions given out by the end of the window."""
        found = Task.objects.concluded().given().filter(line=self.line, assigned_on__lte=self.last)
        return list(found.defer("progress", "obstacles", "text").order_by("assigned_on", "id"))

    def assigned(self) -> list[Item]:
        return [_task(one, one.assigned_on) for one in self.tasks if self._within(one.assigned_on)]

    def done(self, *, in_time: bool = False) -> list[Item]:
        return [
            _task(one, one.closed_on)
            for one in self.tasks
            if one.status == TaskStatus.CLOSED
            and self._within(one.closed_on)
            and not (in_time and one.closed_on and one.due_on and one.closed_on > one.due_on)
        ]

    def answered(self) -> list[Item]:
        return [_task(one, one.answered_on) for one in self.tasks if self._within(one.answered_on)]

    def open(self, *, overdue: bool = False) -> list[Item]:
        """Not finished when the window ended."""
        return [
            _task(one, one.due_on)
            for one in self.tasks
            if (one.closed_on is None or one.closed_on > self.last)
            and not (overdue and (one.due_on is None or one.due_on >= self.last))
        ]

    @cached_property
    def conferences(self) -> list[Conference]:
        held = Conference.objects.held().filter(line=self.line, held_on__range=(self.first, self.last))
        return list(held.order_by("held_on", "id"))

    def attended(self) -> list[Item]:
        return [
            Item("conference", str(one.pk), one.title[:120], one.held_on, one.attended or 0) for one in self.conferences
        ]

    @cached_property
    def opinions(self) -> list[Opinion]:
        """Raised for the conferences of the window."""
        found = Opinion.objects.filter(conference_id__in=[one.pk for one in self.conferences])
        return list(found.exclude(status=OpinionStatus.WITHDRAWN).only("id", "status", "topic").order_by("id"))

    def opinions_in(self, statuses: tuple[str, ...]) -> list[Item]:
        return [_opinion(one) for one in self.opinions if one.status in statuses]

    def opinions_open(self) -> list[Item]:
        """Neither answered nor noted, of any conference that was held."""
        held = Conference.objects.held().filter(line=self.line, held_on__lte=self.last)
        rows = Opinion.objects.filter(conference__in=held).exclude(status__in=SETTLED).only("id", "status", "topic")
        return [_opinion(one) for one in rows.order_by("id")]

    def waiting(self) -> list[Item]:
        """Registered by the end of the window and waiting when the figures are closed."""
        end = datetime.combine(self.last + timedelta(days=1), time.min, clock.OFFICE_ZONE)
        rows = Registration.objects.filter(Q(line=self.line), entered_at__lt=end, status__in=WAITING)
        return [
            Item("registration", str(one.pk), one.number, clock.day_of(one.entered_at))
            for one in rows.only("id", "number", "entered_at").order_by(F("entered_at"), "id")
        ]

    def _within(self, day: date | None) -> bool:
        return day is not None and self.first <= day <= self.last


def _task(row: Task, on: date | None) -> Item:
    words = _("Nhiệm vụ giao ngày %(day)s") % {"day": f"{row.assigned_on:%d/%m/%Y}"}
    return Item("task", str(row.pk), words, on)


def _opinion(row: Opinion) -> Item:
    return Item("opinion", str(row.pk), str(OpinionStatus(row.status).label))


Counting = Callable[[Duties], list[Item]]
FACTS: dict[str, Counting] = {
    "party.required": Duties.required,
    "party.in_person": lambda all_: all_.periodic(HostMode.IN_PERSON),
    "party.delegated": lambda all_: all_.periodic(HostMode.DELEGATED),
    "party.ad_hoc": Duties.ad_hoc,
    "party.missed": Duties.missed,
    "party.visits": lambda all_: items(all_.visits.rows),
    "party.persons": lambda all_: persons(all_.visits.rows),
    "party.matters": Duties.matters,
    "party.crowds": lambda all_: items(crowds(all_.visits.rows)),
    "party.conclusions": Duties.conclusions,
    "party.assigned": Duties.assigned,
    "party.done": lambda all_: all_.done(),
    "party.done_in_time": lambda all_: all_.done(in_time=True),
    "party.answered": Duties.answered,
    "party.conferences": lambda all_: [
        Item("conference", str(one.pk), one.title[:120], one.held_on) for one in all_.conferences
    ],
    "party.attended": Duties.attended,
    "party.opinions": lambda all_: [_opinion(one) for one in all_.opinions],
    "party.opinions_answered": lambda all_: all_.opinions_in(ANSWERED),
    "party.open": lambda all_: all_.open(),
    "party.overdue": lambda all_: all_.open(overdue=True),
    "party.waiting": Duties.waiting,
    "party.opinions_open": Duties.opinions_open,
}
