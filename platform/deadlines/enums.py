from django.db import models
from django.utils.translation import gettext_lazy as _


class RuleCode(models.TextChoices):
    """The deadlines the product computes; letters and numbers are those of the table of deadlines in the rules' data file."""

    A3 = "A3", _("Trả lời công dân")
    B2 = "B2", _("Thụ lý hoặc từ chối khiếu nại")
    B3 = "B3", _("Giải quyết khiếu nại lần đầu")
    C1 = "C1", _("Xử lý ban đầu tố cáo")
    C5 = "C5", _("Giải quyết tố cáo")
    ASSIGN = "ASSIGN", _("Báo cáo kết quả việc được giao")
    SUPPLEMENT = "SUPPLEMENT", _("Bổ sung, cung cấp ý kiến")


class DayKind(models.TextChoices):
    """The day is part of the rule: 10 days and 10 working days are different deadlines."""

    WORKING = "working", _("ngày làm việc")
    CALENDAR = "calendar", _("ngày")


class StartEvent(models.TextChoices):
    """The event whose following day is day one."""

    RECEIPT = "receipt", _("ngày nhận đơn")
    ACCEPTANCE = "acceptance", _("ngày thụ lý")
    SET_BY_HAND = "set_by_hand", _("ngày do người giao ấn định")


class Mark(models.TextChoices):
    """How well the legal text behind a rule was checked."""

    VERIFIED = "V", _("đã đối chiếu văn bản chính thức")
    MIRROR = "M", _("đã đọc bản sao, cần đối chiếu Công báo")
    NEWS = "N", _("theo báo chí trích dẫn")
    LOCAL = "L", _("quy định địa phương")
    UNIT = "U", _("đơn vị tự đặt")
