"""The five counters that must never be confused, and what the unit's own rows say for the recount."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, Sum
from django.utils.translation import gettext as _

from identity.actors import Actor
from kernel import active
from kernel.active import UnitLike
from oversight.facts import Fact
from oversight.protocols import DayFigure
from registry.info import UnitInfo
from tenants.cases.enums import Origin
from tenants.cases.models import Answer, Case, Petition, Visit
from tenants.documents import withheld


@dataclass(frozen=True)
class Counters:
    """Lượt tiếp, người được tiếp, đơn, vụ việc, đoàn đông người (Circular 06/2025/TT-TTCP, forms 01 and 02)."""

    visits: int
    persons_received: int
    petitions: int
    cases: int
    crowd_groups: int


def counters(unit: UnitLike, start: date, end: date, *, seen_by: Actor | None = None) -> Counters:
    """The five counters of the active unit from ``start`` to ``end``, both days counted.

    ``seen_by``: as they are shown to this person, without what is withheld from the very member whom it concerns.

    A visit without a petition is a visit. A second petition adds a petition and perhaps a visit, no case; joined cases are one, a case split off is one more.
    What other units entered and sent here is theirs to count; what is sealed from the unit is in no figure of it.
    """
    span = (start, end)
    provider = withheld.provider_for(seen_by) if seen_by else None
    counted = Visit.objects.filter(Q(case=None) | Q(case__is_sealed=False), received_unit_id=unit.id)
    petitions = Petition.objects.filter(entered_unit_id=unit.id, received_on__range=span, case__is_sealed=False)
    cases = Case.objects.unsealed().filter(
        home_unit_id=unit.id, origin=Origin.HERE, received_on__range=span, joined_into=None
    )
    if seen_by and provider:
        hidden = provider.cases(seen_by)
        counted = counted.exclude(pk__in=provider.visits(seen_by)).exclude(case_id__in=hidden)
        petitions, cases = petitions.exclude(case_id__in=hidden), cases.exclude(pk__in=hidden)
    visits = counted.filter(visited_on__range=span).aggregate(
        visits=Count("id"), persons=Sum("person_count", default=0), crowds=Count("id", filter=Q(is_crowd=True))
    )
    return Counters(visits["visits"], visits["persons"], petitions.count(), cases.count(), visits["crowds"])


def day_figures(unit: UnitInfo, first: date, last: date) -> list[DayFigure]:
    """The columns of a flash report that this room counts; crowds with the persons in them."""
    found = counters(unit, first, last)
    crowds = Visit.objects.filter(
        Q(case=None) | Q(case__is_sealed=False),
        received_unit_id=unit.id,
        visited_on__range=(first, last),
        is_crowd=True,
    )
    return [
        DayFigure("visits", _("Lượt tiếp"), found.visits),
        DayFigure("persons", _("Người được tiếp"), found.persons_received),
        DayFigure("petitions", _("Đơn tiếp nhận"), found.petitions),
        DayFigure("crowds", _("Đoàn đông người"), found.crowd_groups),
        DayFigure("crowd_persons", _("Người trong các đoàn"), crowds.aggregate(n=Sum("person_count", default=0))["n"]),
    ]


def own_counts() -> Counter[tuple[Fact, str, date]]:
    """Petitions taken in and answers given by the active unit, by kind and day, from its own rows: for the recount."""
    unit_id = active.current().id
    counts: Counter[tuple[Fact, str, date]] = Counter()
    entered = Petition.objects.filter(entered_unit_id=unit_id, case__is_sealed=False)
    for kind, day, n in entered.values_list("case__kind", "received_on").annotate(n=Count("id")):
        counts[Fact.TAKEN_IN, kind, day] += n
    seen = set()
    given = Answer.objects.filter(given_unit_id=unit_id).order_by("entered_at", "id")
    for case_id, kind, day in given.values_list("case_id", "case__kind", "answered_on"):
        # A unit answers a case once in the figures, however often it writes.
        if case_id not in seen:
            seen.add(case_id)
            counts[Fact.ANSWERED, kind, day] += 1
    return counts
