"""Who may what with a conference and its opinions; what belongs to the other line does not exist, unless linked.

An observer (the right to read conclusions and nothing else) sees a conference from the day it was held: its conclusions and
their progress.
"""

from collections.abc import Callable
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from identity.actors import Actor
from identity.permissions import Permission as P
from kernel import clock, errors
from tenants.cases.policies.verdicts import YES, Verdict, refusal
from tenants.dialogues.enums import ConferenceStatus as S
from tenants.dialogues.enums import OpinionStatus as O
from tenants.dialogues.models import Conference, Opinion
from tenants.dialogues.models.conference import HELD, OVER, ConferenceQuerySet
from tenants.dialogues.models.opinion import WITHOUT_OUTCOME, OpinionQuerySet

Rule = Callable[[Conference], Verdict]
OpinionRule = Callable[[Conference | None, Opinion], Verdict]


def visible_conferences(actor: Actor) -> ConferenceQuerySet:
    """The conferences that exist for the actor."""
    found = Conference.objects.filter(Q(line__in=sorted(actor.lines)) | Q(is_linked=True))
    if actor.may(P.RECEPTION_VIEW):
        return found
    if actor.may(P.CONCLUSION_VIEW):
        return found.filter(status__in=HELD)
    return Conference.objects.none()


def get_conference(actor: Actor, conference_id: UUID | str) -> Conference:
    """The conference, or NotFound: the same answer for the other line's and for one that does not exist."""
    found: Conference | None = visible_conferences(actor).filter(pk=conference_id).first()
    if found is None:
        raise not_found()
    return found


def visible_opinions(actor: Actor) -> OpinionQuerySet:
    """Opinions of the actor's lines; who only observes sees those of conferences held, without who asked."""
    if actor.may(P.RECEPTION_VIEW):
        return Opinion.objects.filter(Q(line__in=sorted(actor.lines)) | Q(conference__is_linked=True))
    if actor.may(P.CONCLUSION_VIEW):
        return Opinion.objects.filter(conference__in=visible_conferences(actor))
    return Opinion.objects.none()


def get_opinion(actor: Actor, opinion_id: UUID | str) -> Opinion:
    """The opinion, or NotFound."""
    found: Opinion | None = visible_opinions(actor).filter(pk=opinion_id).first()
    if found is None:
        raise opinion_not_found()
    return found


def not_found() -> errors.NotFound:
    return errors.NotFound("conference_not_found", _("Không tìm thấy hội nghị."))


def opinion_not_found() -> errors.NotFound:
    return errors.NotFound("opinion_not_found", _("Không tìm thấy ý kiến."))


def only_observes(actor: Actor) -> bool:
    """Whether the actor reads conclusions and their progress and nothing else."""
    return not actor.may(P.RECEPTION_VIEW)


def may(actor: Actor, verb: str, conference: Conference) -> Verdict:
    """Whether the actor may take this step with this conference now, and if not, why."""
    permission, rule = VERBS[verb]
    return (
        _may(actor, permission, conference.line) if not _has(actor, permission, conference.line) else rule(conference)
    )


def may_with(actor: Actor, verb: str, opinion: Opinion, conference: Conference | None) -> Verdict:
    """The same for a step with one opinion."""
    permission, rule = OPINION_VERBS[verb]
    if not _has(actor, permission, opinion.line):
        return _may(actor, permission, opinion.line)
    return rule(conference, opinion)


def is_chair(actor: Actor, conference: Conference) -> bool:
    return actor.account_id is not None and actor.account_id == conference.chair_id


def _has(actor: Actor, permission: P, line: str) -> bool:
    # A linked conference is read by the other line and worked on by its own.
    return actor.may(permission) and line in actor.lines


def _may(actor: Actor, permission: P, line: str) -> Verdict:
    if line not in actor.lines:
        return refusal("not_permitted", _("Việc này thuộc kênh khác; bạn chỉ được xem."))
    return refusal(
        "not_permitted",
        _("Bạn chưa được giao quyền “%(right)s” tại đơn vị này.") % {"right": permission.label},
    )


