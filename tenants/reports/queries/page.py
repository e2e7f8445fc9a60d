"""One report as its page shows it: where it stands, each form column by column, what is wrong, what was said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kernel import clock
from oversight.models import PeriodReport, ReportStatus
from oversight.rules.forms import Column, Form, FormSet, Origin, set_of
from oversight.rules.hidden_cells import shown
from oversight.rules.report_cells import Cells, Number, Problem, complete, figure, missing, problems
from oversight.rules.report_periods import ReportPeriod
from registry import tree
from registry.info import UnitInfo
from tenants.reports.models import Report
from tenants.reports.queries.computing import cells_of, lists_of
from tenants.reports.queries.totals import Below, reports_below, total_of
from tenants.reports.queries.wording import narrative_of


@dataclass(frozen=True, slots=True)
class CellRow:
    """One column of a form as a line of the page. ``is_hidden``: a figure the reader may not know."""

    column: Column
    value: Number | None
    total: Number | None = None
    typed: Mapping[str, Any] | None = None
    words: str = ""
    wrong: Sequence[Problem] = ()
    remarks: Sequence[Mapping[str, object]] = ()
    comments: Sequence[Mapping[str, object]] = ()
    is_hidden: bool = False
    hides_total: bool = False

    @property
    def is_missing(self) -> bool:
        return self.column.is_figure and self.value is None and not self.is_hidden

    @property
    def has_list(self) -> bool:
        """A counted figure opens its list; a sum opens those of its parts."""
        return self.column.origin in (Origin.COMPUTED, Origin.SUM)

    @property
    def rule(self) -> str:
        """How the figure follows from others: "5+11+17", "cột 6 biểu 02/XLD"."""
        if self.column.same is not None:
            return f"{self.column.same[0]}.{self.column.same[1]}"
        return "+".join(str(no) for no in self.column.parts)


@dataclass(frozen=True)
class ReportPage:
    """A report of the unit itself. ``row`` is None while the figures still grow: then ``own`` is counted now."""

    public: PeriodReport
    row: Report | None
    forms: FormSet
    period: ReportPeriod
    own: Cells
    total: Cells
    wrong: Sequence[Problem]
    empty: Sequence[tuple[Form, Column]]
    superior: UnitInfo | None
    below: Below
    narrative: Sequence[Mapping[str, str]] = ()
    explained: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_live(self) -> bool:
        return self.row is None

    @property
    def has_total(self) -> bool:
        """Were reports of units below added?"""
        return self.row is not None and self.row.below is not None

    @property
    def shown_total(self) -> Cells:
        """The total as a page shows it: while it would tell a commune's denunciations, without them."""
        return shown(self.total, self.hidden)

    @property
    def hidden(self) -> set[tuple[str, int]]:
        """Cells of the total that are not shown yet."""
        if not self.has_total or self.public.is_sent or not self.below.gives_away:
            return set()
        return {(form.code, one.no) for form in self.forms.forms for one in form.figures if one.holds_denunciations}

    @property
    def unexplained(self) -> list[Problem]:
        return [one for one in self.wrong if not one.is_open and one.key not in self.explained]

    def rows(self, form: Form) -> list[CellRow]:
        """The lines of one form."""
        return [self._row(form, column) for column in form.columns]

    def _row(self, form: Form, column: Column) -> CellRow:
        comments = self.row.comments if self.row else ()
        return CellRow(
            column,
            figure(self.own, form.code, column.no),
            figure(self.shown_total, form.code, column.no),
            self.row.typed_at(form.code, column.no) if self.row else None,
            self.row.texts.get(form.code, {}).get(str(column.no), "") if self.row else "",
            [one for one in self.wrong if one.form == form.code and one.no == column.no and not one.is_open],
            self.public.remarks_of(form.code, column.no),
            [one for one in comments if one["form"] == form.code and one["no"] == column.no],
            hides_total=(form.code, column.no) in self.hidden,
        )


def report_page(public: PeriodReport) -> ReportPage:
    """Everything the page of one report shows; a live one is counted now."""
    forms, period = set_of(public.form_set, public.first), ReportPeriod.parse(public.period)
    row = Report.objects.filter(pk=public.pk).select_related("document").first()
    if row is None:
        own = live_cells(public)
        total: Cells = own
    else:
        own, total = row.own, total_of(row)
    return ReportPage(
        public=public,
        row=row,
        forms=forms,
        period=period,
        own=own,
        total=total,
        wrong=problems(total, forms),
        empty=missing(own, forms),
        superior=tree.get(public.superior_id) if public.superior_id else None,
        below=reports_below(public),
        narrative=narrative_of(public, row) if row else (),
        explained=row.explained if row else {},
    )


def live_cells(public: PeriodReport) -> Cells:
    """The counted figures as the unit's own rows stand at this moment, what is typed left open."""
    forms = set_of(public.form_set, public.first)
    lists = lists_of(forms, ReportPeriod.parse(public.period), public.first, min(public.last, clock.today()))
    return complete(cells_of(lists, forms), forms)


STATIONS: tuple[ReportStatus, ...] = (
    ReportStatus.LIVE,
    ReportStatus.SNAPSHOT,
    ReportStatus.SIGNED,
    ReportStatus.SUBMITTED,
    ReportStatus.ACCEPTED,
    ReportStatus.LOCKED,
)


def road(public: PeriodReport) -> list[tuple[str, str, str]]:
    """The stations of a report: words, when, and ``done``, ``here`` or nothing."""
    at = {
        ReportStatus.SNAPSHOT: public.snapshot_at,
        ReportStatus.SIGNED: public.signed_at,
        ReportStatus.SUBMITTED: public.submitted_at,
        ReportStatus.ACCEPTED: public.accepted_at,
        ReportStatus.LOCKED: public.locked_at,
    }
    # A report that was returned stands where it can be changed: after the closing of its figures.
    here = ReportStatus.SNAPSHOT if public.status == ReportStatus.RETURNED else ReportStatus(public.status)
    place = STATIONS.index(here)
    return [
        (
            str(station.label),
            f"{clock.day_of(moment):%d/%m/%Y}" if (moment := at.get(station)) and index <= place else "",
            "here" if index == place else "done" if index < place else "",
        )
        for index, station in enumerate(STATIONS)
    ]
