"""How this room writes down what it did: the unit's log with names, the superiors' log with numbers only."""

from typing import Any
from uuid import UUID

from identity.actors import Actor
from identity.enums import ChangeKind
from identity.models import AccessChange, Account
from kernel.active import WrongUnit, current_id, unit_scope
from kernel.journal import events
from kernel.transactions import lock_unit_writes
from registry import tree
from registry.rules import refuse_if_frozen


def begin(actor: Actor) -> None:
    """First step of every action: share the lock that freezing the unit takes alone, and refuse a frozen unit."""
    lock_unit_writes(actor.unit)
    refuse_if_frozen(tree.get(actor.unit.id))


def record(
    kind: ChangeKind,
    *,
    actor: Actor,
    subject: Account | None = None,
    unit_id: int | None = None,
    role: str = "",
    permission: str = "",
    **data: object,
) -> None:
    """One change, in the caller's transaction. `unit_id` is the unit it concerns when that is not the actor's own."""
    AccessChange.objects.create(
        kind=kind,
        unit_id=unit_id or actor.unit.id,
        actor_id=actor.account_id,
        actor_unit_id=actor.unit.id,
        subject_id=subject.pk if subject else None,
        role=role,
        permission=permission,
    )
    # No transaction opens two units' schemas: the event stands where the actor works, wherever the subject belongs.
    if current_id() not in (None, actor.unit.id):
        raise WrongUnit(f"an actor of unit {actor.unit.id} at work in unit {current_id()}")
    told: dict[str, Any] = dict(data)
    if subject is not None:
        told |= {"account_id": str(subject.pk), "account_name": subject.full_name, "username": subject.username}
    if role:
        told["role"] = role
    if permission:
        told["permission"] = permission
    with unit_scope(actor.unit):
        events.record(kind.value, actor=actor, case_id=None, is_internal=False, **told)


def record_own(kind: ChangeKind, *, account_id: UUID, unit_id: int) -> None:
    """Something a person did with the own account outside any unit's pages."""
    AccessChange.objects.create(
        kind=kind, unit_id=unit_id, actor_id=account_id, actor_unit_id=unit_id, subject_id=account_id
    )
