"""Who stands in a case: open persons, or sealed ones when it is a denunciation."""

from collections.abc import Iterable

from kernel import text
from kernel.prepared import Prepared
from tenants.cases.enums import Capacity, CaseKind, PetitionForm
from tenants.cases.models import Case, CasePerson, Person, Petition
from tenants.cases.rules import sealing
from tenants.cases.rules.intake import PersonData

_same = Prepared(
    lambda full_name, address, id_number, phone: Person.objects.filter(
        full_name=full_name, address=address, id_number=id_number, phone=phone
    ).order_by("id")[:1]
)


def add_senders(
    case: Case, petition: Petition | None, people: Iterable[PersonData], *, form: str, is_new: bool = False
) -> None:
    """Write who signs; a denouncer's identity is sealed before it ever touches a table.

    ``is_new``: nobody stands in the case yet.
    """
    capacity = Capacity.REPRESENTATIVE if form == PetitionForm.GROUP else Capacity.PETITIONER
    order = 0 if is_new else case.people.count()
    for place, data in enumerate(people, start=order):
        if case.is_denunciation:
            add_sealed(case, petition, data, capacity=capacity, order=place)
        else:
            CasePerson.objects.create(case=case, petition=petition, person=known(data), capacity=capacity, order=place)


def add_sealed(case: Case, petition: Petition | None, data: PersonData, *, capacity: str, order: int) -> CasePerson:
    """Write one sealed sender."""
    blob = sealing.seal(data, unit_id=case.unit_id, case_id=case.pk)
    row: CasePerson = CasePerson.objects.create(
        case=case, petition=petition, capacity=capacity, order=order, sealed=blob
    )
    return row


def add_opponents(case: Case, petition: Petition | None, names: Iterable[str]) -> None:
    """Write those denounced or complained about; they are named openly."""
    capacity = Capacity.DENOUNCED if case.kind == CaseKind.DENUNCIATION else Capacity.COMPLAINED_ABOUT
    wanted = list(names)
    order = case.people.count() if wanted else 0
    for place, name in enumerate(wanted, start=order):
        CasePerson.objects.create(
            case=case,
            petition=petition,
            person=known(PersonData(full_name=name)),
            capacity=capacity,
            order=place,
        )


def known(data: PersonData) -> Person:
    """The person of this unit with exactly these data, or a new one: a name is never typed into two rows."""
    person: Person | None = _same.first(data.full_name, data.address, data.id_number, data.phone)
    if person is not None:
        return person
    new: Person = Person.objects.create(
        full_name=data.full_name,
        address=data.address,
        id_number=data.id_number,
        phone=data.phone,
        cannot_write=data.cannot_write,
        search_text=person_search(data),
    )
    return new


def person_search(data: PersonData | Person) -> str:
    """What a person is found by: name, address, paper, telephone."""
    return text.normalise(" ".join([data.full_name, data.address, data.id_number, data.phone]))[:600]


def forget_unused(people: Iterable[Person]) -> None:
    """Delete persons who stand in no case and no visit any more (their identity was just sealed, an entry undone)."""
    for person in people:
        if not person.in_cases.exists() and not person.visits.exists():
            person.delete()


def search_text(case: Case) -> str:
    """What a case is found by: number, open names, content, place. Sealed names and cases give nothing."""
    if case.is_sealed:
        return ""
    names = case.people.filter(person__isnull=False).values_list("person__full_name", flat=True)
    return searchable(case.number, names, case.content, case.place)


def searchable(number: str, names: Iterable[str], content: str, place: str) -> str:
    """Number, open names, content and place as one text without marks."""
    return text.normalise(" ".join([number, *names, content, place]))
