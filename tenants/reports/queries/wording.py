"""The words of a report: drafted from its figures until somebody rewrites them."""

from oversight.models import PeriodReport
from tenants.reports.models import Report
from tenants.reports.queries.earlier import same_period_last_year
from tenants.reports.queries.totals import total_of
from tenants.reports.rules.narrative import Figures, Section, drafted


def narrative_of(public: PeriodReport, row: Report) -> list[Section]:
    """What the unit wrote; else the outline of form 02 with the figures of this moment. Empty for periods of forms alone."""
    if row.narrative:
        return list(row.narrative)
    if row.window.kind not in row.forms.narrated:
        return []
    return drafted(row.form_set, Figures(total_of(row), same_period_last_year(public)))
