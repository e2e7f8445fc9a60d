"""Closed lists of conclusions and tasks."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Source(models.TextChoices):
    """Where a conclusion was reached."""

    SESSION = "SESSION", _("Buổi tiếp công dân")
    CONFERENCE = "CONFERENCE", _("Hội nghị đối thoại")


class ConclusionStatus(models.TextChoices):
    DRAFT = "DRAFT", _("Dự thảo")
    ISSUED = "ISSUED", _("Đã thông báo")
    DONE = "DONE", _("Đã thực hiện xong")


class TaskKind(models.TextChoices):
    """What is asked of a body: to carry out a conclusion, or to prepare before the day."""

    CONCLUSION = "CONCLUSION", _("Thực hiện kết luận")
    PREPARATION = "PREPARATION", _("Chuẩn bị nội dung, hồ sơ")


class TaskStatus(models.TextChoices):
    """Overdue is computed from the date, never stored."""

    DRAFT = "DRAFT", _("Chưa giao")
    ASSIGNED = "ASSIGNED", _("Đã giao")
    IN_PROGRESS = "IN_PROGRESS", _("Đang thực hiện")
    OBSTACLE = "OBSTACLE", _("Có vướng mắc")
    REPORTED = "REPORTED", _("Đã báo cáo kết quả")
    CLOSED = "CLOSED", _("Đã hoàn thành")
    CANCELLED = "CANCELLED", _("Không thực hiện nữa")


class Route(models.TextChoices):
    """What becomes of an open matter (plans of a commune and a city)."""

    HANDLE = "HANDLE", _("Giải quyết theo thẩm quyền")
    VERIFY = "VERIFY", _("Kiểm tra, xác minh, trả lời sau")
    SUBMIT_UP = "SUBMIT_UP", _("Báo cáo, đề nghị cấp trên giải quyết")
    POLICY = "POLICY", _("Đề xuất chủ trương, chính sách")


class StartOf(models.TextChoices):
    """The event a term of the plan starts from; the day after it is day one."""

    CONCLUDED = "CONCLUDED", _("ngày tổ chức")
    NOTICE = "NOTICE", _("ngày thông báo kết luận")
    ASSIGNED = "ASSIGNED", _("ngày giao nhiệm vụ")
    BY_HAND = "BY_HAND", _("ngày do người kết luận ấn định")


class HowAnswered(models.TextChoices):
    """How the citizen has the answer; the last two serve a citizen without an address, with a signature that counts."""

    POST = "POST", _("Gửi bưu điện")
    EMAIL = "EMAIL", _("Thư điện tử")
    HAND = "HAND", _("Trao tận tay, có ký nhận")
    POSTING = "POSTING", _("Niêm yết, có người xác nhận")
    ON_THE_SPOT = "ON_THE_SPOT", _("Trả lời tại chỗ")


OPEN_STATUSES = (TaskStatus.ASSIGNED, TaskStatus.IN_PROGRESS, TaskStatus.OBSTACLE, TaskStatus.REPORTED)

DEMANDED = "LETTER"
"""The subject of a task that a unit above demands by a letter; it belongs to no session and no conference of this unit."""

RECOMMENDED = "INSPECTION"
"""The subject of a task that an inspection of the own unit recommends to one of its bodies."""
