"""The sessions of a year by months, with what the duty register says of each."""

from dataclasses import dataclass
from datetime import date

from identity.actors import Actor
from kernel import clock
from oversight.models import DutyKind
from oversight.queries.minimums import minimum_of
from registry.levels import Line
from tenants.receptions.policies import sessions as policies
from tenants.receptions.queries.duties import Figures, year_figures
from tenants.receptions.queries.sessions import SessionRow, session_rows


@dataclass(frozen=True)
class MonthOf:
    """One month of one line: its sessions, and what the duty register says of it."""

    first: date
    rows: list[SessionRow]
    need: int
    done: int
    is_below: bool

    @property
    def is_now(self) -> bool:
        return self.first == clock.today().replace(day=1)

    @property
    def is_short(self) -> bool:
        """The month is over and the head received on fewer days than the law asks for."""
        return self.done < self.need and self.first < clock.today().replace(day=1)


@dataclass(frozen=True)
class YearPage:
    """The sessions of a year; the months of each line."""

    year: int
    rows: list[SessionRow]
    lines: list[tuple[Line, list[MonthOf]]]
    minimum_source: str

    @property
    def before(self) -> int:
        return self.year - 1

    @property
    def after(self) -> int:
        return self.year + 1


def year_page(actor: Actor, year: int, line: str = "") -> YearPage:
    """The year in a constant number of queries."""
    found = policies.visible_sessions(actor).of_year(year).select_related("plan").order_by("held_on", "starts_at", "id")
    lines = [one for one in (Line.PARTY, Line.GOVERNMENT) if line in ("", one.value)]
    rows = session_rows(found.filter(line__in=[one.value for one in lines]), actor)
    shown = [one for one in lines if one in actor.lines]
    sources = {
        one.label: minimum.source for one in shown if (minimum := minimum_of(actor.unit, one, date(year, 12, 31)))
    }
    told = "; ".join(f"{label}: {source}" for label, source in sources.items())
    return YearPage(year, rows, [(one, _months(one, year, rows)) for one in shown], told)


def _months(line: Line, year: int, rows: list[SessionRow]) -> list[MonthOf]:
    figures: dict[int, list[Figures]] = {}
    for one in year_figures(line, year):
        if one.kind == DutyKind.RECEPTION:
            figures.setdefault(one.period.month, []).append(one)
    return [
        MonthOf(
            date(year, month, 1),
            [row for row in rows if row.session.line == line and row.session.held_on.month == month],
            sum(one.legal for one in figures.get(month, ())),
            sum(one.in_person for one in figures.get(month, ())),
            any(one.below_minimum for one in figures.get(month, ())),
        )
        for month in range(1, 13)
    ]
