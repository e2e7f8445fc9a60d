"""The page of the day: queue, the citizen at the table, the fields of the minutes, who is there, what was concluded; constant queries."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from identity import members
from identity.actors import Actor
from identity.models import Account
from identity.permissions import Permission as P
from kernel import clock
from registry.levels import Line
from tenants.cases.models import Case
from tenants.cases.queries.counters import Counters, counters
from tenants.conclusions.enums import Source
from tenants.conclusions.models import Task
from tenants.conclusions.policies import visible_tasks
from tenants.receptions.enums import EntryKind
from tenants.receptions.enums import RegistrationStatus as R
from tenants.receptions.models import MinutesEntry, ReceptionSession, Registration
from tenants.receptions.models.registration import QUEUE
from tenants.receptions.policies import day as day_policies
from tenants.receptions.policies import registrations as policies
from tenants.receptions.policies import sessions as session_policies
from tenants.receptions.queries.sessions import place_of, rooms_of
from tenants.receptions.rules.notes import NONE_YET, entry_id_of
from tenants.staff.models import Body

STATEMENTS = (EntryKind.STATEMENT, EntryKind.CLOSING)
STEPS = ("arrive", "call", "begin", "end", "absent")


@dataclass(frozen=True)
class Field:
    """One field of the minutes: what stands in it and under which version it was saved."""

    id: UUID
    kind: str
    label: str
    text: str
    version: int
    step: int | None = None
    registration_id: UUID | None = None
    body_id: UUID | None = None
    who: str = ""
    by: str = ""


@dataclass(frozen=True)
class QueueLine:
    """One citizen of the day with the steps that are possible now."""

    row: Registration
    name: str
    steps: list[str]
    case_number: str
    #: The statement was written on after it was signed.
    is_changed: bool
    may_sign: bool
    may_take: bool
    may_undo: bool


@dataclass(frozen=True)
class DayPage:
    """Everything the clerk of the day needs on one page."""

    session: ReceptionSession
    place: str
    queue: list[QueueLine]
    current: Registration | None
    agenda: list[Field]
    said: list[Field]
    deviations: list[MinutesEntry]
    incidents: list[MinutesEntry]
    items: list[Task]
    counters: Counters
    may_record: bool
    may_report: bool
    reading: dict[str, Any]

    @property
    def next(self) -> Registration | None:
        """Whose step is the likely one now: who sits at the table, else the first who waits."""
        return self.current or next((line.row for line in self.queue if line.steps), None)


def day_page(actor: Actor, session_id: UUID) -> DayPage:
    """The day as it stands now."""
    session = session_policies.get_session(actor, session_id)
    if not session_policies.sees_whole(actor):
        actor.require(P.RECEPTION_VIEW)
    found = policies.visible_registrations(actor).of_session(session.pk)
    rows = list(found.filter(status__in=QUEUE).order_by("queue_no", "id"))
    for row in rows:
        row.session = session
    entries = list(MinutesEntry.objects.filter(occasion_id=session.pk).select_related("body").order_by("at", "id"))
    by_id = {entry.pk: entry for entry in entries}
    current = next((row for row in rows if row.status == R.CALLED), None)
    may_record = day_policies.may_record(actor, session)
    numbers = dict(
        Case.objects.unsealed().filter(pk__in=[row.case_id for row in rows if row.case_id]).values_list("pk", "number")
    )
    return DayPage(
        session=session,
        place=place_of(session, rooms_of([session])),
        queue=[_line(row, actor, numbers, entries) for row in rows],
        current=current,
        agenda=[_step(session, one, by_id) for one in session.agenda],
        said=_said(session, current, by_id) if current else [],
        deviations=[entry for entry in entries if entry.kind == EntryKind.DEVIATION],
        incidents=[entry for entry in entries if entry.kind == EntryKind.INCIDENT],
        items=list(
            visible_tasks(actor)
            .concluded()
            .filter(subject=Source.SESSION, subject_id=session.pk)
            .select_related("lead_body")
            .order_by("order", "id")
        ),
        counters=counters(actor.unit, session.held_on, session.held_on, seen_by=actor),
        may_record=may_record,
        may_report=day_policies.may_report_incident(actor, session),
        reading=next((one for one in session.checklist if one.get("code") == "minutes_signed"), {}),
    )


def officers_of(unit_id: int, line: str) -> list[Account]:
    """Who may be named in a conclusion: members of the line who work on tasks."""
    roles = members.roles_holding(unit_id, P.TASK_WORK)
    rows = members.current(unit_id).filter(role__in=roles, line__in=[line, Line.BOTH])
    return list({row.account_id: row.account for row in rows}.values())


def bodies_open() -> list[Body]:
    """The unit's bodies a task can be given to."""
    return list(Body.objects.open().order_by("name"))


