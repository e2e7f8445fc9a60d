"""Figures of tasks by line: for the duty board above and the register of one's own unit. No text, no name."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q

from kernel import clock
from tenants.conclusions.enums import OPEN_STATUSES, TaskStatus
from tenants.conclusions.models import Task


@dataclass(frozen=True)
class TaskCounts:
    """Items of conclusions of one line: stocks today, and what ended in the period asked."""

    open: int = 0
    overdue: int = 0
    obstacles: int = 0
    unanswered: int = 0
    closed: int = 0
    closed_late: int = 0
    answered: int = 0


def task_counts(first: date, last: date, *, on: date | None = None) -> Mapping[str, TaskCounts]:
    """By line; the active unit's own tasks, one query."""
    today = on or clock.today()
    is_open = Q(status__in=OPEN_STATUSES)
    closed = Q(status=TaskStatus.CLOSED, closed_on__range=(first, last))
    late = Q(closed_on__gt=F("due_on"))
    rows = (
        Task.objects.concluded()
        .given()
        .values("line")
        .annotate(
            n_open=Count("id", filter=is_open),
            n_overdue=Count("id", filter=is_open & Q(due_on__lt=today)),
            n_obstacles=Count("id", filter=Q(status=TaskStatus.OBSTACLE)),
            n_unanswered=Count("id", filter=is_open & Q(needs_citizen_answer=True, answered_on=None)),
            n_closed=Count("id", filter=closed),
            n_late=Count("id", filter=closed & late),
            n_answered=Count("id", filter=Q(answered_on__range=(first, last))),
        )
        .order_by("line")
    )
    return {
        row["line"]: TaskCounts(
            row["n_open"], row["n_overdue"], row["n_obstacles"], row["n_unanswered"], row["n_closed"], row["n_late"],
            row["n_answered"],
        )
        for row in rows
    }  # fmt: skip