# When a step with a conference is possible -----------------------------------------------------------------------------


def always(conference: Conference) -> Verdict:
    return YES


def before_the_day(conference: Conference) -> Verdict:
    """Not over and not in session."""
    if conference.status in OVER or conference.status == S.OPEN:
        return _wrong_time(conference)
    return YES


def not_over(conference: Conference) -> Verdict:
    return _wrong_time(conference) if conference.status in OVER else YES


def to_submit(conference: Conference) -> Verdict:
    if not conference.topics:
        return refusal("topic_missing", _("Chưa chọn chủ đề đối thoại."))
    if conference.status in (S.APPROVED, S.ANNOUNCED):
        return refusal("already_approved", _("Nội dung đã được duyệt."))
    return before_the_day(conference)


def to_decide(conference: Conference) -> Verdict:
    if conference.submitted_at is None:
        return refusal("not_submitted", _("Văn phòng chưa trình nội dung, thời gian, địa điểm, thành phần."))
    if conference.status in (S.APPROVED, S.ANNOUNCED):
        return refusal("already_approved", _("Nội dung đã được duyệt."))
    return before_the_day(conference)


def to_announce(conference: Conference) -> Verdict:
    if not conference.topics:
        return refusal("topic_missing", _("Chưa chọn chủ đề đối thoại."))
    if conference.status not in (S.APPROVED, S.ANNOUNCED):
        return refusal("not_approved", _("Chủ trì chưa duyệt nội dung, thời gian, địa điểm, thành phần."))
    return YES


def to_open(conference: Conference) -> Verdict:
    if conference.status != S.ANNOUNCED:
        return refusal("not_announced", _("Hội nghị chưa được thông báo công khai."))
    if conference.held_on != clock.today():
        return refusal("not_the_day", _("Hội nghị chỉ khai mạc trong ngày đã thông báo."))
    return YES


def in_session(conference: Conference) -> Verdict:
    if conference.status != S.OPEN:
        return refusal("not_in_session", _("Chỉ làm được khi hội nghị đang họp."))
    return YES


def to_speak(conference: Conference) -> Verdict:
    if conference.status not in (S.APPROVED, S.ANNOUNCED, S.OPEN):
        return refusal(
            "not_in_session", _("Nhận đăng ký phát biểu sau khi nội dung được duyệt, đến khi hội nghị kết thúc.")
        )
    return YES


def in_or_after(conference: Conference) -> Verdict:
    if conference.status in (S.OPEN, S.HELD, S.REVIEWED):
        return YES
    return _wrong_time(conference)


def to_conclude(conference: Conference) -> Verdict:
    if conference.conclusion_id is not None:
        return refusal("already_concluded", _("Chủ trì đã kết luận hội nghị này."))
    return in_or_after(conference)


def after(conference: Conference) -> Verdict:
    """The meeting took place."""
    return YES if conference.status in HELD else refusal("not_held", _("Hội nghị chưa họp xong."))


def to_review(conference: Conference) -> Verdict:
    if conference.review:
        return refusal("already_reviewed", _("Đã ghi kết quả đánh giá, rút kinh nghiệm."))
    return after(conference)


def to_notify(conference: Conference) -> Verdict:
    if conference.conclusion_id is None:
        return refusal("not_concluded", _("Chủ trì chưa kết luận hội nghị."))
    if conference.concluded_on is not None:
        return refusal("already_notified", _("Đã ra thông báo kết luận."))
    return after(conference)


def to_report(conference: Conference) -> Verdict:
    if conference.concluded_on is None:
        return refusal("not_notified", _("Chưa ra thông báo kết luận."))
    return after(conference)


def to_close(conference: Conference) -> Verdict:
    if conference.status == S.CLOSED:
        return refusal("already_closed", _("Hội nghị đã kết thúc theo dõi."))
    return to_report(conference)


# When a step with an opinion is possible -------------------------------------------------------------------------------


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
        return _wrong_time(conference)
    return open_opinion(conference, opinion)


