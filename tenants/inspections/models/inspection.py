from __future__ import annotations

from typing import Any, Self
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from kernel import clock
from kernel.models import PublicRef, UnitQuerySet, UnitRoot
from oversight.models import InspectionForm, InspectionKind, InspectionStatus
from registry.levels import Line


class InspectionQuerySet(UnitQuerySet["Inspection"]):
    """Adjectives of inspections."""

    def of_year(self, year: int) -> Self:
        return self.filter(year=year)

    def with_member(self, account_id: UUID) -> Self:
        """Those in whose team the account is now."""
        return self.filter(team__contains=[{"id": str(account_id), "removed_on": ""}])


class Inspection(UnitRoot):
    """One inspection of the responsibility for receiving citizens and settling their matters, kept by the unit that inspects (plan S3-15).

    ``scope``: the filter over cases, ``{kinds, fields, statuses, received_from, received_to}``; ``cases``: what it held at the moment of the
    announcement, ``[{id, number, kind, field, status}]``, never filtered anew. ``team``: ``[{id, name, is_head, added_on, removed_on}]``.
    ``findings``: ``[{id, topic, case, number, text, at, by}]``, ``case`` empty where one is of no single case. ``recommendations``:
    ``[{id, text, due_on, at, by}]``; ``id`` is the letter's, which the inspected unit turns into a task. ``proposed``: what the conclusion asks
    to be punished, ``{organisations, persons, referred, suspects}`` (form 06/QLKNTC, columns 9-12); ``handled``: what was carried out,
    ``[{on, organisations, persons, referred, suspects, note, at, by}]`` (columns 14-17). ``changes``: ``[{at, by, what, why, number}]``.
    """

    line = models.CharField(_("kênh"), max_length=16, choices=Line.choices)
    form = models.CharField(_("hình thức"), max_length=10, choices=InspectionForm.choices)
    kind = models.CharField(_("loại"), max_length=8, choices=InspectionKind.choices)
    year = models.PositiveSmallIntegerField()
    subject = models.CharField(_("nội dung"), max_length=300)
    to_unit_id = models.IntegerField()
    #: The inspected unit's name as it was when this was written.
    to_name = models.CharField(max_length=250)
    status = models.CharField(max_length=10, choices=InspectionStatus.choices, default=InspectionStatus.DRAFT)
    planned_on = models.DateField(_("dự kiến bắt đầu"))
    number = models.CharField(_("số quyết định"), max_length=60, blank=True, default="")
    decided_on = models.DateField(null=True)
    signer = models.CharField(max_length=200, blank=True, default="")
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    scope = models.JSONField(default=dict)
    cases = models.JSONField(default=list)
    team = models.JSONField(default=list)
    announced_on = models.DateField(null=True)
    letter_id = models.UUIDField(null=True)
    findings = models.JSONField(default=list)
    result = models.TextField(blank=True, default="")
    result_number = models.CharField(max_length=60, blank=True, default="")
    result_signer = models.CharField(max_length=200, blank=True, default="")
    concluded_on = models.DateField(null=True)
    result_letter_id = models.UUIDField(null=True)
    proposed = models.JSONField(default=dict)
    recommendations = models.JSONField(default=list)
    handled = models.JSONField(default=list)
    closed_on = models.DateField(null=True)
    changes = models.JSONField(default=list)
    made_by = PublicRef("identity.Account")
    made_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    objects = InspectionQuerySet.as_manager()  # type: ignore[assignment, misc]

    class Meta(UnitRoot.Meta):
        default_permissions = ()
        # Not IN: see documents.Letter.
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status=InspectionStatus.DRAFT)
                | models.Q(status=InspectionStatus.CANCELLED)
                | (
                    ~models.Q(number="")
                    & models.Q(decided_on__isnull=False, starts_on__isnull=False, ends_on__gte=models.F("starts_on"))
                ),
                name="inspection_by_decision",
            ),
            models.CheckConstraint(
                condition=(~models.Q(status=InspectionStatus.CONCLUDED) & ~models.Q(status=InspectionStatus.CLOSED))
                | (~models.Q(result_number="") & models.Q(concluded_on__isnull=False)),
                name="inspection_concluded_on_a_day",
            ),
        ]
        indexes = [models.Index(fields=["-planned_on"], name="inspection_planned")]

    def __str__(self) -> str:
        return self.number or self.subject

    @property
    def members(self) -> list[dict[str, Any]]:
        """Who is in the team now."""
        return [one for one in self.team if not one.get("removed_on")]

    @property
    def head(self) -> str:
        """The name of the head of the team; empty before the decision."""
        return next((str(one["name"]) for one in self.members if one["is_head"]), "")

    def has_member(self, account_id: UUID | None) -> bool:
        """Whether the account is in the team now."""
        return any(one["id"] == str(account_id) for one in self.members)
