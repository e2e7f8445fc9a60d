"""Everything one case page shows, in a constant number of queries."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from deadlines import due
from deadlines.models import DueItem
from exchange import tracking
from exchange.models import Custody
from exchange.rules import tracking_codes
from identity.actors import Actor
from kernel import clock
from registry import tree
from registry.tree import UnitInfo
from tenants.cases import policies
from tenants.cases.enums import SENDERS, Capacity
from tenants.cases.models import Answer, Attachment, Case, Parcel, Petition, Request, Visit
from tenants.cases.queries.lists import account_names
from tenants.cases.queries.road import Station, road_of
from tenants.cases.queries.timeline import TimelineEntry, timeline_of
from tenants.cases.rules import fields

#: What stands in a case's own list of actions; the rest belongs to lists or to other pages.
PAGE_VERBS = tuple(
    verb
    for verb in policies.VERBS
    if verb not in {"view", "export", "join_petition", "send_paper", *policies.AT_AN_ENTRY}
)


@dataclass(frozen=True)
class PersonLine:
    """One person in the case; of a sealed one only the capacity."""

    id: UUID
    capacity: str
    capacity_label: str
    full_name: str
    address: str
    id_number: str
    phone: str
    cannot_write: bool
    is_sealed: bool
    is_sender: bool


@dataclass(frozen=True)
class ActionLine:
    """One verb on this case: possible, or why not."""

    verb: str
    label: str
    ok: bool
    reason: str


@dataclass(frozen=True)
class Granted:
    """Why others may read the case and until when; a team of an inspection is one line."""

    reason: str
    valid_to: date | None


@dataclass(frozen=True)
class CasePage:
    """The case page."""

    case: Case
    field_label: str
    custody: Custody | None
    handling_unit: UnitInfo | None
    answering_unit: UnitInfo | None
    home_unit: UnitInfo
    assignee_name: str
    entered_by_name: str
    people: list[PersonLine]
    petitions: list[Petition]
    visits: list[Visit]
    road: list[Station]
    timeline: list[TimelineEntry]
    requests: list[Request]
    answers: list[Answer]
    attachments: list[Attachment]
    parcels: list[Parcel]
    due_items: list[DueItem]
    nearest_due: DueItem | None
    joined_cases: list[Case]
    split_cases: list[Case]
    joined_into: Case | None
    grants: list[Granted]
    tracking_code: str
    actions: list[ActionLine]
    #: Shown to the team of an inspection: no step, nothing internal, no code of the citizen's.
    is_inspected: bool

    @property
    def possible(self) -> list[ActionLine]:
        """The verbs that are buttons."""
        return [action for action in self.actions if action.ok]

    @property
    def impossible(self) -> list[ActionLine]:
        """The verbs listed with their reason; what the actor's role never may is left out."""
        return [action for action in self.actions if not action.ok and action.reason]

    @property
    def senders(self) -> list[PersonLine]:
        return [person for person in self.people if person.is_sender]

    @property
    def opponents(self) -> list[PersonLine]:
        return [person for person in self.people if not person.is_sender]


