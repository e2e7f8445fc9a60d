"""The column of a flash report that this room counts."""

from datetime import date

from django.utils.translation import gettext as _

from oversight.protocols import DayFigure
from registry.info import UnitInfo
from tenants.receptions.enums import SessionStatus
from tenants.receptions.models import ReceptionSession


def sessions_held(unit: UnitInfo, first: date, last: date) -> list[DayFigure]:
    """Sessions of the heads that took place, of both lines."""
    held = ReceptionSession.objects.filter(held_on__range=(first, last), status=SessionStatus.HELD)
    return [DayFigure("sessions", _("Buổi tiếp của người đứng đầu"), held.count())]
