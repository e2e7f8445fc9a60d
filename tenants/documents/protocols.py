"""What this room tells the rooms above it: a paper was signed. They register when they start."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from identity.actors import Actor
    from tenants.documents.models import Document

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
