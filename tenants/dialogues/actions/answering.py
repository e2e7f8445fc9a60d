"""What becomes of an opinion at the meeting: answered, assigned with body and date, noted, not spoken to, sent up."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from deadlines import calendar
from identity.actors import Actor
from identity.permissions import Permission
from kernel import clock, errors
from kernel.journal import events
from kernel.transactions import atomic
from tenants.cases.actions import intake, movements
from tenants.cases.enums import CaseKind, Channel
from tenants.cases.models import Case
from tenants.cases.rules.intake import IntakeData, PersonData
from tenants.conclusions.enums import Route
from tenants.dialogues.actions import changing
from tenants.dialogues.actions.texts import line, long_text, refuse
from tenants.dialogues.enums import OpinionStatus
from tenants.dialogues.models import Conference, Opinion
from tenants.dialogues.rules import terms
from tenants.staff.models import Body

CASE_FIELDS = {CaseKind.PROPOSAL: "other", CaseKind.REFLECTION: "other"}


@atomic
def answer_on_spot(
    opinion: Opinion, *, text: str, by: str, legal_basis: str = "", actor: Actor, version: int | None = None
) -> Opinion:
    """Answered at the meeting, by the chair or a body he names, with the legal basis (plan S4-03).

    Announces ``opinion_answered``. Refuses without the answer and without who gave it.
    """
    row, _conference = changing.begin_opinion(opinion, "answer", actor=actor, version=version)
    row.answer = long_text(text, "text")
    row.answered_by = line(by, "by", required=True)
    row.legal_basis = line(legal_basis, "legal_basis", length=500) or row.legal_basis
    row.status = OpinionStatus.ANSWERED
    row.asked_at = row.asked_at or clock.now()
    changing.finish(row, "answer", "answered_by", "legal_basis", "status", "asked_at")
    events.record("opinion_answered", actor=actor, opinion=str(row.pk), by=row.answered_by)
    return row


@atomic
def assign_opinion(
    opinion: Opinion,
    *,
    route: str,
    direction: str,
    body: Body | None = None,
    lead_name: str = "",
    contact: str = "",
    due_on: date | None = None,
    legal_basis: str = "",
    is_complex: bool = False,
    actor: Actor,
    version: int | None = None,
) -> Opinion:
    """Left open by one of the four routes: who settles it until when, in what direction (plans S4-26, S4-31).

    Announces ``opinion_assigned``. Refuses without body or date, and a date after the plan's last day of the answer.
    """
    row, conference = changing.begin_opinion(opinion, "assign", actor=actor, version=version)
    assert conference is not None
    if route not in Route.values:
        raise refuse("route", _("Chọn hướng giải quyết."))
    if body is None and (route != Route.SUBMIT_UP or not lead_name.strip()):
        raise refuse("body", _("Kết luận phải nêu cơ quan giải quyết."), "body_missing")
    if not contact.strip():
        raise refuse("contact", _("Kết luận phải nêu người chịu trách nhiệm."), "contact_missing")
    if due_on is None:
        raise refuse("due_on", _("Kết luận phải ấn định thời hạn."), "due_on_missing")
    if due_on < clock.today():
        raise refuse("due_on", _("Chọn hạn từ hôm nay trở đi."))
    latest = latest_reply(conference, actor.unit.id, is_complex=is_complex)
    if latest is not None and due_on > latest:
        raise refuse(
            "due_on",
            _("Hạn trả lời dân theo kế hoạch là %(day)s; hạn giao không được muộn hơn.")
            % {"day": f"{latest:%d/%m/%Y}"},
            "due_on_late",
        )
    row.route, row.direction = route, long_text(direction, "direction")
    row.lead_body = body
    row.lead_name = body.name if body else line(lead_name, "lead_name")
    row.contact = line(contact, "contact")
    row.expected_on, row.assigned_on = due_on, clock.today()
    row.legal_basis = line(legal_basis, "legal_basis", length=500) or row.legal_basis
    row.is_complex = is_complex
    row.status = OpinionStatus.ASSIGNED
    row.asked_at = row.asked_at or clock.now()
    changing.finish(
        row,
        *("route", "direction", "lead_body", "lead_name", "contact", "expected_on", "assigned_on", "legal_basis"),
        *("is_complex", "status", "asked_at"),
    )
    events.record(
        "opinion_assigned", actor=actor, opinion=str(row.pk), route=route, body=row.lead_name, due_on=due_on.isoformat()
    )
    return row


@atomic
def note_opinion(opinion: Opinion, *, note: str = "", actor: Actor, version: int | None = None) -> Opinion:
    """Taken note of: praise, information, nothing to be settled. Announces ``opinion_noted``."""
    row, _conference = changing.begin_opinion(opinion, "noted", actor=actor, version=version)
    row.direction = long_text(note, "note", required=False)
    row.status = OpinionStatus.INFORMATION
    changing.finish(row, "direction", "status")
    events.record("opinion_noted", actor=actor, opinion=str(row.pk))
    return row


@atomic
def withdraw_opinion(opinion: Opinion, *, why: str = "", actor: Actor, version: int | None = None) -> Opinion:
    """Registered and not spoken to, and not wanted any more. Announces ``opinion_withdrawn``."""
    row, _conference = changing.begin_opinion(opinion, "withdraw", actor=actor, version=version)
    row.direction = long_text(why, "why", required=False)
    row.status = OpinionStatus.WITHDRAWN
    changing.finish(row, "direction", "status")
    events.record("opinion_withdrawn", actor=actor, opinion=str(row.pk))
    return row


@atomic
def submit_up(opinion: Opinion, *, reason: str, kind: str = CaseKind.PROPOSAL, actor: Actor) -> Opinion:
    """Beyond this unit's authority: becomes a case, which goes up; the duty to answer stays here (plans S1-22, S4-27).

    Takes the case in and escalates it over the exchange; announces ``opinion_sent_up``. Refuses an opinion without a name
    to answer, and who may not take in cases.
    """
    actor.require(Permission.CASE_ENTER)
    row, conference = changing.begin_opinion(opinion, "submit_up", actor=actor)
    assert conference is not None
    case = Case.objects.get(pk=_take_in(row, conference, kind, actor))
    movements.escalate(case, reason=long_text(reason, "reason"), actor=actor)
    row.case_id = case.pk
    row.route = Route.SUBMIT_UP
    changing.finish(row, "case_id", "route")
    events.record("opinion_sent_up", actor=actor, case_id=case.pk, opinion=str(row.pk), number=case.number)
    return row


def latest_reply(conference: Conference, unit_id: int, *, is_complex: bool) -> date | None:
    """The last day of the written answer, where it is known already."""
    return terms.reply_due(
        terms.from_data(conference.values),
        held_on=conference.held_on,
        noticed_on=conference.concluded_on,
        is_complex=is_complex,
        calendar=calendar.of_unit(unit_id),
    )


def _take_in(row: Opinion, conference: Conference, kind: str, actor: Actor) -> UUID:
    name = row.person_name or row.source_name
    if not name:
        raise errors.InvalidTransition(
            "nobody_to_answer", _("Ý kiến không có người nêu; ghi người nêu trước khi trình cấp trên.")
        )
    if kind not in CASE_FIELDS:
        raise refuse("kind", _("Chọn kiến nghị hoặc phản ánh."))
    data = IntakeData(
        kind=kind,
        field=CASE_FIELDS[CaseKind(kind)],
        content=row.text,
        channel=Channel.FORWARDED,
        received_on=conference.held_on or clock.today(),
        people=(PersonData(full_name=name, address=row.person_address or "–", phone=row.person_phone),),
        forwarded_by=conference.title[:250],
        forwarded_on=conference.held_on,
    )
    return intake.take_in(data, actor=actor).case_id
