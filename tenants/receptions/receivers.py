"""The exchange's door for arrivals: how a word of one is read at its sender, how it is written where it arrives."""

from exchange import hashing, ports
from exchange.enums import EnvelopeStatus, MovementKind
from exchange.models import Custody, Envelope
from exchange.ports import Freight
from identity.actors import system_actor
from kernel import active, clock
from kernel.active import UnitLike
from kernel.errors import NotFound
from kernel.journal import events
from registry import tree
from tenants.receptions.actions.arrivals.receiving import take_over
from tenants.receptions.models import Arrival


class ArrivalPort:
    """Carries what host and home unit tell each other; nobody's custody moves, no file travels."""

    def read(self, envelope: Envelope, receiver: UnitLike) -> Freight:
        row = Arrival.objects.filter(pk=envelope.case_id).first()
        body = next((one["body"] for one in row.sent if one["id"] == str(envelope.pk)), None) if row else None
        if body is None:
            raise NotFound("arrival_missing", "The arrival of an envelope is missing.")
        return Freight(body, hashing.digest(body))

    def copy_files(self, freight: Freight, sender: UnitLike, receiver: UnitLike) -> None:
        """There is none."""

    def receive(self, envelope: Envelope, held: Custody | None, freight: Freight) -> str:
        take_over(envelope, freight.body, actor=system_actor(tree.get(active.current().id)))
        return ""

    def moved(self, envelope: Envelope, held: Custody | None, before: Custody | None) -> None:
        """Nobody has to accept it: it is closed as it arrives."""
        Envelope.objects.filter(pk=envelope.pk).update(status=EnvelopeStatus.CLOSED, closed_at=clock.now())

    def give_back(self, envelope: Envelope) -> None:
        """The sender's log says so; card and row stay as they are, and the telephone remains."""
        actor = system_actor(tree.get(active.current().id))
        events.record("arrival_undeliverable", actor=actor, case_id=envelope.case_id)


def register() -> None:
    """Called when the apps are ready."""
    ports.register(ArrivalPort(), MovementKind.ARRIVAL)
