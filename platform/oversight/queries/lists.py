"""The list behind a figure, read from ``public`` alone: no name, no content.

Each list counts exactly what its figure counts. Denunciations are listed only where the own unit
sent or received the case: a line would name the ward that the board hides.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum

from deadlines import dates
from deadlines.models import DueItem
from exchange.enums import HANDOVERS, MovementKind
from exchange.models import Envelope
from identity.actors import Actor
from identity.permissions import Permission
from kernel import clock
from oversight.facts import SENT_BY_MOVEMENT, Fact
from oversight.models import CaseCard, PetitionCard
from oversight.queries.ageing import is_prolonged
from oversight.queries.board import DENUNCIATION
from oversight.rules.periods import Period
from registry import tree
from registry.tree import UnitInfo

MOVEMENT_OF = {fact: movement for movement, fact in SENT_BY_MOVEMENT.items()}


@dataclass(frozen=True, slots=True)
class Line:
    """One case in a list; ``opens`` says whether the reader's own unit holds the dossier."""

    card: CaseCard
    handling: UnitInfo | None
    home: UnitInfo | None
    age_days: int
    is_overdue: bool
    is_due_expected: bool
    opens: bool
    # How many petitions of the case the figure "taken in" counts; None in every other list.
    petitions: int | None = None


def cards(
    actor: Actor,
    unit: UnitInfo,
    fact: Fact,
    period: Period,
    kind: str = "",
    *,
    own: bool = False,
    prolonged: bool = False,
) -> QuerySet[CaseCard]:
    """Cards behind ``fact`` of a unit's subtree (``own``: of the unit alone) that the actor may list.

    ``prolonged``: only those that count as long-running today.
    """
    units = [unit.id] if own else [unit.id, *(one.id for one in tree.descendants(unit.id, on=period.last))]
    found = _behind(fact, units, period)
    if kind:
        found = found.filter(kind=kind)
    if prolonged:
        found = found.filter(is_prolonged(clock.today()))
    return found.filter(~Q(kind=DENUNCIATION) | Exists(_held_by(actor.unit.id))).order_by("received_on", "number")


def petitions_in(found: QuerySet[CaseCard]) -> int:
    """How many petitions the cases of a list behind *taken in* have: what its figure counts."""
    total: int | None = found.aggregate(total=Sum("petitions"))["total"]
    return total or 0


def unlisted_denunciations(actor: Actor, unit: UnitInfo, fact: Fact, period: Period, *, own: bool = False) -> bool:
    """Whether the list leaves denunciations out; said at district level and above, where they are counted."""
    units = [unit.id] if own else [unit.id, *(one.id for one in tree.descendants(unit.id, on=period.last))]
    return _behind(fact, units, period).filter(kind=DENUNCIATION).exclude(Exists(_held_by(actor.unit.id))).exists()


def lines(actor: Actor, page: Collection[CaseCard], today: date) -> list[Line]:
    """The cards of one page with what a reader sees of each; three queries whatever their number."""
    ids = [card.case_id for card in page]
    sees_unit = actor.may(Permission.CASE_VIEW_UNIT)
    # Who has a right on the figures alone opens what was sent here and what was assigned from here.
    touching = _touches(actor.unit.id) if sees_unit else _opens_to_supervisors(actor.unit.id)
    held = set(Envelope.objects.filter(case_id__in=ids).filter(touching).values_list("case_id", flat=True))
    overdue: set[UUID] = set(
        DueItem.objects.filter(
            case_id__in=ids, overdue_since__isnull=False, met_on=None, cancelled_on=None
        ).values_list("case_id", flat=True)
    )
    expected = dates.expected_of(ids)
    return [
        Line(
            card=card,
            handling=tree.get(card.handling_unit_id) if card.handling_unit_id else None,
            home=tree.get(card.home_unit_id),
            age_days=((card.closed_on or today) - card.received_on).days,
            is_overdue=card.case_id in overdue,
            is_due_expected=card.due_on is not None and (card.case_id, card.due_on) in expected,
            petitions=getattr(card, "petitions", None),
            opens=card.case_id in held or (sees_unit and card.home_unit_id == actor.unit.id and not card.is_sealed),
        )
        for card in page
    ]


def _behind(fact: Fact, units: list[int], period: Period) -> QuerySet[CaseCard]:
    everything = CaseCard.objects.all()
    # What was sealed from its unit is in no figure and no list of it.
    shown = everything.exclude(is_sealed=True, handling_unit_id=F("home_unit_id"))
    span = (period.first, period.last)
    match fact:
        case Fact.TAKEN_IN:
            entered = _petitions(units, period)
            number = entered.order_by().values("case_id").annotate(n=Count("pk")).values("n")
            return everything.filter(Exists(entered), is_sealed=False).annotate(petitions=Subquery(number))
        case Fact.OPEN:
            return shown.filter(handling_unit_id__in=units, closed_on=None)
        case Fact.OWED:
            return shown.filter(answering_unit_id__in=units, closed_on=None)
        case Fact.OVERDUE:
            late = DueItem.objects.filter(
                case_id=OuterRef("case_id"),
                unit_id__in=units,
                overdue_since__isnull=False,
                met_on=None,
                cancelled_on=None,
            )
            return everything.filter(Exists(late))
        case Fact.ANSWERED:
            return everything.filter(answered_unit_id__in=units, answered_on__range=span)
        case Fact.RECEIVED:
            arrived = Envelope.objects.filter(
                case_id=OuterRef("case_id"),
                kind__in=list(SENT_BY_MOVEMENT),
                to_unit__in=units,
                delivered_at__date__range=span,
            )
            return everything.filter(Exists(arrived))
        case _:
            # A denunciation that its own seal sent up was counted by nobody below, so nobody finds it in the list either.
            gone = Envelope.objects.filter(
                case_id=OuterRef("case_id"),
                kind=MOVEMENT_OF[fact],
                from_unit__in=units,
                sent_at__date__range=span,
                is_sealed_up=False,
            ).exclude(status="recalled")
            return everything.filter(Exists(gone))


def _petitions(units: list[int], period: Period) -> QuerySet[PetitionCard]:
    """What the figure *taken in* counts of one case: a case joined into another has none left."""
    return PetitionCard.objects.filter(
        case_id=OuterRef("case_id"), unit_id__in=units, received_on__range=(period.first, period.last)
    )


def _held_by(unit_id: int) -> QuerySet[Envelope]:
    return Envelope.objects.filter(case_id=OuterRef("case_id")).filter(_touches(unit_id))


def _opens_to_supervisors(unit_id: int) -> Q:
    assigned = Q(from_unit=unit_id, kind=MovementKind.ASSIGNMENT)
    return assigned | Q(to_unit=unit_id, kind__in=sorted(HANDOVERS), delivered_at__isnull=False)


def _touches(unit_id: int) -> Q:
    return Q(from_unit=unit_id, is_sealed_up=False) | Q(to_unit=unit_id, delivered_at__isnull=False)
