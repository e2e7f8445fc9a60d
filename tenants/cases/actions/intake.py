"""Taking in a petition: the petition, its case and, in person, the visit, in one transaction."""

from dataclasses import dataclass, replace
from uuid import UUID

from django.utils.translation import gettext as _

from deadlines import due
from deadlines.enums import RuleCode
from exchange import custody, tracking
from identity import members
from identity.actors import Actor
from identity.models import Membership
from identity.permissions import Permission
from kernel import clock, errors, text
from kernel.journal import counters, events, once
from kernel.transactions import atomic, lock_unit_writes
from oversight import cards, facts
from registry.rules import refuse_if_ended, refuse_if_frozen
from tenants.cases.actions import attaching, changing, movements, people
from tenants.cases.enums import OPPONENTS, CaseKind, Channel, Origin
from tenants.cases.models import Case, Petition, Visit
from tenants.cases.policies import not_found
from tenants.cases.rules import intake as rules
from tenants.cases.rules import numbers, representatives, sealing
from tenants.cases.rules.intake import IntakeData, PersonData, SplitData
from tenants.cases.rules.naming import is_named

__all__ = ["IntakeData", "PersonData", "SplitData", "TakenIn", "join_petition", "take_in"]

MAX_CONTENT = 20_000
SERIES_CASE = "case"
SERIES_PETITION = "petition"


@dataclass(frozen=True)
class TakenIn:
    """What the receipt says.

    ``pin`` is shown once: empty when the same request came twice. ``code`` is empty when the citizen may not follow the
    case, or follows it already (a second petition of the same matter).
    """

    case_id: UUID
    petition_id: UUID
    visit_id: UUID | None
    number: str
    code: str
    pin: str
    sealed: bool


@atomic
def take_in(data: IntakeData, *, actor: Actor, once_key: str | None = None) -> TakenIn:
    """Enter a petition as a new case.

    Writes case, petition, visit (in person), persons, attachments, custody, card, tracking code and deadlines; announces
    *taken in*, *open* and *owed*. A denunciation that names a head of this unit is sealed and sent to the superior at
    once: nobody here sees it again. Refuses with ``Invalid`` naming the fields, and in a unit that has ended.
    """
    actor.require(Permission.CASE_ENTER)
    refuse_if_ended(actor.unit, clock.today())
    data = cleaned(data)
    rules.check(data, today=clock.today())
    lock_unit_writes(actor.unit)
    refuse_if_frozen(actor.unit)
    done: list[TakenIn] = []

    def enter() -> UUID:
        done.append(_enter(data, actor))
        return done[0].case_id

    case_id, _replayed = once.run(once_key, actor=actor, fingerprint=_fingerprint(data), fn=enter)
    return done[0] if done else _repeated(case_id)


@atomic
def join_petition(case: Case, data: IntakeData, *, actor: Actor, once_key: str | None = None) -> TakenIn:
    """Enter a further petition of the same matter into its case; the first clock goes on.

    Writes petition, visit (in person), new persons and attachments; announces *taken in*. A denunciation that names a head
    of this unit is not joined but taken in sealed. Refuses another kind than that of the case.
    """
    actor.require(Permission.CASE_ENTER)
    data = cleaned(data)
    rules.check(data, today=clock.today())
    if data.kind == CaseKind.DENUNCIATION and denounced_heads(data, actor):
        return take_in(data, actor=actor, once_key=once_key)
    refuse_if_ended(actor.unit, clock.today())
    done: list[TakenIn] = []

    def enter() -> UUID:
        done.append(_join(case, data, actor))
        return done[0].petition_id

    petition_id, _replayed = once.run(
        once_key, actor=actor, fingerprint=_fingerprint(data, case.pk), fn=enter
    )
    if done:
        return done[0]
    petition = Petition.objects.select_related("case").get(pk=petition_id)
    return _taken(petition.case, petition)


def cleaned(data: IntakeData) -> IntakeData:
    """Every text trimmed and fit to be stored; ``Invalid`` names the field that is not."""
    line = {"multiline": False}
    return replace(
        data,
        content=text.clean(data.content, field="content", max_length=MAX_CONTENT, multiline=True),
        place=text.clean(data.place, field="place", max_length=250, **line),
        forwarded_by=text.clean(data.forwarded_by, field="forwarded_by", max_length=250, **line),
        forwarded_number=text.clean(data.forwarded_number, field="forwarded_number", max_length=60, **line),
        people=tuple(cleaned_person(person) for person in data.people),
        denounced=tuple(
            name
            for typed in data.denounced
            if (name := text.clean(typed, field="denounced", max_length=150, **line))
        ),
    )


