"""The words of a report, drafted from its figures until somebody rewrites them, and the body of its paper."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from oversight.models import PeriodReport
from registry import tree
from tenants.reports.models import Report
from tenants.reports.queries.earlier import same_period_last_year
from tenants.reports.queries.totals import reports_below, total_of
from tenants.reports.rules import paper
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


def paper_body(
    public: PeriodReport,
    row: Report,
    *,
    narrative: Sequence[Section],
    texts: Mapping[str, Mapping[str, str]],
    notes: Sequence[str],
    hidden: Collection[tuple[str, int]] = (),
) -> dict[str, Any]:
    """The body of the report's paper with these words; ``hidden``: cells whose figures its reader may not know."""
    return paper.body(
        row.forms,
        narrative=narrative,
        own=row.own,
        total=total_of(row) if row.below is not None else None,
        typed=row.typed,
        texts=texts,
        notes=notes,
        missing=[tree.get(one.unit_id).name for one in reports_below(public).missing],
        span=f"{row.first:%d/%m/%Y} đến {row.last:%d/%m/%Y}",
        hidden=hidden,
    )
