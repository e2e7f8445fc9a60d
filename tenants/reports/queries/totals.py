"""What a report says in the end: the unit's own work, and with it what the units below reported."""

from collections.abc import Sequence
from dataclasses import dataclass

from kernel import active
from oversight.models import PeriodReport, ReportStatus
from oversight.rules.report_cells import Cells, added
from registry import tree
from tenants.reports.models import Report


@dataclass(frozen=True, slots=True)
class Below:
    """The reports that units below owe for one period: the last version of each, and the locked one that counts."""

    current: Sequence[PeriodReport]
    locked: Sequence[PeriodReport]

    @property
    def gives_away(self) -> bool:
        """Would the sum tell what one unit reported? It does while some are missing, or where there is one alone."""
        return len(self.locked) < 2 or bool(self.missing)

    @property
    def missing(self) -> list[PeriodReport]:
        """Those of which no locked version counts."""
        counted = {one.unit_id for one in self.locked}
        return [one for one in self.current if one.unit_id not in counted]


def total_of(row: Report) -> Cells:
    """The official sum: own figures and those consolidated from below; the own alone where nobody stands below."""
    return added([row.own, row.below], row.forms) if row.below is not None else row.own


def reports_below(row: PeriodReport) -> Below:
    """What the units below sent for the same forms and period; two queries at most."""
    found = list(
        PeriodReport.objects.to_superior(row.unit_id)
        .filter(form_set=row.form_set, period=row.period)
        .order_by("unit_id", "no")
    )
    locked: dict[int, PeriodReport] = {}
    for one in found:
        if one.status == ReportStatus.LOCKED:
            locked[one.unit_id] = one
    current = [one for one in found if one.is_current]
    return Below(sorted(current, key=lambda one: tree.get(one.unit_id).code), [locked[key] for key in sorted(locked)])


def has_units_below(row: PeriodReport) -> bool:
    """Whether anybody owed this unit the same report."""
    return (
        PeriodReport.objects.to_superior(active.current().id).filter(form_set=row.form_set, period=row.period).exists()
    )
