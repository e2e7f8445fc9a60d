"""The unit's own reports of a year, by line and period; one query."""

from dataclasses import dataclass

from identity.actors import Actor
from kernel import clock
from oversight.models import PeriodReport
from oversight.rules.forms import FormSet, set_of
from oversight.rules.report_periods import ReportPeriod
from registry import tree
from registry.info import UnitInfo
from tenants.reports.policies import visible_reports


@dataclass(frozen=True, slots=True)
class OwnLine:
    """One report as the list shows it."""

    report: PeriodReport
    forms: FormSet
    period: ReportPeriod
    superior: UnitInfo | None
    is_missing: bool

    @property
    def is_running(self) -> bool:
        return self.report.last >= clock.today()


def own_reports(actor: Actor, year: int) -> list[OwnLine]:
    """The last versions, the nearest day first among those still owed, then the latest."""
    today = clock.today()
    rows = visible_reports(actor).current().filter(period__startswith=str(year))
    lines = [
        OwnLine(
            one,
            set_of(one.form_set, one.first),
            ReportPeriod.parse(one.period),
            tree.get(one.superior_id) if one.superior_id else None,
            one.is_missing(today),
        )
        for one in rows
    ]
    return sorted(lines, key=lambda one: (one.report.is_sent, one.report.last, one.report.first, one.forms.code))


def versions_of(row: PeriodReport) -> list[PeriodReport]:
    """All versions of one report, the latest first."""
    return list(
        PeriodReport.objects.of_unit(row.unit_id)
        .filter(form_set=row.form_set, period=row.period, first=row.first)
        .order_by("-no")
    )
