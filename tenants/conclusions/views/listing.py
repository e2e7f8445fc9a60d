"""Lists of tasks and conclusions, on the page and as a file."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from identity.access import ActorRequest, actor_required
from identity.actors import Actor
from identity.permissions import Permission as P
from kernel import clock, errors, sheets
from kernel.journal import events
from tenants.cases.views.responses import page
from tenants.conclusions import policies
from tenants.conclusions.forms.listing import ME, TaskFilterForm
from tenants.conclusions.queries.lists import conclusion_list, conclusion_rows, task_list, task_rows
from tenants.conclusions.views import choices

ROWS = 50
MOST = 10_000
READERS = frozenset({P.CONCLUSION_VIEW, P.TASK_WORK, P.TASK_DIRECT, P.RECEPTION_VIEW, P.RECEPTION_RECORD})


@dataclass(frozen=True)
class Chip:
    """A quick filter: its words, its address, whether it is the one shown."""

    label: str
    query: str
    is_on: bool


def require_reader(actor: Actor) -> None:
    """Who has to do with tasks at all."""
    if not any(actor.may(one) for one in READERS):
        raise errors.NotPermitted("permission_missing", _("Bạn chưa được giao quyền xem kết luận, nhiệm vụ."))


def require_exporter(actor: Actor) -> None:
    """A list leaves the product with who directs or arranges, not with who observes."""
    if not actor.may(P.TASK_DIRECT) and not actor.may(P.RECEPTION_ARRANGE):
        raise errors.NotPermitted("permission_missing", _("Vai trò của bạn không xuất danh sách nhiệm vụ."))


@require_GET
@actor_required()
def task_list_page(request: ActorRequest) -> HttpResponse:
    """``/desk/tasks/``: 50 rows a page, the same number of queries for one row and for fifty."""
    actor = request.actor
    require_reader(actor)
    form = _form(request)
    shown = Paginator(task_list(actor, form.filters()), ROWS).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "form": form,
        "page": shown,
        "rows": task_rows(actor, list(shown.object_list)),
        "chips": _chips(actor, form),
        "query": request.GET.urlencode(),
        "may_export": actor.may(P.TASK_DIRECT) or actor.may(P.RECEPTION_ARRANGE),
        "is_observed": policies.only_observes(actor),
        "sees_conclusions": actor.may(P.CONCLUSION_VIEW) or actor.may(P.RECEPTION_VIEW),
    }
    return page(request, "conclusions/tasks.html", context, fragment="region")


@require_GET
@actor_required()
def task_export(request: ActorRequest, kind: str) -> HttpResponse:
    """``/desk/tasks/export/xlsx/`` or ``csv``, with the filters of the page; who took it stands in the log."""
    if kind not in ("xlsx", "csv"):
        raise Http404
    actor = request.actor
    require_exporter(actor)
    form = _form(request)
    rows = task_rows(actor, list(task_list(actor, form.filters())[:MOST]))
    events.record("tasks_exported", actor=actor, is_internal=True, format=kind, rows=len(rows))
    columns = [
        _("Loại"), _("Nội dung"), _("Từ"), _("Cơ quan chủ trì"), _("Cán bộ"), _("Đầu mối"), _("Phối hợp"), _("Giao ngày"),
        _("Hạn"), _("Trạng thái"), _("Báo cáo ngày"), _("Trả lời công dân ngày"), _("Hoàn thành ngày"),
    ]  # fmt: skip
    cells: list[list[sheets.Cell]] = [
        [
            str(row.task.get_kind_display()),
            row.task.text,
            row.subject.label if row.subject else "",
            row.task.lead_name,
            row.officer_name,
            row.task.contact,
            ", ".join(one["name"] for one in row.task.co_bodies),
            row.task.assigned_on,
            row.task.due_on,
            _("Quá hạn") if row.is_overdue else str(row.task.get_status_display()),
            row.task.reported_on,
            row.task.answered_on,
            row.task.closed_on,
        ]
        for row in rows
    ]
    return sheets.sheet_response(f"nhiem-vu-{actor.unit.key}-{clock.today():%Y%m%d}", kind, columns, cells)


@require_GET
@actor_required()
def conclusion_list_page(request: ActorRequest) -> HttpResponse:
    """``/desk/conclusions/``: newest first, with how far the items are."""
    actor = request.actor
    if not (actor.may(P.CONCLUSION_VIEW) or actor.may(P.RECEPTION_VIEW)):
        raise errors.NotPermitted("permission_missing", _("Bạn chưa được giao quyền xem kết luận."))
    shown = Paginator(conclusion_list(actor, _asked_of(request)), ROWS).get_page(request.GET.get("page"))
    context = {"page": shown, "rows": conclusion_rows(actor, shown.object_list), "today": clock.today()}
    return page(request, "conclusions/conclusions.html", context)


def _asked_of(request: ActorRequest) -> UUID | None:
    # A wrong id in an address is left out, not refused.
    try:
        return UUID(request.GET.get("of", ""))
    except ValueError:
        return None


def _form(request: ActorRequest) -> TaskFilterForm:
    actor = request.actor
    return TaskFilterForm(
        request.GET, bodies=choices.bodies(with_ended=True), officers=choices.officers(actor), me=actor.account_id
    )


def _chips(actor: Actor, form: TaskFilterForm) -> list[Chip]:
    told = form.cleaned_data
    show, mine = told.get("show", ""), told.get("officer") == ME
    words = {
        "open": _("Đang thực hiện"),
        "overdue": _("Quá hạn"),
        "unanswered": _("Chưa trả lời công dân"),
        "obstacle": _("Có vướng mắc"),
        "reported": _("Chờ xem xét kết quả"),
        "progress": _("Đến kỳ báo tiến độ"),
        "closed": _("Đã kết thúc"),
    }
    chips = [Chip(_("Tất cả"), "", not form.is_narrowed)]
    if actor.may(P.TASK_WORK):
        chips.append(Chip(_("Của tôi"), f"officer={ME}&show=open", mine))
    chips += [Chip(label, f"show={value}", show == value and not mine) for value, label in words.items()]
    if not policies.only_observes(actor):
        kind = told.get("kind") == "PREPARATION"
        chips.append(Chip(_("Chuẩn bị trước buổi tiếp"), "kind=PREPARATION&show=open", kind))
    return chips
