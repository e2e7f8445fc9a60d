"""What this room tells the rooms above it: a paper was signed, a letter came. They register when they start."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from identity.actors import Actor
    from tenants.documents.enums import LetterTopic
    from tenants.documents.models import Document, Letter

SignedListener = Callable[["Document", "Actor"], None]

_signed: list[SignedListener] = []


def register_signed(listener: SignedListener) -> None:
    """``listener(document, actor)`` runs in the transaction that signs; what it refuses, refuses the signature and its number."""
    if listener not in _signed:
        _signed.append(listener)


def tell_signed(document: Document, actor: Actor) -> None:
    """Let everybody who listens do their part."""
    for listener in _signed:
        listener(document, actor)


class LetterListener:
    """What a room above does when a letter of its topic moves; each call runs in the transaction of the change, in the active unit.

    The same listener is called on both sides: ``letter.direction`` says which one is active. A room overrides what it needs.
    """

    def sent(self, letter: Letter, *, actor: Actor) -> None:
        """This unit has just sent it (``letter.status`` says whether on paper)."""

    def arrived(self, letter: Letter, *, actor: Actor) -> None:
        """It has just come into this unit, with its number; ``actor`` is the system."""

    def acknowledged(self, letter: Letter, *, actor: Actor) -> None:
        """The receiver has read it: called where it acknowledges, and at the sender when that word arrives."""

    def answered(self, letter: Letter, reply: Letter, *, actor: Actor) -> None:
        """It was answered: called where ``reply`` is written, and at the sender when it arrives."""

    def undeliverable(self, letter: Letter, *, actor: Actor) -> None:
        """It could not be delivered; this unit, the sender, has to find another way."""


_nobody = LetterListener()
_letters: dict[str, LetterListener] = {}


def register_letters(listener: LetterListener, *topics: LetterTopic) -> None:
    """Let ``listener`` hear of letters of these topics; called from ``AppConfig.ready()``, the last one counts."""
    for topic in topics:
        _letters[topic.value] = listener


def listener_of(topic: str) -> LetterListener:
    """Who hears of a topic; nobody where no room asked."""
    return _letters.get(topic, _nobody)
