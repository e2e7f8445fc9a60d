"""Which registrations are proposed to the head first: what can be seen from the registration itself, and their order."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from tenants.cases.rules.representatives import is_crowd
from tenants.receptions.rules.plan_terms import Criterion

PROLONGED = timedelta(days=365)
# What endangers people comes before what is loud, what is loud before what is old.
WEIGHTS = {
    Criterion.CONSEQUENCES: 6,
    Criterion.CADRE: 5,
    Criterion.NOT_ACCEPTED: 5,
    Criterion.CROWD: 4,
    Criterion.PROMINENT: 3,
    Criterion.PROLONGED: 2,
    Criterion.COMPLEX: 2,
}


def seen_flags(*, person_count: int, settled_by: str, first_asked_on: date | None, today: date) -> list[str]:
    """The criteria that the facts show by themselves: many people, resolved but not accepted, prolonged."""
    found = []
    if is_crowd(person_count):
        found.append(Criterion.CROWD)
    if settled_by.strip():
        found.append(Criterion.NOT_ACCEPTED)
    if first_asked_on is not None and today - first_asked_on >= PROLONGED:
        found.append(Criterion.PROLONGED)
    return [str(flag) for flag in found]


def known(flags: Iterable[str]) -> list[str]:
    """The flags that are criteria, each once, in the order of the list."""
    given = set(flags)
    return [value for value in Criterion.values if value in given]


def weight(flags: Collection[str], criteria: Collection[str]) -> int:
    """How pressing: only the criteria the plan names count; a plan that names none counts all."""
    counted = [flag for flag in flags if flag in Criterion.values and (not criteria or flag in criteria)]
    return sum(WEIGHTS[Criterion(flag)] for flag in counted)
