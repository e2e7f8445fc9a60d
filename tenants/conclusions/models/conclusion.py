from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import models

from kernel import clock
from kernel.models import PublicRef, UnitQuerySet, UnitRoot
from registry.levels import Line
from tenants.conclusions.enums import ConclusionStatus, Source
from tenants.conclusions.rules.looks import OF_CONCLUSION


class ConclusionQuerySet(UnitQuerySet["Conclusion"]):
    """Adjectives of conclusions."""

    def of(self, source: Source, source_id: UUID) -> ConclusionQuerySet:
        return self.filter(source=source, source_id=source_id)


class Conclusion(UnitRoot):
    """What the chair concluded at one session or conference; its items are tasks.

    Belongs to one line; ``is_linked`` is set by the head and lets the other line read it.
    """

    line = models.CharField(max_length=16, choices=Line.choices)
    is_linked = models.BooleanField(default=False)
    source = models.CharField(max_length=12, choices=Source.choices)
    source_id = models.UUIDField()
    title = models.CharField(max_length=300)
    text = models.TextField(blank=True, default="")
    concluded_on = models.DateField()
    chair = PublicRef("identity.Account")
    chair_name = models.CharField(max_length=200, blank=True, default="")
    chair_title = models.CharField(max_length=200, blank=True, default="")
    status = models.CharField(max_length=8, choices=ConclusionStatus.choices, default=ConclusionStatus.DRAFT)
    document = models.ForeignKey("documents.Document", models.PROTECT, null=True, related_name="+")
    #: Number of a notice that was issued on paper outside the product.
    notice_symbol = models.CharField(max_length=60, blank=True, default="")
    notice_due_on = models.DateField(null=True)
    #: What the plan orders for notice and replies, and how ``notice_due_on`` came about (``rules.terms``).
    terms = models.JSONField(default=dict)
    issued_on = models.DateField(null=True)
    made_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    objects = ConclusionQuerySet.as_manager()  # type: ignore[assignment, misc]

    class Meta(UnitRoot.Meta):
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["source", "source_id"], name="conclusion_once")]
        indexes = [models.Index(fields=["-concluded_on"], name="conclusion_day")]

    def __str__(self) -> str:
        return self.title

    @property
    def look(self) -> tuple[str, str]:
        """Tone and icon of its status."""
        return OF_CONCLUSION[self.status]

    @property
    def is_draft(self) -> bool:
        return self.status == ConclusionStatus.DRAFT

    def is_notice_late(self, on: date) -> bool:
        """Not issued although the last permitted day has passed."""
        return self.issued_on is None and self.notice_due_on is not None and self.notice_due_on < on
