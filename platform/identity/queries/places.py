"""Where a person works: the switcher and the own account page."""

from dataclasses import dataclass
from uuid import UUID

from identity.models import Membership
from identity.roles import Role
from kernel.prepared import Prepared
from registry import tree
from registry.addresses import unit_url
from registry.tree import UnitInfo


@dataclass(frozen=True, slots=True)
class Place:
    """One unit in which a person has roles, with the words for them."""

    unit: UnitInfo
    roles: tuple[Role, ...]
    positions: tuple[str, ...]
    url: str

    @property
    def where(self) -> str:
        """The units above it."""
        return ", ".join(self.unit.full_name.split(", ")[1:])

    @property
    def words(self) -> str:
        """Position if one is known, else the role."""
        return ", ".join(self.positions or tuple(str(role.label) for role in self.roles))


# The header of every page.
_memberships = Prepared(
    lambda account_id: Membership.objects.of_account(account_id).in_force().order_by("valid_from", "pk")
)


def places(account_id: UUID) -> list[Place]:
    """Every opened unit in which the person has a role in force, from the highest down; one query."""
    found: dict[int, list[Membership]] = {}
    for row in _memberships.rows(account_id):
        found.setdefault(row.unit_id, []).append(row)
    shown = []
    for unit_id, rows in found.items():
        unit = tree.get(unit_id)
        if not unit.is_opened:
            continue
        shown.append(
            Place(
                unit=unit,
                roles=tuple(dict.fromkeys(Role(row.role) for row in rows)),
                positions=tuple(dict.fromkeys(row.position for row in rows if row.position)),
                url=unit_url(unit, "desk"),
            )
        )
    order = {"NATION": 0, "PROVINCE": 1, "DISTRICT": 2, "COMMUNE": 3}
    return sorted(shown, key=lambda place: (order.get(place.unit.level, 9), place.unit.search_name))
