"""Closed lists of official documents and of what is sent out."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DocumentKind(models.TextChoices):
    """What an official document is (domain of reception, dialogue and answers)."""

    PLAN = "PLAN", _("Kế hoạch")
    SCHEDULE_NOTICE = "SCHEDULE_NOTICE", _("Lịch tiếp công dân")
    CHANGE_NOTICE = "CHANGE_NOTICE", _("Thông báo thay đổi lịch tiếp")
    INVITATION = "INVITATION", _("Giấy mời")
    SPEECH_SLIP = "SPEECH_SLIP", _("Phiếu đăng ký phát biểu")
    RECEIPT = "RECEIPT", _("Giấy biên nhận")
    REFUSAL = "REFUSAL", _("Thông báo từ chối tiếp công dân")
    MINUTES = "MINUTES", _("Biên bản")
    CONCLUSION_NOTICE = "CONCLUSION_NOTICE", _("Thông báo kết luận")
    GUIDANCE = "GUIDANCE", _("Phiếu hướng dẫn")
    TRANSFER_SLIP = "TRANSFER_SLIP", _("Phiếu chuyển đơn")
    ANSWER = "ANSWER", _("Công văn trả lời")
    REGISTER = "REGISTER", _("Sổ tiếp công dân")
    PROGRAMME = "PROGRAMME", _("Chương trình hội nghị")
    HOUSE_RULES = "HOUSE_RULES", _("Nội quy")
    REGULATION = "REGULATION", _("Quy chế")
    ADVISORY_TEAM = "ADVISORY_TEAM", _("Quyết định thành lập Tổ giúp việc")
    APPROVAL_PACK = "APPROVAL_PACK", _("Tờ trình nội dung đối thoại")
    SUBMISSION = "SUBMISSION", _("Báo cáo, đề nghị cấp trên")
    SUMMARY = "SUMMARY", _("Báo cáo tổng hợp")
    LETTER = "LETTER", _("Công văn")


class DocumentStatus(models.TextChoices):
    """draft → to sign → signed → withdrawn; an instrument issued elsewhere is filed."""

    DRAFT = "DRAFT", _("Dự thảo")
    TO_SIGN = "TO_SIGN", _("Trình ký")
    SIGNED = "SIGNED", _("Đã ký, đã cấp số")
    FILED = "FILED", _("Đã lưu bản ban hành")
    WITHDRAWN = "WITHDRAWN", _("Đã thu hồi")
    DROPPED = "DROPPED", _("Đã bỏ dự thảo")


class Subject(models.TextChoices):
    """What a document or a notice is about; the id is that row's."""

    UNIT = "UNIT", _("Đơn vị")
    PLAN = "PLAN", _("Kế hoạch")
    SESSION = "SESSION", _("Buổi tiếp")
    REGISTRATION = "REGISTRATION", _("Đăng ký gặp")
    CONFERENCE = "CONFERENCE", _("Hội nghị đối thoại")
    OPINION = "OPINION", _("Ý kiến tại hội nghị")
    CONCLUSION = "CONCLUSION", _("Kết luận")
    TASK = "TASK", _("Nhiệm vụ")
    CASE = "CASE", _("Vụ việc")
    LETTER = "LETTER", _("Văn bản gửi, nhận giữa các đơn vị")


class Capacity(models.TextChoices):
    """The letters before the signer's title: Decree 30/2020 (TM., KT., TL., TUQ.) and the Party form (T/M, K/T, T/L)."""

    OWN = "OWN", _("Ký theo chức vụ của mình")
    TM = "TM", _("Thay mặt tập thể")
    KT = "KT", _("Ký thay")
    TL = "TL", _("Thừa lệnh")
    TUQ = "TUQ", _("Thừa ủy quyền")


class NoticeChannel(models.TextChoices):
    """How something reaches somebody outside."""

    EMAIL = "EMAIL", _("Thư điện tử")
    POST = "POST", _("Bưu điện")
    HAND = "HAND", _("Giao tận tay")
    PHONE = "PHONE", _("Điện thoại")
    UNIT = "UNIT", _("Đơn vị trên hệ thống")
    POSTING = "POSTING", _("Niêm yết")
    WEBSITE = "WEBSITE", _("Trang thông tin điện tử")
    RADIO = "RADIO", _("Đài truyền thanh")


