from datetime import date
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kernel import clock
from registry.levels import Line


class InspectionForm(models.TextChoices):
    """What it is in law; since July 2025 only the province has an inspectorate, a district or commune checks. Form 06/QLKNTC counts both."""

    INSPECTION = "INSPECTION", _("Thanh tra")
    CHECK = "CHECK", _("Kiểm tra")


class InspectionKind(models.TextChoices):
    """Whether the plan of the year has it (plan S3-15: periodic or for a reason of the day)."""

    PLANNED = "PLANNED", _("Theo kế hoạch năm")
    AD_HOC = "AD_HOC", _("Đột xuất")


class InspectionStatus(models.TextChoices):
    """draft → decided → announced → under way → concluded → closed; or cancelled before it is announced."""

    DRAFT = "DRAFT", _("Dự kiến")
    DECIDED = "DECIDED", _("Đã có quyết định")
    ANNOUNCED = "ANNOUNCED", _("Đã công bố")
    UNDER_WAY = "UNDER_WAY", _("Đang tiến hành")
    CONCLUDED = "CONCLUDED", _("Đã kết luận")
    CLOSED = "CLOSED", _("Đã kết thúc")
    CANCELLED = "CANCELLED", _("Không tiến hành")


#: While it stands like this its team reads the cases in scope.
READING = (InspectionStatus.ANNOUNCED, InspectionStatus.UNDER_WAY)


class InspectionCardQuerySet(models.QuerySet["InspectionCard"]):
    """Adjectives of announced inspections."""

    def of_unit(self, unit_id: int) -> Self:
        """Those the unit is inspected by."""
        return self.filter(to_unit=unit_id)

    def read_on(self, on: date) -> Self:
        """Those whose team reads on this day; the first and the last day count."""
        return self.filter(status__in=READING, starts_on__lte=on, ends_on__gte=on)


class InspectionCard(models.Model):
    """An announced inspection as both units know it: who, whom, by which decision, from when to when, how many. No text, no citizen.

    ``id`` is the inspection's in the inspecting unit. The counts are those of cases in scope, findings, recommendations and of what the
    inspected unit has reported as done.
    """

    id = models.UUIDField(primary_key=True)
    from_unit = models.IntegerField()
    to_unit = models.IntegerField()
    line = models.CharField(max_length=16, choices=Line.choices)
    form = models.CharField(max_length=10, choices=InspectionForm.choices)
    kind = models.CharField(max_length=8, choices=InspectionKind.choices)
    number = models.CharField(max_length=60)
    decided_on = models.DateField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    status = models.CharField(max_length=10, choices=InspectionStatus.choices)
    announced_on = models.DateField(default=clock.today)
    concluded_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    cases = models.PositiveIntegerField(default=0)
    findings = models.PositiveIntegerField(default=0)
    recommendations = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)

    objects = InspectionCardQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="inspection_ends_after_start"),
        ]
        indexes = [
            models.Index(fields=["to_unit", "-announced_on"], name="inspection_inspected"),
            models.Index(fields=["from_unit", "-announced_on"], name="inspection_inspecting"),
        ]

    def __str__(self) -> str:
        return self.number

    def is_read_on(self, on: date) -> bool:
        """Whether its team reads on this day."""
        return self.status in READING and self.starts_on <= on <= self.ends_on


class InspectionMemberQuerySet(models.QuerySet["InspectionMember"]):
    """Adjectives of the people of a team."""

    def present(self) -> Self:
        return self.filter(removed_at__isnull=True)

    def reading(self, account_id: UUID, on: date) -> Self:
        """Where this account reads on this day: not removed, and the inspection is open to its team."""
        return self.present().filter(account_id=account_id, inspection__in=InspectionCard.objects.read_on(on))


class InspectionMember(models.Model):
    """One account in the team of an announced inspection. Removed means: reads nothing from this instant, in whatever unit."""

    inspection = models.ForeignKey(InspectionCard, models.CASCADE, related_name="members")
    account_id = models.UUIDField()
    is_head = models.BooleanField(default=False)
    added_at = models.DateTimeField(default=clock.now)
    removed_at = models.DateTimeField(null=True)

    objects = InspectionMemberQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["inspection", "account_id"], name="inspection_member_once"),
        ]
        indexes = [models.Index(fields=["account_id"], name="inspection_member_account")]

    def __str__(self) -> str:
        return str(self.account_id)
