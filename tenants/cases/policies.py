"""Who may what with a case: one truth asked three ways.

``may`` (this actor, this verb, this case), ``visible_cases`` (what an actor sees at all) and ``holders`` (who may);
a test asserts that they agree. A case that is not visible does not exist for the actor: 404, never 403.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from guardian.shortcuts import get_objects_for_user

from exchange import custody as custodies
from exchange import queries
from exchange.enums import HANDOVERS, EnvelopeStatus, MovementKind
from exchange.models import Custody
from identity import actors, members
from identity.actors import Actor
from identity.models import Account
from identity.permissions import Permission
from kernel import active, clock, errors
from registry import tree
from tenants.cases.enums import FINAL, WORKED_ON, CaseKind, CaseStatus, Origin, RequestKind
from tenants.cases.models import Case, CaseGrant, CaseQuerySet
from tenants.cases.rules import closing

VIEW_GRANT = "cases.view_granted"
UNSEAL_GRANT = "cases.unseal_granted"


@dataclass(frozen=True)
class Verdict:
    """Whether, and if not, why not: the sentence shown under "vì sao chưa được"."""

    ok: bool
    reason: str = ""
    code: str = ""

    def require(self) -> None:
        """Raise what a refusal means: unseen, not permitted, or not possible now."""
        if self.ok:
            return
        if self.code == "case_not_found":
            raise errors.NotFound(self.code, self.reason)
        if self.code == "not_permitted":
            raise errors.NotPermitted(self.code, self.reason)
        raise errors.InvalidTransition(self.code, self.reason)


class Situation:
    """What a verdict depends on beside the case's own row; counted when first asked for."""

    def __init__(self, case: Case, custody: Custody | None) -> None:
        self._case = case
        self.custody = custody

    @cached_property
    def open_requests(self) -> int:
        """How many requests nobody has answered."""
        return self._case.requests.open().count()

    @cached_property
    def answers(self) -> int:
        """How often the citizen was answered, here or where the case was."""
        return self._case.answers.count()

    def not_acting(self, unit_id: int) -> str:
        """Why the unit may not act now; empty when it may."""
        if self.custody is None:
            return _("Chưa có đơn vị chịu trách nhiệm vụ việc.")
        return custodies.why_not_acting(self.custody, unit_id)

    def owes(self, unit_id: int) -> bool:
        """Whether the unit owes the citizen the answer."""
        return self.custody is not None and self.custody.answering_unit == unit_id


Rule = Callable[[Actor, Case, Situation], Verdict]
YES = Verdict(True)
_UNDONE = (EnvelopeStatus.RETURNED, EnvelopeStatus.RECALLED, EnvelopeStatus.UNDELIVERABLE)


def _no(code: str, reason: str) -> Verdict:
    return Verdict(False, reason, code)


def situation_of(case: Case) -> Situation:
    """Read what a verdict needs: one query, and one for each count that is asked for."""
    try:
        held = custodies.get(case.pk)
    except errors.NotFound:
        held = None
    return Situation(case, held)


# -- seeing


def visible_cases(actor: Actor) -> CaseQuerySet:
    """The cases that exist for the actor; what is sealed from this unit exists for nobody in it."""
    cases = Case.objects.unsealed()
    if actor.may(Permission.CASE_VIEW_UNIT):
        return cases
    if actor.may(Permission.CASE_VIEW_ASSIGNED) and actor.account_id:
        return cases.filter(Q(assignee_id=actor.account_id) | Q(pk__in=granted_cases(actor, VIEW_GRANT).values("pk")))
    return cases.none()


def granted_cases(actor: Actor, permission: str) -> CaseQuerySet:
    """Cases on which the actor holds a grant in force today."""
    in_force = CaseGrant.objects.in_force(clock.today()).filter(
        user_id=actor.account_id, permission__codename=permission.partition(".")[2]
    )
    found: CaseQuerySet = get_objects_for_user(  # type: ignore[assignment]
        Account(pk=actor.account_id),
        permission,
        klass=Case.objects.filter(pk__in=in_force.values("content_object_id")),
        use_groups=False,
        with_superuser=False,
        accept_global_perms=False,
    )
    return found


def get_case(actor: Actor, case_id: UUID | str) -> Case:
    """The case, or NotFound: the same answer for another unit's, a sealed and a non-existent one."""
    try:
        found = Case.objects.filter(pk=UUID(str(case_id))).first()
    except ValueError:
        found = None
    # One row is asked for by itself: a handler's own case then costs no query over grants.
    if found is None or not _sees(actor, found):
        raise not_found()
    return found


