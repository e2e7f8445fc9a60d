"""The column of a flash report that this room counts."""

from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext as _

from kernel import clock
from oversight.models import Alert
from oversight.protocols import DayFigure
from registry.info import UnitInfo


def alerts_of_days(unit: UnitInfo, first: date, last: date) -> list[DayFigure]:
    """Alerts raised for the unit."""
    begin = datetime.combine(first, time(), clock.OFFICE_ZONE)
    end = datetime.combine(last + timedelta(days=1), time(), clock.OFFICE_ZONE)
    raised = Alert.objects.filter(unit_id=unit.id, raised_at__gte=begin, raised_at__lt=end)
    return [DayFigure("alerts", _("Cảnh báo"), raised.count())]
