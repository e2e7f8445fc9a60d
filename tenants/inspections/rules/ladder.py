"""How far urging goes: level 1 by a person, level 2 by the sweep, then a responsibility check is proposed. Days are data."""

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from deadlines import calendar

DATA = Path(__file__).parents[1] / "data" / "ladder.json"


@dataclass(frozen=True, slots=True)
class Ladder:
    """Working days to answer a letter of each level, with the source."""

    source: str
    days: dict[int, int]

    @property
    def last(self) -> int:
        """The last level that is a letter."""
        return max(self.days)


@cache
def ladder() -> Ladder:
    """The rows of the release."""
    data = json.loads(DATA.read_text(encoding="utf-8"))
    return Ladder(data["source"], {row["level"]: row["answer_within"] for row in data["levels"]})


def due_on(level: int, start: date, unit_id: int) -> date:
    """The last day to answer a letter of this level that leaves on ``start``: working days of the sender, the day after is day one."""
    return calendar.add_working_days(start, ladder().days[level], unit_id)