def not_found() -> errors.NotFound:
    """The one answer for what does not exist for the actor."""
    return errors.NotFound("case_not_found", _("Không tìm thấy vụ việc."))


def _sees(actor: Actor, case: Case) -> bool:
    if case.is_sealed:
        return False
    if actor.may(Permission.CASE_VIEW_UNIT):
        return True
    if not actor.may(Permission.CASE_VIEW_ASSIGNED) or actor.account_id is None:
        return False
    return case.assignee_id == actor.account_id or _has_grant(actor, case, VIEW_GRANT)


def _has_grant(actor: Actor, case: Case, permission: str) -> bool:
    return granted_cases(actor, permission).filter(pk=case.pk).exists()


def _only_reads(actor: Actor, case: Case) -> bool:
    return not actor.may(Permission.CASE_VIEW_UNIT) and case.assignee_id != actor.account_id


# -- doing


def may(actor: Actor, verb: str, case: Case, *, situation: Situation | None = None) -> Verdict:
    """Whether the actor may do ``verb`` (of ``VERBS``) to the case now, and if not, why not."""
    permission, rule = VERBS[verb]
    if not _sees(actor, case):
        return _no("case_not_found", _("Không tìm thấy vụ việc."))
    if verb == "view":
        return YES
    if permission is not None and not actor.may(permission):
        return _no("not_permitted", _("Vai trò của bạn không có quyền làm việc này."))
    if _only_reads(actor, case) and verb not in READING:
        return _no("not_permitted", _("Bạn chỉ được xem vụ việc này."))
    return rule(actor, case, situation or situation_of(case))


def holders(verb: str, case: Case) -> list[Account]:
    """The accounts of the active unit that may do ``verb`` to the case now."""
    unit = tree.get(active.current().id)
    now = situation_of(case)
    found: dict[UUID, Account] = {}
    for membership in members.current(unit.id):
        account = membership.account
        if account.pk in found:
            continue
        actor = actors.actor_for(account, unit)
        if actor is not None and may(actor, verb, case, situation=now).ok:
            found[account.pk] = account
    return list(found.values())


# -- rules of the verbs


def _working(actor: Actor, case: Case, now: Situation) -> Verdict:
    if case.status in FINAL:
        return _no("case_ended", closing.why_ended(case.status))
    if reason := now.not_acting(actor.unit.id):
        return _no("not_acting", reason)
    if case.status not in WORKED_ON:
        return _no("not_acting", _("Vụ việc không còn ở đơn vị này."))
    return YES


def _owing(actor: Actor, case: Case, now: Situation) -> Verdict:
    verdict = _working(actor, case, now)
    if verdict.ok and not now.owes(actor.unit.id):
        return _no("not_owing", _("Chỉ đơn vị còn nợ trả lời công dân mới được làm việc này."))
    return verdict


def _accept_settlement(actor: Actor, case: Case, now: Situation) -> Verdict:
    if case.kind not in (CaseKind.COMPLAINT, CaseKind.DENUNCIATION):
        return _no("no_acceptance", _("Chỉ khiếu nại và tố cáo mới có bước thụ lý."))
    if case.accepted_on is not None:
        return _no("already_accepted", _("Đã thụ lý ngày %(day)s.") % {"day": f"{case.accepted_on:%d/%m/%Y}"})
    return _working(actor, case, now)


def _close(actor: Actor, case: Case, now: Situation) -> Verdict:
    verdict = _owing(actor, case, now)
    if not verdict.ok:
        return verdict
    missing = closing.missing(answers=now.answers, open_requests=now.open_requests)
    return _no("closing_incomplete", closing.sentence(missing)) if missing else YES


def _settle_request(actor: Actor, case: Case, now: Situation) -> Verdict:
    if now.open_requests == 0:
        return _no("no_open_request", _("Không có đề nghị nào đang chờ."))
    return _working(actor, case, now)


def _correct(actor: Actor, case: Case, now: Situation) -> Verdict:
    if case.status in (CaseStatus.JOINED, CaseStatus.WITHDRAWN):
        return _no("case_ended", closing.why_ended(case.status))
    if reason := now.not_acting(actor.unit.id):
        return _no("not_acting", reason)
    return YES


