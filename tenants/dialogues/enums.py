"""Closed lists of conferences and opinions."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ConferenceStatus(models.TextChoices):
    PLANNED = "PLANNED", _("Theo kế hoạch")
    TOPIC_CHOSEN = "TOPIC_CHOSEN", _("Đã chọn chủ đề")
    APPROVED = "APPROVED", _("Đã duyệt nội dung")
    ANNOUNCED = "ANNOUNCED", _("Đã thông báo")
    OPEN = "OPEN", _("Đang họp")
    HELD = "HELD", _("Đã họp")
    REVIEWED = "REVIEWED", _("Đã rút kinh nghiệm")
    CONCLUDED = "CONCLUDED", _("Đã thông báo kết luận")
    CLOSED = "CLOSED", _("Đã trả lời hết")
    POSTPONED = "POSTPONED", _("Đã hoãn")
    CANCELLED = "CANCELLED", _("Đã hủy")


class OpinionSource(models.TextChoices):
    CITIZEN = "CITIZEN", _("Công dân gửi")
    PAGE = "PAGE", _("Công dân gửi qua trang")
    FRONT = "FRONT", _("Mặt trận tổng hợp")
    UNION = "UNION", _("Đoàn thể tổng hợp")
    DEPUTY = "DEPUTY", _("Đại biểu dân cử chuyển")
    MEDIA = "MEDIA", _("Phương tiện thông tin")
    LOWER_UNIT = "LOWER_UNIT", _("Xã, phường tổng hợp")
    SLIP = "SLIP", _("Phiếu đăng ký phát biểu")
    FLOOR = "FLOOR", _("Phát biểu tại hội nghị")
    WRITTEN = "WRITTEN", _("Câu hỏi viết tại hội nghị")


class Urgency(models.TextChoices):
    NORMAL = "NORMAL", _("Bình thường")
    PRESSING = "PRESSING", _("Cấp thiết")
    URGENT = "URGENT", _("Khẩn cấp")


class OpinionStatus(models.TextChoices):
    """Every opinion ends answered; nothing is left without an outcome."""

    COLLECTED = "COLLECTED", _("Đã thu thập")
    PREPARED = "PREPARED", _("Đã chuẩn bị trả lời")
    CLEARED = "CLEARED", _("Đã giải quyết trước hội nghị")
    WAITING = "WAITING", _("Chờ phát biểu")
    ASKED = "ASKED", _("Đã nêu tại hội nghị")
    ANSWERED = "ANSWERED", _("Đã trả lời tại chỗ")
    ASSIGNED = "ASSIGNED", _("Đã giao giải quyết")
    INFORMATION = "INFORMATION", _("Ghi nhận, thông tin")
    REPLIED = "REPLIED", _("Đã trả lời bằng văn bản")
    WITHDRAWN = "WITHDRAWN", _("Không phát biểu")
