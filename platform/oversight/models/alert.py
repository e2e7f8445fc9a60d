from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kernel import clock
from kernel.ids import new_id
from registry.levels import Line


class AlertKind(models.TextChoices):
    """What those on duty must know within seconds."""

    CROWD = "CROWD", _("Đoàn đông người tại nơi tiếp công dân")
    ARRIVAL = "ARRIVAL", _("Công dân vượt cấp")
    COMPLEX = "COMPLEX", _("Vụ việc phức tạp mới phát sinh")
    HOT_SPOT = "HOT_SPOT", _("Điểm nóng")


class AlertQuerySet(models.QuerySet["Alert"]):
    """Adjectives of alerts."""

    def waiting(self) -> Self:
        """Nobody on duty has taken it yet."""
        return self.filter(acknowledged_at=None)

    def untold(self) -> Self:
        """The mails of which are not written yet."""
        return self.filter(told_at=None)


class Alert(models.Model):
    """Something happens now: where, what kind, how many persons; who took it and what was done. No citizen, no content.

    It stands with the unit whose matter it is (``unit_id``: the home unit of citizens who went above their level); every unit above sees it.
    ``object_id`` is the visit, the arrival or the case in the schema of the unit that raised it: raised twice for one object it stays one.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    unit_id = models.IntegerField()
    line = models.CharField(max_length=16, choices=Line.choices, default=Line.BOTH)
    kind = models.CharField(max_length=10, choices=AlertKind.choices)
    place = models.CharField(max_length=200, blank=True, default="")
    person_count = models.PositiveIntegerField(null=True)
    campaign = models.ForeignKey("oversight.Campaign", models.PROTECT, null=True, related_name="alerts")
    object_id = models.UUIDField(null=True)
    raised_at = models.DateTimeField(default=clock.now)
    raised_by_unit = models.IntegerField()
    raised_by_name = models.CharField(max_length=200)
    told_at = models.DateTimeField(null=True)
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by_id = models.UUIDField(null=True)
    acknowledged_by_name = models.CharField(max_length=200, blank=True, default="")
    #: What was done, in the words of who was on duty.
    measures = models.CharField(max_length=2000, blank=True, default="")

    objects = AlertQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit_id", "kind", "object_id"], condition=Q(object_id__isnull=False), name="alert_once"
            ),
            models.CheckConstraint(
                condition=Q(acknowledged_at=None) | ~Q(measures=""), name="alert_acknowledged_with_measures"
            ),
        ]
        indexes = [
            models.Index(fields=["unit_id", "-raised_at"], name="alert_unit"),
            models.Index(fields=["raised_at"], condition=Q(told_at=None), name="alert_untold"),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())
