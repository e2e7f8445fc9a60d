"""Changes of units' data: named, one batch a transaction, resumable.

@unit_step("cases.fill_search_text", after=("cases", "0003_case_search_text"))
def fill_search_text(position: str | None) -> str | None:
    '''Work on the batch after `position`; return where it ends, or None when nothing is left.'''
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from django.apps import apps
from django.utils.module_loading import autodiscover_modules

from kernel.active import unit_scope
from kernel.transactions import atomic
from registry.models import Unit

Work = Callable[[str | None], str | None]


@dataclass(frozen=True)
class Step:
    """One change of data, run in every unit that was opened before it existed."""

    name: str
    after: tuple[str, str]
    work: Work


_steps: dict[str, Step] = {}


def unit_step(name: str, *, after: tuple[str, str]) -> Callable[[Work], Work]:
    """Register a step that needs the tables of the migration `after` = (app, name)."""

    def register(work: Work) -> Work:
        if name in _steps and _steps[name].work is not work:
            raise ValueError(f"two data steps are named {name}")
        _steps[name] = Step(name, after, work)
        return work

    return register


def all_steps() -> list[Step]:
    """The steps of this release by name; the apps' `data_steps.py` are read the first time."""
    if apps.ready:
        _discover()
    return sorted(_steps.values(), key=lambda step: step.name)


@cache
def _discover() -> None:
    # Once: looking into every app again for each unit took half of the time of migrating it.
    autodiscover_modules("data_steps")


def names_of_steps() -> frozenset[str]:
    """A unit opened now has none of the data these steps change."""
    return frozenset(step.name for step in all_steps())


def run_pending(unit: Unit) -> int:
    """Run the steps a unit has not finished; where each stands is saved with its batch. Returns how many finished."""
    finished = 0
    for step in all_steps():
        if step.name not in unit.steps_done:
            _run(step, unit)
            finished += 1
    return finished


def _run(step: Step, unit: Unit) -> None:
    position: str | None = unit.steps_at.get(step.name)
    while True:
        with atomic(), unit_scope(unit):
            position = step.work(position)
            if position is None:
                unit.steps_at.pop(step.name, None)
                unit.steps_done = [*unit.steps_done, step.name]
            else:
                unit.steps_at[step.name] = position
            with unit_scope(None):
                unit.save(using="default", update_fields=["steps_at", "steps_done"])
        if position is None:
            return
