"""Taking in a petition: the petition, its case and, in person, the visit, in one transaction."""

from dataclasses import dataclass, replace
from uuid import UUID

from django.utils.translation import gettext as _

from exchange import tracking
from identity.actors import Actor
from identity.permissions import Permission
from kernel import clock, errors, ids, text
from kernel.journal import counters, events, once
from kernel.transactions import atomic, joined, lock_unit_writes
from oversight import cards, facts
from oversight.actions import alerts
from registry.rules import refuse_if_ended, refuse_if_frozen
from tenants.cases.actions import attaching, changing, denounced, movements, opening, people
from tenants.cases.enums import CaseKind, Channel
from tenants.cases.models import Case, Petition, Visit
from tenants.cases.policies import not_found
from tenants.cases.rules import intake as rules
from tenants.cases.rules import representatives, sealing
from tenants.cases.rules.intake import IntakeData, PersonData, SplitData

__all__ = ["IntakeData", "PersonData", "SplitData", "TakenIn", "join_petition", "take_in"]

MAX_CONTENT = 20_000
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


@joined
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
    new_id = ids.new_id()

    def enter() -> UUID:
        done.append(_enter(data, actor, new_id))
        return new_id

    case_id, _replayed = once.run(once_key, actor=actor, fingerprint=_fingerprint(data), fn=enter, object_id=new_id)
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
    if data.kind == CaseKind.DENUNCIATION and denounced.heads_of(data, actor):
        return take_in(data, actor=actor, once_key=once_key)
    refuse_if_ended(actor.unit, clock.today())
    done: list[TakenIn] = []

    def enter() -> UUID:
        done.append(_join(case, data, actor))
        return done[0].petition_id

    petition_id, _replayed = once.run(once_key, actor=actor, fingerprint=_fingerprint(data, case.pk), fn=enter)
    if done:
        return done[0]
    petition = Petition.objects.select_related("case").get(pk=petition_id)
    return _taken(petition.case, petition, Visit.objects.filter(petition=petition).first())


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
            name for typed in data.denounced if (name := text.clean(typed, field="denounced", max_length=150, **line))
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


def _enter(data: IntakeData, actor: Actor, case_id: UUID) -> TakenIn:
    is_denunciation = data.kind == CaseKind.DENUNCIATION
    heads = denounced.heads_of(data, actor) if is_denunciation else []
    accused = denounced.opponents(data, heads)
    # Those who denounce are sealed, so no search finds them.
    names = [*([] if is_denunciation else [person.full_name for person in data.people]), *accused]
    case = opening.new_case_row(data, actor, sealed=bool(heads), names=names, case_id=case_id)
    petition = _petition(case, data, actor)
    visit = _visit(case, petition, data, actor)
    people.add_senders(case, petition, data.people, form=data.form, is_new=True)
    people.add_opponents(case, petition, accused)
    attaching.store_all(case, data.uploads, is_internal=False, actor=actor)
    code, pin = tracking.issue(case.pk, is_discreet=case.is_denunciation) if case.track_allowed else ("", "")
    _announce(case, petition, actor)
    return _taken(case, petition, visit, code=code, pin=pin)


def _announce(case: Case, petition: Petition, actor: Actor) -> None:
    if case.is_sealed:
        # The log of the unit says that a number was given, and nothing else.
        events.record("case_taken_in", actor=actor, case_id=case.pk, number=case.number, is_sealed=True)
        opening.put_card(case, actor, due_on=None)
        movements.send_sealed_up(case, actor=actor)
        return
    opening.put_card(case, actor, due_on=opening.start_clocks(case, actor))
    cards.add_petition(petition.pk, case_id=case.pk, unit_id=actor.unit.id, received_on=petition.received_on)
    facts.entered(case, actor.unit.id)
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
    cards.add_petition(petition.pk, case_id=row.pk, unit_id=actor.unit.id, received_on=data.received_on)
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
    # What is sealed from the unit is in no figure and no alert of it.
    if not case.is_sealed:
        alerts.crowd_came(visit.pk, person_count=visit.person_count, on=visit.visited_on, actor=actor)
    return visit


def _taken(case: Case, petition: Petition, visit: Visit | None = None, *, code: str = "", pin: str = "") -> TakenIn:
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