class NoticeStatus(models.TextChoices):
    """waiting → sent (the gateway or a person has it) → confirmed; or failed, cancelled."""

    WAITING = "WAITING", _("Chờ gửi")
    SENT = "SENT", _("Đã gửi")
    CONFIRMED = "CONFIRMED", _("Đã nhận")
    FAILED = "FAILED", _("Không gửi được")
    CANCELLED = "CANCELLED", _("Không gửi nữa")


class LetterDirection(models.TextChoices):
    """Whether this unit sent the letter or got it."""

    OUT = "OUT", _("Đi")
    IN = "IN", _("Đến")


class LetterTopic(models.TextChoices):
    """What one unit writes to another over the exchange."""

    DOSSIER_REQUEST = "DOSSIER_REQUEST", _("Yêu cầu cung cấp hồ sơ")
    URGING = "URGING", _("Đôn đốc")
    DIRECTIVE = "DIRECTIVE", _("Chỉ đạo")
    REVIEW_INVITATION = "REVIEW_INVITATION", _("Mời làm việc")
    REVIEW_CONCLUSION = "REVIEW_CONCLUSION", _("Kết luận làm việc")
    INSPECTION = "INSPECTION", _("Quyết định thanh tra, kiểm tra")
    INSPECTION_RESULT = "INSPECTION_RESULT", _("Kết luận thanh tra, kiểm tra")
    RECOMMENDATION = "RECOMMENDATION", _("Kiến nghị thanh tra, kiểm tra")
    PERIOD_REPORT = "PERIOD_REPORT", _("Báo cáo kỳ")
    COMMENT = "COMMENT", _("Ý kiến")
    ACKNOWLEDGEMENT = "ACKNOWLEDGEMENT", _("Xác nhận đã nhận")
    REPLY = "REPLY", _("Trả lời")
    WITHDRAWAL = "WITHDRAWAL", _("Thu hồi văn bản")


class LetterStatus(models.TextChoices):
    """sent → acknowledged → answered or withdrawn, on both sides; a reply or a word of receipt is only filed. Late is computed."""

    SENT = "SENT", _("Đã gửi")
    ARRIVED = "ARRIVED", _("Đã đến, chờ xác nhận")
    ACKNOWLEDGED = "ACKNOWLEDGED", _("Đã xác nhận, chờ trả lời")
    ANSWERED = "ANSWERED", _("Đã trả lời")
    FILED = "FILED", _("Đã vào sổ")
    WITHDRAWN = "WITHDRAWN", _("Đã thu hồi")
    ON_PAPER = "ON_PAPER", _("Gửi bằng giấy")
    UNDELIVERABLE = "UNDELIVERABLE", _("Không chuyển được")


#: What asks something of the receiver: it is answered.
ASKING = frozenset(
    {
        LetterTopic.DOSSIER_REQUEST,
        LetterTopic.URGING,
        LetterTopic.DIRECTIVE,
        LetterTopic.REVIEW_CONCLUSION,
        LetterTopic.RECOMMENDATION,
    }
)
#: What a unit above writes to those below it when it supervises.
SUPERVISING = frozenset(
    {
        LetterTopic.URGING,
        LetterTopic.DIRECTIVE,
        LetterTopic.REVIEW_INVITATION,
        LetterTopic.REVIEW_CONCLUSION,
        LetterTopic.INSPECTION,
        LetterTopic.INSPECTION_RESULT,
        LetterTopic.RECOMMENDATION,
    }
)
#: What answers another letter: nothing more is awaited.
CLOSING = frozenset({LetterTopic.ACKNOWLEDGEMENT, LetterTopic.REPLY})
#: What is filed as it arrives, by nobody's hand: the last ones, the withdrawal of a letter, and a report, which its own room
#: accepts or returns.
FILED_AT_ONCE = CLOSING | {LetterTopic.PERIOD_REPORT, LetterTopic.WITHDRAWAL}
