"""What the pages of registrations show: a list, one registration, a session's list for the head. Constant queries."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import NoReverseMatch, reverse

from deadlines.models import DueItem
from identity import members
from identity.actors import Actor
from identity.models import Account
from kernel import clock
from kernel.journal import events
from kernel.text import search_words
from tenants.cases.policies import Verdict
from tenants.conclusions.models import Task
from tenants.documents.enums import Subject
from tenants.documents.models import Document, Notice
from tenants.documents.policies import visible_documents, visible_notices
from tenants.receptions.enums import RegistrationStatus as R
from tenants.receptions.models import Plan, ReceptionSession, Registration
from tenants.receptions.policies import registrations as policies
from tenants.receptions.policies import sessions as session_policies
from tenants.receptions.queries.briefs import CaseLine, linked_case
from tenants.receptions.rules import selection
from tenants.receptions.rules.plan_terms import Criterion
from tenants.receptions.rules.plan_values import merged
from tenants.receptions.rules.refusal_grounds import ground_of
from tenants.staff.queries import setting
from tenants.staff.rules.desks import Desks

TO_DO = (R.SUBMITTED, R.SCREENED, R.DEFERRED, R.PROPOSED)


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed to."""

    text: str = ""
    status: str = ""
    line: str = ""
    waiting: bool = False


def registration_list(actor: Actor, filters: Filters) -> QuerySet[Registration]:
    """Visible registrations, newest first."""
    found: QuerySet[Registration] = policies.visible_registrations(actor).select_related("session")
    if filters.status in R.values:
        found = found.filter(status=filters.status)
    elif filters.waiting:
        found = found.filter(status__in=TO_DO)
    if filters.line:
        found = found.filter(line=filters.line)
    for word in search_words(filters.text):
        found = found.filter(search_text__contains=word)
    return found.order_by("-entered_at", "-id")


@dataclass(frozen=True)
class ActionLine:
    """One verb with the answer of the policy."""

    verb: str
    label: str
    verdict: Verdict


@dataclass(frozen=True)
class RegistrationPage:
    """One registration with everything its page shows."""

    row: Registration
    actions: list[ActionLine]
    flags: list[str]
    desk: str
    ground: str
    case: CaseLine | None
    tasks: list[tuple[Task, str]]
    papers: list[tuple[Document, str]]
    notices: list[Notice]
    due: list[DueItem]
    timeline: list[Any]
    #: Of a matter of Party discipline: whom of the unit it concerns; None of any other.
    concerned: list[str] | None


def registration_page(actor: Actor, registration_id: UUID) -> RegistrationPage:
    """One registration; papers and tasks only as far as the actor sees them."""
    row = policies.get_registration(actor, registration_id)
    tasks = Task.objects.preparations().filter(registration_id=row.pk).order_by("due_on", "id")
    papers = visible_documents(actor).about(Subject.REGISTRATION, row.pk).order_by("-drafted_at")
    ground = ground_of(row.refusal_ground, clock.today()) if row.refusal_ground else None
    desk = setting(Desks).get(row.desk) if row.desk else None
    return RegistrationPage(
        row=row,
        actions=[
            ActionLine(verb, str(label), policies.may(actor, verb, row)) for verb, label in policies.VERB_LABELS.items()
        ],
        flags=flag_words(row.flags),
        desk=desk.name if desk else "",
        ground=ground.printed if ground else "",
        case=linked_case(row, actor),
        tasks=[(task, url_of("conclusions:task", task.pk)) for task in tasks],
        papers=[(paper, url_of("documents:page", paper.pk)) for paper in papers],
        notices=list(visible_notices(actor).about(Subject.REGISTRATION, row.pk).order_by("made_at", "id")),
        due=list(DueItem.objects.filter(case_id=row.pk, unit_id=actor.unit.id).order_by("due_on", "id")),
        timeline=list(events.of_case(row.pk)),
        concerned=_concerned(row) if policies.is_discipline(row.topic) else None,
    )


def _concerned(row: Registration) -> list[str]:
    return sorted(Account.objects.filter(pk__in=row.concerned).values_list("full_name", flat=True))


@dataclass(frozen=True)
class Proposed:
    """One line of the list the head decides."""

    row: Registration
    flags: list[str]
    weight: int
    case: CaseLine | None


def proposed_list(actor: Actor, session: ReceptionSession) -> list[Proposed]:
    """Those proposed for a session, the most pressing by the plan's criteria first."""
    criteria = merged(session.plan).criteria if isinstance(session.plan, Plan) else ()
    rows = list(policies.visible_registrations(actor).of_session(session.pk).filter(status=R.PROPOSED))
    found = [
        Proposed(row, flag_words(row.flags), selection.weight(row.flags, criteria), linked_case(row, actor))
        for row in rows
    ]
    return sorted(found, key=lambda one: (-one.weight, one.row.entered_at))


def to_propose(actor: Actor, line: str) -> list[ReceptionSession]:
    """Sessions that still take registrations, nearest first."""
    found = session_policies.visible_sessions(actor).filter(line=line).coming(clock.today())
    return [row for row in found[:24] if row.status != "OPEN"]


def colleagues_of(actor: Actor) -> list[tuple[str, str]]:
    """Everybody of the unit but the actor: id of the account and name."""
    found = {str(row.account_id): row.account.full_name for row in members.current(actor.unit.id)}
    return [(key, name) for key, name in found.items() if key != str(actor.account_id)]


def flag_words(flags: list[str]) -> list[str]:
    """The criteria in words."""
    return [str(Criterion(flag).label) for flag in flags if flag in Criterion.values]


def url_of(name: str, *args: object) -> str:
    """The address, empty while the room that serves it has none."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
