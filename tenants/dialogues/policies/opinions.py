"""Which step with an opinion who may take, and when it is possible."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from identity.actors import Actor
from identity.permissions import Permission as P
from tenants.cases.policies.verdicts import YES, Verdict, refusal
from tenants.dialogues.enums import ConferenceStatus as S
from tenants.dialogues.enums import OpinionStatus as O
from tenants.dialogues.models import Conference, Opinion
from tenants.dialogues.models.conference import HELD, OVER
from tenants.dialogues.models.opinion import WITHOUT_OUTCOME
from tenants.dialogues.policies.conferences import in_or_after, wrong_time
from tenants.dialogues.policies.seeing import right_to

OpinionRule = Callable[[Conference | None, Opinion], Verdict]


def may_with(actor: Actor, verb: str, opinion: Opinion, conference: Conference | None) -> Verdict:
    """Whether the actor may take this step with this opinion of this conference now, and if not, why."""
    permission, rule = OPINION_VERBS[verb]
    held = right_to(actor, permission, opinion.line)
    return rule(conference, opinion) if held.ok else held


def open_opinion(conference: Conference | None, opinion: Opinion) -> Verdict:
    """Without an outcome, and its conference, if it has one, not over."""
    if opinion.status not in WITHOUT_OUTCOME:
        return refusal(
            "opinion_has_outcome",
            _("Ý kiến này đã có kết quả: %(status)s.") % {"status": opinion.get_status_display().lower()},
        )
    if conference is not None and conference.conclusion_id is not None:
        return refusal("already_concluded", _("Chủ trì đã kết luận hội nghị này."))
    return YES


def before_asked(conference: Conference | None, opinion: Opinion) -> Verdict:
    if conference is not None and conference.status in OVER:
        return wrong_time(conference)
    return open_opinion(conference, opinion)


def of_conference(conference: Conference | None, opinion: Opinion) -> Verdict:
    """Treated at the meeting: answered, assigned, noted."""
    if conference is None:
        return refusal("no_conference", _("Ý kiến này chưa thuộc hội nghị nào."))
    if conference.status not in (S.OPEN, S.HELD, S.REVIEWED):
        return wrong_time(conference)
    return open_opinion(conference, opinion)


def rerouted(conference: Conference | None, opinion: Opinion) -> Verdict:
    """An assignment may be changed until the conclusion is made."""
    if conference is not None and conference.conclusion_id is None and opinion.status == O.ASSIGNED:
        return in_or_after(conference)
    return of_conference(conference, opinion)


def to_reply(conference: Conference | None, opinion: Opinion) -> Verdict:
    if opinion.status != O.ASSIGNED:
        return refusal("nothing_to_reply", _("Chỉ ý kiến đã giao giải quyết mới trả lời bằng văn bản."))
    if conference is None or conference.conclusion_id is None:
        return refusal("not_concluded", _("Chủ trì chưa kết luận hội nghị."))
    return YES


def replied(conference: Conference | None, opinion: Opinion) -> Verdict:
    if opinion.status != O.REPLIED:
        return refusal("not_replied", _("Ý kiến này chưa trả lời bằng văn bản."))
    return YES


def to_tell_interim(conference: Conference | None, opinion: Opinion) -> Verdict:
    if not opinion.is_complex:
        return refusal("not_complex", _("Thông báo gia hạn chỉ dùng cho nội dung phức tạp, liên quan nhiều ngành."))
    return to_reply(conference, opinion)


def to_submit_up(conference: Conference | None, opinion: Opinion) -> Verdict:
    if opinion.case_id is not None:
        return refusal("already_a_case", _("Ý kiến này đã thành vụ việc và đã trình cấp trên."))
    if conference is None or conference.status not in [S.OPEN, *HELD]:
        return refusal("not_held", _("Chỉ trình cấp trên từ khi hội nghị họp."))
    if opinion.status in (O.COLLECTED, O.PREPARED, O.WAITING, O.ASKED, O.ASSIGNED):
        return YES
    return open_opinion(conference, opinion)


OPINION_VERBS: dict[str, tuple[P, OpinionRule]] = {
    "classify": (P.RECEPTION_ARRANGE, before_asked),
    "prepare": (P.RECEPTION_ARRANGE, before_asked),
    "prepared": (P.RECEPTION_ARRANGE, before_asked),
    "clear": (P.RECEPTION_ARRANGE, before_asked),
    "answer": (P.RECEPTION_RECORD, of_conference),
    "assign": (P.RECEPTION_RECORD, rerouted),
    "noted": (P.RECEPTION_RECORD, of_conference),
    "withdraw": (P.RECEPTION_RECORD, of_conference),
    "submit_up": (P.CASE_MOVE, to_submit_up),
    "interim": (P.NOTICE_SEND, to_tell_interim),
    "reply": (P.NOTICE_SEND, to_reply),
    "recipients": (P.NOTICE_SEND, replied),
}
