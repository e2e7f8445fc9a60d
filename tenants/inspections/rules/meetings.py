"""The regular meetings of a year and the span their figures cover; the days are data."""

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from deadlines.calendar import WorkCalendar
from tenants.inspections.enums import MeetingKind

DATA = Path(__file__).parents[1] / "data" / "meetings.json"


@dataclass(frozen=True, slots=True)
class Regular:
    """One meeting of a year's plan."""

    kind: MeetingKind
    planned_on: date


def regular(year: int, work: WorkCalendar) -> list[Regular]:
    """The four meetings of a year; a day off moves to the next working day."""
    return [
        Regular(MeetingKind(row["kind"]), work.next_working_day(_day(year, row["planned"])))
        for row in _data()["meetings"]
    ]


def span(kind: str, year: int, planned_on: date, today: date) -> tuple[date, date]:
    """From which to which day the figures count: the period, as far as it has run; of an ad hoc meeting the year so far."""
    first = date(year, 1, 1)
    row = next((row for row in _data()["meetings"] if row["kind"] == kind), None)
    last = _day(year, row["until"]) if row else planned_on
    return first, max(first, min(last, today))


def source() -> str:
    """Where the defaults come from."""
    return str(_data()["source"])


def _day(year: int, month_and_day: str) -> date:
    return date.fromisoformat(f"{year}-{month_and_day}")


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(DATA.read_text(encoding="utf-8"))
    return data
