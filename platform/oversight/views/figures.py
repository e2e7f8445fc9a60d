"""The supervisor's pages: the board of a unit, the list behind each figure, exports of both."""

from dataclasses import replace
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from identity.access import ActorRequest, actor_required
from identity.permissions import Permission
from kernel import clock
from kernel.errors import NotFound
from kernel.sheets import sheet_response
from oversight.facts import Fact
from oversight.policies import visible_unit
from oversight.queries import ageing as ages
from oversight.queries import board as boards
from oversight.queries import charts, kinds, lists
from oversight.queries.hot_spots import hot_spot_counts
from oversight.rules.ageing import PROLONGED_AFTER
from oversight.rules.periods import Period, months, offered
from registry import tree
from registry.levels import Level
from registry.tree import UnitInfo

PAGE = 50


def _period(request: HttpRequest) -> Period:
    return Period.parse(request.GET.get("period") or str(clock.today().year))


def _kind(request: HttpRequest) -> str:
    kind = request.GET.get("kind", "")
    return kind if kind in dict(kinds.choices()) else ""


def _fact(request: HttpRequest) -> Fact:
    fact = request.GET.get("fact", Fact.OPEN)
    if fact not in Fact.values:
        raise NotFound("no_such_figure", _("Không có chỉ tiêu này."))
    return Fact(fact)


def _address(name: str, unit: UnitInfo, home: UnitInfo, **query: str) -> str:
    at = (
        reverse(f"oversight:{name}")
        if unit.id == home.id
        else reverse("oversight:unit" if name == "board" else f"oversight:unit-{name}", args=[unit.key])
    )
    pairs = {key: value for key, value in query.items() if value}
    return f"{at}?{urlencode(pairs)}" if pairs else at


@require_GET
@actor_required(Permission.OVERSIGHT_VIEW)
def board(request: ActorRequest, key: str | None = None) -> HttpResponse:
    """Figures of a unit and of those directly under it, with trend and bars."""
    actor = request.actor
    unit = visible_unit(actor, key)
    period, kind = _period(request), _kind(request)
    shown = boards.board(unit, period, kind)

    def row(one: boards.BoardRow) -> dict[str, object]:
        return {
            "row": one,
            "href": ""
            if one.is_own or one.is_total
            else _address("board", one.unit, actor.unit, period=period.code, kind=kind),
            "cells": [
                {
                    "figure": figure,
                    "href": _address(
                        "list",
                        one.unit,
                        actor.unit,
                        fact=figure.fact.value,
                        period=period.code,
                        kind=kind,
                        own="1" if one.is_own else "",
                    ),
                }
                for figure in one.figures
            ],
        }

    span = months(clock.today(), 12)
    shows_trend = not (unit.level == Level.COMMUNE and kind == boards.DENUNCIATION)
    series = boards.trend(unit, span, kind) if shows_trend else {}
    lines = [Fact.TAKEN_IN, Fact.ANSWERED, Fact.OPEN, Fact.OVERDUE]
    tones = {Fact.TAKEN_IN: "one", Fact.ANSWERED: "two", Fact.OPEN: "three", Fact.OVERDUE: "late"}
    labels = [f"{month.month}/{month.year % 100}" for month in span]
    return render(
        request,
        "oversight/board.html",
        {
            "viewed": unit,
            "is_below": unit.id != actor.unit.id,
            "crumbs": _crumbs(unit, actor.unit, period, kind),
            "board": shown,
            "columns": [(fact, fact.label, boards.column_help(fact)) for fact in Fact],
            "total": row(shown.total),
            "own": row(shown.own),
            "rows": [row(one) for one in shown.rows],
            "period": period,
            "periods": offered(clock.today()),
            "kind": kind,
            "kinds": kinds.choices(),
            "trend": charts.trend_chart(labels, [(str(fact.label), tones[fact], series[fact]) for fact in lines])
            if series
            else None,
            "trend_table": [(label, [series[fact][index] for fact in lines]) for index, label in enumerate(labels)]
            if series
            else [],
            "trend_heads": [fact.label for fact in lines],
            "bars": [
                (
                    fact,
                    charts.bar_chart(
                        [
                            (
                                one.unit.name,
                                one.figure(fact).value or 0,
                                _address("board", one.unit, actor.unit, period=period.code, kind=kind),
                            )
                            for one in shown.rows
                        ]
                    ),
                )
                for fact in (Fact.OPEN, Fact.OVERDUE)
            ],
            **_ageing(unit, actor.unit, period, kind),
            "hot_spots": hot_spot_counts(actor, unit),
            "programme_url": _address("programme", unit, actor.unit),
            "exports": [
                (label, _address("export", unit, actor.unit, period=period.code, kind=kind, format=ending))
                for label, ending in (("xlsx", "xlsx"), ("csv", "csv"))
                if actor.may(Permission.OVERSIGHT_EXPORT)
            ],
        },
    )


def _ageing(unit: UnitInfo, home: UnitInfo, period: Period, kind: str) -> dict[str, object]:
    found = ages.ageing(unit, clock.today(), kind)
    query = {"fact": Fact.OPEN.value, "period": period.code, "kind": kind, "prolonged": "1"}
    return {
        "ageing": found,
        "prolonged_after": PROLONGED_AFTER,
        "ageing_chart": charts.bar_chart(
            [
                (
                    _("%(first)s–%(last)s ngày") % {"first": band.first, "last": band.last}
                    if band.last
                    else _("từ %(first)s ngày") % {"first": band.first},
                    n,
                    "",
                )
                for band, n in found.bands
            ],
            in_order=True,
        ),
        "ageing_rows": [
            (one, _address("list", one.unit, home, **query, own="1" if one.is_own else "")) for one in found.prolonged
        ],
    }


