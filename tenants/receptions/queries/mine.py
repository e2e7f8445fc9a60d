"""Three minutes on a phone: today's people and their briefs, what waits for the head's word, what is late."""

from dataclasses import dataclass
from datetime import date

from identity.actors import Actor
from identity.permissions import Permission as P
from kernel import clock
from tenants.cases.enums import CaseKind
from tenants.cases.policies import Verdict
from tenants.cases.queries.lists import CaseFilters, case_list
from tenants.cases.queries.today import TodayLine, groups_of
from tenants.documents.enums import DocumentStatus
from tenants.documents.models import Document
from tenants.documents.policies import visible_documents
from tenants.receptions.enums import SessionStatus
from tenants.receptions.models import Registration
from tenants.receptions.models.registration import QUEUE
from tenants.receptions.policies import sessions as policies
from tenants.receptions.policies.registrations import visible_registrations
from tenants.receptions.queries.sessions import SessionRow, session_rows
from tenants.receptions.queries.today import to_decide

MOST = 10


@dataclass(frozen=True)
class Visitor:
    """One registration of today: who (never a denouncer's name), about what, and the brief."""

    registration: Registration
    name: str
    has_denounced: bool


@dataclass(frozen=True)
class Day:
    """One session with its people; ``postponing``: whether the actor may put it off now, and if not, why not."""

    row: SessionRow
    visitors: list[Visitor]
    postponing: Verdict


@dataclass(frozen=True)
class MinePage:
    """The head's page; all empty means there is nothing today."""

    on: date
    today: list[Day]
    next: Day | None
    to_decide: list[TodayLine]
    late: list[TodayLine]
    to_sign: list[Document]
    overdue: int

    @property
    def is_empty(self) -> bool:
        """Nothing today and nothing that waits."""
        return not (self.today or self.to_decide or self.late or self.to_sign or self.overdue)


def mine(actor: Actor) -> MinePage:
    """In a constant number of queries."""
    today = clock.today()
    rows = session_rows(policies.visible_sessions(actor).filter(line__in=actor.lines).coming(today)[:MOST], actor)
    here = [row for row in rows if row.session.held_on == today and row.session.status != SessionStatus.PROPOSED]
    later = [row for row in rows if row.session.held_on > today and row.session.status != SessionStatus.PROPOSED]
    lines = [line for group in groups_of(actor) for line in group.lines]
    may_sign = actor.may(P.DOCUMENT_SIGN)
    papers = visible_documents(actor).filter(status=DocumentStatus.TO_SIGN, line__in=[*actor.lines, "BOTH"])
    return MinePage(
        on=today,
        today=_days(here, actor),
        next=_day(later[0], [], actor) if later else None,
        to_decide=to_decide(rows, actor)[:MOST],
        late=[line for line in lines if line.tone == "late"][:MOST],
        to_sign=list(papers.order_by("submitted_at", "id")[:MOST]) if may_sign else [],
        overdue=_overdue(actor),
    )


def _days(rows: list[SessionRow], actor: Actor) -> list[Day]:
    found: dict[object, list[Visitor]] = {row.session.pk: [] for row in rows}
    if found:
        waiting = visible_registrations(actor).filter(session_id__in=list(found), status__in=QUEUE)
        for one in waiting.order_by("queue_no", "id"):
            found[one.session_id].append(_visitor(one))
    return [_day(row, found[row.session.pk], actor) for row in rows]


def _day(row: SessionRow, visitors: list[Visitor], actor: Actor) -> Day:
    return Day(row, visitors, policies.may(actor, "postpone", row.session))


def _visitor(one: Registration) -> Visitor:
    names = [str(person.get("full_name", "")) for person in one.people if person.get("full_name")]
    return Visitor(one, "; ".join(names[:2]), one.kind == CaseKind.DENUNCIATION)


def _overdue(actor: Actor) -> int:
    """As many as the list behind the number shows: a case once, however many of its dates have passed."""
    if not actor.may(P.CASE_VIEW_UNIT):
        return 0
    return case_list(actor, CaseFilters(due="overdue", direction="here")).count()
