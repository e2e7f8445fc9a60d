"""Finding a citizen of this unit who was here before, so that no name is typed twice."""

from dataclasses import dataclass
from uuid import UUID

from identity.actors import Actor
from identity.permissions import Permission
from kernel.text import search_words
from tenants.cases import policies
from tenants.cases.enums import SENDERS, CaseKind
from tenants.cases.models import CasePerson, Person

SHORTEST = 2


@dataclass(frozen=True)
class PersonHit:
    """A citizen as the counter may reuse them."""

    id: UUID
    full_name: str
    address: str
    id_number: str
    phone: str


def people_lookup(actor: Actor, text: str, *, limit: int = 8) -> list[PersonHit]:
    """Senders of open kinds whose name, address or paper matches every word; never a denouncer, never who is denounced."""
    actor.require(Permission.CASE_ENTER)
    words = search_words(text)
    if len("".join(words)) < SHORTEST:
        return []
    cases = policies.visible_cases(actor).exclude(kind=CaseKind.DENUNCIATION)
    senders = CasePerson.objects.filter(case__in=cases, capacity__in=SENDERS, person__isnull=False).values("person_id")
    found = Person.objects.filter(pk__in=senders)
    for word in words:
        found = found.filter(search_text__contains=word)
    return [
        PersonHit(person.pk, person.full_name, person.address, person.id_number, person.phone)
        for person in found.order_by("search_text", "id")[:limit]
    ]
