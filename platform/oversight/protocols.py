"""What this room asks of the rooms above it; they register when they start."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from oversight.facts import Fact


@dataclass(frozen=True, slots=True)
class DutyDifference:
    """A figure of the duty register that was not what the unit's own sessions say; it has been written again."""

    line: str
    kind: str
    name: str
    period: date
    counted: int
    recorded: int


Counts = Counter[tuple[Fact, str, date]]

_counters: list[Callable[[], Counts]] = []


def register_own_counts(counter: Callable[[], Counts]) -> None:
    """``counter`` counts petitions taken in and answers given in the active unit's own tables, by day."""
    _counters.append(counter)


def own_counts() -> Counts:
    """Every registered count of the active unit, added up."""
    total: Counts = Counter()
    for counter in _counters:
        total.update(counter())
    return total


DutyRecount = Callable[[], list[DutyDifference]]

_duty_recounts: list[DutyRecount] = []


def register_duty_recount(recount: DutyRecount) -> None:
    """``recount`` compares the duty register of the active unit with its own rows and repairs what differs."""
    if recount not in _duty_recounts:
        _duty_recounts.append(recount)


def recount_duties() -> list[DutyDifference]:
    """What every room found and repaired in the active unit."""
    return [one for recount in _duty_recounts for one in recount()]
