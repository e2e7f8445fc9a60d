"""What the exchange needs of the rooms whose things travel; they register when the apps are ready.

The exchange stands below the rooms of the units and imports none of them.
"""

from dataclasses import dataclass, field
from typing import Any, Protocol

from exchange.enums import MovementKind
from exchange.models import Custody, Envelope
from kernel.active import UnitLike


@dataclass(frozen=True)
class Freight:
    """A parcel as read under the sender: what it says, its digest, what must be sealed anew."""

    body: dict[str, Any]
    sha256: str
    #: Sealed identities already encrypted for the receiver, by the id of their row.
    sealed: dict[str, bytes] = field(default_factory=dict)


class Port(Protocol):
    """How one kind of thing leaves a unit and arrives in another."""

    def read(self, envelope: Envelope, receiver: UnitLike) -> Freight:
        """Read the parcel; the sender is active and nothing is written."""

    def copy_files(self, freight: Freight, sender: UnitLike, receiver: UnitLike) -> None:
        """Bring the files into the receiver's store; may be repeated."""

    def receive(self, envelope: Envelope, held: Custody | None, freight: Freight) -> str:
        """Write the rows in the receiver, which is active; returns its number. Keyed by the
        envelope's id: a second call finds the first one's parcel and changes nothing. `held` is
        None where no case moves: a letter."""

    def moved(self, envelope: Envelope, held: Custody | None, before: Custody | None) -> None:
        """Custody has just moved by this envelope; write what hangs on it in `public`."""

    def give_back(self, envelope: Envelope) -> None:
        """The envelope could not be delivered: the sender, which is active, has the case again."""


_ports: dict[str, Port] = {}


def register(port: Port, *kinds: MovementKind) -> None:
    """Let `port` carry these kinds; called from `AppConfig.ready()`."""
    for kind in kinds:
        _ports[kind.value] = port


def of(kind: str) -> Port:
    """The port that carries a kind."""
    return _ports[kind]
