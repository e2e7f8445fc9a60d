"""The work on a case inside the unit: notes, files, requests, acceptance for settlement."""

from datetime import date
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from deadlines import due
from deadlines.enums import RuleCode
from identity.actors import Actor
from kernel import clock, errors
from kernel.journal import events
from kernel.journal.models import Event
from kernel.transactions import atomic
from tenants.cases.actions import attaching, changing
from tenants.cases.actions.texts import required
from tenants.cases.enums import CaseKind, CaseStatus, RequestKind
from tenants.cases.models import Attachment, Case, Request
from tenants.cases.policies import not_found
from tenants.staff.models import Body


@atomic
def add_note(case: Case, *, text: str, is_internal: bool, actor: Actor) -> Event:
    """Write a note into the timeline; an internal one never travels. Announces ``note_added``."""
    note = required(text, "text")
    row, _now = changing.begin(case, "note", actor=actor)
    changing.finish(row, *changing.start_working(row))
    return events.record("note_added", actor=actor, case_id=row.pk, is_internal=is_internal, text=note)


@atomic
def add_attachment(case: Case, *, upload: "UploadedFile[Any]", is_internal: bool, actor: Actor) -> Attachment:
    """Store a file in the dossier; an internal one never travels. Announces ``attachment_added``."""
    row, _now = changing.begin(case, "attach", actor=actor)
    (attachment,) = attaching.store_all(row, [upload], is_internal=is_internal, actor=actor)
    changing.finish(row, *changing.start_working(row))
    events.record(
        "attachment_added",
        actor=actor,
        case_id=row.pk,
        is_internal=is_internal,
        attachment=str(attachment.pk),
        name=attachment.name,
        size=attachment.size,
    )
    return attachment


@atomic
def ask_supplement(case: Case, *, text: str, due_on: date, actor: Actor) -> Request:
    """Ask the citizen for what is missing, until a date that is watched. Announces ``supplement_asked``."""
    asked = required(text, "text")
    _refuse_past(due_on)
    row, _now = changing.begin(case, "ask_supplement", actor=actor)
    request = _ask(row, RequestKind.SUPPLEMENT, asked, due_on, actor)
    due.open_item(actor.unit.id, RuleCode.SUPPLEMENT, row.pk, clock.today(), due_on=due_on, case_kind=row.kind)
    changing.finish(row, *changing.start_working(row), has_new_dates=True)
    events.record(
        "supplement_asked",
        actor=actor,
        case_id=row.pk,
        request=str(request.pk),
        text=asked,
        due_on=due_on.isoformat(),
    )
    return request


@atomic
def ask_opinion(case: Case, *, body: Body, text: str, due_on: date, actor: Actor) -> Request:
    """Ask another body of the unit for its opinion. Announces ``opinion_asked``."""
    asked = required(text, "text")
    _refuse_past(due_on)
    row, _now = changing.begin(case, "ask_opinion", actor=actor)
    request = _ask(row, RequestKind.OPINION, asked, due_on, actor, body=body)
    changing.finish(row, *changing.start_working(row))
    events.record(
        "opinion_asked",
        actor=actor,
        case_id=row.pk,
        request=str(request.pk),
        body=body.name,
        text=asked,
        due_on=due_on.isoformat(),
    )
    return request


@atomic
def settle_request(request: Request | UUID, *, reply: str, actor: Actor) -> Request:
    """Enter what came back to a request. Announces ``request_settled``; refuses one settled before."""
    written = required(reply, "reply")
    request_id = request.pk if isinstance(request, Request) else request
    case_id = Request.objects.filter(pk=request_id).values_list("case_id", flat=True).first()
    if case_id is None:
        raise not_found()
    row, _now = changing.begin(case_id, "settle_request", actor=actor)
    asked = Request.objects.select_for_update(of=("self",)).get(pk=request_id)
    if not asked.is_open:
        raise errors.InvalidTransition("request_settled", _("Đề nghị này đã có phúc đáp hoặc đã hủy."))
    asked.answered_on = clock.today()
    asked.reply = written
    asked.save(update_fields=["answered_on", "reply"])
    _meet_supplement(row, asked, actor)
    changing.finish(row, *changing.start_working(row), has_new_dates=True)
    events.record(
        "request_settled", actor=actor, case_id=row.pk, request=str(asked.pk), request_kind=asked.kind, reply=written
    )
    return asked


@atomic
def accept_settlement(case: Case, *, on: date, actor: Actor) -> Case:
    """Take a complaint or denunciation on for settlement (thụ lý): meets B2 or C1, starts B3 or C5.

    Announces ``settlement_accepted``. Refuses a day before receipt or after today.
    """
    row, _now = changing.begin(case, "accept_settlement", actor=actor)
    if on > clock.today() or on < row.received_on:
        raise errors.Invalid(
            "accepted_on_invalid",
            _("Ngày thụ lý không hợp lệ."),
            fields={"on": [_("Ngày thụ lý từ ngày nhận đơn đến hôm nay.")]},
        )
    is_complaint = row.kind == CaseKind.COMPLAINT
    decided, settled = (RuleCode.B2, RuleCode.B3) if is_complaint else (RuleCode.C1, RuleCode.C5)
    row.accepted_on = on
    if row.status in (CaseStatus.ENTERED, CaseStatus.ASSIGNED):
        row.status = CaseStatus.WORKING
    due.meet(actor.unit.id, row.pk, decided, on=on)
    item = due.open_item(actor.unit.id, settled, row.pk, on, case_kind=row.kind)
    changing.finish(row, "accepted_on", "status", has_new_dates=True)
    events.record(
        "settlement_accepted",
        actor=actor,
        case_id=row.pk,
        on=on.isoformat(),
        due_on=item.due_on.isoformat(),
    )
    return row


def cancel_requests(case: Case) -> int:
    """Nobody waits any more: the case ended otherwise. Returns how many were open."""
    return case.requests.open().update(is_cancelled=True)


def _ask(case: Case, kind: RequestKind, asked: str, due_on: date, actor: Actor, *, body: Body | None = None) -> Request:
    return Request.objects.create(
        case=case, kind=kind, body=body, text=asked, due_on=due_on, asked_by_id=actor.account_id
    )


def _meet_supplement(case: Case, asked: Request, actor: Actor) -> None:
    if asked.kind != RequestKind.SUPPLEMENT:
        return
    if not case.requests.open().filter(kind=RequestKind.SUPPLEMENT).exists():
        due.meet(actor.unit.id, case.pk, RuleCode.SUPPLEMENT)


def _refuse_past(due_on: date) -> None:
    if due_on < clock.today():
        raise errors.Invalid("due_on_past", _("Hạn đã qua."), fields={"due_on": [_("Chọn hạn từ hôm nay trở đi.")]})
