"""Putting an envelope under way: the public half of sending, in the sender's transaction."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Max

from exchange import custody, hints
from exchange.enums import EnvelopeStatus, MovementKind
from exchange.models import Custody, Envelope
from kernel import clock
from kernel.ids import new_id
from registry import tree

FORMAT_VERSION = 1
#: How long the worker has before the sweeper tries too.
HEAD_START = timedelta(seconds=15)


@dataclass(frozen=True)
class Address:
    """Where an envelope goes: a unit, or the name of a body outside the platform."""

    unit_id: int | None
    external: str = ""

    @property
    def is_on_paper(self) -> bool:
        """The addressee has no tables here: the dossier is printed and sent by post or hand.

        A unit that has ended still gets back what it sent, and a frozen one gets it later.
        """
        return self.unit_id is None or not tree.get(self.unit_id).is_opened


@dataclass(frozen=True)
class Sealed:
    """What the outside of the envelope says about the parcel."""

    sha256: str
    size: int
    number: str = ""


def send(
    held: Custody,
    kind: MovementKind,
    *,
    address: Address,
    parcel: Sealed,
    sent_by: UUID | None,
    envelope_id: UUID | None = None,
    due_on: date | None = None,
    demand_result: bool = False,
    is_sealed_up: bool = False,
    reverses: Envelope | None = None,
    reversed_status: str = "",
) -> Envelope:
    """Send a movement of a case whose custody is locked: one envelope, and the custody in transit.

    To an addressee off the platform the envelope is `on_paper` and the custody `outside`; otherwise
    the sender stays responsible and may only recall until it is delivered. Raises Conflict when the
    custody changed meanwhile.
    """
    on_paper = address.is_on_paper
    envelope = Envelope.objects.create(
        id=envelope_id or new_id(),
        kind=kind,
        case_id=held.case_id,
        order=next_order(held.case_id),
        from_unit=held.handling_unit,
        to_unit=address.unit_id,
        to_external=address.external,
        status=EnvelopeStatus.ON_PAPER if on_paper else EnvelopeStatus.SENT,
        sent_by=sent_by,
        due_on=due_on,
        demand_result=demand_result,
        is_sealed_up=is_sealed_up,
        sender_number=parcel.number,
        sha256=parcel.sha256,
        size=parcel.size,
        format_version=FORMAT_VERSION,
        next_try_at=None if on_paper else clock.now() + HEAD_START,
        reverses=reverses,
        reversed_status=reversed_status,
        before_answering=held.answering_unit,
    )
    if on_paper:
        custody.change(held, outside=True)
    else:
        custody.change(held, transit=envelope)
        hints.deliver_soon(envelope.pk)
    return envelope


def send_note(
    case_id: UUID,
    kind: MovementKind,
    *,
    from_unit: int,
    to_unit: int,
    parcel: Sealed,
    sent_by: UUID | None,
    envelope_id: UUID | None = None,
    reverses: Envelope | None = None,
) -> Envelope:
    """Send what moves no custody (an event, the word of a recall); the custody must be locked."""
    envelope = Envelope.objects.create(
        id=envelope_id or new_id(),
        kind=kind,
        case_id=case_id,
        order=next_order(case_id),
        from_unit=from_unit,
        to_unit=to_unit,
        sent_by=sent_by,
        sha256=parcel.sha256,
        size=parcel.size,
        sender_number=parcel.number,
        format_version=FORMAT_VERSION,
        next_try_at=clock.now() + HEAD_START,
        reverses=reverses,
    )
    hints.deliver_soon(envelope.pk)
    return envelope


def send_letter(
    thread: UUID,
    *,
    from_unit: int,
    address: Address,
    parcel: Sealed,
    sent_by: UUID | None,
    envelope_id: UUID,
    due_on: date | None = None,
) -> Envelope:
    """Send a letter, which needs no case; ``thread`` is the id of the first letter, so a new thread begins with its own.

    To an addressee off the platform it is `on_paper`: printed, sent by post or hand with proof. Call `lock_thread` before the
    rows of the unit are locked.
    """
    on_paper = address.is_on_paper
    envelope = Envelope.objects.create(
        id=envelope_id,
        kind=MovementKind.LETTER,
        case_id=thread,
        order=next_order(thread),
        from_unit=from_unit,
        to_unit=address.unit_id,
        to_external=address.external,
        status=EnvelopeStatus.ON_PAPER if on_paper else EnvelopeStatus.SENT,
        sent_by=sent_by,
        due_on=due_on,
        sender_number=parcel.number,
        sha256=parcel.sha256,
        size=parcel.size,
        format_version=FORMAT_VERSION,
        next_try_at=None if on_paper else clock.now() + HEAD_START,
    )
    if not on_paper:
        hints.deliver_soon(envelope.pk)
    return envelope


def lock_thread(thread: UUID) -> None:
    """One letter of a thread at a time, whichever unit writes it; held until the transaction ends."""
    list(Envelope.objects.select_for_update(no_key=True, of=("self",)).filter(pk=thread).values_list("pk"))


def next_order(case_id: UUID) -> int:
    """The next position among the envelopes of a case or thread; the lock of either makes it one at a time."""
    last = Envelope.objects.filter(case_id=case_id).aggregate(last=Max("order"))["last"]
    return (last or 0) + 1
