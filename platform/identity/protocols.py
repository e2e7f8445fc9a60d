"""What identity must ask of rooms above it: the open work of a person who leaves a unit.

The room of cases registers one provider in ``AppConfig.ready()``:
``identity.protocols.open_work.register(provider)``.
"""

from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

from identity.actors import Actor


@dataclass(frozen=True, slots=True)
class OpenWorkRow:
    """One thing a person still has in hand; `label` is safe to show to an administrator: number and kind, no name."""

    object_id: UUID
    label: str
    url: str = ""
    due_on: date | None = None


class OpenWorkProvider(Protocol):
    """All calls run inside the scope of the unit that the person leaves, in the caller's transaction."""

    def rows(self, account_id: UUID) -> list[OpenWorkRow]:
        """What the person has in hand in the active unit."""
        ...

    def hand_over(self, account_id: UUID, *, to: UUID, actor: Actor) -> int:
        """Give all of it to another member; returns how many."""
        ...

    def end_grants(self, account_id: UUID, *, actor: Actor) -> int:
        """Delete the person's rights on single objects of the active unit; returns how many."""
        ...


class OpenWork:
    """The registered providers, asked one after the other."""

    def __init__(self) -> None:
        self._providers: list[OpenWorkProvider] = []

    def register(self, provider: OpenWorkProvider) -> None:
        """Add a provider once; called from ``AppConfig.ready()``."""
        if provider not in self._providers:
            self._providers.append(provider)

    def rows(self, account_id: UUID) -> list[OpenWorkRow]:
        """Everything the person has in hand in the active unit."""
        return [row for provider in self._providers for row in provider.rows(account_id)]

    def hand_over(self, account_id: UUID, *, to: UUID, actor: Actor) -> int:
        """Give everything to another member; returns how many."""
        return sum(provider.hand_over(account_id, to=to, actor=actor) for provider in self._providers)

    def end_grants(self, account_id: UUID, *, actor: Actor) -> int:
        """End all rights on single objects of the active unit; returns how many."""
        return sum(provider.end_grants(account_id, actor=actor) for provider in self._providers)


open_work = OpenWork()
