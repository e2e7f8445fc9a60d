"""Pure computation of what roles may do: preset, adjusted by the unit, never beyond the ceiling."""

from collections.abc import Iterable

from identity.permissions import Permission
from identity.roles import CEILINGS, PRESETS, Role

Adjustment = tuple[Role, Permission, bool]


def role_permissions(role: Role, adjustments: Iterable[Adjustment]) -> frozenset[Permission]:
    """What one role may do in a unit with these adjustments; an old row beyond today's ceiling gives nothing."""
    held = set(PRESETS[role])
    for adjusted, permission, granted in adjustments:
        if adjusted != role:
            continue
        if granted:
            held.add(permission)
        else:
            held.discard(permission)
    return frozenset(held) & CEILINGS[role]


def effective(roles: Iterable[Role], adjustments: Iterable[Adjustment]) -> frozenset[Permission]:
    """The union over the roles a person holds in one unit."""
    rows = list(adjustments)
    held: frozenset[Permission] = frozenset()
    for role in roles:
        held |= role_permissions(role, rows)
    return held
