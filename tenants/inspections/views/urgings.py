"""The sender's page of urgings, the letter to several units at once, and the list as a sheet."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from identity.access import ActorRequest, actor_required
from identity.actors import Actor
from identity.permissions import Permission as P
from kernel import clock, sheets
from kernel.errors import Invalid
from oversight.models import UrgingKind, UrgingReason
from oversight.rules.periods import Period
from registry import tree
from registry.info import UnitInfo
from registry.levels import Line
from tenants.cases.policies import get_case
from tenants.documents.forms.base import KeyedForm
from tenants.documents.views.letters import stored
from tenants.documents.views.register import Chip
from tenants.documents.views.steps import Step
from tenants.inspections import policies
from tenants.inspections.actions.urging import Demand, urge
from tenants.inspections.forms.urging import UrgeForm, UrgingFilterForm
from tenants.inspections.queries.urgings import (
    Filters,
    counts,
    last_month,
    proposals,
    urging_list,
    urging_rows,
)
from tenants.inspections.rules import wording
from tenants.inspections.rules.ladder import due_on, ladder

ROWS = 50
MOST = 5000
"""Rows of one sheet."""


@require_safe
@actor_required(P.OVERSIGHT_VIEW)
def urgings_page(request: ActorRequest) -> HttpResponse:
    """``/desk/oversight/urging/``: the state of each, 50 a page in a constant number of queries; above them what the figures propose."""
    actor = request.actor
    form = UrgingFilterForm(request.GET, units=_below(actor))
    filters = form.filters()
    shown = Paginator(urging_list(actor, filters), ROWS).get_page(request.GET.get("page"))
    month = last_month(clock.today())
    may_urge = actor.may(P.OVERSIGHT_URGE)
    context = {
        "form": form,
        "page": shown,
        "rows": urging_rows(actor, list(shown.object_list)),
        "chips": _chips(actor, filters),
        "query": _query(filters),
        "may_urge": may_urge and bool(form.units),
        "may_export": actor.may(P.OVERSIGHT_EXPORT),
        "month": month,
        "proposals": proposals(actor, month) if may_urge else [],
        "ladder": ladder(),
        "has_below": bool(form.units),
    }
    name = "inspections/urgings.html"
    response = render(request, f"{name}#region" if getattr(request, "htmx", False) else name, context)
    response["Vary"] = "HX-Request"
    return response


@require_safe
@actor_required(P.OVERSIGHT_EXPORT)
def urgings_export(request: ActorRequest, kind: str) -> HttpResponse:
    """The list as xlsx or csv, with the filters of the page."""
    actor = request.actor
    filters = UrgingFilterForm(request.GET, units=_below(actor)).filters()
    rows = urging_rows(actor, list(urging_list(actor, filters)[:MOST]))
    columns = [
        _("Đơn vị"), _("Số"), _("Hình thức"), _("Lần"), _("Về việc"), _("Kỳ"), _("Kênh"), _("Ngày gửi"), _("Hạn trả lời"),
        _("Xác nhận đã nhận"), _("Trả lời"), _("Trạng thái"),
    ]  # fmt: skip
    cells: list[list[sheets.Cell]] = [
        [
            row.unit.name,
            row.number,
            str(row.urging.get_kind_display()),
            row.urging.level,
            str(row.urging.get_reason_display()),
            row.urging.period,
            str(row.urging.get_line_display()),
            row.urging.sent_on,
            row.urging.due_on,
            row.urging.acknowledged_on,
            row.urging.answered_on,
            row.state,
        ]
        for row in rows
    ]
    return sheets.sheet_response(f"don-doc-{actor.unit.key}-{clock.today():%Y%m%d}", kind, columns, cells)


class Urge(Step):
    """``?unit=<key>&unit=…&line=&period=&reason=&measure=&case=``: the letter, filled in; the second click sends it."""

    name = "urge"
    form_class = UrgeForm
    template_name = "inspections/urge.html"
    title = gettext_lazy("Đôn đốc, chỉ đạo đơn vị cấp dưới")
    primary = gettext_lazy("Gửi văn bản")
    done = gettext_lazy("Đã gửi; mỗi đơn vị một văn bản có số riêng.")
    multipart = True
    units: list[UnitInfo]

    def find(self) -> None:
        self.actor.require(P.OVERSIGHT_URGE)
        asked = self.request.GET.getlist("unit")
        if asked:
            self.units = [policies.unit_below(self.actor, key) for key in dict.fromkeys(asked)]
        else:
            self.units = list(_below(self.actor).values())

    def form_arguments(self) -> dict[str, Any]:
        return {"units": self.units, "lines": _lines(self.actor), "today": clock.today()}

    def initial(self) -> dict[str, Any]:
        asked = self.request.GET
        kind = asked.get("kind", "")
        kind = kind if kind in UrgingKind.values else UrgingKind.URGING
        reason = asked.get("reason", "").upper()
        reason = reason if reason in UrgingReason.values else UrgingReason.OTHER
        period, label = _period(asked.get("period", ""))
        lines = _lines(self.actor)
        day = due_on(1, clock.today(), self.actor.unit.id)
        return {
            "units": [unit.key for unit in self.units] if asked.getlist("unit") else [],
            "kind": kind,
            "line": next((one for one in lines if one == asked.get("line")), lines[0] if lines else ""),
            "reason": reason,
            "period": period,
            "title": wording.title(kind, reason, label or self._case_number()),
            "text": wording.text(kind, reason, label),
            "due_on": day,
            "measure": asked.get("measure", "")[:40],
            "case": asked.get("case", ""),
        }

    def _case_number(self) -> str:
        """Of a case sent down its number, which both units know."""
        asked = self.request.GET.get("case", "")
        return f"Vụ việc số {get_case(self.actor, asked).number}" if asked else ""

    def sentence(self) -> str:
        return _(
            "Mỗi đơn vị nhận một văn bản, mỗi văn bản một số của sổ văn bản đi. Không trả lời đúng hạn: hệ thống tự đôn đốc lần 2 vào"
            " sáng hôm sau, rồi đề nghị kiểm tra trách nhiệm."
        )

    def perform(self, form: KeyedForm) -> UUID:
        told = form.cleaned_data
        by_key = {unit.key: unit for unit in self.units}
        demand = Demand(
            kind=UrgingKind(told["kind"]),
            line=told["line"],
            reason=UrgingReason(told["reason"]),
            title=told["title"],
            text=told["text"],
            due_on=told["due_on"],
            period=told["period"],
            measure=told["measure"],
            case_id=told["case"],
            files=stored(told["papers"]),
        )
        letters = urge([by_key[key] for key in told["units"]], demand=demand, actor=self.actor)
        return letters[0].pk

    def crumbs(self) -> list[tuple[str, str]]:
        return [(_("Giám sát"), reverse("oversight:board")), (_("Đôn đốc"), self.back_url())]

    def back_url(self) -> str:
        return reverse("inspections:urgings")

    def next_url(self) -> str:
        return f"{self.back_url()}?show=waiting"


def _below(actor: Actor) -> dict[str, UnitInfo]:
    """The units below today, level by level."""
    return {unit.key: unit for unit in tree.descendants(actor.unit.id)}


def _lines(actor: Actor) -> list[Line]:
    return [line for line in (Line.PARTY, Line.GOVERNMENT) if line in actor.lines]


def _period(code: str) -> tuple[str, str]:
    try:
        found = Period.parse(code)
    except Invalid:
        return "", ""
    return found.code, found.label


def _chips(actor: Actor, filters: Filters) -> list[Chip]:
    told = counts(actor)
    offered = [
        ("", _("Tất cả"), told["all"]),
        ("waiting", _("Chờ trả lời"), told["waiting"]),
        ("late", _("Quá hạn"), told["late"]),
        ("proposed", _("Đề nghị kiểm tra trách nhiệm"), told["proposed"]),
        ("answered", _("Đã trả lời"), told["answered"]),
        ("withdrawn", _("Đã thu hồi"), told["withdrawn"]),
    ]
    return [Chip(label, _query(replace(filters, show=show)), filters.show == show, n) for show, label, n in offered]


def _query(filters: Filters) -> str:
    told = {"show": filters.show, "reason": filters.reason}
    if filters.unit_id is not None:
        told["unit"] = tree.get(filters.unit_id).key
    return urlencode({name: value for name, value in told.items() if value})
