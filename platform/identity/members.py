"""Who belongs to a unit: what other rooms ask of identity."""

import datetime
from collections.abc import Iterable
from uuid import UUID

from identity.actors import adjustments
from identity.models import Account, Membership
from identity.models.membership import MembershipQuerySet
from identity.permissions import Permission
from identity.roles import Role
from identity.rules.rights import role_permissions
from kernel.prepared import Prepared


def current(unit_id: int, on: datetime.date | None = None) -> MembershipQuerySet:
    """Memberships in force in the unit on a day (today by default), with their accounts, in order of name."""
    found: MembershipQuerySet = Membership.objects.in_unit(unit_id).in_force(on)
    return found.select_related("account").order_by("account__full_name", "account_id", "role")


_current = Prepared(current)


def roles_holding(unit_id: int, permission: Permission) -> frozenset[Role]:
    """The roles that carry the permission in this unit, as adjusted; one query."""
    adjusted = adjustments(unit_id)
    return frozenset(role for role in Role if permission in role_permissions(role, adjusted))


def holders(unit_id: int, permission: Permission) -> list[Account]:
    """The people who hold the permission in the unit today, each once, in order of name; two queries."""
    roles = roles_holding(unit_id, permission)
    return list({row.account_id: row.account for row in _current.rows(unit_id) if row.role in roles}.values())


def heads(unit_id: int) -> list[Membership]:
    """The memberships of the unit's heads today: whom a denunciation against the unit's head names."""
    return list(current(unit_id).filter(is_head=True))


def is_operator(account_id: UUID) -> bool:
    """Whether the person operates the platform today: a role in one unit, a view of all, and a right in none; one query."""
    mine = Membership.objects.of_account(account_id).in_force()
    return bool(mine.filter(role=Role.PLATFORM_OPERATOR).exists())


def operators() -> list[Account]:
    """Who operates the platform today, in order of name."""
    rows = Membership.objects.in_force().filter(role=Role.PLATFORM_OPERATOR).select_related("account")
    return list({row.account_id: row.account for row in rows.order_by("account__full_name", "account_id")}.values())


def names(account_ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """Names of accounts by id, in one query; for pages that show many."""
    wanted = {pk for pk in account_ids if pk is not None}
    return dict(Account.objects.filter(pk__in=wanted).values_list("pk", "full_name")) if wanted else {}
