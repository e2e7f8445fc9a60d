from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q

from kernel import clock
from kernel.ids import new_id
from oversight.models.campaign import Campaign


class ShiftQuerySet(models.QuerySet["Shift"]):
    """Adjectives of shifts."""

    def at(self, moment: datetime) -> Self:
        """Running at an instant."""
        return self.filter(starts_at__lte=moment, ends_at__gt=moment)

    def overlapping(self, starts_at: datetime, ends_at: datetime) -> Self:
        return self.filter(starts_at__lt=ends_at, ends_at__gt=starts_at)


class Shift(models.Model):
    """A turn of duty of one unit in a campaign, from an instant to an instant (it may end on the next day)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    campaign = models.ForeignKey("oversight.Campaign", models.PROTECT, related_name="shifts")
    unit_id = models.IntegerField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(max_length=200)
    version = models.PositiveIntegerField(default=1)

    objects = ShiftQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(starts_at__lt=F("ends_at")), name="shift_has_length")]
        indexes = [models.Index(fields=["unit_id", "starts_at"], name="shift_unit")]
        ordering = ["starts_at", "id"]

    def __str__(self) -> str:
        return f"{self.starts_at.astimezone(clock.OFFICE_ZONE):%d/%m/%Y %H:%M}"


class ShiftPersonQuerySet(models.QuerySet["ShiftPerson"]):
    """Adjectives of people on a roster."""

    def on_duty(self, unit_ids: Iterable[int], at: datetime) -> Self:
        """Those of shifts that run at an instant in campaigns in force, by unit, leaders first, with their shifts."""
        running = Shift.objects.at(at).filter(
            unit_id__in=list(unit_ids), campaign__in=Campaign.objects.active(clock.day_of(at))
        )
        found = self.filter(shift__in=running).select_related("shift")
        return found.order_by("shift__unit_id", "-is_leader", "shift__starts_at", "place_no")


class ShiftPerson(models.Model):
    """Who is on duty in a shift: an account of the unit, or typed staff; officers of the office, never a citizen.

    ``home``: the body or unit that sent a seconded officer; kept, whatever becomes of the account. ``key`` is the same for one person
    in every shift: the account, else name and telephone.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    shift = models.ForeignKey(Shift, models.CASCADE, related_name="people")
    account_id = models.UUIDField(null=True)
    name = models.CharField(max_length=200)
    position = models.CharField(max_length=200, blank=True, default="")
    phone = models.CharField(max_length=32, blank=True, default="")
    home = models.CharField(max_length=200, blank=True, default="")
    is_leader = models.BooleanField(default=False)
    place_no = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=250)

    objects = ShiftPersonQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["shift", "key"], name="shift_person_once"),
            models.UniqueConstraint(fields=["shift"], condition=Q(is_leader=True), name="shift_one_leader"),
        ]
        indexes = [models.Index(fields=["account_id"], name="shift_person_account")]
        ordering = ["place_no"]

    def __str__(self) -> str:
        return self.name
