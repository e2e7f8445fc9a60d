"""Closed lists of the unit's organisation."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class BodyKind(models.TextChoices):
    """What a body of a unit is."""

    AGENCY = "agency", _("Cơ quan chuyên môn")
    OFFICE = "office", _("Văn phòng, bộ phận")
    PARTY_CELL = "party_cell", _("Chi bộ, ban của cấp ủy")
    FRONT = "front", _("Mặt trận, đoàn thể")
    VILLAGE = "village", _("Thôn, tổ dân phố")
    OTHER = "other", _("Khác")
