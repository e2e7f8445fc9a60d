"""Which sessions exist for an actor and what the actor may do with one.

A session belongs to one line: for members of the other line it does not exist (404) unless the head linked it, and then they
read it. The security liaison reaches every session of the own line, but only its time, place, security plan and incidents.
"""

from collections.abc import Callable
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from identity.actors import Actor
from identity.permissions import Permission as P
from kernel import clock, errors
from tenants.cases.policies import Verdict
from tenants.receptions.enums import RegistrationStatus
from tenants.receptions.enums import SessionStatus as S
from tenants.receptions.models import ReceptionSession
from tenants.receptions.models.session import SessionQuerySet

Rule = Callable[[Actor, ReceptionSession], Verdict]
YES = Verdict(True)

BEFORE = frozenset({S.PLANNED, S.PUBLISHED, S.READY})
"""Decided, not begun, not over."""


UNDECIDED = frozenset({RegistrationStatus.SUBMITTED, RegistrationStatus.SCREENED, RegistrationStatus.PROPOSED})
"""Registrations nobody has decided yet."""


def visible_sessions(actor: Actor) -> SessionQuerySet:
    """The sessions that exist for the actor."""
    found: SessionQuerySet = ReceptionSession.objects.all()
    if actor.may(P.RECEPTION_VIEW):
        return found.filter(Q(line__in=actor.lines) | Q(is_linked=True))
    if actor.may(P.SECURITY_PLAN):
        return found.filter(line__in=actor.lines).exclude(status=S.PROPOSED)
    return found.none()


def get_session(actor: Actor, session_id: UUID | str) -> ReceptionSession:
    """The session, or NotFound: the same answer for the other line's and for one that never was."""
    try:
        found = visible_sessions(actor).filter(pk=UUID(str(session_id))).first()
    except ValueError:
        found = None
    if found is None:
        raise session_not_found()
    return found


def session_not_found() -> errors.NotFound:
    """The one answer for what does not exist for the actor."""
    return errors.NotFound("session_not_found", _("Không tìm thấy buổi tiếp này."))


def sees_whole(actor: Actor) -> bool:
    """More than time, place, security plan and incidents."""
    return actor.may(P.RECEPTION_VIEW)


def is_head(actor: Actor, session: ReceptionSession) -> bool:
    """The head of the session's line, who alone decides an ad hoc session and who sits at the table."""
    return actor.is_head and session.line in actor.lines and actor.may(P.RECEPTION_DECIDE)


def may(actor: Actor, verb: str, session: ReceptionSession) -> Verdict:
    """Whether, and if not, why not; a verb of a session the actor does not see is not found."""
    needed, rule = VERBS[verb]
    is_visible = (session.line in actor.lines and (actor.may(P.RECEPTION_VIEW) or actor.may(P.SECURITY_PLAN))) or (
        session.is_linked and actor.may(P.RECEPTION_VIEW)
    )
    if not is_visible:
        return Verdict(False, session_not_found().message, "session_not_found")
    if needed and not any(actor.may(one) for one in needed):
        return Verdict(False, _("Bạn chưa được giao quyền làm việc này."), "not_permitted")
    if verb != "view" and session.line not in actor.lines:
        return Verdict(False, _("Buổi tiếp của kênh khác: chỉ được xem."), "not_permitted")
    return rule(actor, session)


def require(actor: Actor, verb: str, session: ReceptionSession) -> None:
    """Raise what a refusal means: unseen, not permitted, or not possible now."""
    verdict = may(actor, verb, session)
    if verdict.code == "session_not_found":
        raise session_not_found()
    verdict.require()


def may_arrange(actor: Actor) -> bool:
    """Prepares sessions, in any status."""
    return actor.may(P.RECEPTION_ARRANGE) or actor.may(P.RECEPTION_DECIDE)


def _no(code: str, reason: str) -> Verdict:
    return Verdict(False, reason, code)


def _always(actor: Actor, session: ReceptionSession) -> Verdict:
    return YES


def _in(*statuses: S) -> Rule:
    def rule(actor: Actor, session: ReceptionSession) -> Verdict:
        if session.status in statuses:
            return YES
        return _no(
            "session_status",
            _("Buổi tiếp đang ở trạng thái “%(status)s” nên không làm được việc này.")
            % {"status": S(session.status).label},
        )

    return rule


def _before(actor: Actor, session: ReceptionSession) -> Verdict:
    return _in(*BEFORE)(actor, session)


def _with_a_day(actor: Actor, session: ReceptionSession) -> Verdict:
    if session.is_waiting_for_day:
        return _no("day_not_chosen", _("Ngày theo kế hoạch trùng ngày nghỉ, chưa chọn ngày tiếp."))
    return _before(actor, session)


