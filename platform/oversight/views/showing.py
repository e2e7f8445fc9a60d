"""What every page of the duty board shows around its table: choices, addresses, exports, cells with their words."""

from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.core.paginator import Page, Paginator
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from identity.access import ActorRequest
from identity.permissions import Permission
from oversight.enums import Figure, Standing
from oversight.queries.duty_board import LINES, SHARED, BoardLine, DutyBoard, cell_words, figure_help
from oversight.rules.cells import Cell
from oversight.views.asking import FIRST_YEAR, LAST_YEAR, LEVELS, Question
from registry import tree
from registry.levels import Level

QUERY_NAMES = ("figure", "line", "year", "depth", "level", "standing", "sort", "under")


def around(request: ActorRequest, asked: Question, name: str = "unit-duties") -> dict[str, Any]:
    """The context of every page: who is looked at, what may be chosen, where the other pages are."""
    return {
        "viewed": asked.unit,
        "is_below": asked.is_below,
        "crumbs": asked.path(name),
        "asked": asked,
        "help": figure_help(asked.figure),
        "is_shared": asked.figure in SHARED,
        "figures": [(one, asked.address(name, figure=one.value)) for one in Figure],
        "lines": [(one, asked.address(name, line=one.value)) for one in LINES],
        "levels": [(one.value, Level(one).label) for one in LEVELS],
        "standings": Standing.choices,
        "branches": [one for one in tree.children(asked.unit.id) if tree.children(one.id)],
        "years": (FIRST_YEAR, LAST_YEAR),
        "query": urlencode({**asked.words, "under": asked.unit.key if asked.is_below else ""}),
        "tabs": tabs(asked),
        "here": name,
        "print_url": asked.address("duty-print"),
        "exports": exports(request, asked, "duty-export"),
        "urging": urging_address(),
    }


def tabs(asked: Question) -> list[tuple[str, str, str]]:
    """The pages of supervision over duties, for the unit looked at."""
    return [
        ("unit-duties", _("Bảng theo tháng"), asked.address("unit-duties")),
        ("duty-ranking", _("Xếp hạng"), asked.address("duty-ranking", sort="", standing="")),
        ("duty-pictures", _("Biểu đồ"), asked.address("duty-pictures", standing="")),
        ("instruments", _("Kế hoạch, văn bản"), asked.address("instruments", figure="", standing="", sort="")),
    ]


def exports(request: ActorRequest, asked: Question, name: str, **more: Any) -> list[tuple[str, str]]:
    """The sheets that the reader may take away."""
    if not request.actor.may(Permission.OVERSIGHT_EXPORT):
        return []
    return [(ending, asked.address(name, format=ending, **more)) for ending in ("xlsx", "csv")]


def row(line: BoardLine, asked: Question) -> dict[str, Any]:
    """A row with the address behind each cell."""
    return {
        "line": line,
        "href": asked.address(unit=line.unit, sort=asked.sort) if line.has_children and line.unit != asked.unit else "",
        "cells": [
            {
                "cell": cell,
                "month": month,
                "words": cell_words(cell),
                "href": _behind(line, asked, cell, f"{month:%Y-%m}"),
            }
            for month, cell in line.cells
        ],
        "list": asked.address("duty-days", unit=line.unit, sort="", standing="", depth="", level=""),
    }


def _behind(line: BoardLine, asked: Question, cell: Cell, period: str) -> str:
    if cell.is_blank:
        return ""
    return asked.address("duty-days", unit=line.unit, period=period, sort="", standing="", depth="", level="")


def page_of(board: DutyBoard, asked: Question) -> Page[int]:
    """The pager's page; the rows themselves were cut by the statement."""
    return Paginator(range(board.found), asked.size).get_page(asked.page)


def known(query: str) -> str:
    """A kept query with the words that the board knows, nothing else."""
    return urlencode([(name, value) for name, value in parse_qsl(query[:500]) if name in QUERY_NAMES])


def urging_address() -> str:
    """Where a letter that urges is begun; empty while no room above offers it."""
    try:
        return reverse("inspections:urge")
    except NoReverseMatch:
        return ""


def sheet_row(line: BoardLine, asked: Question) -> list[Any]:
    """Sums of the year, then the months as "done/owed"."""
    one = line.sum
    counts = (
        (one.owed, one.done, one.delegated, one.missed)
        if asked.figure in (Figure.RECEPTION, Figure.CONFERENCE)
        else (one.owed, one.done, one.late, one.missed)
    )
    return [
        line.unit.code,
        line.unit.name,
        one.rank if line.unit != asked.unit else None,
        *counts,
        one.short,
        round(one.ratio * 100) if one.ratio is not None else None,
        f"{line.red_since:%m/%Y}" if line.red_since else "",
        *(_told(cell) for _month, cell in line.cells),
    ]


def _told(cell: Cell) -> str:
    if cell.is_vacant:
        return _("trống")
    return "" if cell.is_blank else " ".join(filter(None, (f"{cell.done}/{cell.owed}", cell.marks)))
