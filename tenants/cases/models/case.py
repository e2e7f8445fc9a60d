from __future__ import annotations

from datetime import datetime
from typing import Self
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from kernel import clock
from kernel.models import PublicRef, UnitQuerySet, UnitRoot
from kernel.text import search_words
from tenants.cases.enums import (
    AWAY,
    FINAL,
    WORKED_ON,
    CaseKind,
    CaseStatus,
    Channel,
    Origin,
)


class CaseQuerySet(UnitQuerySet["Case"]):
    """Adjectives of cases; they chain, page and filter."""

    def unsealed(self) -> Self:
        """Without the denunciations against a head of this unit, which nobody here may see."""
        return self.filter(is_sealed=False)

    def here(self) -> Self:
        """Neither ended nor away: somebody of this unit has it on the table."""
        return self.filter(status__in=WORKED_ON)

    def ended(self) -> Self:
        return self.filter(status__in=FINAL)

    def away(self) -> Self:
        return self.filter(status__in=AWAY)

    def assigned_to(self, account_id: UUID) -> Self:
        return self.filter(assignee_id=account_id)

    def untouched_since(self, moment: datetime) -> Self:
        """Nobody changed them after ``moment``."""
        return self.here().filter(touched_at__lt=moment)

    def matching(self, text: str) -> Self:
        """Every word of ``text`` stands in number, names or content, with or without marks."""
        found = self
        for word in search_words(text):
            found = found.filter(search_text__contains=word)
        return found


class Case(UnitRoot):
    """One matter (vụ việc): a subject, an object, a dispute; many petitions and visits may touch it."""

    number = models.CharField(_("số vụ việc"), max_length=40)
    kind = models.CharField(_("loại"), max_length=16, choices=CaseKind.choices)
    field = models.CharField(_("lĩnh vực"), max_length=20)
    content = models.TextField(_("nội dung"))
    place = models.CharField(_("nơi xảy ra"), max_length=250, blank=True, default="")
    channel = models.CharField(_("nguồn"), max_length=12, choices=Channel.choices)
    received_on = models.DateField(_("ngày nhận"))
    entered_at = models.DateTimeField(default=clock.now)
    entered_by = PublicRef("identity.Account")
    status = models.CharField(_("trạng thái"), max_length=12, choices=CaseStatus.choices, default=CaseStatus.ENTERED)
    assignee = PublicRef("identity.Account")
    origin = models.CharField(max_length=10, choices=Origin.choices, default=Origin.HERE)
    home_unit_id = models.IntegerField()
    outcome = models.TextField(_("kết quả"), blank=True, default="")
    accepted_on = models.DateField(_("ngày thụ lý"), null=True)
    closed_at = models.DateTimeField(null=True)
    is_sealed = models.BooleanField(default=False)
    track_allowed = models.BooleanField(default=True)
    touched_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)
    search_text = models.TextField(blank=True, default="")
    person_count = models.PositiveIntegerField(default=1)
    is_group = models.BooleanField(default=False)
    origin_petition = models.ForeignKey(
        "cases.Petition",
        models.PROTECT,
        null=True,
        related_name="split_cases",
    )
    joined_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="joined_cases")

    objects = CaseQuerySet.as_manager()  # type: ignore[assignment, misc]

    class Meta:
        default_permissions = ()
        permissions = [
            ("view_granted", "May read one case by a grant"),
            ("unseal_granted", "May open the identity of a denouncer by a grant"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["number"], name="case_number_once"),
            models.CheckConstraint(
                condition=models.Q(joined_into=None) | models.Q(status=CaseStatus.JOINED),
                name="case_joined_status",
            ),
            models.CheckConstraint(condition=models.Q(person_count__gte=1), name="case_person_count"),
        ]
        indexes = [
            models.Index(fields=["status", "-received_on"], name="case_status_received"),
            models.Index(fields=["assignee", "status"], name="case_assignee_status"),
            models.Index(fields=["-received_on", "-id"], name="case_received"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_denunciation(self) -> bool:
        """Its petitioners are secret (Law on denunciations, Art. 9.1b and 47.2)."""
        return self.kind == CaseKind.DENUNCIATION
