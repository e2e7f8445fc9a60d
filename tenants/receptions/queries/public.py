"""What citizens read of the head's receptions: coming sessions, and those put off or cancelled; nobody who registered."""

from dataclasses import dataclass
from datetime import date, timedelta

from kernel import clock
from registry.levels import Line
from tenants.receptions.enums import SessionStatus
from tenants.receptions.models import ReceptionSession
from tenants.receptions.queries.sessions import place_of, rooms_of

AHEAD = timedelta(days=120)
CHANGES_FOR = timedelta(days=30)
PUBLIC = [SessionStatus.PLANNED, SessionStatus.PUBLISHED, SessionStatus.READY, SessionStatus.OPEN]
CHANGED = [SessionStatus.POSTPONED, SessionStatus.CANCELLED]


@dataclass(frozen=True)
class PublicSession:
    """One line of the schedule."""

    session: ReceptionSession
    place: str
    moved_to: date | None = None

    @property
    def people(self) -> list[str]:
        """Who takes part, by office."""
        return [str(one["name"]) for one in self.session.participants]


@dataclass(frozen=True)
class Schedule:
    """What hangs out: sessions to come by line, and what changed."""

    lines: list[tuple[Line, list[PublicSession]]]
    changes: list[PublicSession]

    @property
    def is_empty(self) -> bool:
        return not self.lines and not self.changes


def schedule(on: date | None = None, line: str = "") -> Schedule:
    """The unit's schedule on a day (today): four months ahead, changes of the last and coming days. Three queries."""
    today = on or clock.today()
    found = ReceptionSession.objects.filter(held_on__range=(today - CHANGES_FOR, today + AHEAD))
    if line:
        found = found.filter(line=line)
    rows = list(found.exclude(status=SessionStatus.PROPOSED).order_by("held_on", "starts_at", "id"))
    rooms = rooms_of(rows)
    coming = [PublicSession(row, place_of(row, rooms)) for row in rows if row.status in PUBLIC and row.held_on >= today]
    after = {row.moved_from_id: row.held_on for row in rows if row.moved_from_id}
    changes = [
        PublicSession(row, place_of(row, rooms), after.get(row.pk))
        for row in rows
        # A proposal that the head declined was never announced, so nothing of it changed.
        if row.status in CHANGED and (row.posted_at is not None or row.held_on >= today) and not _never_public(row)
    ]
    lines = [
        (one, here)
        for one in (Line.PARTY, Line.GOVERNMENT)
        if (here := [row for row in coming if row.session.line == one])
    ]
    return Schedule(lines, changes)


def _never_public(row: ReceptionSession) -> bool:
    return row.kind == "AD_HOC" and row.posted_at is None
