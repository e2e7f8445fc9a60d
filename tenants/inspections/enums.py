"""Closed lists of review meetings."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MeetingKind(models.TextChoices):
    """When a unit works with those below it: four times a year, or for a reason of the day (plan S2-07)."""

    Q1 = "Q1", _("Quý I")
    HALF = "HALF", _("6 tháng")
    NINE = "NINE", _("9 tháng")
    YEAR = "YEAR", _("Năm")
    AD_HOC = "AD_HOC", _("Đột xuất")


class MeetingStatus(models.TextChoices):
    """planned → invited → held; or cancelled."""

    PLANNED = "PLANNED", _("Đã lên lịch")
    INVITED = "INVITED", _("Đã mời")
    HELD = "HELD", _("Đã họp")
    CANCELLED = "CANCELLED", _("Không họp")


class InspectionTopic(models.TextChoices):
    """What a responsibility inspection looks at: the duties of a unit by the order of the work."""

    RECEPTION = "RECEPTION", _("Tiếp công dân của người đứng đầu")
    PREMISES = "PREMISES", _("Trụ sở, lịch tiếp, niêm yết, nội quy")
    INTAKE = "INTAKE", _("Tiếp nhận, phân loại, xử lý đơn")
    COMPLAINT = "COMPLAINT", _("Giải quyết khiếu nại")
    DENUNCIATION = "DENUNCIATION", _("Giải quyết tố cáo, bảo vệ người tố cáo")
    PETITION = "PETITION", _("Giải quyết kiến nghị, phản ánh")
    ENFORCEMENT = "ENFORCEMENT", _("Thi hành quyết định, thực hiện kết luận")
    REPORT = "REPORT", _("Báo cáo, cập nhật cơ sở dữ liệu quốc gia")
