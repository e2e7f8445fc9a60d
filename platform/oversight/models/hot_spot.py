from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from kernel import clock, ids
from oversight.rules import hot_spots as rules
from registry.levels import Line


class HotSpotQuerySet(models.QuerySet["HotSpot"]):
    """Adjectives of hot spots; they chain and page."""

    def open(self) -> Self:
        return self.filter(closed_on__isnull=True)

    def closed(self) -> Self:
        return self.filter(closed_on__isnull=False)

    def stale(self, on: date) -> Self:
        """Open, and without news for longer than their risk allows."""
        return self.open().filter(is_silent(on))


def is_silent(on: date) -> Q:
    """Without news for longer than the level of risk allows."""
    found = Q(pk__in=[])
    for risk in rules.risks():
        found |= Q(risk=risk.code, updated_on__lt=risk.stale_before(on))
    return found


class HotSpot(models.Model):
    """A place where complaints of many people may break out (điểm nóng), as the unit and every unit above read it.

    Names no citizen: the action refuses a text that holds the name of a person of a case. Which cases belong to it stands in the
    unit's own schema. ``line`` BOTH: both lines see it.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    unit_id = models.IntegerField()
    line = models.CharField(max_length=16, choices=Line.choices)
    place = models.CharField(max_length=250)
    matter = models.CharField(max_length=500)
    field = models.CharField(max_length=20)
    risk = models.CharField(max_length=10)
    people = models.PositiveIntegerField(null=True)
    measures = models.TextField()
    #: The officer who answers for it; the name as it was.
    owner_id = models.UUIDField(null=True)
    owner_name = models.CharField(max_length=200)
    opened_on = models.DateField()
    updated_on = models.DateField()
    closed_on = models.DateField(null=True)
    result = models.TextField(blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    objects = HotSpotQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["unit_id", "-updated_on"], name="hot_spot_unit"),
            models.Index(fields=["updated_on"], condition=Q(closed_on=None), name="hot_spot_open"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(closed_on=None) | ~Q(result=""), name="hot_spot_closed_with_result"),
        ]

    def __str__(self) -> str:
        return f"{self.place}: {self.matter}"

    @property
    def is_open(self) -> bool:
        return self.closed_on is None

    def days_silent(self, on: date) -> int:
        """Days since the last news."""
        return (on - self.updated_on).days

    def is_stale(self, on: date) -> bool:
        """Open, and silent for longer than its risk allows."""
        return self.is_open and rules.risk(self.risk).is_stale(self.updated_on, on)


class HotSpotUpdate(models.Model):
    """One piece of news of a hot spot, as it was told; no action changes it."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    hot_spot = models.ForeignKey(HotSpot, models.PROTECT, related_name="updates")
    on = models.DateField()
    risk = models.CharField(max_length=10)
    people = models.PositiveIntegerField(null=True)
    text = models.TextField()
    by_id = models.UUIDField(null=True)
    by_name = models.CharField(max_length=200)
    written_at = models.DateTimeField(default=clock.now)

    class Meta:
        indexes = [models.Index(fields=["hot_spot", "-written_at"], name="hot_spot_update_order")]

    def __str__(self) -> str:
        return f"{self.on:%d/%m/%Y}"
