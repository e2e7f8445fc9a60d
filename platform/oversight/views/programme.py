"""How far the units below are with complex, crowded and long-running cases: numbers and days, no case."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from identity.access import ActorRequest, actor_required
from identity.permissions import Permission
from kernel import clock
from kernel.sheets import sheet_response
from oversight.policies import visible_unit
from oversight.queries.programme import ProgrammeCounts, programme_rows, total_of
from oversight.rules.ageing import PROLONGED_AFTER
from oversight.views.showing import urging_address
from registry import tree
from registry.tree import UnitInfo


@require_GET
@actor_required(Permission.OVERSIGHT_VIEW)
def programme(request: ActorRequest, key: str | None = None) -> HttpResponse:
    """Rows units, columns what stands where; those with most cases first."""
    actor = request.actor
    unit = visible_unit(actor, key)
    rows = programme_rows(unit, clock.today())
    above = [
        one
        for one in reversed(tree.ancestors(unit.id))
        if one.id == actor.unit.id or tree.is_under(one.id, actor.unit.id)
    ]
    context = {
        "viewed": unit,
        "is_below": unit.id != actor.unit.id,
        "crumbs": [(one.name, _address("programme", one, actor.unit)) for one in above],
        "columns": _columns(),
        "rows": [
            {
                "row": row,
                "href": ""
                if row.is_own or not tree.children(row.unit.id)
                else _address("programme", row.unit, actor.unit),
                "cells": _cells(row.counts),
            }
            for row in rows
        ],
        "total": total_of(rows),
        "total_cells": _cells(total_of(rows)),
        "prolonged_after": PROLONGED_AFTER,
        "export": _address("programme-export", unit, actor.unit) if actor.may(Permission.OVERSIGHT_EXPORT) else "",
        "urging": urging_address() if actor.may(Permission.OVERSIGHT_URGE) else "",
        "own_list": unit.id == actor.unit.id and actor.may(Permission.CASE_VIEW_UNIT),
    }
    return render(request, "oversight/programme.html", context)


@require_GET
@actor_required(Permission.OVERSIGHT_EXPORT)
def export_programme(request: ActorRequest, key: str | None = None) -> HttpResponse:
    """The same as a sheet."""
    unit = visible_unit(request.actor, key)
    rows = programme_rows(unit, clock.today())
    lines = [(row.unit.code, _own_words(row.unit) if row.is_own else row.unit.name, row.counts) for row in rows]
    lines.append((unit.code, _("Toàn địa bàn"), total_of(rows)))
    return sheet_response(
        f"vu-viec-keo-dai-{unit.key}-{clock.today():%Y%m%d}",
        request.GET.get("format", "xlsx"),
        [_("Mã"), _("Đơn vị"), *(words for _name, words in _columns()), _("Tiến độ ghi lần cuối")],
        [
            [code, name, *(getattr(counts, key) for key, _words in _columns()), counts.progress_on]
            for code, name, counts in lines
        ],
    )


def _columns() -> list[tuple[str, str]]:
    return [
        ("cases", _("Vụ việc")),
        ("complex", _("Phức tạp")),
        ("prolonged", _("Kéo dài")),
        ("crowd", _("Đông người")),
        ("solution", _("Có phương án")),
        ("no_dialogue", _("Chưa đối thoại")),
        ("late_step", _("Bước quá hạn")),
        ("settled", _("Hết thẩm quyền")),
    ]


def _cells(counts: ProgrammeCounts) -> list[tuple[str, str, int]]:
    return [(name, words, getattr(counts, name)) for name, words in _columns()]


def _own_words(unit: UnitInfo) -> str:
    return _("Riêng %(unit)s") % {"unit": unit.name}


def _address(name: str, unit: UnitInfo, home: UnitInfo) -> str:
    if unit.id == home.id:
        return reverse(f"oversight:{name}")
    return reverse(f"oversight:unit-{name}", args=[unit.key])
