"""One year of one plan: set up, issued, lived through, counted."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from random import Random

from config.simulate.conferences import Conferences
from config.simulate.figures import Figures, duties, figures
from config.simulate.office import Cast, Office
from config.simulate.receptions import Receptions
from config.simulate.setting_up import own_day_off, plan_from_preset, set_up
from kernel import clock
from kernel.active import unit_scope
from registry.levels import Line
from tenants.receptions.actions.duties import refresh_year
from tenants.receptions.enums import Covers
from tenants.receptions.rules.presets import presets

#: Plan → number of the paper, the day on which the whole unit is off that year (month, day).
NUMBERS = {"S0": "97-KH/ĐU", "S1": "86-KH/ĐU", "S2": "74-KH/TU", "S3": "21/KH-UBND", "S4": "134/KH-UBND"}
OWN_DAY = (4, 15)


@dataclass(frozen=True)
class Told:
    """What one year came to: figures, the duty register's sums, what was done, what the product refused."""

    code: str
    figures: Figures
    duties: dict[str, int]
    done: Counter[str]
    refused: Counter[str]

    def lines(self) -> list[str]:
        """For people: a block of lines."""

        def listed(counts: Counter[str]) -> str:
            return " · ".join(f"{name} {n}" for name, n in sorted(counts.items())) or "–"

        return [
            f"{self.code}: {sum(self.done.values())} steps, {sum(self.refused.values())} refused",
            *self.figures.lines(),
            f"  {'duty register':<24}" + " · ".join(f"{name} {n}" for name, n in self.duties.items()),
            f"  {'done':<24}{listed(self.done)}",
            f"  {'refused by the product':<24}{listed(self.refused)}",
        ]


def line_of(code: str) -> Line:
    """The line of a plan's preset."""
    return Line(presets()[code.lower()].line)


def live(code: str, cast: Cast, *, seed: int, year: int, until: date | None = None) -> Told:
    """Run the year of a plan up to ``until`` (its last day). The same seed gives the same figures."""
    office = Office(cast, Random(f"{seed} {code}"), until or date(year, 12, 31))
    start(office, code, year)
    office.run()
    finish(office, year)
    return tell(office, code, year)


def start(office: Office, code: str, year: int) -> None:
    """The first days of January: the unit is set up, the plan issued, the year's agenda entered."""
    with unit_scope(office.cast.unit.ref), clock.at(date(year, 1, 2)):
        day = office.workday(date(year, 1, 5))
        set_up(office)
        own_day_off(office, date(year, *OWN_DAY))
    with unit_scope(office.cast.unit.ref), clock.at(day):
        plan = plan_from_preset(office, code, year, NUMBERS[code])
        if plan is None:
            return
        if plan.covers != Covers.DIALOGUE:
            Receptions(office).follow(plan)
        if plan.covers != Covers.RECEPTION:
            Conferences(office).follow(plan)


def finish(office: Office, year: int) -> None:
    """The nightly count of the duty register, once for all the months that passed."""
    with unit_scope(office.cast.unit.ref), clock.at(office.until):
        refresh_year(str(office.cast.line), year)


def tell(office: Office, code: str, year: int) -> Told:
    """Count what stands there on the last day."""
    with unit_scope(office.cast.unit.ref), clock.at(office.until):
        found = figures(str(office.cast.line), year, office.until)
        return Told(code, found, duties(office, year), office.done, office.refused)
