"""What this room asks of the rooms above it; they register when they start."""

from collections import Counter
from collections.abc import Callable
from datetime import date

from oversight.facts import Fact

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
