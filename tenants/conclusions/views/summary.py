"""The half-year and year summary inside the unit: page, paper, file."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from identity import members
from identity.access import ActorRequest, actor_required
from identity.permissions import Permission as P
from kernel import clock, errors, sheets
from registry.levels import Line
from tenants.cases.views.papers import in_vietnamese
from tenants.cases.views.responses import page
from tenants.conclusions.queries.summary import BEFORE, Count, Summary, TopicCount, summary
from tenants.documents.enums import Capacity
from tenants.documents.queries.letterheads import stationery
from tenants.documents.rules import letterheads


@require_GET
@actor_required()
def summary_page(request: ActorRequest) -> HttpResponse:
    """``/desk/tasks/summary/?year=2026&period=half``."""
    shown = _summary(request)
    years = range(clock.today().year, clock.today().year - 5, -1)
    return page(request, "conclusions/summary.html", {"shown": shown, "years": years, "periods": list(BEFORE)})


@require_GET
@actor_required()
@in_vietnamese
def summary_print(request: ActorRequest) -> HttpResponse:
    """The same on paper, in the form of the reader's line; of who reads both, in the State's."""
    line = Line.PARTY if request.actor.lines == {Line.PARTY} else Line.GOVERNMENT
    head = stationery(line).head
    signer = next((one for one in members.heads(request.actor.unit.id) if one.line in (line, Line.BOTH)), None)
    context = {
        "shown": _summary(request),
        "line": line.value,
        "head": head,
        "day": clock.today(),
        "titles": letterheads.block(line, Capacity.TM, head.collective, head.head_title, head.head_title),
        "signer": signer.account.full_name if signer else "",
    }
    return render(request, "official/conclusions_summary.html", context)


@require_GET
@actor_required()
def summary_export(request: ActorRequest, kind: str) -> HttpResponse:
    """The same as xlsx or csv."""
    if kind not in ("xlsx", "csv"):
        raise Http404
    shown = _summary(request)
    columns = [
        _("Tổng hợp theo"), _("Tên"), _("Nội dung được giao"), _("Đã hoàn thành"), _("trong đó trễ hạn"), _("Đang thực hiện"),
        _("Quá hạn"), _("Đã trả lời công dân"), _("Được gia hạn"), _("Ý kiến tại hội nghị"), _("Ý kiến đã có kết quả"),
    ]  # fmt: skip
    rows = [
        [words, *_cells(count)]
        for words, counts in (
            (_("Cơ quan chủ trì"), [*shown.by_body, shown.total]),
            (_("Hướng xử lý"), shown.by_route),
            (_("Chủ đề"), shown.by_topic),
        )
        for count in counts
    ]
    name = f"tong-hop-{shown.year}-{shown.period}-{request.actor.unit.key}"
    return sheets.sheet_response(name, kind, columns, rows)


def _summary(request: ActorRequest) -> Summary:
    actor = request.actor
    if not (actor.may(P.TASK_DIRECT) or actor.may(P.RECEPTION_ARRANGE) or actor.may(P.CONCLUSION_VIEW)):
        raise errors.NotPermitted("permission_missing", _("Bạn chưa được giao quyền xem tổng hợp kết luận."))
    today = clock.today()
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and 2000 <= int(asked) <= 2100 else today.year
    period = request.GET.get("period", "")
    return summary(actor, year, period if period in BEFORE else ("half" if today.month <= 6 else "year"))


def _cells(count: Count) -> list[sheets.Cell]:
    told: list[sheets.Cell] = [
        count.name, count.items, count.done, count.done_late, count.open, count.overdue, count.answered, count.extended
    ]  # fmt: skip
    return [*told, count.opinions, count.settled] if isinstance(count, TopicCount) else [*told, None, None]