def cleaned_person(person: PersonData, *, field: str = "people") -> PersonData:
    """One person's data fit to be stored."""
    return replace(
        person,
        full_name=text.clean(person.full_name, field=field, max_length=150),
        address=text.clean(person.address, field=field, max_length=250),
        id_number=text.clean(person.id_number, field=field, max_length=20),
        phone=text.clean(person.phone, field=field, max_length=20),
    )


def denounced_heads(data: IntakeData | SplitData, actor: Actor) -> list[Membership]:
    """The heads of the unit among the denounced: chosen from the list, or typed by name.

    Competence is the superior's (Law on denunciations, Art. 13); a name that only looks like a head's seals too, because
    sealing one too many does less harm than one too few.
    """
    heads = list(members.heads(actor.unit.id))
    chosen = {head.pk for head in heads} | {head.account_id for head in heads}
    if strangers := set(data.denounced_heads) - chosen:
        raise errors.Invalid(
            "head_unknown",
            _("Người được chọn không phải người đứng đầu đơn vị này."),
            fields={"denounced_heads": [_("Chọn lại trong danh sách.")]},
            count=len(strangers),
        )
    return [
        head
        for head in heads
        if head.pk in data.denounced_heads
        or head.account_id in data.denounced_heads
        or any(is_named(head.account.full_name, name) for name in data.denounced)
    ]


def heads_named(case: Case, actor: Actor) -> list[Membership]:
    """The heads of the unit whose name stands among the opponents of a case."""
    rows = case.people.filter(capacity__in=OPPONENTS, person__isnull=False)
    names = list(rows.values_list("person__full_name", flat=True))
    return [
        head for head in members.heads(actor.unit.id) if any(is_named(head.account.full_name, name) for name in names)
    ]


def new_case_row(
    data: IntakeData, actor: Actor, *, petition: Petition | None = None, sealed: bool = False
) -> Case:
    """Insert a case with the next number of the unit and year, and its custody and card."""
    today = clock.today()
    sequence = counters.next_number(SERIES_CASE, today.year)
    case: Case = Case.objects.create(
        unit_id=actor.unit.id,
        number=numbers.case_number(sequence, today.year, actor.unit.key),
        kind=data.kind,
        field=data.field,
        content=data.content,
        place=data.place,
        channel=data.channel,
        received_on=data.received_on,
        entered_by_id=actor.account_id,
        origin=Origin.HERE,
        home_unit_id=actor.unit.id,
        is_sealed=sealed,
        track_allowed=data.kind != CaseKind.DENUNCIATION or data.track_allowed,
        person_count=data.persons,
        is_group=representatives.is_crowd(data.persons),
        origin_petition=petition,
    )
    custody.create(case.pk, actor.unit.id)
    return case


def start_clocks(case: Case, actor: Actor) -> None:
    """The answer to the citizen is due (A3), and the decision to accept (B2 or C1) by kind."""
    codes = [RuleCode.A3]
    if case.kind == CaseKind.COMPLAINT:
        codes.append(RuleCode.B2)
    elif case.kind == CaseKind.DENUNCIATION:
        codes.append(RuleCode.C1)
    for code in codes:
        due.open_item(actor.unit.id, code, case.pk, case.received_on, case_kind=case.kind)


def put_card(case: Case, actor: Actor) -> None:
    """The first card of a case: what the levels above may list."""
    cards.put(
        case.pk,
        home_unit_id=actor.unit.id,
        handling_unit_id=actor.unit.id,
        answering_unit_id=actor.unit.id,
        number=case.number,
        kind=case.kind,
        field=case.field,
        status=case.status,
        received_on=case.received_on,
        due_on=changing.nearest_due(case),
        is_sealed=case.is_sealed,
    )


def opponents(data: IntakeData | SplitData, heads: list[Membership]) -> list[str]:
    """The names of the denounced: typed ones, then chosen heads that were not typed."""
    names = list(data.denounced)
    for head in heads:
        name = head.account.full_name
        if not any(is_named(name, one) for one in data.denounced):
            names.append(name)
    return names


def _enter(data: IntakeData, actor: Actor) -> TakenIn:
    heads = denounced_heads(data, actor) if data.kind == CaseKind.DENUNCIATION else []
    case = new_case_row(data, actor, sealed=bool(heads))
    petition = _petition(case, data, actor)
    visit = _visit(case, petition, data, actor)
    people.add_senders(case, petition, data.people, form=data.form)
    people.add_opponents(case, petition, opponents(data, heads))
    attaching.store_all(case, data.uploads, is_internal=False, actor=actor)
    case.search_text = people.search_text(case)
    case.save(update_fields=["search_text"])
    code, pin = tracking.issue(case.pk, is_discreet=case.is_denunciation) if case.track_allowed else ("", "")
    _announce(case, petition, actor)
    return _taken(case, petition, visit, code=code, pin=pin)


