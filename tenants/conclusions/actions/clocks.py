"""The running clocks of tasks and notices: one due item each, with the derivation that was true on the day."""

from datetime import date
from uuid import UUID

from deadlines import due
from tenants.conclusions.enums import StartOf
from tenants.conclusions.models import Conclusion, Task
from tenants.conclusions.rules.terms import Clock

#: E4: written replies of a plan's term; TASK: a date fixed by hand; E3/A12: the notice of a conference or a session.
REPLY, BY_HAND = "E4", "TASK"
NOTICES = {"CONFERENCE": "E3", "SESSION": "A12"}


def start_task(task: Task, clock: Clock) -> None:
    """Open the due item of a task that was given out; the row keeps the derivation, too."""
    task.due_on = clock.due_on
    task.terms = {**task.terms, "due": clock.data()}
    _open(task, BY_HAND if clock.event == StartOf.BY_HAND else REPLY, clock)


def restart_task(task: Task, clock: Clock) -> None:
    """An extension: the former item is replaced, not forgotten."""
    due.cancel(task.unit_id, task.pk, superseded=True)
    task.due_on = clock.due_on
    task.terms = {**task.terms, "due": clock.data(), "first_due": task.terms.get("first_due") or task.terms.get("due")}
    _open(task, BY_HAND, clock)


def meet(object_id: UUID, unit_id: int, on: date) -> None:
    """What was due is done."""
    due.meet(unit_id, object_id, on=on)


def cancel(object_id: UUID, unit_id: int) -> None:
    """It is no longer due."""
    due.cancel(unit_id, object_id)


def start_notice(conclusion: Conclusion, clock: Clock) -> None:
    """Open the due item of the conclusion's notice."""
    conclusion.notice_due_on = clock.due_on
    conclusion.terms = {**conclusion.terms, "notice_clock": clock.data()}
    _open(conclusion, NOTICES[conclusion.source], clock)


def _open(row: Task | Conclusion, code: str, clock: Clock) -> None:
    due.open_planned(
        row.unit_id,
        code,
        row.pk,
        clock.started_on,
        due_on=clock.due_on,
        source=clock.source,
        lines=clock.lines,
        line=row.line,
    )