def statements_of(row: Registration) -> list[MinutesEntry]:
    """What the citizen said: the statement and the word at the end, as they are read out to be signed."""
    found = MinutesEntry.objects.filter(registration_id=row.pk, kind__in=STATEMENTS)
    return sorted(found, key=lambda one: STATEMENTS.index(EntryKind(one.kind)))


def name_of(row: Registration) -> str:
    """Who it is on the clerk's page; empty under a seal."""
    return str(row.people[0].get("full_name", "")) if row.people else ""


def _line(row: Registration, actor: Actor, numbers: dict[UUID, str], entries: list[MinutesEntry]) -> QueueLine:
    return QueueLine(
        row=row,
        name=name_of(row),
        steps=[verb for verb in _order(row) if policies.may(actor, verb, row).ok],
        case_number=numbers.get(row.case_id, "") if row.case_id else "",
        is_changed=any(
            one.registration_id == row.pk and one.kind in STATEMENTS and row.signed_at and one.at > row.signed_at
            for one in entries
        ),
        may_sign=policies.may(actor, "sign", row).ok,
        may_take=policies.may(actor, "make_case", row).ok,
        may_undo=policies.may(actor, "undo_case", row).ok,
    )


def _order(row: Registration) -> tuple[str, ...]:
    """What is likely next comes first; who sits at the table already is neither called nor begun again."""
    if row.status != R.CALLED:
        return STEPS
    return ("end",) if row.began_at else ("begin", "end", "call", "absent")


def _step(session: ReceptionSession, one: dict[str, Any], by_id: dict[UUID, MinutesEntry]) -> Field:
    order = int(one.get("order") or 0)
    key = entry_id_of(session.pk, EntryKind.STEP, step=order)
    who = str(one.get("speaker") or one.get("role") or "")
    return _field(key, EntryKind.STEP, str(one.get("text", "")), by_id, step=order, who=who)


def _said(session: ReceptionSession, row: Registration, by_id: dict[UUID, MinutesEntry]) -> list[Field]:
    found = [
        _field(
            entry_id_of(session.pk, kind, registration_id=row.pk),
            kind,
            str(EntryKind(kind).label),
            by_id,
            registration_id=row.pk,
            who=name_of(row),
        )
        for kind in STATEMENTS
    ]
    bodies = [
        (UUID(str(one["body_id"])), str(one.get("name", ""))) for one in session.participants if one.get("body_id")
    ]
    opinions = [
        _field(
            entry_id_of(session.pk, EntryKind.OPINION, registration_id=row.pk, body_id=body_id),
            EntryKind.OPINION,
            str(EntryKind.OPINION.label),
            by_id,
            registration_id=row.pk,
            body_id=body_id,
            who=name,
        )
        for body_id, name in bodies
    ]
    return [found[0], *opinions, found[1]]


def _field(key: UUID, kind: str, label: str, by_id: dict[UUID, MinutesEntry], **more: Any) -> Field:
    entry = by_id.get(key)
    if entry is None:
        return Field(key, kind, label, "", NONE_YET, **more)
    by = f"{entry.author_name} · {entry.at.astimezone(clock.OFFICE_ZONE):%H:%M}"
    return Field(key, kind, label, entry.text, entry.version, by=by, **more)
