"""Reports of units below: who has sent, who is late or missing, and what a superior may read of one. A constant number of queries."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from identity.actors import Actor
from kernel import clock
from oversight.models import PeriodReport, ReportStatus
from oversight.policies import visible_reports
from oversight.rules.forms import FormSet, Origin, set_of
from oversight.rules.hidden_cells import hidden_cells
from oversight.rules.report_cells import Cells, Difference, differences
from oversight.rules.report_periods import ReportPeriod
from registry import tree
from registry.info import UnitInfo
from registry.levels import Level


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One unit's report of a period, and whether it came late or is missing today."""

    report: PeriodReport
    unit: UnitInfo
    is_missing: bool
    is_late: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """The units below for one form set and period. ``counts``: how many stand where; ``missing`` and ``late`` beside it."""

    forms: FormSet
    period: ReportPeriod
    lines: Sequence[ReportLine]
    counts: dict[str, int]
    missing: int
    late: int


def sheet_of(actor: Actor, forms: FormSet, period: ReportPeriod, *, two_levels: bool = False) -> Sheet:
    """The reports that units below owe for a period; ``two_levels``: also of the units below those. One query."""
    found = visible_reports(actor).current().filter(form_set=forms.code, period=period.code)
    if not two_levels:
        found = found.filter(superior_id=actor.unit.id)
    today = clock.today()
    lines = [ReportLine(one, tree.get(one.unit_id), one.is_missing(today), one.is_late) for one in found]
    lines.sort(key=lambda one: (not one.is_missing, one.unit.code))
    counts = Counter(one.report.status for one in lines)
    return Sheet(
        forms,
        period,
        lines,
        {status: counts[status] for status in ReportStatus.values},
        sum(one.is_missing for one in lines),
        sum(one.is_late for one in lines),
    )


def hidden_of(actor: Actor, report: PeriodReport) -> set[tuple[str, int]]:
    """The cells of one report below that the actor's unit may not know: small denunciation counts of a commune."""
    unit = tree.get(report.unit_id)
    if unit.level != Level.COMMUNE:
        return set()
    forms = set_of(report.form_set, report.first)
    if not ReportPeriod.parse(report.period).is_year:
        return hidden_on_paper(report)
    siblings = _totals(PeriodReport.objects.filter(superior_id=report.superior_id), report)
    communes = {key: cells for key, cells in siblings.items() if tree.get(key).level == Level.COMMUNE}
    above = report.superior_id
    own = _own(above, report) if above is not None else None
    found = hidden_cells(communes, forms, is_year=True, own_id=above if own else None, own=own)
    return found.get(unit.id, set())


def hidden_on_paper(report: PeriodReport) -> set[tuple[str, int]]:
    """The cells of a commune that hold denunciations: hidden whatever its siblings have, and on what is printed once and kept.

    A year's number that a page shows today is hidden there again when a sibling reports a small one; a paper could not be.
    """
    unit = tree.get(report.unit_id)
    if unit.level != Level.COMMUNE:
        return set()
    forms = set_of(report.form_set, report.first)
    return hidden_cells({unit.id: report.total or {}}, forms, is_year=False).get(unit.id, set())


def changed_since(report: PeriodReport) -> list[Difference]:
    """Counted figures of a unit's own work that its rows no longer give, as of ``recounted_at``.

    Of a commune nothing that holds denunciations: a small number could be told from a large one by the difference.
    """
    if report.recounted is None or report.own is None:
        return []
    kept_back = tree.get(report.unit_id).level == Level.COMMUNE
    return [
        one
        for one in differences(report.own, report.recounted, set_of(report.form_set))
        if one.column.origin == Origin.COMPUTED and not (kept_back and one.column.holds_denunciations)
    ]


def periods_below(actor: Actor, forms: FormSet) -> list[ReportPeriod]:
    """The periods for which units below owe anything, latest first."""
    codes = visible_reports(actor).filter(form_set=forms.code).values_list("period", flat=True).distinct()
    return sorted((ReportPeriod.parse(code) for code in codes), key=lambda one: (one.last, one.first), reverse=True)


def _totals(found: QuerySet[PeriodReport], report: PeriodReport) -> dict[int, Cells]:
    rows = found.filter(form_set=report.form_set, period=report.period, total__isnull=False).order_by("no")
    return {one.unit_id: one.total for one in rows if one.total is not None}


def _own(unit_id: int, report: PeriodReport) -> Cells | None:
    rows = PeriodReport.objects.of_unit(unit_id).filter(form_set=report.form_set, period=report.period).order_by("-no")
    row = rows.first()
    cells: Cells | None = row.own if row else None
    return cells
