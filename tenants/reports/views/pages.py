"""A unit's own reports: the year, one of them, the list behind a cell, what changed since."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from identity.access import ActorRequest, actor_required
from identity.actors import Actor
from identity.permissions import Permission
from kernel import clock
from kernel.errors import InvalidTransition
from kernel.sheets import sheet_response
from oversight.models import PeriodReport, ReportStatus
from oversight.queries import kinds
from oversight.rules.forms import Form, set_of
from registry import tree
from tenants.reports import policies
from tenants.reports.models import Report
from tenants.reports.queries.comparing import comparison
from tenants.reports.queries.copies import last_sent
from tenants.reports.queries.drilling import address, drill, kind_label
from tenants.reports.queries.listing import own_reports, versions_of
from tenants.reports.queries.once_each import once_each
from tenants.reports.queries.page import ReportPage, report_page, road
from tenants.reports.views.sheets import REPORT_SHEETS, report_rows
from tenants.reports.views.step import name_of

ROWS = 100
#: The step that comes next at each point is the primary button.
NEXT = ("snapshot", "consolidate", "sign", "submit")
LABELS = ("snapshot", "consolidate", "sign", "submit", "take_back", "ask_reopening", "accept", "lock", "reopen")


@require_GET
@actor_required()
def report_list(request: ActorRequest) -> HttpResponse:
    """``/desk/reports/?year=``: what the unit owes and sent."""
    policies.require_reader(request.actor)
    this = clock.today().year
    given = request.GET.get("year", "")
    year = int(given) if given.isdigit() and 2000 <= int(given) <= 2100 else this
    lines = own_reports(request.actor, year)
    context = {
        "lines": lines,
        "year": year,
        "years": [this + 1, this, this - 1, this - 2],
        "missing": sum(one.is_missing for one in lines),
        "tab": "own",
        **tabs(request.actor),
    }
    return render(request, "reports/list.html", context)


@require_GET
@actor_required()
def report(request: ActorRequest, report_id: UUID) -> HttpResponse:
    """``/desk/reports/<id>/?form=``: one form at a time, what is wrong, the steps."""
    actor = request.actor
    policies.require_reader(actor)
    found = policies.get_report(actor, report_id)
    shown = report_page(found)
    form = _form(shown, request.GET.get("form", ""))
    steps = {verb: policies.may(actor, verb, found) for verb in LABELS}
    possible = [verb for verb in LABELS if steps[verb].ok and (verb != "consolidate" or shown.below.current)]
    context = {
        "report": found,
        "shown": shown,
        "form": form,
        "rows": shown.rows(form),
        "typed_columns": sorted((one for one in form.columns if one.is_typed), key=lambda one: one.why),
        "road": road(found),
        "steps": possible,
        "first": next((verb for verb in NEXT if verb in possible and not _done(verb, shown)), ""),
        "why_not": [
            verdict.reason for verb, verdict in steps.items() if verb in NEXT and verdict.code == "window_open"
        ],
        "may_fill": policies.may(actor, "fill", found).ok,
        "may_comment": policies.may(actor, "comment", found).ok and not shown.is_live,
        "may_export": actor.may(Permission.REPORT_PREPARE) or actor.may(Permission.OVERSIGHT_EXPORT),
        "has_below": bool(shown.below.current),
        "has_copy": found.superior_id is not None
        and (found.status == ReportStatus.SIGNED or last_sent(found) is not None),
        "versions": versions_of(found),
        "name": name_of(found),
    }
    return render(request, "reports/page.html", context)


@require_GET
@actor_required()
def cell(request: ActorRequest, report_id: UUID, slug: str, no: int) -> HttpResponse:
    """The list behind one cell: adds up to the figure."""
    policies.require_reader(request.actor)
    found = policies.get_report(request.actor, report_id)
    shown, form = _opened(found, slug, no)
    page = Paginator(shown.items, ROWS).get_page(request.GET.get("page"))
    context = {
        "report": found,
        "form": form,
        "drill": shown,
        "page": page,
        "rows": [(kind_label(one.what), one, address(one)) for one in page.object_list],
        "may_export": request.actor.may(Permission.REPORT_PREPARE) or request.actor.may(Permission.OVERSIGHT_EXPORT),
        "name": name_of(found),
    }
    return render(request, "reports/cell.html", context)


@require_GET
@actor_required()
def cell_sheet(request: ActorRequest, report_id: UUID, slug: str, no: int, kind: str) -> HttpResponse:
    """The same as xlsx or csv."""
    actor = request.actor
    policies.require_reader(actor)
    found = policies.get_report(actor, report_id)
    _require_export(actor)
    if kind not in REPORT_SHEETS:
        raise Http404
    shown, form = _opened(found, slug, no)
    return sheet_response(
        f"{form.slug}-cot-{no}-{found.period}",
        kind,
        [_("Loại"), _("Nội dung"), _("Ngày"), _("Tính vào số liệu")],
        [[kind_label(one.what), one.label, one.on, one.n] for one in shown.items],
    )


@require_GET
@actor_required()
def report_sheet(request: ActorRequest, report_id: UUID, slug: str, kind: str) -> HttpResponse:
    """One form as a sheet, in the official order of columns."""
    actor = request.actor
    policies.require_reader(actor)
    found = policies.get_report(actor, report_id)
    _require_export(actor)
    if kind not in REPORT_SHEETS:
        raise Http404
    shown = report_page(found)
    form = shown.forms.at(slug)
    heads, rows = report_rows(form, _lines(shown, actor), shown.row)
    return sheet_response(f"{form.slug}-{found.period}", kind, heads, rows)


@require_GET
@actor_required()
def report_print(request: ActorRequest, report_id: UUID) -> HttpResponse:
    """All forms on paper, across, in the official order of columns; typed figures are marked."""
    policies.require_reader(request.actor)
    found = policies.get_report(request.actor, report_id)
    shown = report_page(found)
    tables = [
        (form, [(name, shown_cells(form, cells)) for name, cells in _lines(shown, request.actor)], _typed(shown, form))
        for form in shown.forms.forms
    ]
    context = {"report": found, "shown": shown, "tables": tables, "name": name_of(found)}
    return render(request, "reports/print.html", context)


@require_GET
@actor_required()
def difference(request: ActorRequest, report_id: UUID) -> HttpResponse:
    """What the unit's rows say today beside what was closed; what later submissions changed."""
    policies.require_reader(request.actor)
    found = policies.get_report(request.actor, report_id)
    row = _row(found)
    context = {"report": found, "row": row, "compared": comparison(found, row), "name": name_of(found)}
    return render(request, "reports/difference.html", context)


