"""What the pages of sessions show: one session, what is coming; the same few queries for one row and for fifty."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count

from deadlines.models import DueItem
from identity.actors import Actor
from kernel import clock
from registry import tree
from tenants.cases.policies import Verdict
from tenants.documents.enums import NoticeChannel, Subject
from tenants.documents.models import Document, Notice
from tenants.documents.policies import visible_documents, visible_notices
from tenants.documents.queries.notices import untold, untold_by_subject
from tenants.receptions.enums import EntryKind, HostMode, RegistrationStatus, SessionStatus
from tenants.receptions.models import MinutesEntry, ReceptionSession, Registration
from tenants.receptions.policies import sessions as policies
from tenants.receptions.policies.registrations import visible_registrations
from tenants.receptions.queries.conflicts import Conflict, conflicts_of
from tenants.receptions.queries.readiness import facts_of
from tenants.receptions.queries.terms import posting_day
from tenants.receptions.queries.timeline import SessionEvent, timeline_of
from tenants.receptions.rules import checklist as preparations
from tenants.staff.queries import setting
from tenants.staff.rules.settings import Room, Rooms

COUNTED = [
    RegistrationStatus.SUBMITTED, RegistrationStatus.SCREENED, RegistrationStatus.PROPOSED, RegistrationStatus.APPROVED,
    RegistrationStatus.INVITED, RegistrationStatus.WAITING, RegistrationStatus.CALLED, RegistrationStatus.RECEIVED,
    RegistrationStatus.ABSENT,
]  # fmt: skip


REMEMBERED = timedelta(days=60)
"""How long a session that was put off is looked at for who was not told."""


@dataclass(frozen=True)
class SessionRow:
    """A session as a list shows it."""

    session: ReceptionSession
    place: str
    registered: int
    post_by: date | None
    is_late: bool

    @property
    def is_decided_late(self) -> bool:
        """Decided when the last day for posting had passed: it hangs at once, and nobody was late before."""
        decided = self.session.approved_at or self.session.made_at
        return self.post_by is not None and clock.day_of(decided) > self.post_by

    @property
    def mark(self) -> str:
        """Readable in black and white: in person, delegated, missed, still to come."""
        session = self.session
        if session.status == SessionStatus.HELD:
            if session.host_mode == HostMode.DELEGATED:
                return "○"
            return "●" if session.head_present else "×"
        return {SessionStatus.MISSED: "×", SessionStatus.POSTPONED: "", SessionStatus.CANCELLED: ""}.get(
            SessionStatus(session.status), "◇"
        )

    @property
    def is_posting_due(self) -> bool:
        """Not posted though the last day for it has come."""
        return self.post_by is not None and self.post_by <= clock.today()


def session_rows(found: Iterable[ReceptionSession], actor: Actor) -> list[SessionRow]:
    """Sessions with their place and how many registered, as far as the actor knows of them; three queries beside their own."""
    rows = list(found)
    rooms = rooms_of(rows)
    counts = registered_counts((row.pk for row in rows), actor)
    return [
        SessionRow(
            row,
            place_of(row, rooms),
            counts.get(row.pk, 0),
            posting_day(row) if row.posted_at is None and row.status == SessionStatus.PLANNED else None,
            bool(row.postings) and bool(row.postings[0].get("is_late")),
        )
        for row in rows
    ]


def registered_counts(session_ids: Iterable[UUID], actor: Actor) -> dict[UUID, int]:
    """How many registrations each session has that exist for the actor, refused and settled ones left out."""
    wanted = list(session_ids)
    if not wanted:
        return {}
    found = visible_registrations(actor).filter(session_id__in=wanted, status__in=COUNTED)
    return dict(found.values_list("session_id").annotate(n=Count("id")))


def rooms_of(rows: Iterable[ReceptionSession]) -> dict[UUID, Room]:
    """The unit's rooms by id; none asked for when no session has one."""
    return {room.id: room for room in setting(Rooms).rows} if any(row.room_id for row in rows) else {}


def place_of(row: ReceptionSession, rooms: dict[UUID, Room]) -> str:
    """Room, venue and, of a session in a lower unit's area, that unit."""
    room = rooms.get(row.room_id) if row.room_id else None
    parts = [room.name if room else "", row.venue or (room.place if room else "")]
    if row.venue_unit_id:
        parts.append(tree.get(row.venue_unit_id).name)
    return ", ".join(dict.fromkeys(part for part in parts if part))