@require_GET
@actor_required(Permission.OVERSIGHT_EXPORT)
def export_board(request: ActorRequest, key: str | None = None) -> HttpResponse:
    """The board as a sheet; a hidden figure stays hidden."""
    unit = visible_unit(request.actor, key)
    period, kind = _period(request), _kind(request)
    shown = boards.board(unit, period, kind)
    own = replace(shown.own, unit=shown.unit)
    names = [(shown.total, _("Toàn địa bàn")), (own, _("Riêng %(unit)s") % {"unit": unit.name})]
    names += [(row, row.unit.name) for row in shown.rows]
    return sheet_response(
        f"so-lieu-{unit.key}-{period.code}",
        request.GET.get("format", "xlsx"),
        [_("Mã"), _("Đơn vị"), *(str(fact.label) for fact in Fact)],
        [
            [row.unit.code, name, *("•" if figure.is_hidden else figure.value for figure in row.figures)]
            for row, name in names
        ],
    )


@require_GET
@actor_required(Permission.OVERSIGHT_VIEW)
def case_list(request: ActorRequest, key: str | None = None) -> HttpResponse:
    """Cases behind a figure, from what every unit publishes upwards: no name, no content."""
    actor = request.actor
    unit = visible_unit(actor, key)
    period, kind, fact = _period(request), _kind(request), _fact(request)
    own = request.GET.get("own") == "1"
    prolonged = request.GET.get("prolonged") == "1"
    found = lists.cards(actor, unit, fact, period, kind, own=own, prolonged=prolonged)
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    query = {
        "fact": fact.value,
        "period": period.code,
        "kind": kind,
        "own": "1" if own else "",
        "prolonged": "1" if prolonged else "",
    }
    return render(
        request,
        "oversight/list.html",
        {
            "viewed": unit,
            "is_below": unit.id != actor.unit.id,
            "crumbs": _crumbs(unit, actor.unit, period, kind),
            "fact": fact,
            "help": boards.column_help(fact),
            "own_only": own,
            "prolonged_after": PROLONGED_AFTER if prolonged else None,
            "period": period,
            "kind": kind,
            "kind_label": dict(kinds.choices()).get(kind, ""),
            "page": page,
            "lines": [
                (line, kinds.label(line.card.kind), kinds.field_label(line.card))
                for line in lists.lines(actor, list(page.object_list), clock.today())
            ],
            "petitions": lists.petitions_in(found) if fact == Fact.TAKEN_IN else None,
            "leaves_out": unit.level != Level.COMMUNE
            and lists.unlisted_denunciations(actor, unit, fact, period, own=own),
            "query": urlencode({name: value for name, value in query.items() if value}),
            "exports": [
                (ending, _address("list-export", unit, actor.unit, **query, format=ending))
                for ending in ("xlsx", "csv")
                if actor.may(Permission.OVERSIGHT_EXPORT)
            ],
            "back": _address("board", unit, actor.unit, period=period.code, kind=kind),
        },
    )


@require_GET
@actor_required(Permission.OVERSIGHT_EXPORT)
def export_list(request: ActorRequest, key: str | None = None) -> HttpResponse:
    """The list as a sheet, at most 10,000 lines."""
    actor = request.actor
    unit = visible_unit(actor, key)
    period, kind, fact = _period(request), _kind(request), _fact(request)
    own = request.GET.get("own") == "1"
    prolonged = request.GET.get("prolonged") == "1"
    found = list(lists.cards(actor, unit, fact, period, kind, own=own, prolonged=prolonged)[:10_000])
    return sheet_response(
        f"danh-sach-{fact.value}-{unit.key}-{period.code}",
        request.GET.get("format", "xlsx"),
        [
            _("Số vụ việc"),
            _("Loại"),
            _("Lĩnh vực"),
            _("Ngày nhận"),
            _("Số ngày"),
            _("Trạng thái"),
            _("Đơn vị đang giữ"),
            _("Hạn"),
            _("Dự kiến"),
            _("Quá hạn"),
            *([_("Số đơn")] if fact == Fact.TAKEN_IN else []),
        ],
        [
            [
                line.card.number,
                kinds.label(line.card.kind),
                kinds.field_label(line.card),
                line.card.received_on,
                line.age_days,
                kinds.status_label(line.card.status),
                line.handling.name if line.handling else "",
                line.card.due_on,
                _("dự kiến") if line.is_due_expected else "",
                _("có") if line.is_overdue else "",
                *([line.petitions] if fact == Fact.TAKEN_IN else []),
            ]
            for line in lists.lines(actor, found, clock.today())
        ],
    )


def _crumbs(unit: UnitInfo, top: UnitInfo, period: Period, kind: str) -> list[tuple[str, str]]:
    return [(one.name, _address("board", one, top, period=period.code, kind=kind)) for one in _path(unit, top)]


def _path(unit: UnitInfo, top: UnitInfo) -> list[UnitInfo]:
    """From the reader's own unit down to the one looked at."""
    above = [one for one in reversed(tree.ancestors(unit.id)) if one.id == top.id or tree.is_under(one.id, top.id)]
    return [*above, unit]
