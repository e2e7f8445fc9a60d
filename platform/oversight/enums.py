"""Closed lists of the duty board and of flash reports."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DayStatus(models.TextChoices):
    """What became of one day of reception or one conference."""

    AHEAD = "AHEAD", _("Sắp tới")
    IN_PERSON = "IN_PERSON", _("Trực tiếp")
    DELEGATED = "DELEGATED", _("Ủy quyền")
    POSTPONED = "POSTPONED", _("Đã hoãn")
    CANCELLED = "CANCELLED", _("Đã hủy")
    MISSED = "MISSED", _("Không tiếp")

    @property
    def mark(self) -> str:
        """The sign on the board; readable without colour."""
        return MARKS[self]


MARKS = {
    DayStatus.AHEAD: "·",
    DayStatus.IN_PERSON: "●",
    DayStatus.DELEGATED: "○",
    DayStatus.POSTPONED: "◇",
    DayStatus.CANCELLED: "–",
    DayStatus.MISSED: "×",
}


class DayReason(models.TextChoices):
    """Why a day was put off or does not take place: the code alone rises, never the words typed beside it."""

    WORK = "WORK", _("Vì lý do công việc")
    DAY_OFF = "DAY_OFF", _("Trùng ngày nghỉ lễ, tết, ngày nghỉ")
    HEALTH = "HEALTH", _("Vì lý do sức khỏe")
    WEATHER = "WEATHER", _("Thiên tai, dịch bệnh")
    OTHER = "OTHER", _("Lý do khác")


class Figure(models.TextChoices):
    """What a matrix of the duty board shows: done of what was owed."""

    RECEPTION = "reception", _("Ngày tiếp công dân")
    CONFERENCE = "conference", _("Hội nghị đối thoại")
    POSTING = "posting", _("Niêm yết đúng hạn")
    CONCLUSION = "conclusion", _("Thông báo kết luận đúng hạn")
    ANSWER = "answer", _("Trả lời trong 10 ngày làm việc")
    TASK = "task", _("Nhiệm vụ đúng hạn")
    REPORT = "report", _("Báo cáo đúng hạn")
    DATABASE = "database", _("Cập nhật CSDL quốc gia")


#: Figures whose matrix counts duties with a date, and the codes of these duties.
TIMED: dict[str, tuple[str, ...]] = {
    Figure.CONCLUSION: ("A12", "E3"),
    Figure.ANSWER: ("A3",),
    Figure.TASK: ("E4", "TASK"),
    Figure.REPORT: ("F1", "F2", "F3", "F4", "FLASH"),
}


class Standing(models.TextChoices):
    """How a unit stands over the months that are over; the filter of the board."""

    SHORT = "short", _("Còn thiếu")
    MET = "met", _("Đã đủ")
    VACANT = "vacant", _("Khuyết người đứng đầu")
    BELOW = "below", _("Kế hoạch dưới mức tối thiểu")
    NONE = "none", _("Chưa có số liệu")


class FlashKind(models.TextChoices):
    """The rhythm of a campaign's reports."""

    DAILY = "DAILY", _("Báo cáo nhanh ngày")
    MID = "MID", _("Báo cáo giữa đợt")
    CLOSING = "CLOSING", _("Báo cáo kết thúc")
