"""Beside the official sum: each matter once, however many units had it (domain: the same letter counts at both).

Read from what every unit publishes upwards: which petitions it entered, which handovers reached it. No name, no content; what
is sealed is left out.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from exchange.enums import HANDOVERS
from exchange.models import Envelope
from kernel import clock
from oversight.models import CaseCard, PetitionCard
from registry import tree


@dataclass(frozen=True, slots=True)
class OnceEach:
    """One kind: ``counted`` adds up the units, ``matters`` counts each case once, ``shared`` are those two or more had."""

    kind: str
    counted: int
    matters: int
    shared: int


def once_each(unit_id: int, first: date, last: date) -> list[OnceEach]:
    """Cases that came to the unit or to one below it between two days; four queries, however many units."""
    units = [unit_id, *(one.id for one in tree.descendants(unit_id, last))]
    had: dict[UUID, set[int]] = defaultdict(set)
    cards = PetitionCard.objects.filter(unit_id__in=units, received_on__range=(first, last))
    for case_id, unit in cards.values_list("case_id", "unit_id").distinct():
        had[case_id].add(unit)
    moved = Envelope.objects.filter(
        to_unit__in=units, kind__in=sorted(HANDOVERS), delivered_at__isnull=False, is_sealed_up=False
    )
    for case_id, receiver, at in moved.values_list("case_id", "to_unit", "delivered_at"):
        if at is not None and receiver is not None and first <= clock.day_of(at) <= last:
            had[case_id].add(receiver)
    kinds = dict(CaseCard.objects.filter(pk__in=had, is_sealed=False).values_list("case_id", "kind"))
    found = []
    for kind in sorted(set(kinds.values())):
        of_kind = [units_ for key, units_ in had.items() if kinds.get(key) == kind]
        found.append(OnceEach(kind, sum(map(len, of_kind)), len(of_kind), sum(len(units_) > 1 for units_ in of_kind)))
    return found
