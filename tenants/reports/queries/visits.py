"""Form 01/TCD: visits, persons, matters, crowds, and the days of the head, from the unit's own rows.

The head's visits are those of the Government line's sessions, or of no session; the Party's stand in the Party's report.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from django.db.models import Q
from django.utils import formats

from kernel import active
from registry.levels import Line
from tenants.cases.enums import VisitHost
from tenants.cases.models import Visit
from tenants.receptions.enums import HostMode, SessionStatus
from tenants.receptions.models import ReceptionSession
from tenants.reports.rules.items import Item

HOSTS = {"regular": VisitHost.REGULAR, "head": VisitHost.HEAD, "delegated": VisitHost.DELEGATED}
#: Under whom a matter is entered once: the head before a deputy, a deputy before the office (note to form 01/TCD).
RANK = (VisitHost.HEAD, VisitHost.DELEGATED, VisitHost.REGULAR)


@dataclass(frozen=True, slots=True)
class VisitRow:
    """A visit as the form counts it. ``matter``: the case it is about, the kept one after a join."""

    id: UUID
    host: str
    on: date
    persons: int
    is_crowd: bool
    matter: UUID | None
    number: str

    @property
    def label(self) -> str:
        day = formats.date_format(self.on, "d/m/Y")
        return f"{day}, {self.number}" if self.number else day


class Visits:
    """The visits and sessions of one line between two days; each loaded once."""

    def __init__(self, first: date, last: date, line: str) -> None:
        self.first, self.last, self.line = first, last, line

    @cached_property
    def sessions(self) -> list[ReceptionSession]:
        """The line's sessions held in the window."""
        return list(
            ReceptionSession.objects.filter(line=self.line, held_on__range=(self.first, self.last))
            .only("id", "held_on", "status", "host_mode", "posted_at", "head_present", "kind", "line")
            .order_by("held_on", "id")
        )

    @cached_property
    def rows(self) -> list[VisitRow]:
        """Visits received by this unit on this line; what is sealed from the unit is in no figure of it."""
        found = Visit.objects.filter(
            Q(case=None) | Q(case__is_sealed=False),
            received_unit_id=active.current().id,
            visited_on__range=(self.first, self.last),
        ).order_by("visited_on", "id")
        lines = dict(
            ReceptionSession.objects.filter(pk__in=found.exclude(session_id=None).values("session_id")).values_list(
                "pk", "line"
            )
        )
        columns = ("id", "host", "visited_on", "person_count", "is_crowd", "case_id", "case__joined_into_id",
                   "case__number", "case__joined_into__number", "session_id")  # fmt: skip
        return [
            VisitRow(key, host, on, persons, crowd, joined or case, joined_number or number or "")
            for key, host, on, persons, crowd, case, joined, number, joined_number, session in found.values_list(
                *columns
            )
            if (lines.get(session) or Line.GOVERNMENT) == self.line
        ]

    @cached_property
    def of_host(self) -> dict[str, list[VisitRow]]:
        found: dict[str, list[VisitRow]] = defaultdict(list)
        for row in self.rows:
            found[row.host].append(row)
        return found

    @cached_property
    def matters(self) -> dict[str, list[Item]]:
        """Each matter once in the period, under the highest who received it."""
        taken: set[UUID] = set()
        found: dict[str, list[Item]] = {}
        for host in RANK:
            found[host] = []
            for row in self.of_host[host]:
                if row.matter is not None and row.matter not in taken:
                    taken.add(row.matter)
                    found[host].append(Item("case", str(row.matter), row.number, row.on))
        return found

    def days(self, mode: HostMode) -> list[Item]:
        """Days announced to the public on which the head (or the deputy) was there, visitors or not; each day once.

        A day with sessions of both is the head's.
        """
        counted = [one for one in self.sessions if is_day_of_reception(one)]
        in_person = {one.held_on: one for one in counted if one.host_mode == HostMode.IN_PERSON}
        chosen = in_person
        if mode == HostMode.DELEGATED:
            chosen = {
                one.held_on: one
                for one in counted
                if one.host_mode == HostMode.DELEGATED and one.held_on not in in_person
            }
        return [
            Item("session", str(one.pk), formats.date_format(on, "d/m/Y"), on) for on, one in sorted(chosen.items())
        ]


def is_day_of_reception(row: ReceptionSession) -> bool:
    """Announced, held, and the head not missing (note to columns 10 and 16; circular 06/2025/TT-TTCP)."""
    return row.status == SessionStatus.HELD and row.posted_at is not None and row.head_present is not False


def items(rows: Iterable[VisitRow]) -> list[Item]:
    """One a visit."""
    return [Item("visit", str(one.id), one.label, one.on) for one in rows]


def persons(rows: Iterable[VisitRow]) -> list[Item]:
    """Each visit by its number of people."""
    return [Item("visit", str(one.id), one.label, one.on, one.persons) for one in rows]


def crowds(rows: Iterable[VisitRow]) -> list[VisitRow]:
    """Groups of five or more."""
    return [one for one in rows if one.is_crowd]


Counting = Callable[[Visits], list[Item]]


def _of_host(name: str, host: VisitHost) -> dict[str, Counting]:
    return {
        f"visits.{name}": lambda all_: items(all_.of_host[host]),
        f"persons.{name}": lambda all_: persons(all_.of_host[host]),
        f"matters.{name}": lambda all_: all_.matters[host],
        f"crowds.{name}": lambda all_: items(crowds(all_.of_host[host])),
        f"crowd_persons.{name}": lambda all_: persons(crowds(all_.of_host[host])),
    }


FACTS: dict[str, Counting] = {
    **_of_host("regular", VisitHost.REGULAR),
    **_of_host("head", VisitHost.HEAD),
    **_of_host("delegated", VisitHost.DELEGATED),
    "days.head": lambda all_: all_.days(HostMode.IN_PERSON),
    "days.delegated": lambda all_: all_.days(HostMode.DELEGATED),
}
