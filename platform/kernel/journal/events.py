"""Writing and reading what happened. The row is written in the transaction of the change it tells about."""

from typing import Protocol
from uuid import UUID

from django.db.models import QuerySet

from kernel.journal.models import Event


class Who(Protocol):
    """What the journal needs to know of an actor; ``identity.actors.Actor`` fits."""

    @property
    def account_id(self) -> UUID | None: ...

    @property
    def name(self) -> str: ...


def record(kind: str, *, actor: Who, case_id: UUID | None = None, is_internal: bool = False, **data: object) -> Event:
    """Insert one event of the active unit; ``data`` must be JSON values, with no denouncer's identity in them."""
    event: Event = Event.objects.create(
        kind=kind,
        actor_id=actor.account_id,
        actor_name=actor.name[:200],
        case_id=case_id,
        is_internal=is_internal,
        data=data,
    )
    return event


def of_case(case_id: UUID) -> QuerySet[Event]:
    """The events of one case as a page shows them: by office time, then by key."""
    found: QuerySet[Event] = Event.objects.filter(case_id=case_id).order_by("at", "id")
    return found
