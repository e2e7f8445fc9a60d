"""Who works in the simulated office, its calendar of things to do, and the count of what was done and what was refused."""

import heapq
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import TypeVar

from deadlines import calendar
from identity.actors import Actor
from kernel import clock
from kernel.active import unit_scope
from kernel.clock import OFFICE_ZONE
from kernel.errors import DomainError
from kernel.transactions import atomic
from registry.levels import Line
from registry.tree import UnitInfo

T = TypeVar("T")
Work = Callable[[], object]


@dataclass(frozen=True)
class Cast:
    """The people of one unit and line: the office that prepares and records, the head, a deputy, who configures the unit."""

    unit: UnitInfo
    line: Line
    office: Actor
    head: Actor
    admin: Actor
    deputy: Actor | None = None


@dataclass
class Office:
    """One unit at work. What the product refuses is counted by its code and never hidden; the year goes on."""

    cast: Cast
    random: Random
    until: date
    done: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    #: Done on the last day at the hour it really is, with what the agenda left behind it.
    at_the_end: list[Work] = field(default_factory=list)
    _agenda: list[tuple[datetime, int, Work]] = field(default_factory=list)
    _entered: int = 0

    def on(self, day: date, work: Work, *, hour: int | None = None) -> None:
        """Enter something to do on a day at a random minute of office hours (or at ``hour``); never in the past."""
        minute = self.random.randint(8 * 60, 16 * 60) if hour is None else hour * 60
        moment = max(datetime.combine(day, time(minute // 60, minute % 60), OFFICE_ZONE), clock.now())
        self._entered += 1
        heapq.heappush(self._agenda, (moment, self._entered, work))

    def run(self) -> None:
        """Do everything up to ``until`` in the order of time, the clock standing at each moment."""
        with unit_scope(self.cast.unit.ref):
            while self._agenda and clock.day_of(self._agenda[0][0]) <= self.until:
                moment, _number, work = heapq.heappop(self._agenda)
                with clock.at(moment):
                    work()

    def finish(self) -> None:
        """What is left for today, on the clock of the caller."""
        with unit_scope(self.cast.unit.ref):
            for work in self.at_the_end:
                work()

    def step(self, name: str, call: Callable[[], T]) -> T | None:
        """One action of the product: counted under its name, or its refusal under the refusal's code."""
        try:
            with atomic():
                result = call()
        except DomainError as refusal:
            self.refused[refusal.code] += 1
            return None
        self.done[name] += 1
        return result

    @contextmanager
    def later(self, minutes: int) -> Iterator[None]:
        """So many minutes after the moment the work began."""
        with clock.at(clock.now() + timedelta(minutes=minutes)):
            yield

    def chance(self, share: float) -> bool:
        """True in this share of all cases."""
        return self.random.random() < share

    def workday(self, day: date, shift: int = 0) -> date:
        """``shift`` working days after (or before) a day; the day itself, or the next worked one, for none."""
        work = calendar.of_unit(self.cast.unit.id)
        if shift > 0:
            return work.add_working_days(day, shift)
        for _index in range(-shift):
            day -= timedelta(days=1)
            while not work.is_working_day(day):
                day -= timedelta(days=1)
        return work.next_working_day(day)
