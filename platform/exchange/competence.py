"""Disputes over competence: when a case bounces, the lowest common superior names the unit.

Law on complaints and denunciations practice, and the rule that one matter is passed on once: two
returns of the same case, or a case coming back to a unit that had passed it on, open a question.
"""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from exchange import custody
from exchange.enums import HANDOVERS, EnvelopeStatus, MovementKind
from exchange.models import CompetenceQuestion, Custody, Envelope
from kernel import clock
from registry import tree

RETURNS_THAT_OPEN = 2


def superior_of(units: Iterable[int]) -> int | None:
    """The lowest unit above all of them that is open on the platform, today; None without one.

    Strictly above: a unit that refused the case does not judge its own refusal.
    """
    return next((above for above in _common_superiors(units) if tree.get(above).is_open), None)


def undecided(case_id: UUID) -> CompetenceQuestion | None:
    """The open question of a case, also when it is decided but not yet carried out."""
    return CompetenceQuestion.objects.filter(case_id=case_id, carried_out_at__isnull=True).first()


def consider_return(held: Custody, returned: Envelope) -> CompetenceQuestion | None:
    """Open the question at the second return since the last decision."""
    if returned.reverses is None or returned.reverses.kind not in HANDOVERS:
        return None
    returns = _since_decision(held.case_id).filter(
        kind=MovementKind.RETURN,
        reverses__kind__in=sorted(HANDOVERS),
        status__in=[EnvelopeStatus.DELIVERED, EnvelopeStatus.CLOSED],
    )
    if returns.count() < RETURNS_THAT_OPEN or undecided(held.case_id):
        return None
    return open_question(held, cause=returned)


def would_bounce(held: Custody, to_unit: int) -> bool:
    """A→B→A: the addressee has itself passed this case on, and that stands."""
    return (
        _since_decision(held.case_id)
        .filter(
            kind=MovementKind.TRANSFER,
            from_unit=to_unit,
            status__in=[EnvelopeStatus.ACCEPTED, EnvelopeStatus.CLOSED],
        )
        .exists()
    )


def open_question(held: Custody, *, cause: Envelope | None, also: int | None = None) -> CompetenceQuestion:
    """Put the question into the superior's inbox; without one the case is marked as disputed.

    The holder keeps the case either way. The custody must be locked.
    """
    parties = _parties(held, also)
    superior = superior_of(parties)
    if superior is None:
        custody.change(held, is_disputed=True)
    return CompetenceQuestion.objects.create(
        case_id=held.case_id,
        superior_unit=superior,
        holding_unit=held.handling_unit,
        parties=parties,
        cause=cause,
    )


def close(question: CompetenceQuestion) -> None:
    """The decision has been carried out, or a letter on paper settled it."""
    now = clock.now()
    CompetenceQuestion.objects.filter(pk=question.pk).update(carried_out_at=now, decided_at=question.decided_at or now)


def _common_superiors(units: Iterable[int]) -> list[int]:
    chains = [[above.id for above in tree.ancestors(unit)] for unit in dict.fromkeys(units)]
    if not chains:
        return []
    shared = set(chains[0]).intersection(*chains[1:])
    return [above for above in chains[0] if above in shared]


def _since_decision(case_id: UUID) -> QuerySet[Envelope]:
    last = (
        CompetenceQuestion.objects.filter(case_id=case_id, carried_out_at__isnull=False)
        .order_by("-carried_out_at")
        .first()
    )
    envelopes = Envelope.objects.filter(case_id=case_id)
    if last is None or last.carried_out_at is None:
        return envelopes
    return envelopes.filter(sent_at__gt=last.carried_out_at)


def _parties(held: Custody, also: int | None) -> list[int]:
    parties = [held.handling_unit] if also is None else [held.handling_unit, also]
    sent = Envelope.objects.filter(case_id=held.case_id, kind__in=sorted(HANDOVERS)).order_by("order")
    for from_unit, to_unit in sent.values_list("from_unit", "to_unit"):
        parties += [unit for unit in (from_unit, to_unit) if unit is not None]
    return list(dict.fromkeys(parties))
