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


class Power(models.TextChoices):
    """What a head hands to a deputy or an office for a time."""

    SIGN = "sign", _("ký văn bản")
    RECEIVE = "receive", _("tiếp công dân, chủ trì đối thoại")
    APPROVE = "approve", _("phê duyệt")


class DelegationForm(models.TextChoices):
    """How a document says for whom it is signed (Decree 30/2020, Annex I)."""

    KT = "KT", _("Ký thay (KT.)")
    TUQ = "TUQ", _("Thừa ủy quyền (TUQ.)")
    TL = "TL", _("Thừa lệnh (TL.)")
