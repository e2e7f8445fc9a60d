"""The reports of the units below are added to the own one: column by column, locked ones only."""

from uuid import UUID

from django.utils.translation import gettext as _

from identity.actors import Actor
from kernel.errors import InvalidTransition
from kernel.transactions import atomic
from oversight.rules.report_cells import added
from tenants.reports.actions.changing import begin_with, finish, tell
from tenants.reports.models import Report
from tenants.reports.queries.totals import reports_below


@atomic
def consolidate(report_id: UUID, *, actor: Actor, version: int | None = None) -> Report:
    """Add up what the units below reported and was locked; a unit that is missing is named, not guessed.

    Doing it again takes what was locked since. Records `report_consolidated`. Refuses a unit to which nobody reports.
    """
    public, row = begin_with(report_id, "consolidate", actor=actor, version=version)
    found = reports_below(public)
    if not found.current:
        raise InvalidTransition("nobody_below", _("Không có đơn vị trực thuộc nào phải báo cáo kỳ này."))
    row.below = added([one.total or {} for one in found.locked], row.forms)
    row.included = [{"id": str(one.pk), "unit_id": one.unit_id, "no": one.no} for one in found.locked]
    tell("report_consolidated", public, actor=actor, included=len(row.included), missing=len(found.missing))
    return finish(row, "below", "included")
