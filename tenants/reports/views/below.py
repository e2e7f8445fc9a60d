"""The superior's side: who has sent, one report with its hidden cells, return, acceptance, locking, two levels down."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from identity.access import ActorRequest, actor_required
from identity.permissions import Permission
from kernel import clock
from kernel.sheets import sheet_response
from oversight import policies
from oversight.models import PeriodReport, ReportStatus
from oversight.queries.reports import Sheet, changed_since, hidden_of, periods_below, sheet_of
from oversight.rules.forms import FormSet, set_of, sets
from oversight.rules.hidden_cells import shown
from oversight.rules.report_cells import figure
from oversight.rules.report_periods import ReportPeriod
from registry import tree
from tenants.reports.queries.copies import copies_of
from tenants.reports.queries.listing import versions_of
from tenants.reports.queries.page import CellRow
from tenants.reports.views.pages import tabs
from tenants.reports.views.step import name_of


@require_GET
@actor_required(Permission.OVERSIGHT_VIEW)
def below_list(request: ActorRequest) -> HttpResponse:
    """``/desk/reports/below/?set=&period=``: one line a unit, missing ones first."""
    actor = request.actor
    forms, period, periods = _asked(request)
    sheet = sheet_of(actor, forms, period) if period else None
    context = {
        "sheet": sheet,
        "forms": forms,
        "sets": _sets(request),
        "periods": periods,
        "period": period,
        "tab": "below",
        "may_decide": actor.may(Permission.REPORT_DECIDE) and forms.line in actor.lines,
        "lockable": sheet.counts[ReportStatus.ACCEPTED] if sheet else 0,
        "figures": _figures(sheet) if sheet else [],
        **tabs(actor),
    }
    return render(request, "reports/below.html", context)


@require_GET
@actor_required(Permission.OVERSIGHT_VIEW)
def supervision(request: ActorRequest) -> HttpResponse:
    """``/desk/reports/below/supervision/``: for the Standing Committee, two levels down: who reported and the main figures (S2-21)."""
    actor = request.actor
    forms, period, periods = _asked(request)
    sheet = sheet_of(actor, forms, period, two_levels=True) if period else None
    form = forms.forms[0]
    columns = [one for one in form.figures if not one.holds_denunciations]
    lines = [(one, _line_figures(one.report, form.code, columns)) for one in sheet.lines] if sheet else []
    lines.sort(key=lambda one: _place(one[0].unit.id, actor.unit.id))
    if request.GET.get("format") in ("xlsx", "csv") and sheet:
        actor.require(Permission.OVERSIGHT_EXPORT)
        rows = [
            [one.unit.code, one.unit.name, str(ReportStatus(one.report.status).label), one.report.due_on,
             clock.day_of(one.report.submitted_at) if one.report.submitted_at else None, *figures]
            for one, figures in lines
        ]  # fmt: skip
        heads = [_("Mã"), _("Đơn vị"), _("Trạng thái"), _("Hạn"), _("Ngày gửi")]
        return sheet_response(
            f"giam-sat-{forms.code.lower()}-{sheet.period.code}", request.GET["format"],
            [*heads, *(f"{one.no}. {one.group} {one.label}" for one in columns)], rows,
        )  # fmt: skip
    context = {
        "sheet": sheet,
        "form": form,
        "forms": forms,
        "sets": _sets(request),
        "periods": periods,
        "period": period,
        "columns": columns,
        "lines": lines,
        "figures": _figures(sheet) if sheet else [],
        "tab": "supervision",
        "may_export": actor.may(Permission.OVERSIGHT_EXPORT),
        **tabs(actor),
    }
    return render(request, "reports/supervision.html", context)


@require_GET
@actor_required(Permission.OVERSIGHT_VIEW)
def below_report(request: ActorRequest, report_id: UUID) -> HttpResponse:
    """One report of a unit below; before it is sent only where it stands."""
    actor = request.actor
    found = policies.get_report_below(actor, report_id)
    forms = set_of(found.form_set, found.first)
    form = next((one for one in forms.forms if one.slug == request.GET.get("form", "")), forms.forms[0])
    hidden = hidden_of(actor, found)
    own, total = shown(found.own or {}, hidden), shown(found.total or {}, hidden)
    decides = policies.decides(actor, found)
    is_addressed = found.superior_id == actor.unit.id and found.submitted_at is not None
    context = {
        "report": found,
        "viewed": tree.get(found.unit_id),
        "forms": forms,
        "form": form,
        "period": ReportPeriod.parse(found.period),
        "has_figures": found.own is not None,
        "has_total": found.own != found.total,
        "hides": bool(hidden),
        "rows": [
            CellRow(
                one,
                figure(own, form.code, one.no),
                figure(total, form.code, one.no),
                remarks=found.remarks_of(form.code, one.no),
                is_hidden=(form.code, one.no) in hidden,
            )
            for one in form.figures
        ],
        "remarks": found.remarks,
        "is_addressed": is_addressed,
        "copies": copies_of(found) if is_addressed else [],
        "versions": [one for one in versions_of(found) if one.pk != found.pk],
        "changed": changed_since(found) if found.is_sent else [],
        "may_return": decides and found.status == ReportStatus.SUBMITTED,
        "may_lock": decides and found.status == ReportStatus.ACCEPTED,
        "may_reopen": decides and found.status == ReportStatus.LOCKED and found.is_current
        and found.reopening_asked_at is not None,
        "name": name_of(found),
    }  # fmt: skip
    return render(request, "reports/below_page.html", context)


def _asked(request: ActorRequest) -> tuple[FormSet, ReportPeriod | None, list[ReportPeriod]]:
    mine = _sets(request)
    forms = next((one for one in mine if one.code == request.GET.get("set")), mine[0] if mine else sets()[0])
    periods = periods_below(request.actor, forms)
    given, today = request.GET.get("period", ""), clock.today()
    chosen = next((one for one in periods if one.code == given), None)
    # Unless told: the period that was closed last.
    over = next((one for one in periods if one.last < today), periods[0] if periods else None)
    return forms, chosen or over, periods


def _sets(request: ActorRequest) -> list[FormSet]:
    return [one for one in sets() if one.line in request.actor.lines]


def _figures(sheet: Sheet) -> list[tuple[str, int, bool]]:
    sent = sum(sheet.counts[one] for one in (ReportStatus.SUBMITTED, ReportStatus.ACCEPTED, ReportStatus.LOCKED))
    return [
        (_("đơn vị phải báo cáo"), len(sheet.lines), False),
        (_("đã gửi"), sent, False),
        (_("đã khóa"), sheet.counts[ReportStatus.LOCKED], False),
        (_("bị trả lại"), sheet.counts[ReportStatus.RETURNED], False),
        (_("gửi muộn"), sheet.late, False),
        (_("quá hạn chưa gửi"), sheet.missing, bool(sheet.missing)),
    ]


def _line_figures(report: PeriodReport, form: str, columns: list[Any]) -> list[Any]:
    cells = report.total if report.is_sent and report.total else {}
    return [figure(cells, form, one.no) for one in columns]


def _place(unit_id: int, top: int) -> list[str]:
    """Units below a unit follow it."""
    above = [one.code for one in reversed(tree.ancestors(unit_id)) if tree.is_under(one.id, top)]
    return [*above, tree.get(unit_id).code]