def _new_pin(actor: Actor, case: Case, now: Situation) -> Verdict:
    if case.origin != Origin.HERE:
        return _no("not_home", _("Mã PIN mới do đơn vị đã tiếp nhận đơn cấp."))
    if not case.track_allowed:
        return _no("tracking_refused", _("Người gửi đơn không đề nghị theo dõi qua mạng."))
    return YES


def _unseal(actor: Actor, case: Case, now: Situation) -> Verdict:
    if not case.is_denunciation:
        return _no("not_sealed", _("Danh tính không niêm phong."))
    if actor.may(Permission.CASE_UNSEAL) or _has_grant(actor, case, UNSEAL_GRANT):
        return YES
    return _no("not_permitted", _("Danh tính người tố cáo được niêm phong; bạn chưa được cấp quyền mở."))


def _assign_down(actor: Actor, case: Case, now: Situation) -> Verdict:
    if not tree.children(actor.unit.id):
        return _no("no_lower_unit", _("Đơn vị không có cấp dưới."))
    return _working(actor, case, now)


def _escalate(actor: Actor, case: Case, now: Situation) -> Verdict:
    if tree.parent(actor.unit.id) is None:
        return _no("no_superior", _("Đơn vị không có cấp trên trên hệ thống."))
    return _working(actor, case, now)


def _offered(actor: Actor, case: Case, now: Situation) -> Verdict:
    held = now.custody
    arrived = held.arrived_by if held else None
    if held is None or arrived is None or held.handling_unit != actor.unit.id or held.transit_id is not None:
        return _no("not_offered", _("Không có hồ sơ đang chờ tiếp nhận."))
    if held.accepted_at is not None or arrived.kind not in HANDOVERS:
        return _no("not_offered", _("Không có hồ sơ đang chờ tiếp nhận."))
    return YES


def _return(actor: Actor, case: Case, now: Situation) -> Verdict:
    if _offered(actor, case, now).ok:
        return YES
    if now.owes(actor.unit.id):
        return _no("owing", _("Đơn vị nợ công dân trả lời; nếu không đúng thẩm quyền thì chuyển đơn."))
    if queries.arrival(case.pk, actor.unit.id) is None:
        return _no("not_offered", _("Hồ sơ không do đơn vị khác gửi đến."))
    return _working(actor, case, now)


def _recall(actor: Actor, case: Case, now: Situation) -> Verdict:
    moving = queries.last_sent(case.pk, actor.unit.id)
    if moving is None or moving.is_sealed_up or moving.status in _UNDONE:
        return _no("nothing_sent", _("Không có hồ sơ nào đơn vị vừa gửi đi."))
    if moving.status not in (EnvelopeStatus.SENT, EnvelopeStatus.DELIVERED, EnvelopeStatus.ON_PAPER):
        at = (moving.accepted_at or moving.closed_at or clock.now()).astimezone(clock.OFFICE_ZONE)
        return _no("already_accepted", _("Hồ sơ đã được tiếp nhận lúc %(at)s.") % {"at": f"{at:%H:%M %d/%m/%Y}"})
    return YES


def _report_result(actor: Actor, case: Case, now: Situation) -> Verdict:
    if now.owes(actor.unit.id):
        return _no("nothing_to_report", _("Đơn vị tự trả lời công dân, không phải báo cáo kết quả cho đơn vị khác."))
    return _working(actor, case, now)


def _check_result(actor: Actor, case: Case, now: Situation) -> Verdict:
    arrived = now.custody.arrived_by if now.custody else None
    if arrived is None or arrived.kind != MovementKind.RESULT or arrived.to_unit != actor.unit.id:
        return _no("no_result", _("Không có kết quả nào chờ kiểm tra."))
    if arrived.status != EnvelopeStatus.DELIVERED:
        return _no("no_result", _("Kết quả đã được kiểm tra."))
    return YES


def _paper_reply(actor: Actor, case: Case, now: Situation) -> Verdict:
    held = now.custody
    if held is None or held.handling_unit != actor.unit.id or not (held.outside or held.is_disputed):
        return _no("not_outside", _("Hồ sơ không gửi bằng giấy ra ngoài hệ thống."))
    return YES


def _ask_sender(actor: Actor, case: Case, now: Situation) -> Verdict:
    held = now.custody
    here = held is not None and held.handling_unit == actor.unit.id and held.transit_id is None
    if not here or queries.arrival(case.pk, actor.unit.id) is None:
        return _no("no_sender", _("Hồ sơ không do đơn vị khác gửi đến."))
    return YES


