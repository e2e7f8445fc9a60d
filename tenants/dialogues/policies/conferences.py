"""Which step with a conference who may take, and when it is possible."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from identity.actors import Actor
from identity.permissions import Permission as P
from kernel import clock
from tenants.cases.policies.verdicts import YES, Verdict, refusal
from tenants.dialogues.enums import ConferenceStatus as S
from tenants.dialogues.models import Conference
from tenants.dialogues.models.conference import HELD, OVER
from tenants.dialogues.policies.seeing import right_to

Rule = Callable[[Conference], Verdict]


def may(actor: Actor, verb: str, conference: Conference) -> Verdict:
    """Whether the actor may take this step with this conference now, and if not, why."""
    permission, rule = VERBS[verb]
    held = right_to(actor, permission, conference.line)
    return rule(conference) if held.ok else held


def always(conference: Conference) -> Verdict:
    return YES


def before_the_day(conference: Conference) -> Verdict:
    """Not over and not in session."""
    if conference.status in OVER or conference.status == S.OPEN:
        return wrong_time(conference)
    return YES


def not_over(conference: Conference) -> Verdict:
    return wrong_time(conference) if conference.status in OVER else YES


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
    return wrong_time(conference)


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


def wrong_time(conference: Conference) -> Verdict:
    return refusal(
        "wrong_status",
        _("Hội nghị đang ở bước “%(status)s”, không làm được việc này.") % {"status": conference.get_status_display()},
    )


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
