"""What the rows of conclusions and tasks say of their duties with a date, for the nightly recount."""

from collections.abc import Iterator

from oversight.protocols import DueTruth
from tenants.conclusions.enums import Source, StartOf, TaskKind, TaskStatus
from tenants.conclusions.models import Conclusion, Task

OF_TASKS = ("E4", "TASK")
NOTICES = {Source.SESSION: "A12", Source.CONFERENCE: "E3"}


def task_dues() -> Iterator[DueTruth]:
    """Every task whose clock began, met when it was closed: head and citizen have it.

    What was settled before the citizen was never given out: its date is not owed. A preparation that came once may have been
    sent back, and its first day counts, which the row does not keep: not judged.
    """
    for row in Task.objects.given().filter(due_on__isnull=False, terms__has_key="due").order_by("id").iterator():
        by_hand = row.extensions or row.terms["due"].get("event") == StartOf.BY_HAND
        days = [day for day in (row.reported_on, row.answered_on) if day is not None]
        came = row.kind == TaskKind.PREPARATION and bool(days or row.returns)
        yield DueTruth(
            "TASK" if by_hand else "E4",
            row.pk,
            row.due_on,
            row.line,
            met_on=max(days, default=None) if row.status == TaskStatus.CLOSED else None,
            is_cancelled=row.status == TaskStatus.CANCELLED,
            is_judged=not came,
        )


def notice_dues(source: Source) -> Iterator[DueTruth]:
    """The notice of every conclusion of sessions, or of conferences."""
    rows = Conclusion.objects.filter(source=source, notice_due_on__isnull=False)
    for row in rows.order_by("id").iterator():
        yield DueTruth(NOTICES[source], row.pk, row.notice_due_on, row.line, met_on=row.issued_on)


def session_notice_dues() -> Iterator[DueTruth]:
    """Those of sessions."""
    return notice_dues(Source.SESSION)
