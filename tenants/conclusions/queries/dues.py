"""What the rows of conclusions and tasks say of their duties with a date, for the nightly recount."""

from collections.abc import Iterator

from oversight.protocols import DueTruth
from tenants.conclusions.enums import Source, StartOf, TaskKind, TaskStatus
from tenants.conclusions.models import Conclusion, Task

OF_TASKS = ("E4", "TASK")
NOTICES = {Source.SESSION: "A12", Source.CONFERENCE: "E3"}


def task_dues() -> Iterator[DueTruth]:
    """Every task that was given out with a date; a preparation is met when it came, another when head and citizen have it."""
    for row in Task.objects.given().filter(due_on__isnull=False).order_by("id").iterator():
        by_hand = row.extensions or (row.terms.get("due") or {}).get("event") == StartOf.BY_HAND
        days = [row.reported_on] if row.kind == TaskKind.PREPARATION else [row.reported_on, row.answered_on]
        ended = row.status == TaskStatus.CLOSED or row.kind == TaskKind.PREPARATION
        met_on = max((day for day in days if day is not None), default=None) if ended else None
        yield DueTruth(
            "TASK" if by_hand else "E4",
            row.pk,
            row.due_on,
            row.line,
            met_on=met_on,
            is_cancelled=row.status == TaskStatus.CANCELLED and met_on is None,
        )


def notice_dues(source: Source) -> Iterator[DueTruth]:
    """The notice of every conclusion of sessions, or of conferences."""
    rows = Conclusion.objects.filter(source=source, notice_due_on__isnull=False)
    for row in rows.order_by("id").iterator():
        yield DueTruth(NOTICES[source], row.pk, row.notice_due_on, row.line, met_on=row.issued_on)


def session_notice_dues() -> Iterator[DueTruth]:
    """Those of sessions."""
    return notice_dues(Source.SESSION)
