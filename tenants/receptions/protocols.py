"""What this room asks of the rooms above it; they register when they start."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from identity.actors import Actor
    from tenants.receptions.models import Plan, ReceptionSession


@dataclass(frozen=True, slots=True)
class ConferenceFacts:
    """What the duty register needs of a conference of the year: its day and what became of it."""

    on: date | None
    id: UUID | None = None
    is_held: bool = False
    is_delegated: bool = False
    is_announced: bool = False
    is_announced_late: bool = False
    is_postponed: bool = False
    is_cancelled: bool = False
    is_ad_hoc: bool = False


ConferenceCounter = Callable[[str, int], list[ConferenceFacts]]

_counters: list[ConferenceCounter] = []


def register_conferences(counter: ConferenceCounter) -> None:
    """``counter(line, year)`` gives the conferences of the active unit; the room of dialogues registers it."""
    if counter not in _counters:
        _counters.append(counter)


def conferences_of(line: str, year: int) -> list[ConferenceFacts]:
    """The conferences of a line and a year; empty while no room above has any."""
    return [one for counter in _counters for one in counter(str(line), year)]


PlanListener = Callable[["Plan", "Actor"], None]

_plan_listeners: list[PlanListener] = []


def register_plan_listener(listener: PlanListener) -> None:
    """``listener(plan, actor)`` runs in the transaction that issues a plan: sessions of the year, conferences of the quota."""
    if listener not in _plan_listeners:
        _plan_listeners.append(listener)


def tell_plan_issued(plan: Plan, actor: Actor) -> None:
    """Let everybody who listens do their part."""
    for listener in _plan_listeners:
        listener(plan, actor)


Occupied = Callable[["ReceptionSession"], list[str]]

_occupied: list[Occupied] = []


def register_occupied(provider: Occupied) -> None:
    """``provider(session)`` says in words what else takes the head or the room at a session's time: conferences."""
    if provider not in _occupied:
        _occupied.append(provider)


def occupied_beside(session: ReceptionSession) -> list[str]:
    """What the rooms above hold at the time of a session."""
    return [words for provider in _occupied for words in provider(session)]
