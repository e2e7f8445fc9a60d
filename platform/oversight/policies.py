"""Who may look at which unit's figures."""

from django.utils.translation import gettext as _

from identity.actors import Actor
from identity.permissions import Permission
from kernel.errors import NotFound
from registry import tree
from registry.tree import UnitInfo


def visible_unit(actor: Actor, key: str | None) -> UnitInfo:
    """The actor's own unit or one under it today; any other is as if it did not exist."""
    actor.require(Permission.OVERSIGHT_VIEW)
    if key is None or key == actor.unit.key:
        return actor.unit
    unit = tree.by_key(key)
    if unit is None or not tree.is_under(unit.id, actor.unit.id):
        raise NotFound("no_such_unit", _("Không tìm thấy đơn vị này trong phạm vi giám sát của bạn."))
    return unit
