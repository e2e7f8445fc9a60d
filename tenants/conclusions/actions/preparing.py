"""What is asked of bodies before a session or a conference, and the position agreed with the office."""

from datetime import date
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _

from exchange.sending import Address
from identity.actors import Actor
from identity.permissions import Permission
from kernel import clock, errors
from kernel.journal import events
from kernel.transactions import atomic
from registry import tree
from registry.info import UnitInfo
from registry.levels import Line
from tenants.conclusions.actions import changing, clocks
from tenants.conclusions.actions.concluding import bodies_named, fit_officer
from tenants.conclusions.actions.finishing import Uploads, stored
from tenants.conclusions.enums import Source, TaskKind, TaskStatus
from tenants.conclusions.models import Task
from tenants.conclusions.protocols import subjects
from tenants.conclusions.queries import units
from tenants.conclusions.rules import terms
from tenants.documents.actions.letters import send_letter
from tenants.documents.enums import LetterTopic
from tenants.documents.models import Letter


@atomic
def request_preparation(
    subject: str,
    subject_id: UUID,
    *,
    line: str,
    text: str,
    due_on: date,
    lead_body: UUID | None = None,
    lead_unit_id: int | None = None,
    lead_name: str = "",
    officer: UUID | None = None,
    contact: str = "",
    registration_id: UUID | None = None,
    opinion_id: UUID | None = None,
    case_id: UUID | None = None,
    actor: Actor,
) -> Task:
    """Ask a body or another unit for report, dossier or papers before the day, until a date.

    Another unit, given by id or called by its name, gets a letter over the exchange; what it answers is received here by itself.
    A name that is no unit's nearby is only written down. Opens the duty; announces ``preparation_requested``. Refuses who does
    not arrange on the line, and a date in the past.
    """
    changing.enter(actor)
    if line not in actor.lines or not (actor.may(Permission.RECEPTION_ARRANGE) or actor.may(Permission.TASK_DIRECT)):
        raise errors.NotPermitted("not_permitted", _("Vai trò của bạn không chuẩn bị buổi tiếp của kênh này."))
    leads = bodies_named([lead_body] if lead_body else [], "lead_body")
    typed = changing.sentence(lead_name, "lead_name", required=False, max_length=250)
    unit = None if leads else tree.get(lead_unit_id) if lead_unit_id else units.called(typed, actor.unit.id)
    name = leads[0].name if leads else unit.name if unit else typed
    if not name:
        message = _("Chọn cơ quan, đơn vị được yêu cầu.")
        raise errors.Invalid("nobody_named", message, fields={"lead_body": [message]})
    if due_on < clock.today():
        message = _("Chọn hạn từ hôm nay trở đi.")
        raise errors.Invalid("due_on_past", message, fields={"due_on": [message]})
    account = fit_officer(officer, line, actor)
    row = Task(
        kind=TaskKind.PREPARATION,
        line=Line(line),
        subject=Source(subject),
        subject_id=subject_id,
        registration_id=registration_id,
        opinion_id=opinion_id,
        case_id=case_id,
        text=changing.sentence(text, "text"),
        lead_body=leads[0] if leads else None,
        lead_unit_id=unit.id if unit else None,
        lead_name=name,
        officer_id=account.pk if account else None,
        contact=changing.sentence(contact, "contact", required=False, max_length=250),
        needs_citizen_answer=False,
        assigned_on=clock.today(),
        status=TaskStatus.ASSIGNED,
    )
    row.save(force_insert=True)
    with translation.override("vi"):
        clocks.start_task(row, terms.by_hand(due_on, clock.today(), row.unit_id))
    if unit is not None:
        row.letter_id = _write_to(unit, row, due_on, actor).pk
    row.save(update_fields=["due_on", "terms", "letter_id"])
    events.record(
        "preparation_requested", actor=actor, case_id=row.pk, lead=name, text=row.text, due_on=due_on.isoformat()
    )
    return row


