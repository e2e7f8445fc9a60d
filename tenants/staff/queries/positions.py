"""Who holds which position of the unit, the vacant ones included."""

from dataclasses import dataclass
from datetime import date

from identity.models import Membership
from identity.roles import Role
from kernel import active, clock
from registry.levels import Line

# The positions every unit has: vacant when nobody holds them.
EXPECTED = (
    (Line.PARTY, Role.SECRETARY),
    (Line.PARTY, Role.DEPUTY_SECRETARY),
    (Line.GOVERNMENT, Role.CHAIRMAN),
    (Line.GOVERNMENT, Role.VICE_CHAIRMAN),
)
LEADING = [role for _line, role in EXPECTED] + [Role.OFFICE_CHIEF]


@dataclass(frozen=True, slots=True)
class PositionLine:
    """One holder of a position, or the vacancy."""

    line: Line
    title: str
    name: str
    is_head: bool
    valid_from: date | None = None
    valid_to: date | None = None

    @property
    def is_vacant(self) -> bool:
        return not self.name


def positions() -> list[PositionLine]:
    """Leading positions of the active unit today; two lines where somebody works in both. One query."""
    rows = list(
        Membership.objects.in_unit(active.current().id)
        .in_force(clock.today())
        .filter(role__in=LEADING)
        .select_related("account")
        .order_by("-is_head", "valid_from", "id")
    )
    found: list[PositionLine] = []
    for line in (Line.PARTY, Line.GOVERNMENT):
        mine = [row for row in rows if row.line in (line.value, Line.BOTH.value)]
        for wanted_line, role in EXPECTED:
            if wanted_line == line and not any(row.role == role for row in mine):
                found.append(PositionLine(line, str(role.label), "", role in (Role.SECRETARY, Role.CHAIRMAN)))
        found += [
            PositionLine(
                line,
                row.position or str(Role(row.role).label),
                row.account.full_name,
                row.is_head,
                row.valid_from,
                row.valid_to,
            )
            for row in mine
        ]
    return sorted(found, key=lambda one: (one.line != Line.PARTY, not one.is_head))
