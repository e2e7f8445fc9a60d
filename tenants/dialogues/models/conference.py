from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kernel import clock
from kernel.models import PublicRef, UnitQuerySet, UnitRoot
from registry.levels import Line
from tenants.dialogues.enums import ConferenceStatus

HELD = [ConferenceStatus.HELD, ConferenceStatus.REVIEWED, ConferenceStatus.CONCLUDED, ConferenceStatus.CLOSED]
"""The meeting took place; what follows is review, notice, answers."""
OVER = [*HELD, ConferenceStatus.CANCELLED]


class ConferenceQuerySet(UnitQuerySet["Conference"]):
    """Adjectives of conferences."""

    def of_year(self, year: int) -> Self:
        return self.filter(year=year)

    def held(self) -> Self:
        """Those that took place."""
        return self.filter(status__in=HELD)

    def coming(self, on: date) -> Self:
        """With a day from ``on`` on and not over, nearest first."""
        return self.filter(held_on__gte=on).exclude(status__in=OVER).order_by("held_on", "id")

    def collecting(self, on: date) -> Self:
        """Those to which citizens may send opinions on the unit's page: announced and their day not come, or as the office set."""
        announced = Q(status=ConferenceStatus.ANNOUNCED, collects_until=None, held_on__gt=on)
        called_for = Q(collects_until__gte=on) & (Q(held_on=None) | Q(held_on__gte=on))
        return self.filter(announced | called_for).exclude(status__in=[*OVER, ConferenceStatus.OPEN])


class Conference(UnitRoot):
    """A dialogue conference (hội nghị đối thoại), from its place in the plan to the last written answer.

    Not the dialogue inside the settlement of a complaint (``ComplaintDialogue``). ``values``: what the plan orders for it,
    as it was when it was announced (notice, review, conclusion and reply periods with their kind of days and start event).
    ``agenda``: [{order, text, role, speaker}] · ``participants``: as in a session, with ``topics`` · ``notices``: the public
    announcements with proof, [{channel, where, at, by, proof, is_late, why}] · ``information``: items told to the people,
    [{at, by, text}] · ``review``: {on, text, by} · ``changes``: [{at, by, from, to, why}] of postponements · ``results_sent``:
    [{to, at, by, notice}]. ``ordinal``: which of the plan's conferences of the year it is; ad hoc ones have none.
    """

    line = models.CharField(_("kênh"), max_length=16, choices=Line.choices)
    is_linked = models.BooleanField(default=False)
    plan = models.ForeignKey("receptions.Plan", models.PROTECT, null=True, related_name="conferences")
    year = models.PositiveSmallIntegerField()
    quarter = models.PositiveSmallIntegerField(null=True)
    ordinal = models.PositiveSmallIntegerField(null=True)
    is_ad_hoc = models.BooleanField(default=False)
    ad_hoc_why = models.TextField(blank=True, default="")
    proposed_by = models.CharField(max_length=250, blank=True, default="")
    with_voter_meeting = models.BooleanField(default=False)
    voter_meeting = models.CharField(max_length=300, blank=True, default="")
    status = models.CharField(max_length=12, choices=ConferenceStatus.choices, default=ConferenceStatus.PLANNED)
    title = models.CharField(_("tên hội nghị"), max_length=300)
    topics = models.JSONField(_("chủ đề"), default=list)
    organiser = models.CharField(_("cơ quan tổ chức"), max_length=250)
    chair = PublicRef("identity.Account")
    chair_name = models.CharField(max_length=200, blank=True, default="")
    chair_title = models.CharField(max_length=200, blank=True, default="")
    minutes_taker = PublicRef("identity.Account")
    desk = models.CharField(_("bộ phận tiếp nhận, tổng hợp"), max_length=250, blank=True, default="")
    target_group = models.CharField(_("đối tượng"), max_length=250, blank=True, default="")
    expected_from = models.PositiveIntegerField(null=True)
    expected_to = models.PositiveIntegerField(null=True)
    attended = models.PositiveIntegerField(null=True)
    held_on = models.DateField(null=True)
    starts_at = models.TimeField(null=True)
    room_id = models.UUIDField(null=True)
    venue = models.CharField(max_length=300, blank=True, default="")
    values = models.JSONField(default=dict)
    agenda = models.JSONField(default=list)
    participants = models.JSONField(default=list)
    notices = models.JSONField(default=list)
    announced_at = models.DateTimeField(null=True)
    #: The last day on which the unit's page takes opinions, where the office set one; else from the notice until the day.
    collects_until = models.DateField(null=True)
    submitted_at = models.DateTimeField(null=True)
    approved_at = models.DateTimeField(null=True)
    approved_by = PublicRef("identity.Account")
    sent_back = models.TextField(blank=True, default="")
    changes = models.JSONField(default=list)
    information = models.JSONField(default=list)
    security_plan = models.TextField(blank=True, default="")
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    minutes_adopted_at = models.DateTimeField(null=True)
    minutes = models.ForeignKey("documents.Document", models.PROTECT, null=True, related_name="+")
    review = models.JSONField(default=dict)
    #: The chair's conclusion (conclusions.Conclusion), and the day its notice went out: some plans count the replies from it.
    conclusion_id = models.UUIDField(null=True)
    concluded_on = models.DateField(null=True)
    results_sent = models.JSONField(default=list)
    made_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    objects = ConferenceQuerySet.as_manager()  # type: ignore[assignment, misc]

    class Meta(UnitRoot.Meta):
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["year", "line", "ordinal"], condition=~models.Q(ordinal=None), name="conference_of_plan_once"
            ),
        ]
        indexes = [models.Index(fields=["year", "line"], name="conference_year")]

    @property
    def is_over(self) -> bool:
        """The meeting has ended, or will not be."""
        return self.status in OVER

    def participant(self, participant_id: str) -> dict[str, Any] | None:
        """One row of ``participants``."""
        return next((row for row in self.participants if row.get("id") == participant_id), None)

    def step(self, order: int) -> dict[str, Any] | None:
        """One row of ``agenda``."""
        return next((row for row in self.agenda if row.get("order") == order), None)

    def __str__(self) -> str:
        return self.title
