"""Who acts, in which unit, with which rights: the only thing actions and policies know of a person."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.utils.translation import gettext as _

from identity.models import Account, Membership, RoleAdjustment
from identity.permissions import Permission
from identity.roles import Role
from identity.rules.rights import effective
from kernel.active import UnitLike
from kernel.errors import NotPermitted
from kernel.prepared import Prepared
from registry import tree
from registry.levels import Line
from registry.tree import UnitInfo

_KNOWN = frozenset(permission.value for permission in Permission)


def _adjusted(granted: bool) -> ArraySubquery:
    """What the unit gives to, or takes from, the role of a membership."""
    here = RoleAdjustment.objects.filter(unit_id=OuterRef("unit_id"), role=OuterRef("role"), granted=granted)
    return ArraySubquery(here.values("permission"))


# Asked by every request.
_memberships = Prepared(
    lambda account_id, unit_id: (
        Membership.objects.of_account(account_id)
        .in_unit(unit_id)
        .in_force()
        .values_list("role", "line", "is_head", _adjusted(True), _adjusted(False))
    )
)
_adjustments = Prepared(
    lambda unit_id: RoleAdjustment.objects.filter(unit_id=unit_id).values_list("role", "permission", "granted")
)


@dataclass(frozen=True, slots=True)
class Actor:
    """A person (or the system) in one unit. Made once a request; holds no database object.

    ``is_reader``: no member of the unit, but somebody who reads single objects here by a grant (``identity.readers``).
    """

    account_id: UUID | None
    name: str
    unit: UnitInfo
    roles: frozenset[Role]
    lines: frozenset[Line]
    permissions: frozenset[Permission]
    is_head: bool = False
    is_reader: bool = False

    def may(self, permission: Permission) -> bool:
        """Whether the actor holds the permission in this unit."""
        return permission in self.permissions

    def require(self, permission: Permission) -> None:
        """Raise `NotPermitted` unless the actor holds the permission."""
        if permission not in self.permissions:
            raise NotPermitted(
                "permission_missing",
                _("Bạn chưa được giao quyền “%(right)s” tại đơn vị này.") % {"right": permission.label},
                permission=permission.value,
            )

    def narrowed(self, scopes: Iterable[str]) -> "Actor":
        """The same actor with no more than these permissions: what a token may do."""
        allowed = frozenset(scopes)
        return replace(self, permissions=frozenset(p for p in self.permissions if p.value in allowed))


def actor_for(account: Account, unit: UnitLike) -> Actor | None:
    """The account's actor in a unit today, or None without a membership in force; one query."""
    if not account.is_active:
        return None
    rows = _memberships.rows(account.pk, unit.id)
    if not rows:
        return None
    lines: set[Line] = set()
    adjusted: list[tuple[Role, Permission, bool]] = []
    for role, line, _is_head, given, taken in rows:
        lines |= {Line.PARTY, Line.GOVERNMENT} if line == Line.BOTH else {Line(line)}
        adjusted += [(Role(role), Permission(one), one in given) for one in (*given, *taken) if one in _KNOWN]
    roles = frozenset(Role(row[0]) for row in rows)
    return Actor(
        account_id=account.pk,
        name=account.full_name,
        unit=tree.get(unit.id),
        roles=roles,
        lines=frozenset(lines),
        permissions=effective(roles, adjusted),
        is_head=any(row[2] for row in rows),
    )


def operator_actor(account: Account, unit: UnitLike) -> Actor:
    """Who operates the platform, as the log of a unit names them: no line, no right."""
    return Actor(
        account_id=account.pk,
        name=account.full_name,
        unit=tree.get(unit.id),
        roles=frozenset({Role.PLATFORM_OPERATOR}),
        lines=frozenset(),
        permissions=frozenset(),
    )


def system_actor(unit: UnitLike) -> Actor:
    """The system itself in a unit, for sweeps and receivers: every permission except opening a seal."""
    return Actor(
        account_id=None,
        name=str(_("Hệ thống")),
        unit=tree.get(unit.id),
        roles=frozenset(),
        lines=frozenset(Line),
        permissions=frozenset(Permission) - {Permission.CASE_UNSEAL},
    )


def adjustments(unit_id: int) -> list[tuple[Role, Permission, bool]]:
    """Where the unit departs from the presets of the roles."""
    return [
        (Role(role), Permission(permission), granted)
        for role, permission, granted in _adjustments.rows(unit_id)
        if permission in _KNOWN
    ]
