"""A task on its way: given to somebody, taken up, its progress told, extended, urged."""

from datetime import date
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _

from identity.actors import Actor
from kernel import clock, errors
from kernel.journal import events
from kernel.transactions import atomic
from tenants.conclusions.actions import changing, clocks, telling
from tenants.conclusions.actions.concluding import bodies_named, fit_officer
from tenants.conclusions.actions.issuing import next_progress
from tenants.conclusions.enums import TaskStatus
from tenants.conclusions.models import Task
from tenants.conclusions.protocols import subjects
from tenants.conclusions.rules import terms


@atomic
def assign_task(
    task: Task | UUID,
    *,
    lead_body: UUID | None,
    officer: UUID | None = None,
    contact: str = "",
    co_bodies: tuple[UUID, ...] = (),
    note: str = "",
    actor: Actor,
    version: int | None = None,
) -> Task:
    """Give an open task to another body or person; the dates stay. Announces ``task_assigned``.

    Refuses without a body and without a named person.
    """
    row = changing.begin(task, "assign", actor=actor, version=version)
    leads = bodies_named([lead_body] if lead_body else [], "lead_body")
    helpers = bodies_named(co_bodies, "co_bodies")
    account = fit_officer(officer, row.line, actor)
    row.contact = changing.sentence(contact, "contact", required=False, max_length=250)
    _refuse_nobody(bool(leads) or row.lead_unit_id is not None, bool(account or row.contact))
    if leads:
        row.lead_body, row.lead_name, row.lead_unit_id = leads[0], leads[0].name, None
    row.officer_id = account.pk if account else None
    row.co_bodies = [{"id": str(body.pk), "name": body.name} for body in helpers]
    row.acknowledged_at = None
    changing.finish(row, "contact", "lead_body", "lead_name", "lead_unit_id", "officer", "co_bodies", "acknowledged_at")
    events.record(
        "task_assigned",
        actor=actor,
        case_id=row.pk,
        lead=row.lead_name,
        to_name=account.full_name if account else "",
        contact=row.contact,
        note=changing.sentence(note, "note", required=False, max_length=2000),
        due_on=row.due_on.isoformat() if row.due_on else None,
    )
    subjects.changed(row, actor=actor)
    return row


@atomic
def acknowledge_task(task: Task | UUID, *, actor: Actor, version: int | None = None) -> Task:
    """The body has read it and begins. Announces ``task_acknowledged``."""
    row = changing.begin(task, "acknowledge", actor=actor, version=version)
    row.acknowledged_at = clock.now()
    _in_progress(row)
    events.record("task_acknowledged", actor=actor, case_id=row.pk)
    return changing.finish(row, "acknowledged_at", "status")


@atomic
def report_progress(
    task: Task | UUID, *, text: str, told_by: str = "", actor: Actor, version: int | None = None
) -> Task:
    """One word on progress, through the office (``told_by`` where another typed it); the next one is due as the plan says.

    Announces ``task_progressed``.
    """
    row = changing.begin(task, "progress", actor=actor, version=version)
    said = changing.sentence(text, "text")
    source = changing.sentence(told_by, "told_by", required=False, max_length=250)
    row.progress = [*row.progress, changing.line_of(actor, text=said, told_by=source)]
    row.next_progress_on = next_progress(row, clock.today())
    if row.acknowledged_at is None:
        row.acknowledged_at = clock.now()
    _in_progress(row)
    events.record("task_progressed", actor=actor, case_id=row.pk, text=said, told_by=source)
    return changing.finish(row, "progress", "next_progress_on", "acknowledged_at", "status")


@atomic
def raise_obstacle(task: Task | UUID, *, text: str, actor: Actor, version: int | None = None) -> Task:
    """A difficulty that the head must speak to; the task waits for the answer. Announces ``task_obstructed``."""
    row = changing.begin(task, "obstacle", actor=actor, version=version)
    said = changing.sentence(text, "text")
    row.obstacles = [
        *row.obstacles,
        changing.line_of(actor, text=said, answered_at=None, answered_by="", answer=""),
    ]
    row.status = TaskStatus.OBSTACLE
    events.record("task_obstructed", actor=actor, case_id=row.pk, text=said)
    return changing.finish(row, "obstacles", "status")


