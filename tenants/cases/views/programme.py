"""The list of complex, crowded and long-running cases; on paper; and the list of settled ones that a body asks for."""

from dataclasses import asdict
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from identity.access import ActorRequest, actor_required, posted
from identity.actors import Actor
from identity.permissions import Permission
from kernel import clock, errors, sheets
from kernel.journal import once
from oversight.queries.programme import MARKS
from oversight.rules.ageing import PROLONGED_AFTER
from tenants.cases.actions.programme.giving import MOST, Asked, give_settled_list
from tenants.cases.forms.programme import SettledListForm
from tenants.cases.queries.programme import ProgrammeRow, marks_of, programme_cases, programme_rows, settled_cases
from tenants.cases.views.papers import in_vietnamese, paper_of
from tenants.cases.views.responses import page

ROWS, PRINTED = 50, 500


@require_GET
@actor_required()
def programme_list(request: ActorRequest) -> HttpResponse:
    """``/desk/cases/programme/``: 50 rows a page, the oldest first; the same number of queries for one row and for fifty."""
    actor, mark = request.actor, mark_of(request)
    text = request.GET.get("q", "")[:200]
    shown = Paginator(programme_cases(actor, mark, text), ROWS).get_page(request.GET.get("page"))
    rows = programme_rows(actor, list(shown.object_list))
    context = {
        "page": shown,
        "rows": [(row, marks_of(row)) for row in rows],
        "chips": [(word, label, word == mark) for word, label in chips()],
        "mark": mark,
        "text": text,
        "prolonged_after": PROLONGED_AFTER,
        "gives": actor.may(Permission.CASE_EXPORT),
        "watches": actor.may(Permission.OVERSIGHT_VIEW),
        "sees_hot_spots": actor.may(Permission.OVERSIGHT_VIEW) or actor.may(Permission.CASE_VIEW_UNIT),
        "query": request.GET.urlencode(),
    }
    return page(request, "cases/programme.html", context)


@require_GET
@actor_required()
@in_vietnamese
def programme_print(request: ActorRequest) -> HttpResponse:
    """The same list on A4 across, the oldest first."""
    actor, mark = request.actor, mark_of(request)
    rows = programme_rows(actor, list(programme_cases(actor, mark)[:PRINTED]))
    context = {
        "paper": paper_of(actor.unit, is_unnumbered=True),
        "title": dict(chips())[mark],
        "rows": [(row, marks_of(row)) for row in rows],
    }
    return render(request, "official/programme.html", context)


@require_http_methods(["GET", "POST"])
@actor_required(Permission.CASE_EXPORT)
def settled_list(request: ActorRequest) -> HttpResponse:
    """Asked first who wants the list and why; then the sheet or the paper, with a line in the unit's log."""
    actor = request.actor
    form = SettledListForm(posted(request))
    if request.method == "POST" and form.is_valid():
        asked = Asked(**form.told())
        try:
            once.run(
                form.cleaned_data["once_key"],
                actor=actor,
                fingerprint=once.fingerprint_of(["settled-list", asdict(asked)]),
                fn=lambda: give_settled_list(asked, actor=actor),
            )
        except errors.NotPermitted:
            raise
        except errors.DomainError as refused:
            form.refuse(refused)
        else:
            return _given(request, actor, asked)
    context = {
        "form": form,
        "submit": _("Lấy danh sách"),
        "back": reverse("cases:programme"),
        "found": programme_cases(actor, "settled").count(),
    }
    return render(request, "cases/settled_list.html", context, status=422 if form.errors else 200)


def mark_of(request: ActorRequest) -> str:
    """The word of the filter; an unknown one is the whole programme."""
    mark = request.GET.get("mark", "")
    return mark if mark in MARKS else ""


def chips() -> list[tuple[str, str]]:
    """The quick filters with their words, in their order."""
    return [
        ("", _("Tồn đọng, phức tạp, kéo dài")),
        ("complex", _("Phức tạp")),
        ("prolonged", _("Kéo dài")),
        ("crowd", _("Đông người")),
        ("no_solution", _("Chưa có phương án")),
        ("no_dialogue", _("Đã đề xuất hướng giải quyết, chưa đối thoại")),
        ("late_step", _("Bước tiếp theo quá hạn")),
        ("settled", _("Đã giải quyết hết thẩm quyền")),
    ]


def settled_columns(with_names: bool) -> list[str]:
    """The heads of the list that is given away."""
    names = [_("Người gửi")] if with_names else []
    return [
        _("Số vụ việc"),
        _("Loại"),
        _("Lĩnh vực"),
        *names,
        _("Ngày nhận"),
        _("Dấu"),
        _("Quyết định cuối cùng"),
        _("Ngày quyết định"),
        _("Cơ quan, người quyết định"),
        _("Kết quả giải quyết"),
    ]


def settled_lines(actor: Actor, asked: Asked) -> list[list[sheets.Cell]]:
    """The list itself; whoever calls has written into the log who asked for it."""
    cases = list(settled_cases(actor, asked.received_from, asked.received_to)[:MOST])
    return [_line(row, asked.with_names) for row in programme_rows(actor, cases)]


def _line(row: ProgrammeRow, with_names: bool) -> list[sheets.Cell]:
    """One line of it: results and numbers of papers; a name only where it was asked for, never a denouncer's."""
    case, settled = row.row.case, row.settled
    names: list[sheets.Cell] = [row.row.people] if with_names else []
    return [
        case.number,
        case.get_kind_display(),
        row.row.field_label,
        *names,
        case.received_on,
        ", ".join(mark.words for mark in marks_of(row)),
        settled.number if settled else "",
        settled.on if settled else None,
        settled.by if settled else "",
        settled.text if settled else "",
    ]


@in_vietnamese
def _given(request: ActorRequest, actor: Actor, asked: Asked) -> HttpResponse:
    columns, lines = settled_columns(asked.with_names), settled_lines(actor, asked)
    if asked.form == "xlsx":
        return sheets.sheet_response(f"het-tham-quyen-{actor.unit.key}-{clock.today():%Y%m%d}", "xlsx", columns, lines)
    context: dict[str, Any] = {
        "paper": paper_of(actor.unit, is_unnumbered=True),
        "asked": asked,
        "columns": columns,
        "lines": lines,
    }
    return render(request, "official/settled_list.html", context)
