"""The columns of a flash report about hot spots."""

from datetime import date

from django.utils.translation import gettext as _

from oversight.models import HotSpot, HotSpotUpdate
from oversight.protocols import DayFigure
from registry.info import UnitInfo


def hot_spots_of_days(unit: UnitInfo, first: date, last: date) -> list[DayFigure]:
    """Hot spots of the unit that began, were told of, and ended in these days; one that began or ended is not told of besides."""
    own, days = HotSpot.objects.filter(unit_id=unit.id), (first, last)
    told = HotSpotUpdate.objects.filter(hot_spot__unit_id=unit.id, on__range=days).exclude(
        hot_spot__opened_on__range=days
    )
    told = told.exclude(hot_spot__closed_on__range=days)
    return [
        DayFigure("hot_spots_opened", _("Điểm nóng phát sinh"), own.filter(opened_on__range=days).count()),
        DayFigure("hot_spots_updated", _("Điểm nóng có diễn biến"), told.values("hot_spot").distinct().count()),
        DayFigure("hot_spots_closed", _("Điểm nóng đã kết thúc"), own.filter(closed_on__range=days).count()),
    ]
