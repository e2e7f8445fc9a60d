from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from kernel import clock
from kernel.models import PublicRef, UnitQuerySet, UnitRoot
from registry.levels import Line
from tenants.receptions.enums import Covers, PlanStatus


class PlanQuerySet(UnitQuerySet["Plan"]):
    """Adjectives of plans."""

    def in_force(self, year: int, line: str) -> Self:
        """The issued version of a year and a line."""
        return self.filter(year=year, line=line, status=PlanStatus.ISSUED)


class Plan(UnitRoot):
    """The plan of one year and one line; an amendment is a new version that names the one before.

    Issuer (a collective body), signer and the person who has the duty are three things. ``values`` holds only what this
    unit sets itself; what applies is the superior's values overlaid by them (``rules.plan_values``). ``bases``: [{title,
    number, date, note, files}] · ``distribution``: [{name, direction, unit_id, channel, sent_on, proof}].
    """

    year = models.PositiveSmallIntegerField(_("năm"))
    line = models.CharField(_("kênh"), max_length=16, choices=Line.choices)
    covers = models.CharField(_("nội dung"), max_length=10, choices=Covers.choices, default=Covers.BOTH)
    status = models.CharField(_("trạng thái"), max_length=10, choices=PlanStatus.choices, default=PlanStatus.DRAFT)
    preset = models.CharField(max_length=40, blank=True, default="")
    title = models.CharField(_("tên kế hoạch"), max_length=500)
    purpose = models.TextField(_("mục đích, yêu cầu"), blank=True, default="")
    issuer = models.CharField(_("cơ quan ban hành"), max_length=250)
    signer = PublicRef("identity.Account")
    signer_name = models.CharField(_("người ký"), max_length=200, blank=True, default="")
    signer_title = models.CharField(_("chức vụ người ký"), max_length=200, blank=True, default="")
    head_position = models.CharField(_("người có trách nhiệm tiếp"), max_length=200)
    number = models.CharField(_("số, ký hiệu"), max_length=60, blank=True, default="")
    dated_on = models.DateField(_("ngày ban hành"), null=True)
    bases = models.JSONField(_("căn cứ"), default=list)
    superior_unit_id = models.IntegerField(null=True)
    superior_plan_id = models.UUIDField(null=True)
    values = models.JSONField(default=dict)
    distribution = models.JSONField(_("nơi nhận"), default=list)
    files = models.JSONField(default=list)
    version_no = models.PositiveSmallIntegerField(default=1)
    amends = models.ForeignKey("self", models.PROTECT, null=True, related_name="amendments")
    amended_why = models.TextField(blank=True, default="")
    document = models.ForeignKey("documents.Document", models.PROTECT, null=True, related_name="+")
    made_by = PublicRef("identity.Account")
    made_at = models.DateTimeField(default=clock.now)
    issued_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    objects = PlanQuerySet.as_manager()  # type: ignore[assignment, misc]

    class Meta(UnitRoot.Meta):
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["year", "line"], condition=models.Q(status=PlanStatus.ISSUED), name="plan_issued_once"
            ),
            models.CheckConstraint(
                condition=models.Q(status=PlanStatus.DRAFT) | models.Q(dated_on__isnull=False) & ~models.Q(number=""),
                name="plan_issued_has_number_and_date",
            ),
        ]

    def __str__(self) -> str:
        return self.title
