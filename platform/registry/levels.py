"""Closed vocabularies of the tree."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    NATION = "NATION", _("Trung ương")
    PROVINCE = "PROVINCE", _("Cấp tỉnh")
    DISTRICT = "DISTRICT", _("Cấp huyện")
    COMMUNE = "COMMUNE", _("Cấp xã")


class Line(models.TextChoices):
    PARTY = "PARTY", _("Kênh Đảng")
    GOVERNMENT = "GOVERNMENT", _("Kênh chính quyền")
    BOTH = "BOTH", _("Cả hai kênh")
    ELECTED = "ELECTED", _("Cơ quan dân cử")


class Status(models.TextChoices):
    """planned → active → frozen → ended; a frozen unit may become active again."""

    PLANNED = "planned", _("Chưa mở")
    ACTIVE = "active", _("Đang hoạt động")
    FROZEN = "frozen", _("Tạm đóng băng")
    ENDED = "ended", _("Đã kết thúc")


# Which level may stand directly under which; after 1 July 2025 a commune stands under its province.
SUPERIORS: dict[str, frozenset[str]] = {
    Level.PROVINCE: frozenset({Level.NATION}),
    Level.DISTRICT: frozenset({Level.PROVINCE}),
    Level.COMMUNE: frozenset({Level.DISTRICT, Level.PROVINCE}),
}

# The statuses in which a unit has a schema.
OPENED = (Status.ACTIVE, Status.FROZEN, Status.ENDED)
