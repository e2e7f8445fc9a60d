"""A body inside a unit: an agency, an office, a party cell, a village."""

from typing import ClassVar, Self

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from kernel import clock
from kernel.models import UnitQuerySet, UnitRoot
from registry.levels import Line
from tenants.staff.enums import BodyKind


class BodyQuerySet(UnitQuerySet["Body"]):
    """Adjectives of bodies."""

    def open(self) -> Self:
        """Those that may be asked today."""
        return self.filter(models.Q(ended_on__isnull=True) | models.Q(ended_on__gt=clock.today()))

    def in_order(self) -> Self:
        """As the alphabet of the country has it."""
        return self.order_by("sort_key", "id")


class Body(UnitRoot):
    """Ended, never deleted: requests for an opinion point to it."""

    name = models.CharField(_("tên gọi"), max_length=200)
    kind = models.CharField(_("loại"), max_length=16, choices=BodyKind.choices, default=BodyKind.AGENCY)
    line = models.CharField(_("kênh"), max_length=16, choices=Line.choices, default=Line.GOVERNMENT)
    contact = models.CharField(_("người đầu mối, điện thoại"), max_length=200, blank=True)
    sort_key = models.CharField(max_length=250, editable=False)
    opened_on = models.DateField(default=clock.today)
    ended_on = models.DateField(null=True, blank=True)

    objects = BodyQuerySet.as_manager()  # type: ignore[assignment, misc]

    class Meta(UnitRoot.Meta):
        verbose_name = _("cơ quan, bộ phận")
        constraints: ClassVar = [
            models.UniqueConstraint(
                Lower("name"), name="staff_body_name_once", condition=models.Q(ended_on__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return self.name