def case_page(actor: Actor, case_id: UUID | str) -> CasePage:
    """The page of a case the actor sees; NotFound otherwise."""
    case = policies.get_case(actor, case_id)
    now = policies.situation_of(case)
    held = now.custody
    dues = list(due.of_object(case.pk, actor.unit.id))
    parcels = list(Parcel.objects.of_case(case.pk))
    petitions = list(case.petitions.order_by("received_on", "id"))
    inspects = policies.inspects(actor, case)
    # To a team the cases around this one exist only as far as they are in its scope.
    related = policies.visible_cases(actor) if inspects else Case.objects.unsealed()
    has_code = case.track_allowed and not inspects
    names = account_names([case.assignee_id, case.entered_by_id])
    open_dues = [item for item in dues if item.is_open]
    return CasePage(
        case=case,
        field_label=fields.label_of(case.kind, case.field),
        custody=held,
        handling_unit=tree.get(held.handling_unit) if held else None,
        answering_unit=tree.get(held.answering_unit) if held else None,
        home_unit=tree.get(case.home_unit_id),
        assignee_name=names.get(case.assignee_id, "") if case.assignee_id else "",
        entered_by_name=names.get(case.entered_by_id, "") if case.entered_by_id else "",
        people=people_of(case),
        petitions=petitions,
        visits=list(case.visits.order_by("visited_on", "id")),
        road=road_of(case, held, parcels),
        timeline=timeline_of(case, policies.events_of(actor, case)),
        requests=list(case.requests.select_related("body").order_by("asked_at", "id")),
        answers=list(case.answers.order_by("entered_at", "id")),
        attachments=list(policies.files_of(actor, case)),
        parcels=parcels,
        due_items=dues,
        nearest_due=open_dues[0] if open_dues else None,
        joined_cases=list(related.filter(joined_into=case).order_by("number")),
        split_cases=list(related.filter(origin_petition__in=petitions).order_by("number")),
        joined_into=related.filter(pk=case.joined_into_id).first() if case.joined_into_id else None,
        grants=[] if inspects else _grants(case),
        tracking_code=tracking_codes.grouped(tracking.code_of(case.pk) or "") if has_code else "",
        actions=[] if inspects else actions_of(actor, case, now),
        is_inspected=inspects,
    )


def _grants(case: Case) -> list[Granted]:
    rows = case.grants.in_force(clock.today()).order_by("valid_from", "reason", "valid_to")
    told = [(row.pk if row.inspection_id is None else row.inspection_id, row.reason, row.valid_to) for row in rows]
    return [Granted(reason, valid_to) for _key, reason, valid_to in dict.fromkeys(told)]


def people_of(case: Case) -> list[PersonLine]:
    """The people of a case, each once however many letters they wrote; a sealed identity shows only that it is there."""
    lines: list[PersonLine] = []
    for row in case.people.select_related("person").order_by("order", "id"):
        person = row.person
        line = PersonLine(
            id=row.pk,
            capacity=row.capacity,
            capacity_label=str(Capacity(row.capacity).label),
            full_name=person.full_name if person else "",
            address=person.address if person else "",
            id_number=person.id_number if person else "",
            phone=person.phone if person else "",
            cannot_write=person.cannot_write if person else False,
            is_sealed=person is None,
            is_sender=row.capacity in SENDERS,
        )
        known = next((index for index, one in enumerate(lines) if _are_one(one, line)), None)
        if known is None:
            lines.append(line)
        else:
            one = lines[known]
            lines[known] = replace(one, id_number=one.id_number or line.id_number, phone=one.phone or line.phone)
    return lines


def _are_one(one: PersonLine, other: PersonLine) -> bool:
    """Whether two entries are the same citizen: capacity, name and address, and no two different papers."""
    if one.is_sealed or other.is_sealed:
        return False
    same = (one.capacity, one.full_name, one.address) == (other.capacity, other.full_name, other.address)
    return same and (not one.id_number or not other.id_number or one.id_number == other.id_number)


def actions_of(actor: Actor, case: Case, now: policies.Situation) -> list[ActionLine]:
    """Every verb of the page with its verdict; those the role never may are marked without a reason."""
    lines = []
    for verb in PAGE_VERBS:
        verdict = policies.may(actor, verb, case, situation=now)
        reason = "" if verdict.code == "not_permitted" and verb != "unseal" else verdict.reason
        lines.append(ActionLine(verb, str(policies.VERB_LABELS[verb]), verdict.ok, reason))
    return lines


def days_open(case: Case, on: date | None = None) -> int:
    """How many days the citizen has been waiting, or had waited when it ended."""
    end = clock.day_of(case.closed_at) if case.closed_at else on or clock.today()
    return (end - case.received_on).days