def _announce(case: Case, petition: Petition, actor: Actor) -> None:
    if case.is_sealed:
        # The log of the unit says that a number was given, and nothing else.
        events.record("case_taken_in", actor=actor, case_id=case.pk, number=case.number, is_sealed=True)
        put_card(case, actor)
        movements.send_sealed_up(case, actor=actor)
        return
    start_clocks(case, actor)
    put_card(case, actor)
    facts.taken_in(case, actor.unit.id)
    facts.opened(case, actor.unit.id)
    facts.owed(case, actor.unit.id)
    events.record(
        "case_taken_in",
        actor=actor,
        case_id=case.pk,
        number=case.number,
        case_kind=case.kind,
        channel=case.channel,
        received_on=case.received_on.isoformat(),
        entry_number=petition.entry_number,
        person_count=case.person_count,
    )


def _join(case: Case, data: IntakeData, actor: Actor) -> TakenIn:
    row, _now = changing.begin(case, "join_petition", actor=actor)
    if data.kind != row.kind:
        raise errors.Invalid(
            "kind_differs",
            _("Đơn nhập vào vụ việc phải cùng loại với vụ việc."),
            fields={"kind": [_("Vụ việc này là %(kind)s.") % {"kind": row.get_kind_display().lower()}]},
        )
    petition = _petition(row, data, actor)
    visit = _visit(row, petition, data, actor)
    people.add_senders(row, petition, data.people, form=data.form)
    people.add_opponents(row, petition, _not_yet(row, data.denounced))
    attaching.store_all(row, data.uploads, is_internal=False, actor=actor)
    row.person_count = max(row.person_count, data.persons)
    row.is_group = representatives.is_crowd(row.person_count)
    row.search_text = people.search_text(row)
    changing.finish(row, "person_count", "is_group", "search_text")
    facts.taken_in(row, actor.unit.id, day=data.received_on)
    events.record(
        "petition_joined",
        actor=actor,
        case_id=row.pk,
        entry_number=petition.entry_number,
        channel=data.channel,
        received_on=data.received_on.isoformat(),
    )
    return _taken(row, petition, visit)


def _not_yet(case: Case, names: tuple[str, ...]) -> list[str]:
    there = set(case.people.filter(person__isnull=False).values_list("person__full_name", flat=True))
    return [name for name in names if name not in there]


def _petition(case: Case, data: IntakeData, actor: Actor) -> Petition:
    petition: Petition = Petition.objects.create(
        case=case,
        entry_number=counters.next_number(SERIES_PETITION, clock.today().year),
        entered_unit_id=actor.unit.id,
        received_on=data.received_on,
        channel=data.channel,
        content=data.content,
        forwarded_by=data.forwarded_by,
        forwarded_number=data.forwarded_number,
        forwarded_on=data.forwarded_on,
        person_count=data.persons,
        form=data.form,
    )
    return petition


def _visit(case: Case, petition: Petition, data: IntakeData, actor: Actor) -> Visit | None:
    if data.channel != Channel.IN_PERSON:
        return None
    visit: Visit = Visit.objects.create(
        case=case,
        petition=petition,
        visited_on=data.received_on,
        person_count=data.persons,
        is_crowd=representatives.is_crowd(data.persons),
        received_by_id=actor.account_id,
        received_unit_id=actor.unit.id,
    )
    return visit


def _taken(
    case: Case, petition: Petition, visit: Visit | None = None, *, code: str = "", pin: str = ""
) -> TakenIn:
    return TakenIn(
        case_id=case.pk,
        petition_id=petition.pk,
        visit_id=visit.pk if visit else None,
        number=case.number,
        code=code,
        pin=pin,
        sealed=case.is_sealed,
    )


def _repeated(case_id: UUID | None) -> TakenIn:
    assert case_id is not None
    case = Case.objects.get(pk=case_id)
    petition = case.petitions.order_by("received_on", "id").first()
    if petition is None:
        raise not_found()
    visit = Visit.objects.filter(petition=petition).first()
    return _taken(case, petition, visit, code=tracking.code_of(case.pk) or "")


def _fingerprint(data: IntakeData, case_id: UUID | None = None) -> str:
    # Keyed: a plain digest of a denouncer's name could be guessed and compared by whoever holds a dump.
    return sealing.fingerprint(once.fingerprint_of([data.canonical(), str(case_id or "")]))
