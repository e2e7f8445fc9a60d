"""The duty board: matrix, ranking, the list behind a cell, and exports of them."""

from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from identity.access import ActorRequest, actor_required, see_other
from identity.permissions import Permission
from kernel.errors import Invalid
from kernel.sheets import sheet_response
from oversight.actions import saved_views as kept
from oversight.enums import TIMED, Figure
from oversight.models import Duty
from oversight.queries.duty_board import duty_board
from oversight.queries.duty_days import Item, Span, holders, items
from oversight.queries.saved_views import saved_views
from oversight.views import showing
from oversight.views.asking import ALL, Question, month_of, question
from registry import tree

#: More rows than any province has units; a sheet of the whole country stops here.
MOST_ROWS = 12_000


@require_GET
@actor_required(Permission.OVERSIGHT_VIEW)
def board(request: ActorRequest, key: str | None = None) -> HttpResponse:
    """Units by months with what is missing first; the unit's own row on top. Eight queries however many units there are."""
    asked = question(request, request.actor, key)
    shown = duty_board(asked.unit, asked.asked(), page=asked.page, size=asked.size)
    context = {
        **showing.around(request, asked),
        "board": shown,
        "own": showing.row(shown.own, asked) if shown.own else None,
        "rows": [showing.row(line, asked) for line in shown.lines],
        "page": showing.page_of(shown, asked),
        "views": [
            (one, f"{reverse('oversight:duties')}?{one.query}", reverse("oversight:forget-duty-view", args=[one.id]))
            for one in saved_views(request.actor)
        ],
    }
    return render(request, "oversight/duties.html", context)


@require_GET
@actor_required(Permission.OVERSIGHT_VIEW)
def ranking(request: ActorRequest, key: str) -> HttpResponse:
    """Who received in person on how much of what was owed; delegated days stand apart and add nothing."""
    asked = replace(question(request, request.actor, key), sort="ratio", standing="")
    shown = duty_board(asked.unit, asked.asked(), page=asked.page, size=asked.size)
    context = {
        **showing.around(request, asked, "duty-ranking"),
        "board": shown,
        "rows": [(line, asked.address(unit=line.unit) if line.has_children else "") for line in shown.lines],
        "page": showing.page_of(shown, asked),
    }
    return render(request, "oversight/duty_ranking.html", context)


@require_GET
@actor_required(Permission.OVERSIGHT_VIEW)
def print_board(request: ActorRequest, key: str) -> HttpResponse:
    """The matrix on A4 across, up to 200 units a print."""
    asked = question(request, request.actor, key)
    shown = duty_board(asked.unit, asked.asked(), size=ALL)
    context = {
        **showing.around(request, asked),
        "board": shown,
        "own": showing.row(shown.own, asked) if shown.own else None,
        "rows": [showing.row(line, asked) for line in shown.lines],
        "back": asked.address(),
    }
    return render(request, "oversight/duties_print.html", context)


@require_GET
@actor_required(Permission.OVERSIGHT_EXPORT)
def export_board(request: ActorRequest, key: str) -> HttpResponse:
    """The matrix with the sums of the year as a sheet; the ranking's order where it is asked for."""
    asked = question(request, request.actor, key)
    shown = duty_board(asked.unit, asked.asked(), size=MOST_ROWS)
    months = [f"{month:%m/%Y}" for month, _cell in shown.months]
    columns = [_("Mã"), _("Đơn vị"), _("Xếp hạng"), _("Phải tiếp"), _("Trực tiếp"), _("Ủy quyền"), _("Không tiếp")]
    if asked.figure not in (Figure.RECEPTION, Figure.CONFERENCE):
        columns = [_("Mã"), _("Đơn vị"), _("Xếp hạng"), _("Đến hạn"), _("Đúng hạn"), _("Muộn"), _("Chưa làm")]
    own = [shown.own] if shown.own else []
    return sheet_response(
        f"nghia-vu-{asked.figure.value}-{asked.unit.key}-{asked.year}",
        request.GET.get("format", "xlsx"),
        [*columns, _("Thiếu"), _("Tỷ lệ phần trăm"), _("Thiếu từ tháng"), *months],
        [showing.sheet_row(line, asked) for line in [*own, *shown.lines]],
    )


@require_GET
@actor_required(Permission.OVERSIGHT_VIEW)
def days(request: ActorRequest, key: str) -> HttpResponse:
    """The list behind a cell: dates, what became of them, reasons; no citizen."""
    asked, span, found = _listed(request, key)
    context = {
        **showing.around(request, asked),
        "span": span,
        "items": found,
        "holders": _holders(asked, span),
        "exports": showing.exports(request, asked, "duty-days-export", period=request.GET.get("period", "")),
        "back": asked.address(unit=tree.parent(asked.unit.id) if asked.is_below else None),
        "period": request.GET.get("period", ""),
    }
    return render(request, "oversight/duty_days.html", context)


@require_GET
@actor_required(Permission.OVERSIGHT_EXPORT)
def export_days(request: ActorRequest, key: str) -> HttpResponse:
    """The same list as a sheet."""
    asked, span, found = _listed(request, key)
    return sheet_response(
        f"danh-sach-{asked.figure.value}-{asked.unit.key}-{span.first:%Y-%m}",
        request.GET.get("format", "xlsx"),
        [_("Ngày"), _("Trạng thái"), _("Ngày hoàn thành"), _("Ghi chú"), _("Người giữ chức vụ")],
        [[one.day, one.words, one.done_on, ", ".join(one.notes), one.holder] for one in found],
    )


@require_POST
@actor_required(Permission.OVERSIGHT_VIEW)
def keep_view(request: ActorRequest) -> HttpResponse:
    """Keep what the board shows under a name."""
    asked = question(request, request.actor, None)
    query = request.POST.get("query", "")
    try:
        kept.keep_view(request.POST.get("name", ""), query=showing.known(query), actor=request.actor)
    except Invalid as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, _("Đã lưu cách xem."))
    return see_other(f"{reverse('oversight:duties')}?{showing.known(query)}" if query else asked.address())


@require_POST
@actor_required(Permission.OVERSIGHT_VIEW)
def forget_view(request: ActorRequest, view_id: UUID) -> HttpResponse:
    """No longer kept."""
    kept.forget_view(view_id, actor=request.actor)
    messages.success(request, _("Đã xóa cách xem."))
    return see_other(reverse("oversight:duties"))


def _listed(request: ActorRequest, key: str) -> tuple[Question, Span, list[Item]]:
    asked = question(request, request.actor, key)
    month = month_of(request.GET)
    span = Span.of_month(month) if month else Span.of_year(asked.year)
    return asked, span, items(asked.unit, asked.figure, asked.line, span)


def _holders(asked: Question, span: Span) -> list[Duty]:
    # What has a date is owed by the office; only days and conferences belong to a person in office.
    if asked.figure in TIMED or asked.figure == Figure.DATABASE:
        return []
    return list(holders(asked.unit, asked.figure, asked.line, span))
