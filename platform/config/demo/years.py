"""The past months of the five plan units: receptions, conferences, conclusions, and what is going on today."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from random import Random

from config.demo import setup
from config.simulate.conferences import Conferences
from config.simulate.office import Cast, Office
from config.simulate.receptions import Receptions
from config.simulate.year import finish, line_of, start
from exchange import hints
from kernel import clock
from kernel.active import unit_scope
from registry.tree import UnitInfo
from tenants.receptions.enums import Covers
from tenants.receptions.models import Plan
from tenants.receptions.rules.presets import presets

SEED = 1
#: Looked at before April, the year has too little to show: the one before is lived, too.
FEW_MONTHS = 3
NEXT = 8


def fill_years(is_filled: Callable[[int], bool]) -> Iterator[UnitInfo]:
    """Live the year of each plan whose unit is open, has its cases and no plan of this year yet; yields the unit.

    The cases first: a unit counts them to know where its past goes on, and the receptions make cases, too.
    """
    today = clock.today()
    years = [today.year - 1, today.year] if today.month <= FEW_MONTHS else [today.year]
    for code in setup.PLAN_UNITS:
        cast = setup.cast_of(code)
        if cast is None or not is_filled(cast.unit.id):
            continue
        missing = [year for year in years if date(year, 1, 8) < today and not _is_there(code, cast, year)]
        with hints.paused():
            for year in missing:
                _live(code, cast, year, today)
        if missing:
            yield cast.unit


def _live(code: str, cast: Cast, year: int, today: date) -> None:
    until = min(date(year, 12, 31), today - timedelta(days=1))
    office = Office(cast, Random(f"{SEED} {code} {year}"), until)
    start(office, code, year)
    if year == today.year:
        with unit_scope(cast.unit.ref), clock.at(date(year, 1, 8)):
            _enter_today(office, code, today)
    office.run()
    office.finish()
    finish(office, year)


def _enter_today(office: Office, code: str, today: date) -> None:
    """Something is held today, something comes next, and something is red."""
    covers = presets()[code.lower()].covers
    if covers != Covers.DIALOGUE:
        receptions = Receptions(office)
        receptions.meet(9, today, begin=True)
        receptions.meet(9, office.workday(today, NEXT), begin=False)
        receptions.put_off_untold(today)
    if covers != Covers.RECEPTION:
        conferences = Conferences(office)
        if covers == Covers.DIALOGUE:
            conferences.meet(today, begin=True)
        conferences.meet(office.workday(today, NEXT), begin=False)


def _is_there(code: str, cast: Cast, year: int) -> bool:
    with unit_scope(cast.unit.ref):
        return Plan.objects.filter(year=year, line=line_of(code)).exists()
