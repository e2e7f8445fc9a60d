"""Forms 02/XLD to 04/GQTC as far as the product holds the facts: petitions and what became of them here.

A petition counts at every unit that had it (official consolidation adds them up): where it was entered, and where a handover
brought it. *Treated*: the case was assigned, sent on, answered or ended since it came.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from uuid import UUID

from django.db.models import Q
from django.utils import formats

from exchange.enums import HANDOVERS, MovementKind
from kernel import active, clock
from kernel.journal.models import Event
from tenants.cases.enums import AnswerKind, CaseKind, CaseStatus
from tenants.cases.models import Answer, Case, Parcel, Petition
from tenants.cases.models.parcel import Direction
from tenants.cases.rules.fields import fields_of
from tenants.reports.rules.items import Item

TREATED = ("case_assigned", "case_sent", "case_answered", "case_joined", "case_withdrawn", "case_closed")
UNTREATED = (CaseStatus.ENTERED, CaseStatus.RECEIVED)


@dataclass(frozen=True, slots=True)
class PetitionRow:
    """A petition as the forms count it. ``came_on``: when it reached this unit; ``treated_on``: when it was dealt with."""

    id: UUID
    case_id: UUID
    number: str
    kind: str
    field: str
    came_on: date
    treated_on: date | None
    is_transferred: bool

    @property
    def item(self) -> Item:
        return Item(
            "petition", str(self.id), f"{formats.date_format(self.came_on, 'd/m/Y')}, {self.number}", self.came_on
        )


class Petitions:
    """The petitions of one window: those that came in it, and those carried over untreated; each query once."""

    def __init__(self, first: date, last: date) -> None:
        self.first, self.last = first, last

    @cached_property
    def arrivals(self) -> dict[UUID, datetime]:
        """When a handover from another unit first brought a case here."""
        found: dict[UUID, datetime] = {}
        rows = Parcel.objects.received().filter(kind__in=sorted(HANDOVERS), cancelled_at=None, moved_on__lte=self.last)
        for case_id, at in rows.order_by("moved_at").values_list("case_id", "moved_at"):
            found.setdefault(case_id, at)
        return found

    @cached_property
    def transferred(self) -> dict[UUID, date]:
        """Cases handed to the competent unit by the end of the window."""
        rows = Parcel.objects.filter(
            direction=Direction.OUT, kind=MovementKind.TRANSFER, cancelled_at=None, moved_on__lte=self.last
        )
        return dict(rows.order_by("moved_on").values_list("case_id", "moved_on"))

    @cached_property
    def rows(self) -> list[PetitionRow]:
        """Received in the window or carried over (column 1 of 02/XLD)."""
        here = active.current().id
        candidates = Petition.objects.filter(case__is_sealed=False).filter(
            Q(entered_unit_id=here, received_on__lte=self.last) | Q(case_id__in=list(self.arrivals))
        )
        old = Q(received_on__lt=self.first)
        still = Q(case__status__in=UNTREATED) | Q(case_id__in=self._treated_since())
        # A case that another unit sent in the window may carry petitions that are older than the window.
        recent = Q(case_id__in=[key for key, at in self.arrivals.items() if clock.day_of(at) >= self.first])
        columns = ("id", "case_id", "case__number", "case__kind", "case__field", "received_on", "entered_unit_id")
        found = list(candidates.filter(~old | still | recent).order_by("received_on", "id").values_list(*columns))
        treated = self._treatments({case_id for _id, case_id, *_rest in found})
        rows = []
        for key, case_id, number, kind, field, received_on, entered in found:
            if entered == here:
                came_on, done_on = received_on, _own_treatment(treated[case_id], received_on)
            else:
                came_on, done_on = self._of_others(case_id, treated[case_id])
            if came_on > self.last or (came_on < self.first and done_on is not None and done_on < self.first):
                continue
            if done_on is not None and done_on > self.last:
                done_on = None
            gone_on = self.transferred.get(case_id)
            rows.append(
                PetitionRow(
                    key, case_id, number, kind, field, came_on, done_on, gone_on is not None and gone_on >= came_on
                )
            )
        return rows

    @cached_property
    def competent(self) -> list[PetitionRow]:
        """Treated and kept: within this unit's competence."""
        return [one for one in self.rows if one.treated_on is not None and not one.is_transferred]

    def of_field(self, kinds: Iterable[str], code: str) -> list[Item]:
        """Petitions of kinds in one field; a field no list knows counts as "other"."""
        wanted = set(kinds)
        return [one.item for one in self.competent if one.kind in wanted and _field(one.kind, one.field) == code]

    def cases_of(self, kinds: Iterable[str] = CaseKind.values) -> dict[UUID, PetitionRow]:
        """The matters within the unit's competence, each with its first petition."""
        wanted = set(kinds)
        found: dict[UUID, PetitionRow] = {}
        for one in self.competent:
            if one.kind in wanted:
                found.setdefault(one.case_id, one)
        return found

    @cached_property
    def outcomes(self) -> dict[UUID, str]:
        """How each matter within competence stands: withdrawn, refused, accepted, or still considered."""
        keys = list(self.cases_of())
        refused = set(
            Answer.objects.filter(
                case_id__in=keys, kind=AnswerKind.REFUSED, given_unit_id=active.current().id, answered_on__lte=self.last
            ).values_list("case_id", flat=True)
        )
        settled = set(
            Answer.objects.filter(
                case_id__in=keys,
                kind=AnswerKind.ACCEPTED,
                given_unit_id=active.current().id,
                answered_on__lte=self.last,
            ).values_list("case_id", flat=True)
        )
        found = {}
        rows = Case.objects.filter(pk__in=keys).values_list("pk", "status", "accepted_on")
        for key, status, accepted_on in rows:
            if status == CaseStatus.WITHDRAWN:
                found[key] = "withdrawn"
            elif key in refused:
                found[key] = "refused"
            elif key in settled or (accepted_on is not None and accepted_on <= self.last):
                found[key] = "accepted"
            else:
                found[key] = "considered"
        return found

    def with_outcome(self, kind: str, outcome: str) -> list[Item]:
        """Matters of a kind that stand so."""
        return [
            Item("case", str(key), one.number, one.came_on)
            for key, one in self.cases_of([kind]).items()
            if self.outcomes.get(key) == outcome
        ]

    def _treated_since(self) -> list[UUID]:
        since = datetime.combine(self.first, time.min, clock.OFFICE_ZONE)
        rows = Event.objects.filter(kind__in=TREATED, at__gte=since, case_id__isnull=False)
        return list(rows.values_list("case_id", flat=True).distinct())

    def _of_others(self, case_id: UUID, steps: list[datetime]) -> tuple[date, date | None]:
        """When a case came from another unit and was dealt with here: its timeline brought the sender's steps along."""
        came_at = self.arrivals[case_id]
        return clock.day_of(came_at), next((clock.day_of(at) for at in steps if at > came_at), None)

    def _treatments(self, cases: set[UUID]) -> dict[UUID, list[datetime]]:
        found: dict[UUID, list[datetime]] = defaultdict(list)
        rows = Event.objects.filter(case_id__in=cases, kind__in=TREATED).order_by("at")
        for case_id, at in rows.values_list("case_id", "at"):
            found[case_id].append(at)
        return found


