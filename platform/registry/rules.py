"""When a unit takes no new work."""

from datetime import date

from django.utils.translation import gettext as _

from kernel.errors import InvalidTransition, UnitUnavailable
from registry import tree
from registry.info import UnitInfo
from registry.levels import Status
from registry.models import Unit

# A district of twenty communes has twenty successors: the sentence names the first ones.
NAMED_SUCCESSORS = 6


def refuse_if_ended(unit: UnitInfo | Unit, on: date) -> None:
    """Refuse what begins in a unit after its last day; raises `InvalidTransition("unit_ended")` that names who follows."""
    info = tree.get(unit.id)
    if info.exists_on(on) or info.valid_to is None:
        return
    follow = tree.successors(info.id)
    names = ", ".join(successor.name for successor in follow[:NAMED_SUCCESSORS])
    if len(follow) > NAMED_SUCCESSORS:
        names += _(" và %(more)d đơn vị khác") % {"more": len(follow) - NAMED_SUCCESSORS}
    message = _("Đơn vị %(unit)s đã kết thúc hoạt động ngày %(day)s.") % {
        "unit": info.name,
        "day": f"{info.valid_to:%d/%m/%Y}",
    }
    if names:
        message += " " + _("Đơn vị tiếp nhận: %(names)s.") % {"names": names}
    raise InvalidTransition(
        "unit_ended",
        message,
        unit=info.key,
        ended_on=info.valid_to.isoformat(),
        successors=[successor.key for successor in follow],
    )


def refuse_if_frozen(unit: UnitInfo | Unit) -> None:
    """Refuse a change while the unit is frozen; raises `UnitUnavailable("unit_frozen")`."""
    if tree.get(unit.id).status == Status.FROZEN:
        raise UnitUnavailable(
            "unit_frozen", _("Đơn vị %(unit)s đang tạm đóng băng, chưa ghi được.") % {"unit": unit.name}
        )
