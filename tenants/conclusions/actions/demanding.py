"""Tasks that come of no conclusion here: demanded by a unit above in a letter, which its answer closes, or recommended by an inspection."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import translation

from identity.actors import Actor
from kernel import clock
from kernel.journal import events
from kernel.transactions import atomic
from tenants.conclusions.actions import changing, clocks
from tenants.conclusions.actions.concluding import bodies_named
from tenants.conclusions.enums import DEMANDED, RECOMMENDED, TaskKind, TaskStatus
from tenants.conclusions.models import Task
from tenants.conclusions.rules import terms


@atomic
def open_demanded_task(letter_id: UUID, *, line: str, text: str, due_on: date, actor: Actor) -> Task:
    """The unit has a task of its own, with the date the unit above set; the office gives it to a body. Announces ``task_assigned``."""
    row = Task(line=line, subject=DEMANDED, subject_id=letter_id, text=text, lead_name=actor.unit.name[:250])
    return _give(row, due_on, actor)


@atomic
def open_recommended_task(inspection_id: UUID, *, body: UUID, line: str, text: str, due_on: date, actor: Actor) -> Task:
    """A body of this unit has a task of its own inspection, with its date. Announces ``task_assigned``. Refuses a body that has ended."""
    [lead] = bodies_named([body], "body")
    row = Task(
        line=line, subject=RECOMMENDED, subject_id=inspection_id, text=text, lead_body=lead, lead_name=lead.name[:250]
    )
    return _give(row, due_on, actor)


@atomic
def close_demanded_task(letter_id: UUID, *, text: str, files: Sequence[dict[str, Any]], actor: Actor) -> Task | None:
    """The letter was answered: what was said is the result. Announces ``task_closed``; None when the task is over already."""
    row = Task.objects.open().filter(subject=DEMANDED, subject_id=letter_id).select_for_update(of=("self",)).first()
    if row is None:
        return None
    today = clock.today()
    row.result, row.files = text, [*row.files, *(dict(one) for one in files)]
    row.reported_on, row.closed_on, row.status, row.next_progress_on = today, today, TaskStatus.CLOSED, None
    clocks.meet(row.pk, row.unit_id, today)
    changing.finish(row, "result", "files", "reported_on", "closed_on", "status", "next_progress_on")
    events.record("task_closed", actor=actor, case_id=row.pk)
    return row


def _give(row: Task, due_on: date, actor: Actor) -> Task:
    row.kind, row.status, row.assigned_on, row.needs_citizen_answer = (
        TaskKind.CONCLUSION, TaskStatus.ASSIGNED, clock.today(), False,
    )  # fmt: skip
    row.save(force_insert=True)
    with translation.override("vi"):
        clocks.start_task(row, terms.by_hand(due_on, clock.today(), row.unit_id))
    row.save(update_fields=["due_on", "terms"])
    events.record(
        "task_assigned", actor=actor, case_id=row.pk, lead=row.lead_name, contact="", due_on=due_on.isoformat()
    )
    return row