def _own_treatment(steps: list[datetime], came_on: date) -> date | None:
    """The first step with the case since the petition came; a letter into a case under way is dealt with as it comes."""
    days = [clock.day_of(at) for at in steps]
    return came_on if any(day < came_on for day in days) else next(iter(days), None)


def _field(kind: str, code: str) -> str:
    return code if any(one.code == code for one in fields_of(kind)) else "other"


Counting = Callable[[Petitions], list[Item]]
OUTCOMES = ("considered", "accepted", "refused", "withdrawn")
#: Proposals and reflections stand in one group of the form.
GROUPS = {
    CaseKind.COMPLAINT: (CaseKind.COMPLAINT,),
    CaseKind.DENUNCIATION: (CaseKind.DENUNCIATION,),
    CaseKind.PROPOSAL: (CaseKind.PROPOSAL, CaseKind.REFLECTION),
}


def _of_field(kinds: tuple[CaseKind, ...], code: str) -> Counting:
    return lambda all_: all_.of_field(kinds, code)


def _with_outcome(kind: CaseKind, outcome: str) -> Counting:
    return lambda all_: all_.with_outcome(kind, outcome)


def _field_facts() -> dict[str, Counting]:
    return {
        f"petitions.{group.value}.{one.code}": _of_field(kinds, one.code)
        for group, kinds in GROUPS.items()
        for one in fields_of(group)
    }


def _outcome_facts(name: str, kind: CaseKind) -> dict[str, Counting]:
    return {f"{name}.{one}": _with_outcome(kind, one) for one in OUTCOMES}


FACTS: dict[str, Counting] = {
    "petitions.all": lambda all_: [one.item for one in all_.rows],
    "petitions.treated": lambda all_: [one.item for one in all_.rows if one.treated_on is not None],
    "petitions.transferred": lambda all_: [one.item for one in all_.rows if one.treated_on and one.is_transferred],
    "cases.competent": lambda all_: [
        Item("case", str(key), one.number, one.came_on) for key, one in all_.cases_of().items()
    ],
    **_field_facts(),
    **_outcome_facts("complaints", CaseKind.COMPLAINT),
    **_outcome_facts("denunciations", CaseKind.DENUNCIATION),
}
