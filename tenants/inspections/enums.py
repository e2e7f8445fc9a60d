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
