"""Citizens who went above their level: figures by home unit and level reached, and the arrivals behind them, counts only."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from identity.access import ActorRequest, actor_required
from identity.permissions import Permission
from kernel import clock
from kernel.sheets import Cell, sheet_response
from oversight.models import ArrivalCard
from oversight.policies import visible_unit
from oversight.queries.over_level import REACHED, OverLevelRow, arrivals_under, rows_under
from oversight.rules.periods import Period, offered
from oversight.views.showing import urging_address
from registry import tree
from registry.info import UnitInfo

ROWS, MOST = 50, 5000
"""Arrivals a page, and in one sheet."""


@require_GET
@actor_required(Permission.OVERSIGHT_VIEW)
def over_level(request: ActorRequest, key: str | None = None) -> HttpResponse:
    """The units below with their subtrees, then the arrivals of the period; constant queries."""
    viewed = visible_unit(request.actor, key)
    context = _context(request, viewed)
    shown = Paginator(arrivals_under(viewed, context["period"]), ROWS).get_page(request.GET.get("page"))
    context |= {
        "page": shown,
        "arrivals": [_named(card) for card in shown.object_list],
        "is_below": viewed != request.actor.unit,
        "may_export": request.actor.may(Permission.OVERSIGHT_EXPORT),
        "urging": urging_address() if request.actor.may(Permission.OVERSIGHT_URGE) else "",
        "offered": offered(clock.today()),
    }
    return render(request, "oversight/over_level.html", context)


@require_GET
@actor_required(Permission.OVERSIGHT_VIEW)
def over_level_print(request: ActorRequest, key: str) -> HttpResponse:
    """The figures on A4."""
    viewed = visible_unit(request.actor, key)
    return render(request, "oversight/over_level_print.html", _context(request, viewed))


@require_GET
@actor_required(Permission.OVERSIGHT_EXPORT)
def over_level_export(request: ActorRequest, key: str) -> HttpResponse:
    """The figures, or with ``?list=1`` the arrivals, as a sheet."""
    viewed, period = visible_unit(request.actor, key), _period(request)
    kind = request.GET.get("format", "xlsx")
    if request.GET.get("list"):
        columns, rows = _arrivals_sheet(viewed, period)
    else:
        columns, rows = _figures_sheet(viewed, period)
    return sheet_response(f"vuot-cap-{viewed.key}-{period.code}", kind, columns, rows)


def _context(request: ActorRequest, viewed: UnitInfo) -> dict[str, Any]:
    period = _period(request)
    whole, rows = rows_under(viewed, period)
    return {
        "viewed": viewed,
        "period": period,
        "whole": whole,
        "rows": [(row, _address(row.unit, period)) for row in rows],
        "levels": REACHED,
        "crumbs": _crumbs(request, viewed, period),
        "now": clock.now(),
    }


def _named(card: ArrivalCard) -> dict[str, Any]:
    return {
        "card": card,
        "home": tree.get(card.home_unit),
        "host": tree.get(card.host_unit),
        "is_late": card.is_late(clock.now()),
    }


def _period(request: HttpRequest) -> Period:
    return Period.parse(request.GET.get("period") or str(clock.today().year))


def _address(unit: UnitInfo, period: Period) -> str:
    below = tree.children(unit.id)
    return f"{reverse('oversight:unit-over-level', args=[unit.key])}?period={period.code}" if below else ""


def _crumbs(request: ActorRequest, viewed: UnitInfo, period: Period) -> list[tuple[str, str]]:
    """From the own unit down to the one above the viewed."""
    own = request.actor.unit
    if viewed == own:
        return [(_("Giám sát"), reverse("oversight:board"))]
    path = [unit for unit in tree.ancestors(viewed.id) if unit == own or tree.is_under(unit.id, own.id)]
    return [(unit.name, _address(unit, period)) for unit in reversed(path)]


def _figures_sheet(viewed: UnitInfo, period: Period) -> tuple[list[str], list[list[Cell]]]:
    columns = [_("Mã"), _("Đơn vị")]
    for level in REACHED:
        columns += [f"{level.label}: {_('lượt')}", f"{level.label}: {_('người')}"]
    columns += [_("Tổng lượt"), _("Tổng số người"), _("Lượt lặp lại"), _("Đoàn đông người"), _("Đoàn lớn nhất")]
    whole, rows = rows_under(viewed, period)
    return columns, [_cells(row) for row in (*rows, whole)]


def _cells(row: OverLevelRow) -> list[Cell]:
    cells: list[Cell] = [row.unit.code, row.unit.name]
    for _level, count in row.cells:
        cells += [count.arrivals, count.persons]
    total = row.sum
    return [*cells, total.arrivals, total.persons, total.repeated, total.crowds, total.largest]


def _arrivals_sheet(viewed: UnitInfo, period: Period) -> tuple[list[str], list[list[Cell]]]:
    columns = [
        _("Lúc"), _("Công dân của"), _("Nơi đến"), _("Cấp đến"), _("Số người"), _("Đại diện được tiếp"), _("Lần thứ"),
        _("Trạng thái"), _("Đề nghị có mặt trước"), _("Địa phương trả lời"), _("Cán bộ được cử"), _("Bàn giao"), _("Kết thúc"),
        _("Kết quả"),
    ]  # fmt: skip
    rows: list[list[Cell]] = [
        [
            card.arrived_at, tree.get(card.home_unit).full_name, tree.get(card.host_unit).full_name,
            str(card.get_level_reached_display()), card.person_count, card.representatives, card.occurrence,
            str(card.get_status_display()), card.asked_until, card.answered_at, card.officer_count, card.handed_over_at,
            card.ended_at, str(card.get_result_display()),
        ]
        for card in arrivals_under(viewed, period)[:MOST]
    ]  # fmt: skip
    return columns, rows
