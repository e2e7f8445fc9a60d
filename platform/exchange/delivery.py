"""Delivering envelopes: read under the sender, copy files, apply under the receiver.

No transaction opens two units' schemas. Whatever happens between two steps, the envelope is still
`sent` and the next try starts again from the parcel; applying is keyed by the envelope's id and
guarded by the custody's compare-and-set, so it happens once (I4).
"""

import logging
from copy import copy
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from django.db import InterfaceError, OperationalError
from django.db.models import Q

from exchange import competence, custody, ports
from exchange.enums import HANDOVERS, MOVING, WITHOUT_CASE, EnvelopeStatus, MovementKind
from exchange.faultpoints import reach
from exchange.models import Custody, Envelope
from kernel import clock
from kernel.active import UnitRef, current, unit_scope
from kernel.errors import DomainError
from kernel.transactions import atomic, lock_unit_writes
from registry import tree
from registry.info import UnitInfo
from registry.levels import Status

log = logging.getLogger(__name__)

MAX_ATTEMPTS = 8
#: What moves no custody keeps nobody waiting and is tried for two days.
MAX_ATTEMPTS_OF_A_WORD = 48
_FIRST_PAUSE = timedelta(seconds=30)
_LONGEST_PAUSE = timedelta(hours=1)
_WAIT_FOR_UNIT = timedelta(minutes=1)


class Outcome(StrEnum):
    """What one try came to."""

    DELIVERED = "delivered"
    DONE_BEFORE = "done_before"
    WAITING = "waiting"
    FAILED = "failed"
    UNDELIVERABLE = "undeliverable"


class ParcelDamaged(DomainError):
    """The parcel is not what the envelope says it is."""


@dataclass
class Swept:
    """What one sweep did."""

    outcomes: dict[Outcome, int] = field(default_factory=dict)

    def add(self, outcome: Outcome) -> None:
        self.outcomes[outcome] = self.outcomes.get(outcome, 0) + 1


def deliver(envelope_id: UUID) -> Outcome:
    """Try once to deliver; never raises for what a later try may mend."""
    envelope = Envelope.objects.filter(pk=envelope_id).first()
    if envelope is None or envelope.status != EnvelopeStatus.SENT or envelope.to_unit is None:
        return Outcome.DONE_BEFORE
    if _has_earlier(envelope):
        return Outcome.WAITING
    from_unit, to_unit = tree.get(envelope.from_unit), tree.get(envelope.to_unit)
    sender, receiver = from_unit.ref, to_unit.ref
    if reason := _unready(from_unit, to_unit):
        # No fault of the envelope, so no attempt is counted.
        Envelope.objects.filter(pk=envelope.pk, status=EnvelopeStatus.SENT).update(
            next_try_at=clock.now() + _WAIT_FOR_UNIT, last_failure=reason
        )
        return Outcome.WAITING
    try:
        return _carry(envelope, sender, receiver)
    except (OperationalError, InterfaceError):
        # The database went away: nothing can be written about it, and the sweeper comes again.
        raise
    except Exception as failure:
        code = failure.code if isinstance(failure, DomainError) else type(failure).__name__
        log.warning("delivery failed: envelope=%s reason=%s", envelope.pk, code, exc_info=True)
        return _failed(envelope, sender, code)


def deliver_waiting(case_id: UUID | None = None, *, limit: int = 1000) -> Swept:
    """Deliver all that is under way now, without waiting for its next try."""
    return _sweep(Q() if case_id is None else Q(case_id=case_id), limit)


def sweep(*, limit: int = 500) -> Swept:
    """Deliver what is due for a try: repairs alone whatever a crash or a silent broker left."""
    return _sweep(Q(next_try_at__lte=clock.now()) | Q(next_try_at__isnull=True), limit)


def _sweep(which: Q, limit: int) -> Swept:
    swept = Swept()
    seen: set[UUID] = set()
    while True:
        # An event delivered may send the next envelope; look again until nothing new is found.
        waiting = [
            found
            for found in Envelope.objects.filter(which, status=EnvelopeStatus.SENT, to_unit__isnull=False)
            .order_by("case_id", "order")
            .values_list("pk", flat=True)[:limit]
            if found not in seen
        ]
        if not waiting:
            return swept
        for envelope_id in waiting:
            seen.add(envelope_id)
            swept.add(deliver(envelope_id))


def _carry(envelope: Envelope, sender: UnitRef, receiver: UnitRef) -> Outcome:
    port = ports.of(envelope.kind)
    with unit_scope(sender), atomic():
        freight = port.read(envelope, receiver)
    if freight.sha256 != envelope.sha256:
        raise ParcelDamaged("parcel_damaged", "The parcel differs from the envelope.")
    port.copy_files(freight, sender, receiver)
    with unit_scope(receiver):
        outcome = _apply(envelope, port, freight)
    if outcome is Outcome.DELIVERED:
        reach("deliver.after_commit")
    return outcome


