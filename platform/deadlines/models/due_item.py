from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import Self

from django.db import models

from deadlines.enums import RuleCode
from kernel import clock, ids

#: Codes that the duty board counts. Not asked with IN in the index: see ``documents.Letter``.
ON_BOARD = ("A3", "A12", "E3", "E4", "F1", "F2", "F3", "F4", "FLASH", "TASK")


class DueItemQuerySet(models.QuerySet["DueItem"]):
    """Adjectives of duties; they chain and page."""

    def open(self) -> Self:
        """Neither met nor cancelled."""
        return self.filter(met_on__isnull=True, cancelled_on__isnull=True)

    def of_unit(self, unit_id: int) -> Self:
        return self.filter(unit_id=unit_id)

    def overdue(self) -> Self:
        """Open and found late by the sweep; what the figure *overdue* counts."""
        return self.open().filter(overdue_since__isnull=False)

    def late_on(self, day: date) -> Self:
        """Open, last permitted day before ``day``, whether or not the sweep has been there."""
        return self.open().filter(due_on__lt=day)

    def soon_on(self, day: date, within: timedelta) -> Self:
        """Open, not late on ``day``, and the day to work to (the unit's own where it is earlier) comes within ``within``."""
        return self.open().filter(due_on__gte=day, target_on__lte=day + within)


class DueItem(models.Model):
    """One duty with a date: which unit, what for, until when. Written in the transaction that creates the duty.

    Lives in ``public`` so that one indexed query finds what is due in the whole country; holds no personal data.
    ``target_on`` is the date the unit works to (the earliest when two rules apply), ``due_on`` the last permitted day by law.
    """

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    unit_id = models.IntegerField()
    kind = models.CharField(max_length=16, choices=RuleCode.choices)
    case_id = models.UUIDField()
    case_kind = models.CharField(max_length=16)
    #: Whose duty: PARTY or GOVERNMENT; empty where both lines share it (an answer to a citizen's case).
    line = models.CharField(max_length=16, blank=True, default="")
    started_on = models.DateField()
    due_on = models.DateField()
    target_on = models.DateField()
    met_on = models.DateField(null=True, blank=True)
    cancelled_on = models.DateField(null=True, blank=True)
    # Replaced by a corrected row: taking back a movement does not bring it back.
    is_superseded = models.BooleanField(default=False)
    overdue_since = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=400)
    derivation = models.JSONField(default=dict)
    made_at = models.DateTimeField(default=clock.now)

    objects = DueItemQuerySet.as_manager()

    class Meta:
        app_label = "deadlines"
        ordering = ["due_on", "id"]
        indexes = [
            models.Index(fields=["case_id"], name="due_item_case"),
            # The sweep: only rows that can still become overdue are in the index, so it stays small whatever the history.
            models.Index(
                fields=["due_on"],
                condition=models.Q(met_on__isnull=True, cancelled_on__isnull=True, overdue_since__isnull=True),
                name="due_item_sweep",
            ),
            models.Index(
                fields=["unit_id", "due_on"],
                condition=models.Q(met_on__isnull=True, cancelled_on__isnull=True),
                name="due_item_unit_open",
            ),
            # The duty board: in time, late and overdue by unit and month, read from the index alone.
            models.Index(
                fields=["kind", "unit_id", "due_on"],
                include=["met_on", "line", "case_kind"],
                condition=models.Q(cancelled_on__isnull=True) & reduce(or_, (models.Q(kind=code) for code in ON_BOARD)),
                name="due_item_board",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.due_on:%d/%m/%Y}"

    @property
    def has_target(self) -> bool:
        """Is there an earlier day to work to than the last permitted one?"""
        return self.target_on < self.due_on

    @property
    def is_own_target(self) -> bool:
        """Did the unit itself set the earlier day (else two rules of law apply and it is the earlier of them)?"""
        return self.has_target and bool(self.derivation.get("is_own_target"))

    @property
    def is_open(self) -> bool:
        return self.met_on is None and self.cancelled_on is None