@atomic
def answer_obstacle(task: Task | UUID, *, answer: str, actor: Actor, version: int | None = None) -> Task:
    """The head's answer; the work goes on. Announces ``obstacle_answered``; refuses who does not speak for the head."""
    row = changing.begin(task, "settle_obstacle", actor=actor, version=version)
    said = changing.sentence(answer, "answer")
    open_one = row.obstacles[-1] | {"answered_at": clock.now().isoformat(), "answered_by": actor.name, "answer": said}
    row.obstacles = [*row.obstacles[:-1], open_one]
    row.status = TaskStatus.IN_PROGRESS
    events.record("obstacle_answered", actor=actor, case_id=row.pk, answer=said)
    return changing.finish(row, "obstacles", "status")


@atomic
def extend_task(
    task: Task | UUID,
    *,
    to: date,
    reason: str,
    responsible: str,
    how_told: str = "",
    told_on: date | None = None,
    channel: str = "",
    actor: Actor,
    version: int | None = None,
) -> Task:
    """A later date, with the interim notice to the citizen: until when, and which body is responsible (plan S1-31).

    The notice is written here and leaves by ``channel``; ``how_told`` records one that was given another way. The former date
    stays visible. Announces ``task_extended``. Refuses a date that is not later, and, where the citizen waits for an answer, an
    extension of which nobody tells the citizen.
    """
    row = changing.begin(task, "extend", actor=actor, version=version)
    why = changing.sentence(reason, "reason")
    _check_extension(row, to)
    waits = row.needs_citizen_answer
    who = changing.sentence(responsible or row.lead_name, "responsible", required=waits, max_length=250)
    if channel:
        notice = telling.tell_extension(row, channel=channel, to=to, reason=why, responsible=who, actor=actor)
        told = {"on": clock.today().isoformat(), "how": str(notice.get_channel_display()), "responsible": who}
    else:
        on = changing.past_day(told_on, "told_on") if told_on else clock.today()
        how = changing.sentence(how_told, "how_told", required=waits, max_length=250)
        told = {"on": on.isoformat(), "how": how, "responsible": who}
    before = row.due_on
    entry = changing.line_of(
        actor, **{"from": before.isoformat() if before else None, "to": to.isoformat(), "reason": why, "told": told}
    )
    row.extensions = [*row.extensions, entry]
    with translation.override("vi"):
        clocks.restart_task(row, terms.by_hand(to, clock.today(), row.unit_id))
    events.record(
        "task_extended", actor=actor, case_id=row.pk, to=to.isoformat(), reason=why, told=told["how"],
        responsible=told["responsible"],
    )  # fmt: skip
    return changing.finish(row, "extensions", "due_on", "terms")


@atomic
def urge_task(task: Task | UUID, *, text: str, to: str = "", actor: Actor, version: int | None = None) -> Task:
    """Đôn đốc inside the unit: numbered, with its words and to whom; a word on progress is due at once.

    Whoever answers for the task has it on the start page and by the best channel known. Announces ``task_urged``.
    """
    row = changing.begin(task, "urge", actor=actor, version=version)
    said = changing.sentence(text, "text")
    whom = changing.sentence(to or row.lead_name, "to", required=False, max_length=250)
    level = len(row.urgings) + 1
    row.urgings = [*row.urgings, changing.line_of(actor, level=level, to=whom, text=said)]
    if row.status != TaskStatus.REPORTED:
        row.next_progress_on = min(clock.today(), row.next_progress_on or clock.today())
    telling.tell_urged(row, level=level, text=said, actor=actor)
    events.record("task_urged", actor=actor, case_id=row.pk, level=level, to=whom, text=said)
    return changing.finish(row, "urgings", "next_progress_on")


def _in_progress(row: Task) -> None:
    if row.status == TaskStatus.ASSIGNED:
        row.status = TaskStatus.IN_PROGRESS


def _refuse_nobody(has_lead: bool, has_person: bool) -> None:
    found = {}
    if not has_lead:
        found["lead_body"] = [_("Chọn cơ quan chủ trì.")]
    if not has_person:
        found["officer"] = [_("Chọn cán bộ hoặc ghi người chịu trách nhiệm ở ô đầu mối.")]
    if found:
        raise errors.Invalid("nobody_named", _("Nhiệm vụ phải có cơ quan và người chịu trách nhiệm."), fields=found)


def _check_extension(row: Task, to: date) -> None:
    if row.due_on is not None and to <= row.due_on:
        message = _("Hạn mới phải sau hạn hiện nay (%(day)s).") % {"day": f"{row.due_on:%d/%m/%Y}"}
        raise errors.Invalid("extension_not_later", message, fields={"to": [message]})
    if to < clock.today():
        message = _("Hạn mới từ hôm nay trở đi.")
        raise errors.Invalid("extension_past", message, fields={"to": [message]})