@dataclass(frozen=True)
class ActionLine:
    """One verb with the answer of the policy."""

    verb: str
    label: str
    verdict: Verdict


@dataclass(frozen=True)
class Told:
    """One notice about the session: to whom, how, whether it arrived."""

    notice: Notice
    is_untold: bool


@dataclass(frozen=True)
class PostingLine:
    """One posting in words."""

    where: str
    channel: str
    at: datetime
    by: str
    files: list[dict[str, Any]]
    is_late: bool


@dataclass(frozen=True)
class SessionPage:
    """One session with everything its page shows; without ``is_whole`` only time, place, security plan and incidents."""

    session: ReceptionSession
    row: SessionRow
    is_whole: bool
    actions: list[ActionLine]
    incidents: list[MinutesEntry]
    checklist: list[preparations.Line] = field(default_factory=list)
    due: list[DueItem] = field(default_factory=list)
    registrations: list[Registration] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    notices: list[Told] = field(default_factory=list)
    followed_by: ReceptionSession | None = None
    conflicts: list[Conflict] = field(default_factory=list)
    timeline: list[SessionEvent] = field(default_factory=list)

    @property
    def postings(self) -> list[PostingLine]:
        """Where the schedule hung, in order."""
        return [
            PostingLine(
                one["where"],
                str(NoticeChannel(one["channel"]).label),
                datetime.fromisoformat(one["posted_at"]),
                one.get("by", ""),
                one.get("files", []),
                bool(one.get("is_late")),
            )
            for one in self.session.postings
        ]

    @property
    def untold(self) -> int:
        """How many a change has not reached."""
        return sum(one.is_untold for one in self.notices)


def session_page(actor: Actor, session_id: UUID) -> SessionPage:
    """Who sees only time and place gets nothing else, not even counted; a constant number of queries."""
    session = policies.get_session(actor, session_id)
    actions = [
        ActionLine(verb, str(label), policies.may(actor, verb, session)) for verb, label in policies.VERB_LABELS.items()
    ]
    (row,) = session_rows([session], actor)
    incidents = list(MinutesEntry.objects.filter(occasion_id=session.pk, kind=EntryKind.INCIDENT).order_by("at", "id"))
    if not policies.sees_whole(actor):
        return SessionPage(session, row, False, actions, incidents)
    registrations = list(visible_registrations(actor).of_session(session.pk).order_by("queue_no", "id"))
    documents = visible_documents(actor).about(Subject.SESSION, session.pk).order_by("-drafted_at")
    return SessionPage(
        session=session,
        row=row,
        is_whole=True,
        actions=actions,
        incidents=incidents,
        checklist=preparations.lines(session, facts_of(session, registrations)),
        due=list(DueItem.objects.filter(case_id=session.pk, unit_id=actor.unit.id).order_by("due_on", "id")),
        registrations=registrations,
        documents=list(documents),
        notices=notices_of(actor, session),
        followed_by=session.moved_to.first(),
        conflicts=conflicts_of(session),
        timeline=timeline_of(session.pk),
    )


def notices_of(actor: Actor, session: ReceptionSession) -> list[Told]:
    """Whom the unit told of a change, untold ones first."""
    missing = {one.notice_id for one in untold(Subject.SESSION, session.pk)}
    found = visible_notices(actor).about(Subject.SESSION, session.pk).order_by("made_at", "id")
    return sorted((Told(one, one.pk in missing) for one in found), key=lambda one: not one.is_untold)


def coming(actor: Actor, limit: int = 8) -> list[SessionRow]:
    """The next sessions, open one first."""
    today = clock.today()
    found = policies.visible_sessions(actor).coming(today)
    return session_rows(found[:limit], actor)


def untold_sessions(actor: Actor) -> list[tuple[ReceptionSession, int]]:
    """Sessions put off or cancelled, not long ago, with somebody who has not been told yet; two queries."""
    off = [SessionStatus.POSTPONED, SessionStatus.CANCELLED]
    found = policies.visible_sessions(actor).filter(
        status__in=off, line__in=actor.lines, held_on__gte=clock.today() - REMEMBERED
    )
    rows = list(found.order_by("held_on", "id"))
    waiting = untold_by_subject(Subject.SESSION, [row.pk for row in rows]) if rows else {}
    return [(row, len(waiting[row.pk])) for row in rows if row.pk in waiting]
