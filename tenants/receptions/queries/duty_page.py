"""The duty register as its page and the API show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kernel import active, clock
from oversight.models import DutyKind, DutyMinimum
from oversight.queries.minimums import minimum_of, words_of
from registry import tree
from tenants.receptions.queries.duties import Figures, year_figures
from tenants.receptions.queries.plans import Shortfall, shortfall_in_force
from tenants.staff.queries import setting
from tenants.staff.rules.settings import BodyReceptions


@dataclass(frozen=True, slots=True)
class DutyLine:
    """One row: a month (or the year's conferences) of one holder, in the words of the office."""

    figures: Figures
    is_vacant: bool
    is_future: bool
    #: What is still missing of what is owed when the period is over; nothing for a vacancy.
    short: int

    @property
    def owed(self) -> int:
        """What counts: the law's number, or the plan's where it is higher."""
        return max(self.figures.legal, self.figures.planned or 0)


@dataclass(frozen=True, slots=True)
class DutyPage:
    """A year of one line."""

    line: str
    year: int
    months: list[DutyLine]
    conferences: list[DutyLine]
    minimum: DutyMinimum | None
    minimum_words: str
    below: Shortfall | None
    body_days: int
    body_visits: int
    body_people: int


def duty_page(line: str, year: int) -> DutyPage:
    """Counted from the sessions now; what the table above keeps is the same figures."""
    lines = [_line(row) for row in year_figures(line, year)]
    today = clock.today()
    day = min(max(today, date(year, 1, 1)), date(year, 12, 31))
    minimum = minimum_of(tree.get(active.current().id), line, day)
    inside = setting(BodyReceptions, str(year)).rows
    return DutyPage(
        line=line,
        year=year,
        months=[one for one in lines if one.figures.kind == DutyKind.RECEPTION],
        conferences=[one for one in lines if one.figures.kind == DutyKind.CONFERENCE],
        minimum=minimum,
        minimum_words=words_of(minimum) if minimum else "",
        below=shortfall_in_force(line, day),
        body_days=sum(row.days for row in inside),
        body_visits=sum(row.visits for row in inside),
        body_people=sum(row.people for row in inside),
    )


def _line(row: Figures) -> DutyLine:
    today = clock.today()
    is_future = row.period > today
    over = (
        row.period.replace(day=1) < today.replace(day=1)
        if row.kind == DutyKind.RECEPTION
        else row.period.year < today.year
    )
    owed = max(row.legal, row.planned or 0)
    vacant = row.holder_id is None
    return DutyLine(row, vacant, is_future, max(owed - row.in_person, 0) if over and not vacant else 0)
