"""Who may urge whom. What is not visible does not exist: 404, never 403."""

from uuid import UUID

from django.utils.translation import gettext as _

from exchange.queries import partners
from identity.actors import Actor
from identity.permissions import Permission as P
from kernel.errors import NotFound, NotPermitted
from oversight.models import Urging
from oversight.models.urging import UrgingQuerySet
from registry import tree
from registry.info import UnitInfo
from registry.levels import Line


def visible_urgings(actor: Actor) -> UrgingQuerySet:
    """What the actor's unit has urged on the actor's lines."""
    actor.require(P.OVERSIGHT_VIEW)
    return Urging.objects.filter(from_unit=actor.unit.id, line__in=[line.value for line in actor.lines])


def require_urger(actor: Actor, line: str) -> None:
    """Raise NotPermitted unless the actor urges for the unit on this line."""
    actor.require(P.OVERSIGHT_URGE)
    if line not in (Line.PARTY, Line.GOVERNMENT) or line not in actor.lines:
        raise NotPermitted("other_line", _("Bạn không thuộc kênh này nên không đôn đốc thay kênh này được."))


def partner(actor: Actor, case_id: UUID, key: str) -> UnitInfo:
    """Another unit that takes part in a case the actor sees; any other is as if it did not exist."""
    unit = tree.by_key(key)
    if unit is None or unit.id not in partners(case_id, actor.unit.id):
        raise NotFound("no_such_unit", _("Đơn vị này không tham gia giải quyết vụ việc."))
    return unit


def unit_below(actor: Actor, key: str) -> UnitInfo:
    """A unit below the actor's own today, one level down or two; any other is as if it did not exist."""
    unit = tree.by_key(key)
    if unit is None or not tree.is_under(unit.id, actor.unit.id):
        raise NotFound("no_such_unit", _("Không tìm thấy đơn vị này trong phạm vi giám sát của bạn."))
    return unit
