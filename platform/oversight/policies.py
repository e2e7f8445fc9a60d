"""Who may look at which unit's figures."""

from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from identity.actors import Actor
from identity.permissions import Permission
from kernel.errors import NotFound
from oversight.models import HotSpot, HotSpotQuerySet, PeriodReport
from oversight.models.period_report import PeriodReportQuerySet
from registry import tree
from registry.levels import Line
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


def visible_reports(actor: Actor) -> PeriodReportQuerySet:
    """Reports of the actor's lines that units below owe: to this unit, or to one under it (two levels down, S2-21)."""
    actor.require(Permission.OVERSIGHT_VIEW)
    under = [one.id for one in tree.descendants(actor.unit.id)]
    found: PeriodReportQuerySet = PeriodReport.objects.filter(
        Q(superior_id=actor.unit.id) | Q(unit_id__in=under), line__in=[line.value for line in actor.lines]
    ).exclude(unit_id=actor.unit.id)
    return found


def get_report_below(actor: Actor, report_id: UUID) -> PeriodReport:
    """The report of a unit below, or NotFound."""
    found = visible_reports(actor).filter(pk=report_id).first()
    if found is None:
        raise report_not_found()
    return found


def decides(actor: Actor, report: PeriodReport) -> bool:
    """Whether it is for the actor to return, accept, lock and reopen it; the status is asked by the step itself."""
    return actor.may(Permission.REPORT_DECIDE) and report.line in actor.lines and report.superior_id == actor.unit.id


def report_not_found() -> NotFound:
    """The one answer for what does not exist for the actor."""
    return NotFound("report_not_found", _("Không tìm thấy báo cáo."))


def require_own_duties(actor: Actor) -> None:
    """Who sees the unit's own duties: the members who see its receptions, and who watches over units."""
    if not actor.may(Permission.RECEPTION_VIEW):
        actor.require(Permission.OVERSIGHT_VIEW)


def may_tell_updates(actor: Actor) -> bool:
    """Who answers for what leaves the unit says that the national database is up to date: office chief and records clerk."""
    return actor.may(Permission.DOCUMENT_ISSUE)


def require_national_updates(actor: Actor) -> None:
    """The same as a refusal."""
    actor.require(Permission.DOCUMENT_ISSUE)


def visible_hot_spots(actor: Actor) -> HotSpotQuerySet:
    """The hot spots of the actor's lines: the own unit's for who sees its cases, and those below for who watches over units."""
    units = [actor.unit.id]
    if not actor.may(Permission.CASE_VIEW_UNIT):
        actor.require(Permission.OVERSIGHT_VIEW)
    if actor.may(Permission.OVERSIGHT_VIEW):
        units += [one.id for one in tree.descendants(actor.unit.id)]
    lines = [Line.BOTH.value, *(line.value for line in actor.lines)]
    found: HotSpotQuerySet = HotSpot.objects.filter(unit_id__in=units, line__in=lines)
    return found


def get_hot_spot(actor: Actor, hot_spot_id: UUID) -> HotSpot:
    """A hot spot the actor sees, or NotFound: the same answer for the other line's, another unit's and a non-existent one."""
    found = visible_hot_spots(actor).filter(pk=hot_spot_id).first()
    if found is None:
        raise hot_spot_not_found()
    return found


def keeps_hot_spots(actor: Actor) -> bool:
    """Who writes the hot spots of the own unit: heads, office chief, reception officers."""
    return actor.may(Permission.CASE_ASSIGN)


def require_hot_spots(actor: Actor) -> None:
    """The same as a refusal."""
    actor.require(Permission.CASE_ASSIGN)


def takes_hot_spots(actor: Actor) -> bool:
    """Who may take the list away as a sheet."""
    return actor.may(Permission.OVERSIGHT_EXPORT) or actor.may(Permission.CASE_EXPORT)


def hot_spot_not_found() -> NotFound:
    """The one answer for what does not exist for the actor."""
    return NotFound("hot_spot_not_found", _("Không tìm thấy điểm nóng này."))
