"""What the forms offer: bodies, people, units below."""

from identity import members
from identity.actors import Actor
from identity.permissions import Permission
from registry import tree
from registry.levels import Line
from tenants.staff.models import Body

Pairs = list[tuple[str, str]]


def bodies(*, with_ended: bool = False) -> Pairs:
    """Bodies of the unit by name."""
    found = Body.objects.in_order() if with_ended else Body.objects.open().in_order()
    return [(str(body.pk), body.name) for body in found]


def officers(actor: Actor, line: str | None = None) -> Pairs:
    """Who works on tasks, on the line where one is told."""
    held = members.roles_holding(actor.unit.id, Permission.TASK_WORK)
    rows = members.current(actor.unit.id).filter(role__in=held)
    if line is not None:
        rows = rows.filter(line__in=[line, Line.BOTH])
    return list({str(row.account_id): (str(row.account_id), row.account.full_name) for row in rows}.values())


def lower_units(actor: Actor) -> Pairs:
    """The units directly below that are open."""
    return [(str(unit.id), unit.name) for unit in tree.children(actor.unit.id) if unit.is_open]
