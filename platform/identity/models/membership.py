"""A person's place in a unit for a time."""

import datetime
from typing import ClassVar
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from identity.roles import Role
from kernel import clock
from kernel.ids import new_id
from registry.levels import Line


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Adjectives of memberships."""

    def in_force(self, on: datetime.date | None = None) -> "MembershipQuerySet":
        """Those that give rights on a day (today by default); one ended by hand gives none from that instant."""
        today = clock.today()
        day = on or today
        found = self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day), valid_from__lte=day)
        found = found.filter(account__is_active=True)
        if day >= today:
            return found.filter(ended_at__isnull=True)
        end_of_day = datetime.datetime.combine(day, datetime.time.max, clock.OFFICE_ZONE)
        return found.filter(Q(ended_at__isnull=True) | Q(ended_at__gt=end_of_day))

    def in_unit(self, unit_id: int) -> "MembershipQuerySet":
        """Those in one unit."""
        return self.filter(unit_id=unit_id)

    def of_account(self, account_id: UUID) -> "MembershipQuerySet":
        """Those of one person."""
        return self.filter(account_id=account_id)


class Membership(models.Model):
    """One role of one person in one unit, with its line, position and dates (both days inclusive)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    unit = models.ForeignKey("registry.Unit", on_delete=models.PROTECT, related_name="+")
    line = models.CharField(_("kênh"), max_length=16, choices=Line.choices, default=Line.GOVERNMENT)
    role = models.CharField(_("vai trò"), max_length=32, choices=Role.choices)
    position = models.CharField(_("chức vụ"), max_length=200, blank=True)
    is_head = models.BooleanField(_("là người đứng đầu đơn vị"), default=False)
    valid_from = models.DateField(_("từ ngày"))
    valid_to = models.DateField(_("đến hết ngày"), null=True, blank=True)
    # Ending by hand works at once, not at midnight.
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Who takes over the open work when an end in the future arrives.
    successor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects: ClassVar = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("tư cách thành viên")
        indexes: ClassVar = [models.Index(fields=["unit", "role"], name="identity_member_unit_role")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=models.F("valid_from")),
                name="identity_member_dates",
            ),
            models.CheckConstraint(condition=Q(role__in=[role.value for role in Role]), name="identity_member_role"),
            models.UniqueConstraint(
                fields=["account", "unit", "role", "line"],
                condition=Q(ended_at__isnull=True) & Q(valid_to__isnull=True),
                name="identity_member_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} @ {self.unit_id}"