def _send_paper(actor: Actor, case: Case, now: Situation) -> Verdict:
    elsewhere = now.custody is not None and now.custody.handling_unit != actor.unit.id
    if elsewhere and case.requests.open().filter(kind=RequestKind.MISSING_PAPER).exists():
        return YES
    return _no("nothing_asked", _("Không có đơn vị nào đang hỏi giấy tờ còn thiếu."))


def _always(actor: Actor, case: Case, now: Situation) -> Verdict:
    return YES


P = Permission
VERBS: dict[str, tuple[Permission | None, Rule]] = {
    "view": (None, _always),
    "assign": (P.CASE_ASSIGN, _working),
    "note": (P.CASE_WORK, _working),
    "attach": (P.CASE_WORK, _working),
    "ask_supplement": (P.CASE_WORK, _working),
    "ask_opinion": (P.CASE_WORK, _working),
    "settle_request": (P.CASE_WORK, _settle_request),
    "accept_settlement": (P.CASE_ANSWER, _accept_settlement),
    "answer": (P.CASE_ANSWER, _working),
    "close": (P.CASE_CLOSE, _close),
    "withdraw": (P.CASE_WORK, _owing),
    "correct": (P.CASE_CORRECT, _correct),
    "join_petition": (P.CASE_ENTER, _working),
    "join": (P.CASE_CORRECT, _owing),
    "split": (P.CASE_CORRECT, _owing),
    "grant": (P.CASE_ASSIGN, _working),
    "new_pin": (P.CASE_ENTER, _new_pin),
    "unseal": (None, _unseal),
    "export": (P.CASE_EXPORT, _always),
    "transfer": (P.CASE_MOVE, _owing),
    "escalate": (P.CASE_MOVE, _escalate),
    "assign_down": (P.CASE_MOVE, _assign_down),
    "accept": (P.CASE_RECEIVE, _offered),
    "return": (P.CASE_RECEIVE, _return),
    "recall": (P.CASE_MOVE, _recall),
    "report_result": (P.CASE_MOVE, _report_result),
    "check_result": (P.CASE_RECEIVE, _check_result),
    "record_paper_reply": (P.CASE_RECEIVE, _paper_reply),
    "ask_sender": (P.CASE_RECEIVE, _ask_sender),
    "send_paper": (P.CASE_WORK, _send_paper),
}
VERB_LABELS = {
    "assign": _lazy("Phân công cán bộ"),
    "note": _lazy("Ghi chú"),
    "attach": _lazy("Thêm tài liệu"),
    "ask_supplement": _lazy("Đề nghị công dân bổ sung"),
    "ask_opinion": _lazy("Xin ý kiến bộ phận"),
    "settle_request": _lazy("Ghi phúc đáp"),
    "accept_settlement": _lazy("Thụ lý"),
    "answer": _lazy("Trả lời công dân"),
    "close": _lazy("Kết thúc vụ việc"),
    "withdraw": _lazy("Công dân rút đơn"),
    "correct": _lazy("Sửa sai sót"),
    "join_petition": _lazy("Nhập thêm đơn"),
    "join": _lazy("Nhập vào vụ việc khác"),
    "split": _lazy("Tách vụ việc"),
    "grant": _lazy("Cho người khác xem"),
    "new_pin": _lazy("Cấp mã PIN mới"),
    "unseal": _lazy("Mở danh tính người tố cáo"),
    "export": _lazy("Xuất danh sách"),
    "transfer": _lazy("Chuyển đơn"),
    "escalate": _lazy("Đề nghị cấp trên giải quyết"),
    "assign_down": _lazy("Giao cấp dưới giải quyết"),
    "accept": _lazy("Tiếp nhận"),
    "return": _lazy("Trả lại"),
    "recall": _lazy("Rút lại"),
    "report_result": _lazy("Báo cáo kết quả"),
    "check_result": _lazy("Kiểm tra kết quả"),
    "record_paper_reply": _lazy("Ghi phúc đáp bằng giấy"),
    "ask_sender": _lazy("Hỏi đơn vị gửi"),
    "send_paper": _lazy("Gửi giấy tờ còn thiếu"),
}
READING = frozenset({"view", "unseal", "export", "new_pin"})