@atomic
def _apply(read: Envelope, port: ports.Port, freight: ports.Freight) -> Outcome:
    lock_unit_writes(current())
    held = _custody_of(read)
    envelope = Envelope.objects.select_for_update(of=("self",)).get(pk=read.pk)
    if envelope.status != EnvelopeStatus.SENT:
        return Outcome.DONE_BEFORE
    number = port.receive(envelope, held, freight)
    before = copy(held)
    if held is not None and envelope.kind in MOVING:
        _move(held, envelope)
    _mark_delivered(envelope, number)
    port.moved(envelope, held, before)
    if held is not None and envelope.kind == MovementKind.RETURN:
        competence.consider_return(held, envelope)
    reach("deliver.before_commit")
    return Outcome.DELIVERED


def _custody_of(envelope: Envelope) -> Custody | None:
    """The locked custody of the envelope's case; a letter has none."""
    return None if envelope.kind in WITHOUT_CASE else custody.lock(envelope.case_id)


def _move(held: Custody, envelope: Envelope) -> None:
    """The custody moves with the envelope; exactly one row changes."""
    assert envelope.to_unit is not None
    changes: dict[str, object] = {
        "handling_unit": envelope.to_unit,
        "transit": None,
        "accepted_at": None,
        "arrived_by": envelope,
    }
    if envelope.kind == MovementKind.TRANSFER:
        changes["answering_unit"] = envelope.to_unit
    if envelope.kind == MovementKind.RETURN:
        # What comes back was accepted before: the unit may work on it at once.
        changes["accepted_at"] = clock.now()
        if envelope.reverses is not None and envelope.reverses.kind in HANDOVERS:
            changes["answering_unit"] = envelope.reverses.before_answering
    custody.change(held, Q(transit=envelope), **changes)


def _mark_delivered(envelope: Envelope, number: str) -> None:
    is_final = envelope.kind in {MovementKind.EVENT, MovementKind.RECALL}
    now = clock.now()
    Envelope.objects.filter(pk=envelope.pk).update(
        status=EnvelopeStatus.CLOSED if is_final else EnvelopeStatus.DELIVERED,
        delivered_at=now,
        closed_at=now if is_final else None,
        receiver_number=number,
        next_try_at=None,
        last_failure="",
    )
    envelope.refresh_from_db()


def _failed(envelope: Envelope, sender: UnitRef, code: str) -> Outcome:
    attempts = envelope.attempts + 1
    if attempts >= (MAX_ATTEMPTS if envelope.kind in MOVING else MAX_ATTEMPTS_OF_A_WORD):
        with unit_scope(sender):
            return give_back(envelope, code)
    pause = min(_FIRST_PAUSE * 2 ** min(envelope.attempts, 8), _LONGEST_PAUSE)
    Envelope.objects.filter(pk=envelope.pk, status=EnvelopeStatus.SENT).update(
        attempts=attempts, next_try_at=clock.now() + pause, last_failure=code[:60]
    )
    return Outcome.FAILED


@atomic
def give_back(read: Envelope, code: str) -> Outcome:
    """Give up: the envelope is undeliverable and the sender has the case again."""
    held = _custody_of(read)
    envelope = Envelope.objects.select_for_update(of=("self",)).get(pk=read.pk)
    if envelope.status != EnvelopeStatus.SENT:
        return Outcome.DONE_BEFORE
    Envelope.objects.filter(pk=envelope.pk).update(
        status=EnvelopeStatus.UNDELIVERABLE,
        next_try_at=None,
        closed_at=clock.now(),
        last_failure=code[:60],
    )
    envelope.refresh_from_db()
    if held is not None and envelope.kind in MOVING:
        custody.change(held, Q(transit=envelope), transit=None)
        if envelope.reverses_id is not None and envelope.reversed_status:
            Envelope.objects.filter(pk=envelope.reverses_id).update(
                status=envelope.reversed_status, decided_at=None, decided_by=None
            )
    ports.of(envelope.kind).give_back(envelope)
    return Outcome.UNDELIVERABLE


def _unready(sender: UnitInfo, receiver: UnitInfo) -> str:
    """Why a unit cannot take part now: its tables are behind the release, or it is frozen."""
    if tree.is_behind(sender) or tree.is_behind(receiver):
        return "unit_behind"
    return "unit_frozen" if Status.FROZEN in (sender.status, receiver.status) else ""


def _has_earlier(envelope: Envelope) -> bool:
    """One receiver gets the envelopes of a case or thread in their order."""
    return Envelope.objects.filter(
        case_id=envelope.case_id,
        to_unit=envelope.to_unit,
        order__lt=envelope.order,
        status=EnvelopeStatus.SENT,
    ).exists()
