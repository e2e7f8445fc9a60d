"""The columns of a flash report that this room counts."""

from datetime import date

from django.utils.translation import gettext as _

from oversight.models import ArrivalCard
from oversight.protocols import DayFigure
from registry.info import UnitInfo
from tenants.receptions.enums import SessionStatus
from tenants.receptions.models import ReceptionSession


def sessions_held(unit: UnitInfo, first: date, last: date) -> list[DayFigure]:
    """Sessions of the heads that took place, of both lines."""
    held = ReceptionSession.objects.filter(held_on__range=(first, last), status=SessionStatus.HELD)
    return [DayFigure("sessions", _("Buổi tiếp của người đứng đầu"), held.count())]


def citizens_above(unit: UnitInfo, first: date, last: date) -> list[DayFigure]:
    """Groups of lower units that stood before this one, and of this unit's citizens before a higher one.

    Only the unit's own, so that the sum over units counts each once; whole subtrees stand on the over-level page.
    """
    cards = ArrivalCard.objects.counted().between(first, last)
    return [
        DayFigure("arrivals", _("Lượt vượt cấp đến đơn vị"), cards.filter(host_unit=unit.id).count()),
        DayFigure("over_level", _("Lượt công dân của đơn vị vượt cấp"), cards.filter(home_unit=unit.id).count()),
    ]
