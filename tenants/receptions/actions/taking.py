"""One click makes a case of a visit or joins it to one; undone until the day is closed. Counters stand beside it, before and after."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from identity.actors import Actor
from kernel import errors
from kernel.transactions import atomic
from tenants.cases import policies as case_policies
from tenants.cases.actions import intake, people, undoing, visits
from tenants.cases.enums import Channel, PetitionForm
from tenants.cases.models import Petition, Visit
from tenants.cases.queries.counters import Counters, counters
from tenants.cases.rules.intake import IntakeData
from tenants.cases.rules.representatives import is_crowd
from tenants.receptions.actions.registrations.changing import begin_on_day, finish, record
from tenants.receptions.actions.registrations.entering import people_of
from tenants.receptions.models import Registration


@dataclass(frozen=True)
class Taken:
    """What came of it: number and code for the receipt, and the five counters of the day on both sides of the step."""

    registration: Registration
    number: str
    code: str
    pin: str
    before: Counters
    after: Counters


@atomic
def make_case(
    registration: Registration,
    *,
    field: str,
    denounced: tuple[str, ...] = (),
    into: UUID | None = None,
    actor: Actor,
    version: int | None = None,
) -> Taken:
    """Enter what the citizen said as a petition: a new case, or joined into one of this unit.

    The visit that was entered becomes the visit of the petition: the citizen came once. A denunciation's names go from one
    seal under the other. Announces ``visit_became_case`` or ``visit_joined_case``; refuses what an intake refuses.
    """
    row = begin_on_day(registration, "make_case", actor, version)
    assert row.session is not None
    before = counters(actor.unit, row.session.held_on, row.session.held_on, seen_by=actor)
    data = _petition(row, field, denounced, actor)
    if into is not None:
        taken = intake.join_petition(case_policies.get_case(actor, into), data, actor=actor)
    else:
        taken = intake.take_in(data, actor=actor)
    earlier = Visit.objects.filter(pk=row.visit_id).first()
    made = Visit.objects.get(pk=taken.visit_id)
    if earlier is not None:
        visits.take_over(made, instead_of=earlier)
    row.visit_id, row.case_id, row.petition_id = made.pk, taken.case_id, taken.petition_id
    record(
        "visit_joined_case" if into else "visit_became_case",
        row,
        actor=actor,
        case="" if taken.sealed else taken.number,
    )
    finish(row, "visit_id", "case_id", "petition_id")
    after = counters(actor.unit, row.session.held_on, row.session.held_on, seen_by=actor)
    return Taken(row, taken.number, taken.code, taken.pin, before, after)


@atomic
def undo_case(registration: Registration, *, actor: Actor, version: int | None = None) -> Registration:
    """Take the petition out again, with the case it made; the visit stays. Until the day is closed.

    Announces ``visit_case_undone``; refuses a case that somebody works on or that was sealed and sent up.
    """
    row = begin_on_day(registration, "undo_case", actor, version)
    petition = Petition.objects.filter(pk=row.petition_id).select_related("case").first()
    visit = Visit.objects.filter(pk=row.visit_id).first()
    if petition is None or visit is None:
        raise errors.InvalidTransition("entry_not_undone", _("Không hoàn tác được việc vào sổ này."))
    if not row.is_sealed and row.people:
        visit.person = people.known(people_of(row, actor)[0].as_person())
        visit.save(update_fields=["person"])
    visits.without_case(visit)
    undoing.undo_entry(petition, actor=actor)
    row.case_id = row.petition_id = None
    record("visit_case_undone", row, actor=actor)
    return finish(row, "case_id", "petition_id")


def _petition(row: Registration, field: str, denounced: tuple[str, ...], actor: Actor) -> IntakeData:
    assert row.session is not None
    named = people_of(row, actor)
    form = PetitionForm.ONE if len(named) == 1 else PetitionForm.SEVERAL
    return IntakeData(
        kind=row.kind,
        field=field or row.field,
        content=row.matter,
        channel=Channel.IN_PERSON,
        received_on=row.session.held_on,
        people=tuple(person.as_person() for person in named),
        form=PetitionForm.GROUP if is_crowd(row.person_count) else form,
        person_count=row.person_count if is_crowd(row.person_count) else None,
        denounced=denounced,
    )
