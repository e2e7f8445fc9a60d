"""Who may look at which unit's figures."""

from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from identity.actors import Actor
from identity.permissions import Permission
from kernel.errors import NotFound
from oversight.models import PeriodReport
from oversight.models.period_report import PeriodReportQuerySet
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
