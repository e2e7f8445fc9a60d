"""When a verb that moves a case, or answers to a move, is possible."""

from datetime import datetime

from django.utils.translation import gettext as _

from exchange import queries
from exchange.enums import HANDOVERS, EnvelopeStatus, MovementKind
from identity.actors import Actor
from kernel import clock
from registry import tree
from tenants.cases.enums import RequestKind
from tenants.cases.models import Case
from tenants.cases.policies.case_work import working
from tenants.cases.policies.verdicts import YES, Situation, Verdict, refusal

_UNDONE = (EnvelopeStatus.RETURNED, EnvelopeStatus.RECALLED, EnvelopeStatus.UNDELIVERABLE)


def assign_down(actor: Actor, case: Case, now: Situation) -> Verdict:
    if not tree.children(actor.unit.id):
        return refusal("no_lower_unit", _("Đơn vị không có cấp dưới."))
    return working(actor, case, now)


def escalate(actor: Actor, case: Case, now: Situation) -> Verdict:
    if tree.parent(actor.unit.id) is None:
        return refusal("no_superior", _("Đơn vị không có cấp trên trên hệ thống."))
    return working(actor, case, now)


def offered(actor: Actor, case: Case, now: Situation) -> Verdict:
    held = now.custody
    arrived = held.arrived_by if held else None
    if held is None or arrived is None or held.handling_unit != actor.unit.id or held.transit_id is not None:
        return refusal("not_offered", _("Không có hồ sơ đang chờ tiếp nhận."))
    if arrived.kind not in HANDOVERS:
        return refusal("not_offered", _("Không có hồ sơ đang chờ tiếp nhận."))
    return _accepted(held.accepted_at) if held.accepted_at else YES


def return_case(actor: Actor, case: Case, now: Situation) -> Verdict:
    if offered(actor, case, now).ok:
        return YES
    if now.owes(actor.unit.id):
        return refusal("owing", _("Đơn vị nợ công dân trả lời; nếu không đúng thẩm quyền thì chuyển đơn."))
    if queries.arrival(case.pk, actor.unit.id) is None:
        return refusal("not_offered", _("Hồ sơ không do đơn vị khác gửi đến."))
    return working(actor, case, now)


def recall(actor: Actor, case: Case, now: Situation) -> Verdict:
    moving = queries.last_sent(case.pk, actor.unit.id)
    if moving is None or moving.is_sealed_up or moving.status in _UNDONE:
        return refusal("nothing_sent", _("Không có hồ sơ nào đơn vị vừa gửi đi."))
    if moving.status not in (EnvelopeStatus.SENT, EnvelopeStatus.DELIVERED, EnvelopeStatus.ON_PAPER):
        return _accepted(moving.accepted_at or moving.closed_at or clock.now())
    return YES


def report_result(actor: Actor, case: Case, now: Situation) -> Verdict:
    if now.owes(actor.unit.id):
        return refusal(
            "nothing_to_report", _("Đơn vị tự trả lời công dân, không phải báo cáo kết quả cho đơn vị khác.")
        )
    return working(actor, case, now)


def check_result(actor: Actor, case: Case, now: Situation) -> Verdict:
    arrived = now.custody.arrived_by if now.custody else None
    if arrived is None or arrived.kind != MovementKind.RESULT or arrived.to_unit != actor.unit.id:
        return refusal("no_result", _("Không có kết quả nào chờ kiểm tra."))
    if arrived.status != EnvelopeStatus.DELIVERED:
        return refusal("no_result", _("Kết quả đã được kiểm tra."))
    return YES


def paper_reply(actor: Actor, case: Case, now: Situation) -> Verdict:
    held = now.custody
    if held is None or held.handling_unit != actor.unit.id or not (held.outside or held.is_disputed):
        return refusal("not_outside", _("Hồ sơ không gửi bằng giấy ra ngoài hệ thống."))
    return YES


def ask_sender(actor: Actor, case: Case, now: Situation) -> Verdict:
    held = now.custody
    here = held is not None and held.handling_unit == actor.unit.id and held.transit_id is None
    if not here or queries.arrival(case.pk, actor.unit.id) is None:
        return refusal("no_sender", _("Hồ sơ không do đơn vị khác gửi đến."))
    return YES


def send_paper(actor: Actor, case: Case, now: Situation) -> Verdict:
    elsewhere = now.custody is not None and now.custody.handling_unit != actor.unit.id
    if elsewhere and case.requests.open().filter(kind=RequestKind.MISSING_PAPER).exists():
        return YES
    return refusal("nothing_asked", _("Không có đơn vị nào đang hỏi giấy tờ còn thiếu."))


def _accepted(at: datetime) -> Verdict:
    local = at.astimezone(clock.OFFICE_ZONE)
    return refusal("already_accepted", _("Hồ sơ đã được tiếp nhận lúc %(at)s.") % {"at": f"{local:%H:%M %d/%m/%Y}"})