def _choose(actor: Actor, session: ReceptionSession) -> Verdict:
    verdict = _before(actor, session)
    if verdict.ok and not session.proposals:
        return _no("no_proposals", _("Ngày theo kế hoạch là ngày làm việc, không phải chọn lại."))
    if verdict.ok and session.posted_at is not None:
        return _no("already_posted", _("Lịch đã niêm yết; muốn đổi ngày thì hoãn buổi tiếp để công dân được báo."))
    return verdict


def _decide(actor: Actor, session: ReceptionSession) -> Verdict:
    verdict = _in(S.PROPOSED)(actor, session)
    return _only_head(actor, session) if verdict.ok else verdict


def _compose(actor: Actor, session: ReceptionSession) -> Verdict:
    verdict = _before(actor, session)
    return _only_head(actor, session) if verdict.ok else verdict


def _only_head(actor: Actor, session: ReceptionSession) -> Verdict:
    if is_head(actor, session):
        return YES
    return _no("not_permitted", _("Chỉ người đứng đầu quyết định việc này."))


def _open(actor: Actor, session: ReceptionSession) -> Verdict:
    verdict = _in(S.PUBLISHED, S.READY, S.PLANNED)(actor, session)
    if verdict.ok and session.held_on != clock.today():
        return _no("not_the_day", _("Chỉ bắt đầu được vào ngày tiếp %(day)s.") % {"day": f"{session.held_on:%d/%m/%Y}"})
    return _with_a_day(actor, session) if verdict.ok else verdict


_ARRANGE = frozenset({P.RECEPTION_ARRANGE, P.RECEPTION_DECIDE})
_OFFICE = frozenset({P.RECEPTION_ARRANGE})
_POST = frozenset({P.RECEPTION_ARRANGE, P.NOTICE_SEND})
_SECURITY = frozenset({P.SECURITY_PLAN, P.RECEPTION_ARRANGE})
_RECORD = frozenset({P.RECEPTION_RECORD})
_SECURITY_ONLY = frozenset({P.SECURITY_PLAN})
_DECIDE = frozenset({P.RECEPTION_DECIDE})
_SEE = frozenset({P.RECEPTION_VIEW, P.SECURITY_PLAN})

VERBS: dict[str, tuple[frozenset[P], Rule]] = {
    "view": (_SEE, _always),
    "choose": (_ARRANGE, _choose),
    "approve": (_DECIDE, _decide),
    "arrange": (_ARRANGE, _in(S.PROPOSED, *BEFORE)),
    "delegate": (_ARRANGE, _before),
    "participants": (_ARRANGE, _in(S.PROPOSED, *BEFORE)),
    "compose": (_DECIDE, _compose),
    "security": (_SECURITY, _before),
    "check": (_OFFICE, _before),
    "post": (_POST, _with_a_day),
    "ready": (_OFFICE, _in(S.PLANNED, S.PUBLISHED)),
    "open": (_RECORD, _open),
    "close": (_RECORD, _in(S.OPEN)),
    "record": (_RECORD, _in(S.OPEN, S.HELD)),
    "incident": (_RECORD | _SECURITY_ONLY, _in(*BEFORE, S.OPEN, S.HELD)),
    "postpone": (_ARRANGE, _with_a_day),
    "cancel": (_ARRANGE, _in(S.PROPOSED, *BEFORE)),
    "link": (_DECIDE, _only_head),
}
VERB_LABELS = {
    "choose": gettext_lazy("Chọn ngày tiếp"),
    "approve": gettext_lazy("Duyệt tiếp đột xuất"),
    "arrange": gettext_lazy("Thời gian, địa điểm, nội dung"),
    "delegate": gettext_lazy("Ủy quyền người tiếp"),
    "participants": gettext_lazy("Thành phần dự"),
    "compose": gettext_lazy("Duyệt thành phần dự"),
    "security": gettext_lazy("Phương án an ninh"),
    "check": gettext_lazy("Ghi việc chuẩn bị"),
    "post": gettext_lazy("Ghi niêm yết"),
    "ready": gettext_lazy("Xác nhận sẵn sàng"),
    "open": gettext_lazy("Bắt đầu buổi tiếp"),
    "close": gettext_lazy("Kết thúc buổi tiếp"),
    "postpone": gettext_lazy("Hoãn buổi tiếp"),
    "cancel": gettext_lazy("Hủy buổi tiếp"),
    "link": gettext_lazy("Cho kênh kia xem"),
}
