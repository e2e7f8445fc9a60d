"""What the unit's rows say today beside what it submitted: counted again each night, for the superior to see what changed."""

from datetime import timedelta

from django.db.models import Max

from identity.actors import Actor
from kernel import clock
from kernel.transactions import atomic
from oversight.models import PeriodReport
from oversight.models.period_report import PeriodReportQuerySet
from oversight.rules.forms import set_of
from oversight.rules.report_periods import ReportPeriod
from tenants.reports.queries.computing import cells_of, lists_of

#: Days after the end of a period; then its figures are history.
RECOUNTED_FOR = 400


def recount_sent(*, actor: Actor) -> int:
    """Count the submitted reports of the active unit once more, each in a transaction of its own. Returns how many."""
    keys = list(_of_interest().of_unit(actor.unit.id).values_list("pk", flat=True))
    for key in keys:
        _recount(PeriodReport.objects.get(pk=key))
    return len(keys)


def units_to_recount() -> list[int]:
    """The units with submitted reports that are still of interest; one query over the country."""
    found = _of_interest().values("unit_id").annotate(last=Max("last")).order_by("unit_id")
    return [row["unit_id"] for row in found]


@atomic
def _recount(report: PeriodReport) -> None:
    forms, period = set_of(report.form_set), ReportPeriod.parse(report.period)
    cells = cells_of(lists_of(forms, period, report.first, report.last), forms)
    PeriodReport.objects.filter(pk=report.pk).update(recounted=cells, recounted_at=clock.now())


def _of_interest() -> PeriodReportQuerySet:
    return PeriodReport.objects.current().sent().filter(last__gte=clock.today() - timedelta(days=RECOUNTED_FOR))
