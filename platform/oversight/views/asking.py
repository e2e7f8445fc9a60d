"""What a page of the duty board was asked for: figure, line, year, which units, in which order; anything unknown is left out."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from identity.actors import Actor
from kernel import clock
from kernel.errors import NotFound
from oversight.enums import Figure, Standing
from oversight.policies import visible_unit
from oversight.queries.duty_board import LINES, PAGE, units_under
from oversight.queries.duty_figures import SORTS, Asked
from registry import tree
from registry.levels import Level, Line
from registry.tree import UnitInfo

FIRST_YEAR, LAST_YEAR = 2019, 2060
ALL = 200
LEVELS = (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)


@dataclass(frozen=True, slots=True)
class Question:
    """The parsed query of an address; ``unit`` is the one looked at, ``home`` the reader's own."""

    unit: UnitInfo
    home: UnitInfo
    figure: Figure
    line: Line
    year: int
    is_flat: bool
    level: str
    standing: str
    sort: str
    page: int
    size: int

    @property
    def is_below(self) -> bool:
        return self.unit.id != self.home.id

    @property
    def words(self) -> dict[str, str]:
        """The query as an address carries it; what is the default is left out."""
        told = {
            "figure": self.figure.value if self.figure != Figure.RECEPTION else "",
            "line": self.line.value,
            "year": str(self.year),
            "depth": "all" if self.is_flat else "",
            "level": self.level,
            "standing": self.standing,
            "sort": self.sort if self.sort != "short" else "",
        }
        return {name: value for name, value in told.items() if value}

    def asked(self) -> Asked:
        """The same for the statements: which units, in the order of the tree."""
        units = units_under(self.unit, flat=self.is_flat, level=self.level, year=self.year)
        return Asked(self.figure, self.line.value, self.year, tuple(one.id for one in units), self.standing, self.sort)

    def address(self, name: str = "unit-duties", unit: UnitInfo | None = None, **changed: Any) -> str:
        """The address of a page of the board with this question, some words changed."""
        told = {name: str(value) for name, value in {**self.words, **changed}.items() if value not in ("", None)}
        return f"{reverse(f'oversight:{name}', args=[(unit or self.unit).key])}?{urlencode(told)}"

    def path(self, name: str = "unit-duties") -> list[tuple[str, str]]:
        """From the reader's own unit down to the one looked at."""
        above = [
            one
            for one in reversed(tree.ancestors(self.unit.id))
            if one.id == self.home.id or tree.is_under(one.id, self.home.id)
        ]
        return [(one.name, self.address(name, one)) for one in [*above, self.unit]]


def question(request: HttpRequest, actor: Actor, key: str | None) -> Question:
    """Read the address; ``under`` narrows to a unit below the one looked at. Refuses an unknown figure and a stranger's unit."""
    told = request.GET
    unit = visible_unit(actor, key)
    if told.get("under"):
        below = visible_unit(actor, told["under"])
        unit = below if below.id == unit.id or tree.is_under(below.id, unit.id) else unit
    figure = told.get("figure") or Figure.RECEPTION
    if figure not in Figure.values:
        raise NotFound("no_such_figure", _("Không có chỉ tiêu này."))
    return Question(
        unit=unit,
        home=actor.unit,
        figure=Figure(figure),
        line=line_of(told, actor),
        year=year_of(told),
        is_flat=told.get("depth") == "all",
        level=_among(told, "level", LEVELS),
        standing=_among(told, "standing", Standing.values),
        sort=_among(told, "sort", SORTS) or "short",
        page=_number(told.get("page", "1"), 1, 10_000),
        size=ALL if told.get("size") == "all" else PAGE,
    )


def line_of(told: QueryDict, actor: Actor) -> Line:
    """The line asked for; else the reader's own, the Government's where both are."""
    wanted = told.get("line", "")
    if wanted in LINES:
        return Line(wanted)
    return Line.PARTY if actor.lines == {Line.PARTY} else Line.GOVERNMENT


def year_of(told: QueryDict) -> int:
    """The year asked for, this one unless told."""
    return _number(told.get("year", ""), FIRST_YEAR, LAST_YEAR) if told.get("year") else clock.today().year


def month_of(told: QueryDict) -> date | None:
    """``2026-09`` as its first day; nothing else is a month."""
    year, _dash, month = told.get("period", "").partition("-")
    if not (_is_digits(year, 4) and _is_digits(month, 2) and 1 <= int(month) <= 12):
        return None
    return date(min(max(int(year), FIRST_YEAR), LAST_YEAR), int(month), 1)


def _among(told: QueryDict, name: str, known: Any) -> str:
    given = told.get(name, "")
    return str(given) if given in [str(one) for one in known] else ""


def _number(text: str, least: int, most: int) -> int:
    return min(max(int(text), least), most) if _is_digits(text) else least


def _is_digits(text: str, length: int = 0) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 6 and (not length or len(text) == length)
