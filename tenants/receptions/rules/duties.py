"""What the head owed and did, counted from plain rows: pure, so that the register and the board above cannot differ.

A day counts once however many sessions it holds. In person and delegated are counted apart and never added. A held day without
visitors counts when it was announced and the head was there. Ad hoc days stand beside the periodic ones.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from oversight.enums import DayStatus
from tenants.receptions.enums import HostMode, SessionKind, SessionStatus
from tenants.staff.queries.holders import Holding

BEGUN = (SessionStatus.OPEN, SessionStatus.HELD, SessionStatus.MISSED)


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """What counting needs of a session."""

    kind: str
    status: str
    planned_on: date
    held_on: date
    id: UUID | None = None
    reason: str = ""
    moved_to: date | None = None
    host_mode: str = HostMode.IN_PERSON
    head_present: bool | None = None
    is_posted: bool = False
    is_posted_late: bool = False
    is_made_up: bool = False
    is_first: bool = True
    visits: int = 0


@dataclass(slots=True)
class Tally:
    """One holder's figures of one period; every figure is a number of days."""

    legal: int = 0
    planned: int | None = None
    days: dict[str, set[date]] = field(default_factory=lambda: defaultdict(set))

    def count(self, name: str) -> int:
        return len(self.days[name])


def tally(
    sessions: Iterable[SessionFacts],
    holdings: Sequence[Holding],
    *,
    first: date,
    last: date,
    today: date,
    legal: int,
    planned_on: Sequence[date] = (),
    planned: int | None = None,
) -> dict[UUID | None, Tally]:
    """The figures of a period by who was in office; ``None`` is the vacancy.

    ``legal`` and, where the plan names no days, ``planned`` are shared by days in office so that the parts make the whole; a
    planned day belongs to who was in office on it.
    """
    tallies: dict[UUID | None, Tally] = {one.account_id: Tally() for one in holdings}
    for holder, part in shares(legal, holdings).items():
        tallies[holder].legal = part
    if planned is not None:
        parts = _by_day(planned_on, holdings) if planned_on else shares(planned, holdings)
        for holder, one in tallies.items():
            one.planned = parts.get(holder, 0)
    for row in sessions:
        _count(row, tallies, holdings, first, last, today)
    for one in tallies.values():
        # The day counts once: in person before delegated, periodic before ad hoc, and a day held is not missed.
        one.days["delegated"] -= one.days["in_person"]
        one.days["ad_hoc"] -= one.days["in_person"] | one.days["delegated"]
        one.days["missed"] -= one.days["in_person"] | one.days["delegated"]
        one.days["unposted"] -= one.days["announced"]
    return tallies


def shares(total: int, holdings: Sequence[Holding]) -> dict[UUID | None, int]:
    """``total`` shared by days in office, largest remainder first, so that the parts add up to it."""
    lengths: dict[UUID | None, int] = defaultdict(int)
    for one in holdings:
        lengths[one.account_id] += (one.last - one.first).days + 1
    days = sum(lengths.values()) or 1
    parts = {holder: total * length // days for holder, length in lengths.items()}
    # Who held the position longer takes what is left over; of two equal ones who came first.
    order = sorted(lengths, key=lambda holder: -(total * lengths[holder] % days))
    for holder in order[: total - sum(parts.values())]:
        parts[holder] += 1
    return parts


def holder_on(day: date, holdings: Sequence[Holding]) -> UUID | None:
    """Who was in office on a day of the period."""
    return next((one.account_id for one in holdings if one.first <= day <= one.last), None)


def _by_day(days: Iterable[date], holdings: Sequence[Holding]) -> dict[UUID | None, int]:
    found: dict[UUID | None, int] = defaultdict(int)
    for day in set(days):
        found[holder_on(day, holdings)] += 1
    return found


def _count(
    row: SessionFacts,
    tallies: dict[UUID | None, Tally],
    holdings: Sequence[Holding],
    first: date,
    last: date,
    today: date,
) -> None:
    if not first <= row.held_on <= last:
        return
    one = tallies[holder_on(row.held_on, holdings)]
    status = status_of(row, today)
    if status in (DayStatus.POSTPONED, DayStatus.CANCELLED):
        one.days[status.lower()].add(row.held_on)
        return
    _count_posting(row, one, today)
    if status == DayStatus.MISSED:
        one.days["missed"].add(row.held_on)
    elif status in (DayStatus.IN_PERSON, DayStatus.DELEGATED):
        if row.kind == SessionKind.AD_HOC:
            one.days["ad_hoc"].add(row.held_on)
            return
        one.days[status.lower()].add(row.held_on)
        if row.is_made_up:
            one.days["made_up"].add(row.held_on)


def status_of(row: SessionFacts, today: date) -> DayStatus | None:
    """What became of a session on the day of asking; ``None`` for one that never was a day of reception."""
    match row.status:
        case SessionStatus.HELD:
            return _status_held(row)
        case SessionStatus.POSTPONED:
            return DayStatus.POSTPONED
        case SessionStatus.CANCELLED:
            return DayStatus.CANCELLED
        case SessionStatus.MISSED:
            is_missed = True
        case SessionStatus.OPEN:
            is_missed = False
        case _:
            is_missed = row.held_on < today
    if not is_missed:
        return DayStatus.AHEAD
    return DayStatus.MISSED if row.kind == SessionKind.PERIODIC else None


def _status_held(row: SessionFacts) -> DayStatus | None:
    if row.visits == 0 and not (row.is_posted and row.head_present is not False):
        # Nobody came to a day that nobody was told of: that is not a day of reception.
        return DayStatus.MISSED if row.kind == SessionKind.PERIODIC else None
    return DayStatus.DELEGATED if row.host_mode == HostMode.DELEGATED else DayStatus.IN_PERSON


def _count_posting(row: SessionFacts, one: Tally, today: date) -> None:
    if row.is_posted:
        one.days["announced"].add(row.held_on)
        if row.is_posted_late:
            one.days["posted_late"].add(row.held_on)
    elif row.kind == SessionKind.PERIODIC and (row.held_on < today or row.status in BEGUN):
        one.days["unposted"].add(row.held_on)
