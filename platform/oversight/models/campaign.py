from __future__ import annotations

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kernel import clock
from kernel.ids import new_id
from registry.levels import Line


class CampaignKind(models.TextChoices):
    """For what a unit stands by."""

    ASSEMBLY = "ASSEMBLY", _("Kỳ họp Quốc hội")
    COUNCIL = "COUNCIL", _("Kỳ họp Hội đồng nhân dân")
    CONGRESS = "CONGRESS", _("Đại hội Đảng")
    HOLIDAY = "HOLIDAY", _("Lễ, tết")
    PROGRAMME = "PROGRAMME", _("Thực hiện chỉ thị, chương trình")
    OTHER = "OTHER", _("Đợt khác")


class CampaignStatus(models.TextChoices):
    """draft → issued → ended; a draft that is not needed is dropped."""

    DRAFT = "DRAFT", _("Dự thảo")
    ISSUED = "ISSUED", _("Đã ban hành")
    ENDED = "ENDED", _("Đã kết thúc")
    DROPPED = "DROPPED", _("Đã bỏ")


class CampaignQuerySet(models.QuerySet["Campaign"]):
    """Adjectives of campaigns; they chain and page."""

    def of_unit(self, unit_id: int) -> Self:
        return self.filter(unit_id=unit_id)

    def active(self, on: date) -> Self:
        """In force on a day."""
        return self.filter(status=CampaignStatus.ISSUED, active_from__lte=on, last__gte=on)


class Campaign(models.Model):
    """A time in which a unit stands by for citizens (kỳ họp, đại hội, lễ): period, plan, thresholds, rhythm of reports. No citizen.

    ``parent``: the campaign of a unit above that this one carries out; ``root``: the topmost of the chain. ``active_from`` is
    ``first``, or the earlier day on which the head put it in force for a reason. ``recipients``: ``[{unit, name}]``, ``unit`` null
    outside the platform. ``amendments``: ``[{at, by, unit, why, changes: {field: [before, after]}}]``.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    unit_id = models.IntegerField()
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="below")
    root = models.UUIDField()
    line = models.CharField(max_length=16, choices=Line.choices)
    kind = models.CharField(max_length=10, choices=CampaignKind.choices)
    name = models.CharField(max_length=250)
    first = models.DateField()
    last = models.DateField()
    status = models.CharField(max_length=8, choices=CampaignStatus.choices, default=CampaignStatus.DRAFT)
    bases = models.TextField(blank=True, default="")
    plan_number = models.CharField(max_length=60, blank=True, default="")
    plan_on = models.DateField(null=True)
    #: Units below that take part, two levels down.
    units = models.JSONField(default=list)
    place = models.CharField(max_length=200, blank=True, default="")
    crowd = models.PositiveSmallIntegerField()
    daily_at = models.TimeField(null=True)
    mid_on = models.DateField(null=True)
    closing_on = models.DateField(null=True)
    recipients = models.JSONField(default=list)
    active_from = models.DateField(null=True)
    activated_why = models.CharField(max_length=1000, blank=True, default="")
    activated_by_name = models.CharField(max_length=200, blank=True, default="")
    ended_at = models.DateTimeField(null=True)
    ended_why = models.CharField(max_length=1000, blank=True, default="")
    amendments = models.JSONField(default=list)
    made_at = models.DateTimeField(default=clock.now)
    made_by_name = models.CharField(max_length=200)
    version = models.PositiveIntegerField(default=1)

    objects = CampaignQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(first__lte=F("last")), name="campaign_period"),
            models.CheckConstraint(
                condition=~Q(status=CampaignStatus.ISSUED) | Q(active_from__isnull=False), name="campaign_issued_begins"
            ),
            models.UniqueConstraint(
                fields=["parent", "unit_id"], condition=Q(parent__isnull=False), name="campaign_once_below"
            ),
        ]
        indexes = [
            models.Index(fields=["unit_id", "-first"], name="campaign_unit"),
            models.Index(fields=["root"], name="campaign_root"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_issued(self) -> bool:
        return self.status == CampaignStatus.ISSUED

    def is_active(self, on: date) -> bool:
        """In force on a day."""
        return self.is_issued and self.active_from is not None and self.active_from <= on <= self.last

    @property
    def is_ad_hoc(self) -> bool:
        """Put in force by the head before its day, or without a plan."""
        return bool(self.activated_why)
