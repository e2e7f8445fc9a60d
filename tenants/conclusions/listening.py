"""A request for a dossier went to another unit as a letter: what becomes of the letter is written into its task."""

from identity.actors import Actor
from tenants.conclusions.actions import preparing
from tenants.documents.models import Letter
from tenants.documents.protocols import LetterListener


class DossierLetters(LetterListener):
    """At the asking unit only; where the letter arrived it stands in the register of incoming papers."""

    def acknowledged(self, letter: Letter, *, actor: Actor) -> None:
        if not letter.is_incoming:
            preparing.note_acknowledgement(letter, actor=actor)

    def answered(self, letter: Letter, reply: Letter, *, actor: Actor) -> None:
        if not letter.is_incoming:
            preparing.receive_reply(letter, reply, actor=actor)
