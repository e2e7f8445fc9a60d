"""Which registrations exist for an actor and what the actor may do with one; the steps in which it can stand.

A registration belongs to one line and does not exist for members of the other, unless its session is linked: then they read it.
One of Party discipline stays on the Party line, and does not exist for the member whom it concerns, whatever the role.
"""

from collections.abc import Callable
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from identity.actors import Actor
from identity.permissions import Permission as P
from kernel import errors
from registry.levels import Line
from tenants.cases.policies import Verdict
from tenants.receptions.enums import RegistrationStatus as R
from tenants.receptions.enums import SessionStatus
from tenants.receptions.models import Registration
from tenants.receptions.models.registration import RegistrationQuerySet
from tenants.staff.queries import setting
from tenants.staff.rules.topics import Topics

Rule = Callable[[Actor, Registration], Verdict]
YES = Verdict(True)

OPEN = frozenset({R.SUBMITTED, R.SCREENED, R.PROPOSED, R.APPROVED, R.INVITED, R.DEFERRED})
"""Not refused, not settled, not yet on the day."""
SEATED = frozenset({R.APPROVED, R.INVITED, R.WAITING, R.CALLED, R.RECEIVED, R.ABSENT})


def visible_registrations(actor: Actor) -> RegistrationQuerySet:
    """The registrations that exist for the actor."""
    found: RegistrationQuerySet = Registration.objects.all().known_to(actor.account_id)
    own = Q(line__in=sorted(actor.lines))
    if actor.may(P.RECEPTION_VIEW):
        return found.filter(own | Q(session__is_linked=True) & ~Q(topic__in=_party_topics()))
    return found.filter(own) if actor.may(P.REGISTRATION_ENTER) else found.none()


def get_registration(actor: Actor, registration_id: UUID | str) -> Registration:
    """The registration, or NotFound: the same answer for the other line's and for one that never was."""
    try:
        key = UUID(str(registration_id))
    except ValueError:
        raise registration_not_found() from None
    found = visible_registrations(actor).select_related("session").filter(pk=key).first()
    if found is None:
        raise registration_not_found()
    return found


def registration_not_found() -> errors.NotFound:
    """The one answer for what does not exist for the actor."""
    return errors.NotFound("registration_not_found", _("Không tìm thấy đăng ký này."))


def sees(actor: Actor, row: Registration) -> bool:
    """``visible_registrations`` asked of one row."""
    if actor.account_id is not None and str(actor.account_id) in row.concerned:
        return False
    if row.line in actor.lines:
        return actor.may(P.RECEPTION_VIEW) or actor.may(P.REGISTRATION_ENTER)
    is_linked = row.session is not None and row.session.is_linked and row.topic not in _party_topics()
    return is_linked and actor.may(P.RECEPTION_VIEW)


def may(actor: Actor, verb: str, row: Registration) -> Verdict:
    """Whether, and if not, why not; a verb of a registration the actor does not see is not found."""
    if not sees(actor, row):
        return Verdict(False, registration_not_found().message, "registration_not_found")
    needed, rule = VERBS[verb]
    if not any(actor.may(one) for one in needed):
        return Verdict(False, _("Bạn chưa được giao quyền làm việc này."), "not_permitted")
    if verb != "view" and row.line not in actor.lines:
        return Verdict(False, _("Đăng ký của kênh khác: chỉ được xem."), "not_permitted")
    return rule(actor, row)


def require(actor: Actor, verb: str, row: Registration) -> None:
    """Raise what a refusal means: unseen, not permitted, or not possible now."""
    verdict = may(actor, verb, row)
    if verdict.code == "registration_not_found":
        raise registration_not_found()
    verdict.require()


def is_discipline(topic: str) -> bool:
    """Whether a topic hangs in the Party-discipline branch of the tree."""
    found = setting(Topics).get(topic) if topic else None
    return found is not None and found.is_discipline


def _party_topics() -> list[str]:
    """Topics of the Party line alone: a linked session does not open them to the other line."""
    return [row.code for row in setting(Topics).rows if row.line == Line.PARTY]


def _no(code: str, reason: str) -> Verdict:
    return Verdict(False, reason, code)


def _always(actor: Actor, row: Registration) -> Verdict:
    return YES


def _in(*statuses: R) -> Rule:
    def rule(actor: Actor, row: Registration) -> Verdict:
        if row.status in statuses:
            return YES
        return _no(
            "registration_status",
            _("Đăng ký đang ở trạng thái “%(status)s” nên không làm được việc này.") % {"status": R(row.status).label},
        )

    return rule


def _decide(actor: Actor, row: Registration) -> Verdict:
    verdict = _in(R.PROPOSED)(actor, row)
    if not verdict.ok or actor.is_head:
        return verdict
    return _no("not_permitted", _("Chỉ người đứng đầu duyệt danh sách."))


def _told(actor: Actor, row: Registration) -> Verdict:
    if row.status not in (R.REFUSED, R.GUIDED, R.SETTLED):
        return _in(R.REFUSED)(actor, row)
    return YES


def _concern(actor: Actor, row: Registration) -> Verdict:
    if not is_discipline(row.topic):
        return _no("not_discipline", _("Chỉ nội dung kỷ luật Đảng mới ghi người của đơn vị có liên quan."))
    if actor.is_head or actor.may(P.RECEPTION_ARRANGE):
        return YES
    return _no("not_permitted", _("Chỉ người đứng đầu và người xét đăng ký sửa được việc này."))


