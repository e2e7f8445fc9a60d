"""Bands of age of open cases, in days since receipt.

No law says when a case is "long-running"; the bands are the product's own, and `PROLONGED_AFTER` is where they begin to count
as such (plan S0-05: fewer complaints that drag on).
"""

from dataclasses import dataclass
from datetime import date, timedelta

ENDS = (30, 60, 90, 180)
PROLONGED_AFTER = 90


@dataclass(frozen=True, slots=True)
class Band:
    """Ages from ``first`` to ``last`` days, both included; ``last`` is None in the oldest band."""

    first: int
    last: int | None

    @property
    def is_prolonged(self) -> bool:
        return self.first > PROLONGED_AFTER


BANDS = tuple(Band(first, last) for first, last in zip((0, *(end + 1 for end in ENDS)), (*ENDS, None), strict=True))


def received_before(days: int, today: date) -> date:
    """A case received before this day is older than ``days`` days."""
    return today - timedelta(days=days)
