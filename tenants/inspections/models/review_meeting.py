from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from kernel import clock
from kernel.models import PublicRef, UnitQuerySet, UnitRoot
from registry.levels import Line
from tenants.inspections.enums import MeetingKind, MeetingStatus


class ReviewMeetingQuerySet(UnitQuerySet["ReviewMeeting"]):
    """Adjectives of review meetings."""

    def of_year(self, year: int) -> Self:
        return self.filter(year=year)

    def to_come(self) -> Self:
        """Neither held nor cancelled."""
        return self.filter(status__in=[MeetingStatus.PLANNED, MeetingStatus.INVITED])


class ReviewMeeting(UnitRoot):
    """One meeting with units below about their reception of citizens (plan S2-07): agenda, figures, record, conclusions.

    ``units``: whom it is with, ``[{id, key, name, letter, came}]`` (``letter``: the invitation's id). ``figures``: each unit's as they were on
    ``figures_on`` and never counted anew after the meeting, ``[{id, name, facts: {code: n}, duty: {code: n}, urgings: {sent, waiting}}]``.
    ``conclusions``: what each unit was given to do, ``[{id, unit, name, text, due_on, at, by}]``; ``id`` is the letter's, which the
    receiver turns into a task of its own.
    """

    line = models.CharField(_("kênh"), max_length=16, choices=Line.choices)
    kind = models.CharField(_("kỳ"), max_length=8, choices=MeetingKind.choices)
    year = models.PositiveSmallIntegerField()
    title = models.CharField(_("tên buổi làm việc"), max_length=300)
    planned_on = models.DateField(_("ngày họp"))
    starts_at = models.TimeField(null=True)
    place = models.CharField(max_length=250, blank=True, default="")
    agenda = models.TextField(blank=True, default="")
    status = models.CharField(max_length=12, choices=MeetingStatus.choices, default=MeetingStatus.PLANNED)
    units = models.JSONField(default=list)
    figures = models.JSONField(default=list)
    figures_from = models.DateField(null=True)
    figures_on = models.DateField(null=True)
    held_on = models.DateField(null=True)
    record = models.TextField(blank=True, default="")
    conclusions = models.JSONField(default=list)
    #: Moved and cancelled: ``[{at, by, from, to, why}]``.
    changes = models.JSONField(default=list)
    made_by = PublicRef("identity.Account")
    made_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    objects = ReviewMeetingQuerySet.as_manager()  # type: ignore[assignment, misc]

    class Meta(UnitRoot.Meta):
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["line", "year", "kind"],
                condition=~models.Q(kind=MeetingKind.AD_HOC) & ~models.Q(status=MeetingStatus.CANCELLED),
                name="meeting_regular_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(status=MeetingStatus.HELD)
                | models.Q(held_on__isnull=False, figures_on__isnull=False),
                name="meeting_held_with_figures",
            ),
        ]
        indexes = [models.Index(fields=["-planned_on"], name="meeting_planned")]

    def __str__(self) -> str:
        return self.title

    @property
    def keys(self) -> list[str]:
        """Keys of the units it is with."""
        return [str(unit["key"]) for unit in self.units]

    def invited(self, key: str) -> dict[str, Any] | None:
        """The entry of a unit."""
        return next((unit for unit in self.units if unit["key"] == key), None)
