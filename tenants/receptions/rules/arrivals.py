"""Steps of an arrival: who may take which when, what travels of each, and how often is often."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from exchange import hashing
from oversight.models.arrival_card import OPEN, ArrivalStatus
from registry.levels import Level
from tenants.receptions.enums import ArrivalSide, ArrivalStep

Body = dict[str, Any]
DATA = Path(__file__).parents[1] / "data" / "gatherings.json"
OLDEST = timedelta(days=31)
"""An arrival is told while it happens; one of the last weeks can still be entered."""
LEVELS = (Level.NATION, Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)
"""From the highest down."""
FOR_HOME = frozenset({"answer", "end"})
"""What the home unit does; where it is off the platform the host writes down what it was told."""
S = ArrivalStatus

#: Verb → the sides that take it and the statuses it is possible in.
STEPS: dict[str, tuple[frozenset[ArrivalSide], tuple[ArrivalStatus, ...]]] = {
    "correct": (frozenset({ArrivalSide.HOST}), OPEN),
    "hear": (frozenset({ArrivalSide.HOST}), OPEN),
    "call": (frozenset(ArrivalSide), OPEN),
    "answer": (frozenset({ArrivalSide.HOME}), (S.REPORTED, S.ANSWERED)),
    "hand_over": (frozenset({ArrivalSide.HOST}), (S.ANSWERED,)),
    "end": (frozenset({ArrivalSide.HOME}), OPEN),
    "link": (frozenset({ArrivalSide.HOME}), (*OPEN, S.ENDED)),
    "withdraw": (frozenset({ArrivalSide.HOST}), OPEN),
}

_TOO_LATE: dict[str, str | Promise] = {
    S.ENDED: _("Lượt này đã kết thúc: địa phương đã xác nhận kết quả."),
    S.WITHDRAWN: _("Lượt này đã được rút vì ghi nhầm."),
    S.HANDED_OVER: _("Công dân đã được bàn giao cho địa phương; bước này không còn làm được."),
    S.REPORTED: _("Địa phương chưa cử cán bộ nên chưa bàn giao được. Hãy gọi điện đôn đốc địa phương."),
}


def takes(verb: str, side: str, *, is_on_paper: bool) -> bool:
    """Whether this side takes the step."""
    return side in STEPS[verb][0] or (is_on_paper and side == ArrivalSide.HOST and verb in FOR_HOME)


def why_not(verb: str, status: str) -> str:
    """Why the step is not possible in this status, as a clerk understands it; empty when it is."""
    return "" if status in STEPS[verb][1] else str(_TOO_LATE[status])


def levels_reached(host: str, home: str) -> list[Level]:
    """The levels a unit of level ``host`` may say that citizens of level ``home`` came to: its own and those above."""
    own = LEVELS.index(Level(host))
    return [level for level in LEVELS[own::-1] if LEVELS.index(level) < LEVELS.index(Level(home))]


class Written(Protocol):
    """A row of an arrival, as far as these rules look at it."""

    host_unit_id: int
    home_unit_id: int


_OF_HOST = (
    "level_reached",
    "place",
    "arrived_at",
    "asked_until",
    "person_count",
    "occurrence",
    "matter",
    "case_number",
)
#: Step → the columns that travel with it. Those of the two sides are not the same, so neither undoes the other's.
COLUMNS: dict[str, tuple[str, ...]] = {
    ArrivalStep.REGISTERED: ("host_unit_id", "home_unit_id", "host_name", "home_name", *_OF_HOST),
    ArrivalStep.CORRECTED: _OF_HOST,
    ArrivalStep.HEARD: ("people", "heard_at"),
    ArrivalStep.ANSWERED: ("plan",),
    ArrivalStep.HANDED_OVER: ("handover",),
    ArrivalStep.ENDED: ("ending",),
    ArrivalStep.LINKED: ("occurrence",),
    ArrivalStep.WITHDRAWN: ("withdrawn_why",),
}
_MOMENTS = frozenset({"arrived_at", "asked_until", "heard_at"})


def body_of(row: Written, step: str) -> Body:
    """What travels: plain JSON, so that both sides compute the same digest of it."""
    columns = {name: _plain(getattr(row, name)) for name in COLUMNS[step]}
    return {"step": str(step), "columns": columns}


def columns_of(body: Mapping[str, Any]) -> dict[str, Any]:
    """What the receiver's row takes over as it was written."""
    told = body["columns"]
    return {
        name: datetime.fromisoformat(told[name]) if name in _MOMENTS and told[name] else told[name]
        for name in COLUMNS[body["step"]]
    }


def size_of(body: Body) -> int:
    """Bytes of what travels."""
    return len(hashing.canonical(body))


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


@dataclass(frozen=True, slots=True)
class Often:
    """From how many arrivals in how many days the home unit is told that its citizens gather often, and by what."""

    days: int
    arrivals: int
    source: str


@cache
def often() -> Often:
    """The row of the release."""
    data = json.loads(DATA.read_text(encoding="utf-8"))
    return Often(data["days"], data["arrivals"], data["source"])
