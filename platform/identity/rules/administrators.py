"""A unit is never left without somebody who can open accounts and give rights."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from identity.permissions import Permission
from identity.roles import Role
from identity.rules.rights import Adjustment, effective

ADMINISTERS = frozenset({Permission.ACCOUNT_MANAGE, Permission.ROLE_MANAGE})


@dataclass(frozen=True, slots=True)
class Holding:
    """One role that one person holds."""

    account_id: UUID
    role: Role


def administrators(holdings: Iterable[Holding], adjustments: Iterable[Adjustment]) -> frozenset[UUID]:
    """Who can open accounts and give rights, given these holdings and adjustments."""
    rows, adjusted = list(holdings), list(adjustments)
    people = {row.account_id for row in rows}
    return frozenset(
        person
        for person in people
        if effective({row.role for row in rows if row.account_id == person}, adjusted) >= ADMINISTERS
    )
