"""When a verb of case work is possible: what the unit does with a case that it has."""

from django.utils.translation import gettext as _

from identity.actors import Actor
from identity.permissions import Permission
from tenants.cases.enums import FINAL, WORKED_ON, CaseKind, CaseStatus, Origin
from tenants.cases.models import Case
from tenants.cases.policies.seeing import UNSEAL_GRANT, has_grant
from tenants.cases.policies.verdicts import YES, Situation, Verdict, refusal
from tenants.cases.rules import closing


def always(actor: Actor, case: Case, now: Situation) -> Verdict:
    """Whenever the case is visible."""
    return YES


def working(actor: Actor, case: Case, now: Situation) -> Verdict:
    """The unit handles the case, has accepted it, and the case has not ended."""
    if case.status in FINAL:
        return refusal("case_ended", closing.why_ended(case.status))
    if reason := now.not_acting(actor.unit.id):
        return refusal("not_acting", reason)
    if case.status not in WORKED_ON:
        return refusal("not_acting", _("Vụ việc không còn ở đơn vị này."))
    return YES


def owing(actor: Actor, case: Case, now: Situation) -> Verdict:
    """The unit works on the case and owes the citizen the answer."""
    verdict = working(actor, case, now)
    if verdict.ok and not now.owes(actor.unit.id):
        return refusal("not_owing", _("Chỉ đơn vị còn nợ trả lời công dân mới được làm việc này."))
    return verdict


def accept_settlement(actor: Actor, case: Case, now: Situation) -> Verdict:
    if case.kind not in (CaseKind.COMPLAINT, CaseKind.DENUNCIATION):
        return refusal("no_acceptance", _("Chỉ khiếu nại và tố cáo mới có bước thụ lý."))
    if case.accepted_on is not None:
        return refusal("already_accepted", _("Đã thụ lý ngày %(day)s.") % {"day": f"{case.accepted_on:%d/%m/%Y}"})
    return working(actor, case, now)


def close(actor: Actor, case: Case, now: Situation) -> Verdict:
    verdict = owing(actor, case, now)
    if not verdict.ok:
        return verdict
    missing = closing.missing(answers=now.answers, open_requests=now.open_requests)
    return refusal("closing_incomplete", closing.sentence(missing)) if missing else YES


def settle_request(actor: Actor, case: Case, now: Situation) -> Verdict:
    if now.open_requests == 0:
        return refusal("no_open_request", _("Không có đề nghị nào đang chờ."))
    return working(actor, case, now)


def correct(actor: Actor, case: Case, now: Situation) -> Verdict:
    if case.status in (CaseStatus.JOINED, CaseStatus.WITHDRAWN):
        return refusal("case_ended", closing.why_ended(case.status))
    if reason := now.not_acting(actor.unit.id):
        return refusal("not_acting", reason)
    return YES


def new_pin(actor: Actor, case: Case, now: Situation) -> Verdict:
    if case.origin != Origin.HERE:
        return refusal("not_home", _("Mã PIN mới do đơn vị đã tiếp nhận đơn cấp."))
    if not case.track_allowed:
        return refusal("tracking_refused", _("Người gửi đơn không đề nghị theo dõi qua mạng."))
    return YES


def unseal(actor: Actor, case: Case, now: Situation) -> Verdict:
    if not case.is_denunciation:
        return refusal("not_sealed", _("Danh tính không niêm phong."))
    if actor.may(Permission.CASE_UNSEAL) or has_grant(actor, case, UNSEAL_GRANT):
        return YES
    return refusal("not_permitted", _("Danh tính người tố cáo được niêm phong; bạn chưa được cấp quyền mở."))
