"""Pure computation about wanted changes of what roles may do."""

from collections.abc import Mapping

from identity.permissions import Permission
from identity.roles import Role
from identity.rules.rights import Adjustment, role_permissions

Changes = Mapping[tuple[Role, Permission], bool]


def really(changes: Changes, now: list[Adjustment]) -> dict[tuple[Role, Permission], bool]:
    """Those of the wanted changes that differ from what holds now."""
    held = {role: role_permissions(role, now) for role in Role}
    return {
        (role, permission): granted
        for (role, permission), granted in changes.items()
        if (permission in held[role]) != granted
    }


def after(changes: Changes, now: list[Adjustment]) -> list[Adjustment]:
    """The adjustments as they would be."""
    kept = [row for row in now if (row[0], row[1]) not in changes]
    return kept + [(role, permission, granted) for (role, permission), granted in changes.items()]
