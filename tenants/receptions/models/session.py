from __future__ import annotations

from datetime import date
from typing import Self
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from kernel import clock
from kernel.models import PublicRef, UnitQuerySet, UnitRoot
from registry.levels import Line
from tenants.receptions.enums import ChangeReason, Ground, HostMode, SessionKind, SessionMode, SessionStatus

OVER = [SessionStatus.HELD, SessionStatus.POSTPONED, SessionStatus.CANCELLED, SessionStatus.MISSED]


class SessionQuerySet(UnitQuerySet["ReceptionSession"]):
    """Adjectives of sessions."""

    def coming(self, on: date) -> Self:
        """Not over, on the day or later, nearest first."""
        return self.exclude(status__in=OVER).filter(held_on__gte=on).order_by("held_on", "starts_at", "id")

    def of_year(self, year: int) -> Self:
        return self.filter(held_on__year=year)


class ReceptionSession(UnitRoot):
    """One reception of the head on one day.

    ``planned_on`` is the day the plan names, ``held_on`` the day it takes place after days off and postponements.
    ``proposals``: the days offered where the plan's day is off, [{on, why}]. ``postings``: [{where, channel, posted_at, by,
    files, is_late}]. ``agenda``: [{order, text, role, speaker}] copied from the plan. ``participants``: [{id, kind, name,
    body_id, invited, attended, substitute, reason}]. ``checklist``: [{code, done_at, by, note}].
    """

    line = models.CharField(_("kênh"), max_length=16, choices=Line.choices)
    is_linked = models.BooleanField(default=False)
    kind = models.CharField(_("hình thức"), max_length=10, choices=SessionKind.choices, default=SessionKind.PERIODIC)
    plan = models.ForeignKey("receptions.Plan", models.PROTECT, null=True, related_name="sessions")
    planned_on = models.DateField(_("ngày theo kế hoạch"))
    held_on = models.DateField(_("ngày tiếp"))
    starts_at = models.TimeField(_("từ giờ"), null=True)
    ends_at = models.TimeField(_("đến giờ"), null=True)
    status = models.CharField(
        _("trạng thái"), max_length=10, choices=SessionStatus.choices, default=SessionStatus.PLANNED
    )
    mode = models.CharField(max_length=8, choices=SessionMode.choices, default=SessionMode.IN_ROOM)
    room_id = models.UUIDField(null=True)
    venue = models.CharField(_("địa điểm"), max_length=300, blank=True, default="")
    #: A session held in a lower unit's area.
    venue_unit_id = models.IntegerField(null=True)
    expected = models.TextField(_("nội dung dự kiến"), blank=True, default="")
    head = PublicRef("identity.Account")
    head_name = models.CharField(max_length=200, blank=True, default="")
    head_title = models.CharField(max_length=200, blank=True, default="")
    host = PublicRef("identity.Account")
    host_name = models.CharField(max_length=200, blank=True, default="")
    host_mode = models.CharField(max_length=10, choices=HostMode.choices, default=HostMode.IN_PERSON)
    delegated_why = models.CharField(max_length=300, blank=True, default="")
    ground = models.CharField(_("căn cứ tiếp đột xuất"), max_length=12, choices=Ground.choices, blank=True, default="")
    ground_text = models.TextField(blank=True, default="")
    proposals = models.JSONField(default=list)
    is_automatic = models.BooleanField(default=False)
    moved_reason = models.CharField(max_length=8, choices=ChangeReason.choices, blank=True, default="")
    moved_why = models.TextField(blank=True, default="")
    moved_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="moved_to")
    postings = models.JSONField(default=list)
    #: The first posting: what the five working days of Art. 24.4 of the Law on reception are counted back from.
    posted_at = models.DateTimeField(null=True)
    agenda = models.JSONField(default=list)
    participants = models.JSONField(default=list)
    participants_approved_at = models.DateTimeField(null=True)
    checklist = models.JSONField(default=list)
    security_plan = models.TextField(blank=True, default="")
    head_present = models.BooleanField(null=True)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    approved_by = PublicRef("identity.Account")
    approved_at = models.DateTimeField(null=True)
    minutes = models.ForeignKey("documents.Document", models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    objects = SessionQuerySet.as_manager()  # type: ignore[assignment, misc]

    class Meta(UnitRoot.Meta):
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "planned_on"],
                condition=models.Q(kind=SessionKind.PERIODIC, moved_from=None),
                name="session_planned_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind=SessionKind.AD_HOC) | ~models.Q(ground=""), name="session_ad_hoc_has_ground"
            ),
        ]
        indexes = [models.Index(fields=["held_on", "line"], name="session_day")]

    def __str__(self) -> str:
        return f"{self.held_on:%d/%m/%Y}"

    @property
    def is_over(self) -> bool:
        return self.status in OVER

    @property
    def is_waiting_for_day(self) -> bool:
        """The plan's day is off and nobody has said yet where it goes: ``held_on`` still names the day off."""
        return bool(self.proposals) and self.held_on == self.planned_on and not self.is_over

    def participant(self, participant_id: UUID) -> dict[str, object] | None:
        """One row of ``participants``."""
        return next((row for row in self.participants if row.get("id") == str(participant_id)), None)
