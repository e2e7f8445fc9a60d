"""The words of a report: drafted from its figures until somebody rewrites them."""

from collections.abc import Collection

from oversight.models import PeriodReport
from tenants.reports.models import Report
from tenants.reports.queries.earlier import same_period_last_year
from tenants.reports.queries.totals import total_of
from tenants.reports.rules.narrative import Figures, Section, drafted
from tenants.reports.rules.withholding import sent_narrative


def narrative_of(public: PeriodReport, row: Report) -> list[Section]:
    """What the unit wrote; else the outline of form 02 with the figures of this moment. Empty for periods of forms alone."""
    if row.narrative:
        return list(row.narrative)
    if row.window.kind not in row.forms.narrated:
        return []
    return drafted(row.form_set, figures_of(public, row))


def narrative_without(public: PeriodReport, row: Report, hidden: Collection[tuple[str, int]]) -> list[Section]:
    """The same for a reader who may not know some cells."""
    return sent_narrative(narrative_of(public, row), row.form_set, figures_of(public, row), hidden)


def figures_of(public: PeriodReport, row: Report) -> Figures:
    """What the words of a report speak of."""
    return Figures(total_of(row), same_period_last_year(public))
