"""What waits for a unit, read from `public` alone."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import F, Q

from exchange.enums import HANDOVERS, HOPS, MOVING, WITHOUT_CASE, EnvelopeStatus, MovementKind
from exchange.models import CompetenceQuestion, Custody, Envelope
from kernel import clock
from kernel.prepared import Prepared

#: An assignment that is due within these days is shown as due.
SOON = timedelta(days=3)


@dataclass(frozen=True)
class Inbox:
    """The envelopes a unit must do something about, each list oldest first."""

    new: list[Envelope]
    due: list[Envelope]
    returned: list[Envelope]
    results: list[Envelope]
    undeliverable: list[Envelope]
    on_paper: list[Envelope]
    questions: list[CompetenceQuestion]
    #: Open disputes that no superior on the platform can decide, over cases this unit keeps.
    disputes: list[CompetenceQuestion]

    @property
    def case_ids(self) -> set[UUID]:
        """Every case of this unit that is listed."""
        rows = (self.new, self.due, self.returned, self.results, self.undeliverable, self.on_paper)
        listed = {envelope.case_id for envelopes in rows for envelope in envelopes}
        return listed | {question.case_id for question in self.disputes}

    @property
    def count(self) -> int:
        """How many things wait (paper replies wait for others)."""
        lists = (self.new, self.due, self.returned, self.results, self.questions, self.disputes)
        return sum(len(listed) for listed in lists)


def inbox(unit_id: int, *, on: date | None = None) -> Inbox:
    """The inbox of a unit: eight queries whatever their lengths."""
    day = on or clock.today()
    here = Envelope.objects.filter(to_unit=unit_id)
    delivered = here.filter(status=EnvelopeStatus.DELIVERED).order_by("delivered_at", "order")
    # What the seal sent up exists for nobody here, on paper or undeliverable or not.
    mine = Envelope.objects.filter(from_unit=unit_id, is_sealed_up=False)
    return Inbox(
        new=list(delivered.filter(kind__in=sorted(HANDOVERS))),
        due=list(
            here.filter(
                status=EnvelopeStatus.ACCEPTED,
                kind__in=sorted(HOPS),
                due_on__lte=day + SOON,
                case_id__in=Custody.objects.filter(handling_unit=unit_id).values("case_id"),
            ).order_by("due_on")
        ),
        returned=list(_last_moves(unit_id, MovementKind.RETURN)),
        results=list(delivered.filter(kind=MovementKind.RESULT).select_related("reverses")),
        undeliverable=list(
            mine.filter(
                status=EnvelopeStatus.UNDELIVERABLE,
                sent_at__gte=clock.now() - timedelta(days=30),
                case_id__in=Custody.objects.filter(handling_unit=unit_id, transit__isnull=True).values("case_id"),
            ).order_by("sent_at")
        ),
        on_paper=list(
            mine.filter(status=EnvelopeStatus.ON_PAPER).exclude(kind__in=sorted(WITHOUT_CASE)).order_by("sent_at")
        ),
        questions=list(
            CompetenceQuestion.objects.filter(superior_unit=unit_id, decided_at__isnull=True).order_by("opened_at")
        ),
        disputes=list(
            CompetenceQuestion.objects.filter(
                holding_unit=unit_id, superior_unit__isnull=True, carried_out_at__isnull=True
            ).order_by("opened_at")
        ),
    )


# The start page of everybody who receives cases.
_waiting = Prepared(
    lambda unit_id, until: (
        Envelope.objects.filter(to_unit=unit_id)
        .filter(
            Q(status=EnvelopeStatus.DELIVERED, kind__in=sorted({*HANDOVERS, MovementKind.RESULT}))
            | Q(
                status=EnvelopeStatus.DELIVERED,
                kind=MovementKind.RETURN,
                pk__in=Custody.objects.filter(handling_unit=unit_id, transit__isnull=True).values("arrived_by"),
            )
            | Q(
                status=EnvelopeStatus.ACCEPTED,
                kind__in=sorted(HOPS),
                due_on__lte=until,
                case_id__in=Custody.objects.filter(handling_unit=unit_id).values("case_id"),
            )
        )
        .values_list("pk")
    )
)
_disputed = Prepared(
    lambda unit_id: CompetenceQuestion.objects.filter(
        Q(superior_unit=unit_id, decided_at__isnull=True)
        | Q(holding_unit=unit_id, superior_unit__isnull=True, carried_out_at__isnull=True)
    ).values_list("pk")
)


def waiting_count(unit_id: int) -> int:
    """How many things wait: ``inbox(unit_id).count`` without reading them, in two queries."""
    return len(_waiting.rows(unit_id, clock.today() + SOON)) + len(_disputed.rows(unit_id))


def last_offered(case_id: UUID, unit_id: int) -> Envelope | None:
    """The last movement that came to the unit, whatever became of it."""
    return (
        Envelope.objects.filter(case_id=case_id, to_unit=unit_id, kind__in=sorted(MOVING), delivered_at__isnull=False)
        .order_by("-order")
        .first()
    )


def arrival(case_id: UUID, unit_id: int) -> Envelope | None:
    """The last movement that brought the case to the unit and still stands: what a return undoes."""
    return (
        Envelope.objects.filter(
            case_id=case_id,
            to_unit=unit_id,
            kind__in=sorted(HANDOVERS),
            status__in=[EnvelopeStatus.DELIVERED, EnvelopeStatus.ACCEPTED],
        )
        .order_by("-order")
        .first()
    )


def last_sent(case_id: UUID, unit_id: int) -> Envelope | None:
    """The last movement by which the unit passed the case on: what a recall undoes."""
    return (
        Envelope.objects.filter(case_id=case_id, from_unit=unit_id, kind__in=sorted({*HANDOVERS, MovementKind.RESULT}))
        .order_by("-order")
        .first()
    )


def moves_of(case_id: UUID) -> list[Envelope]:
    """Every movement of a case in its order: the stations of its road."""
    return list(Envelope.objects.filter(case_id=case_id).exclude(kind=MovementKind.EVENT).order_by("order"))


def partners(case_id: UUID, unit_id: int) -> list[int]:
    """The other units that took part in the case and hold a record of it.

    Not those that returned or never accepted it, and never the unit whose own head is denounced.
    """
    took_part: dict[int, None] = {}
    sealed_from: set[int] = set()
    moves = Envelope.objects.filter(
        case_id=case_id,
        kind__in=sorted(HANDOVERS),
        status__in=[EnvelopeStatus.ACCEPTED, EnvelopeStatus.CLOSED],
        to_unit__isnull=False,
    ).order_by("order")
    for envelope in moves:
        took_part[envelope.from_unit] = None
        if envelope.to_unit is not None:
            took_part[envelope.to_unit] = None
        if envelope.is_sealed_up:
            sealed_from.add(envelope.from_unit)
    return [unit for unit in took_part if unit != unit_id and unit not in sealed_from]


def waiting_by_age() -> list[tuple[UUID, timedelta, int]]:
    """Envelopes under way, oldest first, with their age and attempts: for `tiepdan status`."""
    now = clock.now()
    rows = Envelope.objects.filter(status=EnvelopeStatus.SENT).order_by("sent_at")
    return [(row.pk, now - row.sent_at, row.attempts) for row in rows[:1000]]


def _last_moves(unit_id: int, kind: MovementKind) -> list[Envelope]:
    """Moves of this kind that brought a case to the unit, while nothing has moved or been noted since."""
    held = Custody.objects.filter(
        handling_unit=unit_id,
        transit__isnull=True,
        arrived_by__kind=kind,
        arrived_by__status=EnvelopeStatus.DELIVERED,
    ).values("arrived_by")
    return list(
        Envelope.objects.filter(pk__in=held).select_related("reverses").order_by(F("delivered_at").asc(nulls_last=True))
    )
