"""What stands in a unit after a year, counted by the product's own models; a test counts the same by SQL."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from config.simulate.office import Office
from oversight.models import Duty
from tenants.cases.models import Visit
from tenants.conclusions.enums import OPEN_STATUSES, TaskStatus
from tenants.conclusions.models import Conclusion, Task
from tenants.dialogues.models import Conference, Opinion
from tenants.documents.models import Document, Notice
from tenants.receptions.enums import SessionStatus
from tenants.receptions.models import ReceptionSession, Registration

GONE = (SessionStatus.POSTPONED, SessionStatus.CANCELLED)
DUTY = (
    "legal", "planned", "announced", "posted_late", "in_person", "delegated", "postponed", "made_up", "cancelled",
    "missed", "ad_hoc",
)  # fmt: skip


@dataclass(frozen=True)
class Figures:
    """Counts by name; nothing in it depends on ids or on the hour of the run."""

    counts: dict[str, dict[str, int]]

    def lines(self) -> list[str]:
        """One line a group: "sessions  HELD 10 · MISSED 1"."""
        return [
            f"  {name:<24}" + (" · ".join(f"{key} {n}" for key, n in sorted(group.items())) or "–")
            for name, group in self.counts.items()
        ]


def figures(line: str, year: int, until: date) -> Figures:
    """Of one line of the active unit in one year."""
    sessions = ReceptionSession.objects.of_year(year).filter(line=line)
    held = sessions.filter(status=SessionStatus.HELD)
    conclusions = Conclusion.objects.filter(line=line, concluded_on__year=year)
    tasks = Task.objects.filter(line=line, assigned_on__year=year) | Task.objects.filter(conclusion__in=conclusions)
    registrations = Registration.objects.filter(line=line, entered_at__year=year)
    conferences = Conference.objects.filter(line=line, year=year)
    opinions = Opinion.objects.filter(conference__in=conferences)
    announced = sessions.exclude(posted_at=None).exclude(status__in=GONE)
    return Figures(
        {
            "sessions": _by(sessions, "status"),
            "held days": _by(held, "host_mode"),
            "announced": {"days": announced.values("held_on").distinct().count()},
            "registrations": _by(registrations, "status"),
            "visits": {"all": Visit.objects.filter(session_id__in=sessions.values("pk")).count()},
            "cases made": {"all": registrations.exclude(petition_id=None).count()},
            "conferences": _by(conferences, "status"),
            "opinions": _by(opinions, "status"),
            "conclusions": _by(conclusions, "status"),
            "tasks": _by(tasks, "status"),
            "tasks late": _late(tasks, until),
            "documents": _by(Document.objects.filter(line=line, year=year).exclude(number=None), "series"),
            "notices": _by(Notice.objects.filter(line=line, made_at__year=year), "status"),
        }
    )


def duties(office: Office, year: int) -> dict[str, int]:
    """The sums of the unit's rows of the duty register, of both kinds and all who were in office."""
    rows = Duty.objects.filter(unit_id=office.cast.unit.id, line=office.cast.line, period__year=year)
    sums = rows.aggregate(**{name: Sum(name) for name in DUTY})
    return {name: int(sums[name] or 0) for name in DUTY}


def _by(rows: "QuerySet[Any]", column: str) -> dict[str, int]:
    found: Iterable[tuple[str, int]] = rows.order_by().values_list(column).annotate(n=Count("pk", distinct=True))
    return dict(sorted(found))


def _late(tasks: "QuerySet[Task]", until: date) -> dict[str, int]:
    open_late, closed_late = 0, 0
    rows = tasks.filter(Q(due_on__isnull=False)).values_list("pk", "status", "due_on", "reported_on", "answered_on")
    for _pk, status, due_on, reported_on, answered_on in rows.distinct():
        assert due_on is not None
        if status in OPEN_STATUSES:
            open_late += due_on < until
        elif status == TaskStatus.CLOSED:
            done = max((day for day in (reported_on, answered_on) if day is not None), default=due_on)
            closed_late += done > due_on
    return {"open": open_late, "closed": closed_late}
