from functools import reduce
from operator import or_
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Q

from kernel import clock
from kernel.models import PublicRef, UnitQuerySet, UnitRoot
from tenants.cases.enums import EntryKind, Principal

#: Of these a case has one in force. Not asked with IN in the database: see ``documents.Letter``.
ONE_IN_FORCE = (EntryKind.COMPLEX, EntryKind.SETTLED, EntryKind.SOLUTION, EntryKind.STEP, EntryKind.HOT_SPOT)
#: What other units hold on from where this one stopped: it is in the dossier.
TRAVELS = (EntryKind.COMPLEX, EntryKind.SETTLED, EntryKind.SOLUTION, EntryKind.PROGRESS, EntryKind.DIALOGUE)


class ProgrammeEntryQuerySet(UnitQuerySet["ProgrammeEntry"]):
    """Adjectives of entries; they chain and page."""

    def in_force(self) -> Self:
        """Neither taken back nor replaced, and not gone with the case to another unit."""
        return self.filter(ended_on=None)

    def of_kind(self, *kinds: str) -> Self:
        return self.filter(kind__in=kinds)

    def of_cases(self, case_ids: list[UUID]) -> Self:
        return self.filter(case_id__in=case_ids)


class ProgrammeEntry(UnitRoot):
    """One row of what the unit holds on a complex or long-running case: a mark, the agreed solution, a directive, a step.

    ``number`` and ``on``: the paper and its day (of a step: the day it was set). ``by``: who decided or agreed; of a directive the
    signer's position. ``line``: whose members see it, empty for both; ``is_linked`` lets the other line read it. ``done_on`` and
    ``done_text``: what became of a step or a directive. ``documents``: ids of attachments of the case. ``left_with``: the envelope with
    which the case left this unit; the row goes on where the case is.
    """

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="programme")
    kind = models.CharField(max_length=10, choices=EntryKind.choices)
    on = models.DateField()
    number = models.CharField(max_length=60, blank=True, default="")
    by = models.CharField(max_length=250, blank=True, default="")
    text = models.TextField(blank=True, default="")
    grounds = models.JSONField(default=list)
    documents = models.JSONField(default=list)
    principal = models.CharField(max_length=20, choices=Principal.choices, blank=True, default="")
    line = models.CharField(max_length=16, blank=True, default="")
    is_linked = models.BooleanField(default=False)
    body = models.ForeignKey("staff.Body", models.PROTECT, null=True, related_name="+")
    hot_spot = PublicRef("oversight.HotSpot")
    due_on = models.DateField(null=True)
    done_on = models.DateField(null=True)
    done_text = models.TextField(blank=True, default="")
    done_by = models.CharField(max_length=200, blank=True, default="")
    ended_on = models.DateField(null=True)
    ended_why = models.CharField(max_length=500, blank=True, default="")
    left_with = models.UUIDField(null=True)
    entered_by = PublicRef("identity.Account")
    entered_by_name = models.CharField(max_length=200)
    entered_at = models.DateTimeField(default=clock.now)

    objects = ProgrammeEntryQuerySet.as_manager()  # type: ignore[assignment, misc]

    class Meta:
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=(Q(kind=EntryKind.DIRECTIVE) & ~Q(principal=""))
                | (~Q(kind=EntryKind.DIRECTIVE) & Q(principal="")),
                name="programme_principal_of_directive",
            ),
            models.UniqueConstraint(
                fields=["case", "kind"],
                condition=Q(ended_on=None) & reduce(or_, (Q(kind=one) for one in ONE_IN_FORCE)),
                name="programme_one_in_force",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on:%d/%m/%Y}"

    @property
    def is_open(self) -> bool:
        """Waits for what was done: a step, a directive."""
        return self.done_on is None and self.ended_on is None

    @property
    def is_late(self) -> bool:
        """Its day has passed and nothing was told."""
        return self.is_open and self.due_on is not None and self.due_on < clock.today()
