"""Reports of the same unit that a page compares with."""

from oversight.models import PeriodReport
from oversight.rules.report_cells import Cells
from oversight.rules.report_periods import ReportPeriod


def same_period_last_year(row: PeriodReport) -> Cells | None:
    """The total of the same period a year earlier, as it was submitted last."""
    before = ReportPeriod.parse(row.period).year_before
    if before is None:
        return None
    found = (
        PeriodReport.objects.of_unit(row.unit_id)
        .sent()
        .filter(form_set=row.form_set, period=before.code, forms_version=row.forms_version)
        .order_by("-no")
        .first()
    )
    cells: Cells | None = found.total if found else None
    return cells
