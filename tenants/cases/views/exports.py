"""The list as xlsx or csv, with the same filters as on the page."""

from collections.abc import Iterator

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from deadlines import dates
from identity.access import ActorRequest, actor_required
from identity.actors import Actor
from identity.permissions import Permission
from kernel import clock, sheets
from kernel.journal import events
from tenants.cases.forms.listing import CaseFilterForm
from tenants.cases.models import Case
from tenants.cases.queries.lists import CaseFilters, case_list, case_rows
from tenants.cases.views.listing import people_of

MOST = 20_000
"""Rows of one file; a unit's register of several years stays below."""
BATCH = 500


@require_GET
@actor_required(Permission.CASE_EXPORT, for_readers=True)
def export(request: ActorRequest, kind: str) -> HttpResponse:
    """``/desk/cases/export/xlsx/`` or ``csv``; who took what stands in the unit's log."""
    if kind not in ("xlsx", "csv"):
        raise Http404
    actor: Actor = request.actor
    form = CaseFilterForm(request.GET, people=people_of(actor), me=actor.account_id)
    cases = case_list(actor, form.filters()).order_by(*form.order())[:MOST]
    rows = list(_rows(actor, list(cases)))
    events.record(
        "cases_exported", actor=actor, is_internal=True, format=kind, rows=len(rows), filters=_named(form.filters())
    )
    columns = [
        _("Số"),
        _("Ngày nhận"),
        _("Loại"),
        _("Lĩnh vực"),
        _("Người gửi"),
        _("Nội dung"),
        _("Nơi xảy ra"),
        _("Cách đến"),
        _("Trạng thái"),
        _("Người giải quyết"),
        _("Đơn vị đang giải quyết"),
        _("Mục tiêu"),
        _("Hạn"),
        _("Dự kiến"),
        _("Kết quả"),
    ]
    name = f"vu-viec-{actor.unit.key}-{clock.today():%Y%m%d}"
    return sheets.sheet_response(name, kind, columns, rows)


def _rows(actor: Actor, cases: list[Case]) -> Iterator[list[sheets.Cell]]:
    for start in range(0, len(cases), BATCH):
        for row in case_rows(actor, cases[start : start + BATCH]):
            case = row.case
            yield [
                case.number,
                case.received_on,
                case.get_kind_display(),
                row.field_label,
                row.people,
                case.content,
                case.place,
                case.get_channel_display(),
                case.get_status_display(),
                row.assignee_name,
                row.handling_unit.full_name if row.handling_unit else "",
                row.due.target_on if row.due and row.due.has_target else None,
                row.due.due_on if row.due else None,
                _("dự kiến") if row.due and dates.is_expected(row.due) else "",
                case.outcome,
            ]


def _named(filters: CaseFilters) -> list[str]:
    # Which filters were set, without what was searched for: a name does not belong in the log.
    return [name for name, value in vars(filters).items() if value]
