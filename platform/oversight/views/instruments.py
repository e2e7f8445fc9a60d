"""The matrix of plans and instruments: which unit has issued what, with number and date."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from identity.access import ActorRequest, actor_required
from identity.permissions import Permission
from kernel.sheets import sheet_response
from oversight.queries.duty_board import units_under
from oversight.queries.instruments import KINDS, instrument_rows, issued_by_kind
from oversight.views import showing
from oversight.views.asking import Question, question
from oversight.views.duties import MOST_ROWS


@require_GET
@actor_required(Permission.OVERSIGHT_VIEW)
def matrix(request: ActorRequest, key: str) -> HttpResponse:
    """Those that lack most first; directly below or all levels down. Constant queries."""
    asked = question(request, request.actor, key)
    units, lacking = _units(asked), _lacking(request)
    rows, found = instrument_rows(
        units, asked.line, asked.year, lacking=lacking, offset=(asked.page - 1) * asked.size, limit=asked.size
    )
    issued = issued_by_kind(units, asked.line, asked.year)
    context = {
        **showing.around(request, asked, "instruments"),
        "rows": [(row, asked.address("instruments", row.unit, depth="") if row.has_children else "") for row in rows],
        "kinds": [(kind, issued.get(kind.value, 0)) for kind in KINDS],
        "units": len(units),
        "lacking": lacking,
        "page": Paginator(range(found), asked.size).get_page(asked.page),
        "exports": showing.exports(request, asked, "instruments-export", lacking=lacking),
    }
    return render(request, "oversight/instruments.html", context)


@require_GET
@actor_required(Permission.OVERSIGHT_EXPORT)
def export_matrix(request: ActorRequest, key: str) -> HttpResponse:
    """The same as a sheet: number and date of each paper."""
    asked = question(request, request.actor, key)
    rows, _found = instrument_rows(_units(asked), asked.line, asked.year, lacking=_lacking(request), limit=MOST_ROWS)
    heads = [words for kind in KINDS for words in (f"{kind.label}: {_('số')}", f"{kind.label}: {_('ngày')}")]
    return sheet_response(
        f"van-ban-{asked.unit.key}-{asked.year}",
        request.GET.get("format", "xlsx"),
        [_("Mã"), _("Đơn vị"), *heads],
        [
            [
                row.unit.code,
                row.unit.name,
                *(
                    cell
                    for _kind, paper in row.papers
                    for cell in ((paper.number, paper.dated_on) if paper else ("", None))
                ),
            ]
            for row in rows
        ],
    )


def _units(asked: Question) -> list[int]:
    return [one.id for one in units_under(asked.unit, flat=asked.is_flat, level=asked.level, year=asked.year)]


def _lacking(request: ActorRequest) -> str:
    given = request.GET.get("lacking", "")
    return given if given in [kind.value for kind in KINDS] else ""
