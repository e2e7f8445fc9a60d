"""One cell of the duty board: what was owed and done in a month, and whether it is red; pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from oversight.enums import DayStatus

#: From so many on a sign is written once with its number.
MANY = 4
LATE_MARK = "△"


@dataclass(frozen=True, slots=True)
class Cell:
    """A month of one unit, or of many added up. Counts are days, conferences, postings or duties with a date."""

    owed: int = 0
    done: int = 0
    #: What is missing of a month that is over; a vacancy misses nothing.
    short: int = 0
    #: Of what was done, days and conferences that the head held; nothing of duties with a date.
    in_person: int = 0
    delegated: int = 0
    postponed: int = 0
    made_up: int = 0
    ad_hoc: int = 0
    #: Not done at all although the day has passed.
    missed: int = 0
    #: Done after its last permitted day.
    late: int = 0
    #: Still to come.
    ahead: int = 0
    is_over: bool = False
    is_vacant: bool = False
    is_below: bool = False
    holders: tuple[str, ...] = ()

    @property
    def is_red(self) -> bool:
        return self.short > 0

    @property
    def is_blank(self) -> bool:
        """Nothing owed, nothing done, nobody missing."""
        counts = (self.owed, self.done, self.delegated, self.postponed, self.ad_hoc, self.missed, self.late, self.ahead)
        return not any(counts) and not self.is_vacant

    @property
    def marks(self) -> str:
        """The signs beside the number, the same in black and white."""
        parts = (
            (DayStatus.IN_PERSON.mark, self.in_person),
            (DayStatus.DELEGATED.mark, self.delegated),
            (DayStatus.POSTPONED.mark, self.postponed),
            (LATE_MARK, self.late),
            (DayStatus.MISSED.mark, self.missed),
        )
        return " ".join(_signs(mark, n) for mark, n in parts if n)


def red_since(cells: Mapping[date, Cell], last: date) -> date | None:
    """The first month of the unbroken run of red ones that ends with the last month that is over; ``None``: not red now."""
    over = [month for month in sorted(cells) if month <= last and cells[month].is_over]
    since = None
    for month in reversed(over):
        if not cells[month].is_red:
            break
        since = month
    return since


def months_of(year: int) -> Sequence[date]:
    """The first days of the months of a year."""
    return [date(year, month, 1) for month in range(1, 13)]


def _signs(mark: str, n: int) -> str:
    return mark * n if n < MANY else f"{mark}{n}"