def _unseal(actor: Actor, row: Registration) -> Verdict:
    return YES if row.sealed is not None else _no("not_sealed", _("Danh tính của đăng ký này không niêm phong."))


def _on_the_day(*statuses: R) -> Rule:
    def rule(actor: Actor, row: Registration) -> Verdict:
        if row.session is None or row.session.status != SessionStatus.OPEN:
            return _no("session_not_open", _("Buổi tiếp chưa bắt đầu hoặc đã kết thúc."))
        return _in(*statuses)(actor, row)

    return rule


def _took(actor: Actor, row: Registration) -> Verdict:
    verdict = _on_the_day(R.RECEIVED)(actor, row)
    if verdict.ok and row.case_id is not None and row.visit_id is not None and row.petition_made:
        return _no("already_case", _("Lượt tiếp này đã vào vụ việc."))
    if verdict.ok and is_discipline(row.topic):
        return _no("party_discipline", _("Nội dung kỷ luật Đảng đi theo kênh Đảng, không vào sổ vụ việc dùng chung."))
    return verdict


def _undo(actor: Actor, row: Registration) -> Verdict:
    verdict = _on_the_day(R.RECEIVED)(actor, row)
    if verdict.ok and not row.petition_made:
        return _no("no_case", _("Lượt tiếp này chưa vào vụ việc."))
    return verdict


_OFFICE = frozenset({P.RECEPTION_ARRANGE})
_ENTER = frozenset({P.REGISTRATION_ENTER})
_RECORD = frozenset({P.RECEPTION_RECORD})
_SEE = frozenset({P.RECEPTION_VIEW, P.REGISTRATION_ENTER})

VERBS: dict[str, tuple[frozenset[P], Rule]] = {
    "view": (_SEE, _always),
    "screen": (_OFFICE, _in(R.SUBMITTED)),
    "refuse": (_OFFICE, _in(R.SUBMITTED, R.SCREENED, R.PROPOSED, R.DEFERRED)),
    "guide": (_OFFICE, _in(R.SUBMITTED, R.SCREENED, R.PROPOSED, R.DEFERRED)),
    "settle": (_OFFICE, _in(R.SUBMITTED, R.SCREENED, R.PROPOSED, R.APPROVED, R.INVITED, R.DEFERRED)),
    "tell": (_OFFICE, _told),
    "propose": (_OFFICE, _in(R.SCREENED, R.DEFERRED)),
    "decide": (frozenset({P.RECEPTION_DECIDE}), _decide),
    "defer": (_OFFICE, _in(R.SCREENED, R.PROPOSED, R.APPROVED, R.INVITED)),
    "invite": (_OFFICE, _in(R.APPROVED, R.INVITED)),
    "receipt": (_ENTER, _in(*OPEN, R.WAITING, R.CALLED, R.RECEIVED)),
    "withdraw": (_ENTER, _in(*OPEN, R.WAITING)),
    "prepare": (_OFFICE, _in(*OPEN)),
    "brief": (_OFFICE, _in(*OPEN, R.WAITING, R.CALLED)),
    "link_case": (_OFFICE, _in(*OPEN, R.WAITING, R.CALLED)),
    "concern": (frozenset({P.RECEPTION_ARRANGE, P.RECEPTION_DECIDE}), _concern),
    "unseal": (frozenset({P.CASE_UNSEAL}), _unseal),
    "arrive": (_RECORD, _on_the_day(R.APPROVED, R.INVITED, R.ABSENT)),
    "call": (_RECORD, _on_the_day(R.WAITING, R.CALLED)),
    "begin": (_RECORD, _on_the_day(R.WAITING, R.CALLED)),
    "end": (_RECORD, _on_the_day(R.CALLED)),
    "absent": (_RECORD, _on_the_day(R.APPROVED, R.INVITED, R.WAITING, R.CALLED)),
    "say": (_RECORD, _on_the_day(R.CALLED, R.RECEIVED)),
    "sign": (_RECORD, _on_the_day(R.CALLED, R.RECEIVED)),
    "make_case": (_RECORD, _took),
    "undo_case": (_RECORD, _undo),
}
VERB_LABELS = {
    "screen": gettext_lazy("Đủ điều kiện tiếp"),
    "refuse": gettext_lazy("Từ chối tiếp"),
    "guide": gettext_lazy("Hướng dẫn đến nơi có thẩm quyền"),
    "settle": gettext_lazy("Giải quyết ngay"),
    "tell": gettext_lazy("Ghi việc báo công dân"),
    "propose": gettext_lazy("Đề xuất vào buổi tiếp"),
    "defer": gettext_lazy("Chuyển buổi sau"),
    "invite": gettext_lazy("Mời công dân"),
    "receipt": gettext_lazy("Nhận giấy tờ, lập biên nhận"),
    "withdraw": gettext_lazy("Công dân rút đăng ký"),
    "prepare": gettext_lazy("Yêu cầu chuẩn bị hồ sơ"),
    "brief": gettext_lazy("Tóm tắt vụ việc"),
    "link_case": gettext_lazy("Gắn với vụ việc"),
    "concern": gettext_lazy("Sửa người có liên quan"),
    "unseal": gettext_lazy("Mở niêm phong danh tính"),
}
