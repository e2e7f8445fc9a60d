"""Rights on one case: guardian's direct foreign-key table, in the unit's own schema.

guardian knows no time; policies ask only for grants in force, the sweep deletes ended ones.
"""

from datetime import date
from typing import Any, ClassVar, Self
from uuid import UUID

from django.contrib.auth.models import Permission
from django.db import models
from guardian.managers import GroupObjectPermissionManager, UserObjectPermissionManager
from guardian.models import GroupObjectPermissionAbstract, UserObjectPermissionAbstract
from guardian.models.models import UserObjectPermissionBase

from kernel import clock
from kernel.models import PublicRef, UnitQuerySet, UnitRoot
from oversight.models import InspectionMember

VIEW = "view_granted"


class CaseGrantQuerySet(UnitQuerySet["CaseGrant"]):
    """Adjectives of grants."""

    def in_force(self, on: date) -> Self:
        """Valid on the day; the last day counts."""
        return self.filter(valid_from__lte=on).filter(models.Q(valid_to=None) | models.Q(valid_to__gte=on))

    def of_open_inspections(self, account_id: UUID | None, on: date) -> Self:
        """Given to this account as a member of a team that reads on this day, as ``public`` knows it at this instant."""
        reading = InspectionMember.objects.reading(account_id, on) if account_id else InspectionMember.objects.none()
        return self.filter(inspection_id__in=reading.values("inspection_id"))

    def over(self, on: date) -> Self:
        return self.filter(valid_to__lt=on)


class CaseGrant(UnitRoot, UserObjectPermissionBase):
    """One account may read one case from one day to another, for a reason that stands in the log.

    ``inspection_id``: of a grant to the team of an inspection, whose row in ``public`` is asked beside it: who was taken out of the team
    reads nothing from that instant.
    """

    # PublicRef has no way back, but guardian finds its table by the names of the ways back.
    user = models.ForeignKey(  # type: ignore[assignment]
        "identity.Account",
        models.DO_NOTHING,
        null=True,
        db_constraint=False,
        db_index=False,
        related_name="case_grants",
    )
    permission = models.ForeignKey(  # type: ignore[assignment]
        Permission,
        models.DO_NOTHING,
        null=True,
        db_constraint=False,
        db_index=False,
        related_name="case_grants",
    )
    content_object = models.ForeignKey("cases.Case", models.CASCADE, related_name="grants")
    valid_from = models.DateField(default=clock.today)
    valid_to = models.DateField(null=True)
    reason = models.CharField(max_length=250, blank=True, default="")
    granted_by = PublicRef("identity.Account")
    inspection_id = models.UUIDField(null=True)

    objects = UserObjectPermissionManager.from_queryset(CaseGrantQuerySet)()  # type: ignore[assignment, misc]

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["user", "permission", "content_object", "inspection_id"],
                name="case_grant_once",
                nulls_distinct=False,
            )
        ]


class GrantRefused(TypeError):
    """A grant on anything but a case was tried; it would have been written outside the unit."""


class RefusingUserManager(UserObjectPermissionManager):
    """Says so before the database would, which would break the transaction."""

    def get_queryset(self) -> Any:
        raise GrantRefused("only a case can be granted (CaseGrant)")


class RefusingGroupManager(GroupObjectPermissionManager):
    """The same for groups."""

    def get_queryset(self) -> Any:
        raise GrantRefused("groups carry no rights (CaseGrant)")


class RefusedUserGrant(UserObjectPermissionAbstract):
    """What guardian falls back to for any other model: has no table and refuses to be saved."""

    user = models.ForeignKey("identity.Account", models.DO_NOTHING, db_constraint=False, related_name="refused_grants")
    permission = models.ForeignKey(
        Permission, models.DO_NOTHING, db_constraint=False, related_name="refused_user_grants"
    )

    objects = RefusingUserManager()  # type: ignore[misc]

    class Meta(UserObjectPermissionAbstract.Meta):
        abstract = False
        managed = False
        default_permissions = ()
        unique_together: ClassVar = []
        indexes: ClassVar = []

    def save(self, *args: Any, **kwargs: Any) -> None:
        raise GrantRefused("only a case can be granted (CaseGrant)")


class RefusedGroupGrant(GroupObjectPermissionAbstract):
    """Groups carry no rights here: has no table and refuses to be saved."""

    permission = models.ForeignKey(
        Permission, models.DO_NOTHING, db_constraint=False, related_name="refused_group_grants"
    )

    objects = RefusingGroupManager()  # type: ignore[misc]

    class Meta(GroupObjectPermissionAbstract.Meta):
        abstract = False
        managed = False
        default_permissions = ()
        unique_together: ClassVar = []
        indexes: ClassVar = []

    def save(self, *args: Any, **kwargs: Any) -> None:
        raise GrantRefused("groups carry no rights (CaseGrant)")