def of_conference(conference: Conference | None, opinion: Opinion) -> Verdict:
    """Treated at the meeting: answered, assigned, noted."""
    if conference is None:
        return refusal("no_conference", _("Ý kiến này chưa thuộc hội nghị nào."))
    if conference.status not in (S.OPEN, S.HELD, S.REVIEWED):
        return _wrong_time(conference)
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


VERBS: dict[str, tuple[P, Rule]] = {
    "arrange": (P.RECEPTION_ARRANGE, before_the_day),
    "topics": (P.RECEPTION_ARRANGE, before_the_day),
    "collection": (P.RECEPTION_ARRANGE, before_the_day),
    "participants": (P.RECEPTION_ARRANGE, not_over),
    "papers": (P.RECEPTION_ARRANGE, always),
    "submit": (P.RECEPTION_ARRANGE, to_submit),
    "decide": (P.RECEPTION_DECIDE, to_decide),
    "announce": (P.RECEPTION_ARRANGE, to_announce),
    "invite": (P.NOTICE_SEND, to_announce),
    "postpone": (P.RECEPTION_DECIDE, before_the_day),
    "cancel": (P.RECEPTION_DECIDE, before_the_day),
    "speak": (P.RECEPTION_RECORD, to_speak),
    "order": (P.RECEPTION_RECORD, to_speak),
    "question": (P.RECEPTION_RECORD, in_session),
    "open": (P.RECEPTION_RECORD, to_open),
    "attendance": (P.RECEPTION_RECORD, in_session),
    "note": (P.RECEPTION_RECORD, in_session),
    "information": (P.RECEPTION_RECORD, in_or_after),
    "adopt": (P.RECEPTION_RECORD, in_session),
    "conclude": (P.RECEPTION_DECIDE, to_conclude),
    "review": (P.RECEPTION_DECIDE, to_review),
    "notify": (P.NOTICE_SEND, to_notify),
    "results": (P.NOTICE_SEND, to_report),
    "close": (P.RECEPTION_DECIDE, to_close),
    "link": (P.RECEPTION_DECIDE, always),
    "export": (P.RECEPTION_VIEW, always),
}
VERB_LABELS = {
    "arrange": gettext_lazy("Sắp xếp hội nghị"),
    "topics": gettext_lazy("Chọn chủ đề"),
    "collection": gettext_lazy("Nhận ý kiến qua trang"),
    "participants": gettext_lazy("Thành phần dự"),
    "papers": gettext_lazy("Soạn văn bản"),
    "submit": gettext_lazy("Trình chủ trì duyệt"),
    "decide": gettext_lazy("Duyệt nội dung"),
    "announce": gettext_lazy("Thông báo công khai"),
    "invite": gettext_lazy("Gửi giấy mời"),
    "postpone": gettext_lazy("Hoãn, đổi ngày"),
    "cancel": gettext_lazy("Hủy hội nghị"),
    "speak": gettext_lazy("Nhận đăng ký phát biểu"),
    "question": gettext_lazy("Ghi câu hỏi, ý kiến tại chỗ"),
    "open": gettext_lazy("Khai mạc"),
    "attendance": gettext_lazy("Điểm danh"),
    "information": gettext_lazy("Thông tin đến Nhân dân"),
    "adopt": gettext_lazy("Thông qua biên bản, bế mạc"),
    "conclude": gettext_lazy("Kết luận"),
    "review": gettext_lazy("Đánh giá, rút kinh nghiệm"),
    "notify": gettext_lazy("Ra thông báo kết luận"),
    "results": gettext_lazy("Báo cáo kết quả"),
    "close": gettext_lazy("Kết thúc theo dõi"),
    "link": gettext_lazy("Cho kênh kia xem"),
}
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


def _wrong_time(conference: Conference) -> Verdict:
    return refusal(
        "wrong_status",
        _("Hội nghị đang ở bước “%(status)s”, không làm được việc này.") % {"status": conference.get_status_display()},
    )