def note_acknowledgement(letter: Letter, *, actor: Actor) -> None:
    """The unit that was asked has read the letter. Announces ``task_acknowledged``; of a task that ended nothing changes."""
    row = _asked_by(letter)
    if row is None or row.acknowledged_at is not None:
        return
    row.acknowledged_at = clock.now()
    row.status = TaskStatus.IN_PROGRESS if row.status == TaskStatus.ASSIGNED else row.status
    events.record("task_acknowledged", actor=actor, case_id=row.pk)
    changing.finish(row, "acknowledged_at", "status")


def receive_reply(letter: Letter, reply: Letter, *, actor: Actor) -> None:
    """The unit that was asked has answered: its words and files are what was asked for, in the transaction of their arrival.

    The letter is the right to it. Announces ``preparation_received``; what was received by hand before, or ended, stays as it is.
    """
    row = _asked_by(letter)
    if row is None or row.status == TaskStatus.REPORTED:
        return
    row.result = reply.text
    row.reported_on = max(reply.sent_on, row.assigned_on or reply.sent_on)
    row.files = [*row.files, *reply.files]
    row.status = TaskStatus.REPORTED
    clocks.meet(row.pk, row.unit_id, row.reported_on)
    events.record(
        "preparation_received",
        actor=actor,
        case_id=row.pk,
        text=row.result,
        on=row.reported_on.isoformat(),
        files=len(reply.files),
        sender=letter.other_name,
    )
    changing.finish(row, "result", "reported_on", "files", "status")


@atomic
def receive_preparation(
    task: Task | UUID, *, text: str, received_on: date, files: Uploads = (), actor: Actor, version: int | None = None
) -> Task:
    """What was asked for has come, on paper or as files. Announces ``preparation_received``; meets the duty."""
    row = changing.begin(task, "receive", actor=actor, version=version)
    row.result = changing.sentence(text, "text")
    row.reported_on = changing.past_day(received_on, "received_on", since=row.assigned_on)
    row.files = [*row.files, *stored(files)]
    row.status = TaskStatus.REPORTED
    clocks.meet(row.pk, row.unit_id, received_on)
    events.record(
        "preparation_received",
        actor=actor,
        case_id=row.pk,
        text=row.result,
        on=received_on.isoformat(),
        files=len(files),
    )
    return changing.finish(row, "result", "reported_on", "files", "status")


@atomic
def agree_position(task: Task | UUID, *, text: str, agreed_on: date, actor: Actor, version: int | None = None) -> Task:
    """The content, view and direction agreed with the office before the head is advised (plan S0-32).

    Announces ``position_agreed``.
    """
    row = changing.begin(task, "agree", actor=actor, version=version)
    row.agreed = changing.sentence(text, "text")
    row.agreed_on = changing.past_day(agreed_on, "agreed_on", since=row.assigned_on)
    events.record("position_agreed", actor=actor, case_id=row.pk, text=row.agreed, on=agreed_on.isoformat())
    return changing.finish(row, "agreed", "agreed_on")


def _write_to(unit: UnitInfo, row: Task, due_on: date, actor: Actor) -> Letter:
    with translation.override("vi"):
        named = subjects.named(actor, {(row.subject, row.subject_id)})[row.subject_id]
        title = _("Đề nghị cung cấp báo cáo, hồ sơ phục vụ: %(subject)s") % {"subject": named.label}
    return send_letter(
        LetterTopic.DOSSIER_REQUEST, to=Address(unit.id), line=row.line, title=title[:500], text=row.text, due_on=due_on,
        facts={"task": str(row.pk)}, actor=actor,
    )  # fmt: skip


def _asked_by(letter: Letter) -> Task | None:
    """The open task that the letter was written for, locked."""
    return Task.objects.open().select_for_update(of=("self",)).filter(pk=letter.facts.get("task")).first()