@require_GET
@actor_required()
def consolidated(request: ActorRequest, report_id: UUID) -> HttpResponse:
    """Who was added up and who is missing, the official sum and each matter once, side by side."""
    actor = request.actor
    policies.require_reader(actor)
    found = policies.get_report(actor, report_id)
    shown = report_page(found)
    form = _form(shown, request.GET.get("form", ""))
    included = {one["id"] for one in shown.row.included} if shown.row else set()
    below = shown.below
    context = {
        "report": found,
        "shown": shown,
        "form": form,
        "rows": shown.rows(form),
        "lines": [(one, tree.get(one.unit_id), str(one.pk) in included) for one in below.current],
        "missing": [tree.get(one.unit_id) for one in below.missing],
        "once": [(kinds.label(one.kind), one) for one in once_each(found.unit_id, found.first, found.last)],
        "may_consolidate": policies.may(actor, "consolidate", found).ok,
        "name": name_of(found),
    }
    return render(request, "reports/consolidated.html", context)


def tabs(actor: Actor) -> dict[str, Any]:
    """Which halves of the room this person has."""
    has_below = actor.may(Permission.OVERSIGHT_VIEW) and bool(tree.children(actor.unit.id))
    return {"reads_own": any(actor.may(one) for one in policies.READERS), "reads_below": has_below}


def shown_cells(form: Form, cells: Any) -> list[Any]:
    """The figures of a form in the official order; a column of words is left to the row."""
    return [(one, cells.get(form.code, {}).get(str(one.no)) if one.is_figure else None) for one in form.columns]


def _lines(shown: ReportPage, actor: Actor) -> list[tuple[str, Any]]:
    lines = [(actor.unit.name, shown.own)]
    return [*lines, (_("Toàn địa bàn"), shown.shown_total)] if shown.has_total else lines


def _typed(shown: ReportPage, form: Form) -> list[tuple[int, str]]:
    typed = shown.row.typed.get(form.code, {}) if shown.row else {}
    return sorted((int(no), str(one["source"])) for no, one in typed.items())


def _form(shown: ReportPage, slug: str) -> Form:
    return next((one for one in shown.forms.forms if one.slug == slug), shown.forms.forms[0])


def _opened(found: PeriodReport, slug: str, no: int) -> tuple[Any, Form]:
    form = set_of(found.form_set, found.first).at(slug)
    return drill(found, form.code, no), form


def _row(found: PeriodReport) -> Report:
    row: Report | None = Report.objects.filter(pk=found.pk).select_related("document").first()
    if row is None:
        raise InvalidTransition("no_snapshot", _("Chưa chốt số liệu của kỳ này."))
    return row


def _require_export(actor: Actor) -> None:
    if not actor.may(Permission.OVERSIGHT_EXPORT):
        actor.require(Permission.REPORT_PREPARE)


def _done(verb: str, shown: ReportPage) -> bool:
    """Possible again, but no longer what comes next."""
    if verb == "snapshot":
        return not shown.is_live
    if verb == "consolidate":
        return shown.has_total or not shown.below.current
    if verb == "sign":
        return bool(shown.empty or shown.unexplained)
    return False
