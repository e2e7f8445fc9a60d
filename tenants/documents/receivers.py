"""The exchange's door for letters: how one is read at the sender, how it is written where it arrives."""

from django.db.models import F
from django.utils import translation
from django.utils.translation import gettext as _

from deadlines import due
from exchange import hashing, ports
from exchange.enums import EnvelopeStatus, MovementKind
from exchange.models import Custody, Envelope
from exchange.ports import Freight
from identity.actors import Actor, system_actor
from kernel import active, clock
from kernel.active import UnitLike
from kernel.errors import NotFound
from kernel.journal import events
from registry import tree
from tenants.documents import protocols, storage
from tenants.documents.actions.letter_sending import DUE, incoming_number
from tenants.documents.actions.letter_withdrawing import withdrawn_here
from tenants.documents.enums import CLOSING, FILED_AT_ONCE, LetterDirection, LetterStatus, LetterTopic
from tenants.documents.models import Letter
from tenants.documents.rules import letters


class LetterPort:
    """Carries letters; nobody's custody moves."""

    def read(self, envelope: Envelope, receiver: UnitLike) -> Freight:
        letter = Letter.objects.outgoing().filter(pk=envelope.pk).first()
        if letter is None:
            raise NotFound("letter_missing", "The letter of an envelope is missing.")
        body = letters.body_of(letter)
        return Freight(body, hashing.digest(body))

    def copy_files(self, freight: Freight, sender: UnitLike, receiver: UnitLike) -> None:
        for file in freight.body["files"]:
            storage.copy(file["digest"], from_unit=sender, to_unit=receiver)

    def receive(self, envelope: Envelope, held: Custody | None, freight: Freight) -> str:
        known = Letter.objects.incoming().filter(pk=envelope.pk).first()
        if known is not None:
            return known.number
        row = _keep(envelope, freight)
        actor = system_actor(tree.get(active.current().id))
        if row.topic in CLOSING:
            _close(row, actor)
        elif row.topic == LetterTopic.WITHDRAWAL:
            withdrawn_here(row, actor)
        else:
            _begin(row, actor)
        return row.number

    def moved(self, envelope: Envelope, held: Custody | None, before: Custody | None) -> None:
        """No case moves. Of what is filed at once nothing more is awaited: it is closed as it arrives."""
        if Letter.objects.filter(pk=envelope.pk, topic__in=sorted(FILED_AT_ONCE)).exists():
            Envelope.objects.filter(pk=envelope.pk).update(status=EnvelopeStatus.CLOSED, closed_at=clock.now())

    def give_back(self, envelope: Envelope) -> None:
        row = Letter.objects.select_for_update(of=("self",)).filter(pk=envelope.pk).first()
        if row is None:
            return
        actor = system_actor(tree.get(active.current().id))
        row.status = LetterStatus.UNDELIVERABLE
        row.version += 1
        row.save(update_fields=["status", "version"])
        events.record("letter_undeliverable", actor=actor, letter_id=str(row.pk), number=row.number, to=row.other_name)
        protocols.listener_of(row.topic).undeliverable(row, actor=actor)


def _keep(envelope: Envelope, freight: Freight) -> Letter:
    """The receiver's own row, with its number in the register of incoming papers; a bare word of receipt takes none."""
    row = Letter(
        id=envelope.pk,
        direction=LetterDirection.IN,
        other_unit_id=envelope.from_unit,
        other_name=tree.get(envelope.from_unit).full_name[:250],
        received_on=clock.today(),
        status=LetterStatus.FILED if freight.body["topic"] in FILED_AT_ONCE else LetterStatus.ARRIVED,
        **letters.columns_of(freight.body),
    )
    if row.topic != LetterTopic.ACKNOWLEDGEMENT:
        row.number = incoming_number(active.current().key)
    row.search_text = letters.searchable(row)
    row.save(force_insert=True)
    return row


def _begin(row: Letter, actor: Actor) -> None:
    """Something new has come: its clock starts here, and the room of its topic hears of it."""
    if row.is_asking and row.due_on is not None:
        with translation.override("vi"):
            source = _("Văn bản %(number)s của %(unit)s") % {"number": row.other_number, "unit": row.other_name}
            line = _("Hạn do cơ quan gửi ấn định: %(day)s.") % {"day": f"{row.due_on:%d/%m/%Y}"}
        due.open_planned(
            row.unit_id, DUE, row.pk, row.received_on or clock.today(), due_on=row.due_on, source=source, lines=[line]
        )
    events.record(
        "letter_received", actor=actor, letter_id=str(row.pk), topic=row.topic, number=row.number, sender=row.other_name,
        due_on=row.due_on.isoformat() if row.due_on else None,
    )  # fmt: skip
    protocols.listener_of(row.topic).arrived(row, actor=actor)


def _close(row: Letter, actor: Actor) -> None:
    """A word of receipt or an answer has come back: the own letter that it speaks of is acknowledged or answered."""
    own = Letter.objects.outgoing().select_for_update(of=("self",)).filter(pk__in=[row.answers_id]).first()
    if own is None:
        return
    listener = protocols.listener_of(own.topic)
    own.acknowledged_on = own.acknowledged_on or row.sent_on
    own.acknowledged_by = own.acknowledged_by or str(row.facts.get("by", ""))[:200]
    if row.topic == LetterTopic.REPLY:
        own.answered_on, own.status = row.sent_on, LetterStatus.ANSWERED
        Letter.objects.outgoing().filter(thread=own.thread).waiting().exclude(pk=own.pk).update(
            answered_on=row.sent_on, status=LetterStatus.ANSWERED, version=F("version") + 1
        )
        listener.answered(own, row, actor=actor)
    elif own.status != LetterStatus.WITHDRAWN:
        own.status = LetterStatus.ACKNOWLEDGED if own.is_asking else LetterStatus.FILED
        listener.acknowledged(own, actor=actor)
    own.version += 1
    own.save(update_fields=["acknowledged_on", "acknowledged_by", "answered_on", "status", "version"])
    kind = "letter_answer_received" if row.topic == LetterTopic.REPLY else "letter_receipt_confirmed"
    events.record(kind, actor=actor, letter_id=str(own.pk), number=own.number, sender=row.other_name)


def register() -> None:
    """Called when the apps are ready."""
    ports.register(LetterPort(), MovementKind.LETTER)
