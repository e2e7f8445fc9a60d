"""The register of outgoing documents: on the screen, as xlsx, on paper; and what waits for the signer."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from identity.access import ActorRequest, actor_required
from identity.actors import Actor
from identity.permissions import Permission as P
from kernel import clock, sheets
from kernel.errors import NotPermitted
from kernel.journal import events
from registry.levels import Line
from tenants.documents.enums import DocumentStatus
from tenants.documents.forms.documents import FilterForm
from tenants.documents.queries import letterheads, register
from tenants.documents.queries.register import Filters, document_list, document_rows
from tenants.documents.rules.letterheads import Letterhead

ROWS = 50
MOST = 5000
"""Rows of one print or file; a unit's register of a year stays below."""
READERS = (P.DOCUMENT_VIEW, P.DOCUMENT_DRAFT, P.DOCUMENT_SIGN, P.DOCUMENT_ISSUE)


@dataclass(frozen=True, slots=True)
class Chip:
    """A quick filter with how many it shows."""

    label: str
    query: str
    is_on: bool
    count: int


def require_reader(actor: Actor) -> None:
    """Who has to do with documents at all."""
    if not any(actor.may(right) for right in READERS):
        actor.require(P.DOCUMENT_VIEW)


@require_safe
@actor_required()
def register_page(request: ActorRequest) -> HttpResponse:
    """``/desk/documents/``: 50 rows a page, the same number of queries for one row and for fifty."""
    actor = request.actor
    require_reader(actor)
    form = FilterForm(request.GET)
    shown = Paginator(document_list(actor, form.filters()), ROWS).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": shown,
        "rows": document_rows(actor, list(shown.object_list)),
        "chips": _chips(actor, form),
        "query": _query(form.filters()),
        "may_draft": actor.may(P.DOCUMENT_DRAFT),
        "may_file": actor.may(P.DOCUMENT_ISSUE),
        "tab": "register",
    }
    fragment = "documents/register.html#region" if getattr(request, "htmx", False) else "documents/register.html"
    response = render(request, fragment, context)
    response["Vary"] = "HX-Request"
    return response


@require_safe
@actor_required(P.DOCUMENT_VIEW)
def export(request: ActorRequest) -> HttpResponse:
    """The register as xlsx, with the filters of the page; who took it stands in the unit's log."""
    actor = request.actor
    filters = FilterForm(request.GET).filters()
    documents = list(document_list(actor, filters)[:MOST])
    named = [name for name in Filters.__slots__ if getattr(filters, name)]
    events.record("documents_exported", actor=actor, is_internal=True, rows=len(documents), filters=named)
    columns = [
        _("Số, ký hiệu"), _("Ngày văn bản"), _("Loại văn bản"), _("Trích yếu"), _("Người ký"), _("Chức vụ"),
        _("Nơi nhận"), _("Kênh"), _("Trạng thái"), _("Lý do thu hồi"), _("Mã băm bản PDF"),
    ]  # fmt: skip
    rows: list[list[sheets.Cell]] = [
        [
            one.symbol,
            one.dated_on,
            str(one.get_kind_display()),
            one.title,
            one.signer_name,
            one.signer_title,
            "; ".join(str(to.get("name", "")) for to in one.recipients),
            str(one.get_line_display()),
            str(one.get_status_display()),
            one.withdrawn_reason,
            one.pdf_digest,
        ]
        for one in documents
    ]
    return sheets.sheet_response(f"so-van-ban-di-{actor.unit.key}-{clock.today():%Y%m%d}", "xlsx", columns, rows)


@require_safe
@actor_required(P.DOCUMENT_VIEW)
def print_page(request: ActorRequest) -> HttpResponse:
    """The register on A4 in the columns of Decree 30/2020, annex IV; one line at a time has one head."""
    actor = request.actor
    form = FilterForm(request.GET)
    filters = form.filters()
    default = Line.GOVERNMENT if Line.GOVERNMENT in actor.lines else Line.PARTY
    line = Line(filters.line) if filters.line else default
    documents = list(document_list(actor, replace(filters, line=line.value))[:MOST])
    documents.reverse()
    context = {
        "documents": documents,
        "line": line,
        "head": letterheads.stationery(line).head,
        "today": clock.today(),
        "year": filters.year,
        "back": f"?{_query(filters)}",
    }
    with translation.override("vi"):
        return render(request, "documents/register_print.html", context)


@require_safe
@actor_required(P.DOCUMENT_SIGN)
def queue(request: ActorRequest) -> HttpResponse:
    """What waits for a signature on the actor's lines; says which the actor may sign."""
    actor = request.actor
    waiting = list(register.to_sign(actor)[:200])
    heads = {line: letterheads.stationery(line).head for line in {one.line for one in waiting}}
    can: dict[tuple[str, str], bool] = {}
    rows = []
    for row in document_rows(actor, waiting):
        one = row.document
        key = (one.line, one.kind)
        if key not in can:
            can[key] = _can_sign(actor, *key, heads)
        rows.append((row, can[key]))
    context = {"rows": rows, "tab": "queue"}
    return render(request, "documents/queue.html", context)


def _can_sign(actor: Actor, line: str, kind: str, heads: dict[str, Letterhead]) -> bool:
    try:
        letterheads.signing_power(actor, line=line, kind=kind, head=heads[line])
    except NotPermitted:
        return False
    return True


def _chips(actor: Actor, form: FilterForm) -> list[Chip]:
    filters = form.filters()
    counts = register.status_counts(actor)
    issued = sum(
        counts.get(status, 0) for status in (DocumentStatus.SIGNED, DocumentStatus.FILED, DocumentStatus.WITHDRAWN)
    )
    offered = [
        ("", _("Đã phát hành"), issued),
        (DocumentStatus.DRAFT.value, _("Dự thảo"), counts.get(DocumentStatus.DRAFT, 0)),
        (DocumentStatus.TO_SIGN.value, _("Trình ký"), counts.get(DocumentStatus.TO_SIGN, 0)),
        (DocumentStatus.WITHDRAWN.value, _("Đã thu hồi"), counts.get(DocumentStatus.WITHDRAWN, 0)),
    ]
    return [
        Chip(label, _query(replace(filters, status=status)), filters.status == status, n)
        for status, label, n in offered
    ]


def _query(filters: Filters) -> str:
    return urlencode({name: value for name in Filters.__slots__ if (value := getattr(filters, name))})
