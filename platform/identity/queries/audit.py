"""The log page: events of the own unit with names, changes of rights in it and below it with numbers."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from identity import members
from identity.actors import Actor
from identity.enums import ChangeKind
from identity.models import AccessChange
from identity.permissions import LABELS, Permission
from identity.roles import Role
from kernel import clock
from kernel.journal.models import Event
from registry import tree

KINDS = tuple(kind.value for kind in ChangeKind)


@dataclass(frozen=True, slots=True)
class LogFilters:
    """How the log is narrowed; days are inclusive."""

    kind: str = ""
    text: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class LogRow:
    """One line of either log, in words."""

    at: datetime
    what: str
    who: str
    whom: str
    details: tuple[str, ...]
    unit: str = ""


def unit_log(filters: LogFilters) -> QuerySet[Event]:
    """Events about accounts and rights of the active unit, newest first."""
    found = Event.objects.filter(kind__in=[filters.kind] if filters.kind in KINDS else KINDS)
    if filters.text:
        found = found.filter(actor_name__icontains=filters.text) | found.filter(
            data__account_name__icontains=filters.text
        )
    return _between(found, filters).order_by("-at", "-id")


def rights_log(actor: Actor, filters: LogFilters) -> QuerySet[AccessChange]:
    """Changes in the actor's unit made elsewhere, and in all units below it, newest first."""
    below = [unit.id for unit in tree.descendants(actor.unit.id) if unit.is_opened]
    found = AccessChange.objects.filter(unit_id__in=below) | AccessChange.objects.filter(unit_id=actor.unit.id).exclude(
        actor_unit_id=actor.unit.id
    )
    if filters.kind in KINDS:
        found = found.filter(kind=filters.kind)
    return _between(found, filters).order_by("-at", "-id")


def event_rows(events: list[Event]) -> list[LogRow]:
    """Events in words; no query."""
    return [
        LogRow(
            at=event.at,
            what=str(ChangeKind(event.kind).label),
            who=event.actor_name,
            whom=str(event.data.get("account_name", "")),
            details=_details(event.data),
        )
        for event in events
    ]


def change_rows(changes: list[AccessChange]) -> list[LogRow]:
    """Changes in words, with the names of the officers; one query."""
    ids = {pk for change in changes for pk in (change.actor_id, change.subject_id) if pk is not None}
    names = members.names(ids)
    rows = []
    for change in changes:
        by = tree.get(change.actor_unit_id) if change.actor_unit_id else None
        data: dict[str, object] = {"role": change.role, "permission": change.permission}
        rows.append(
            LogRow(
                at=change.at,
                what=str(ChangeKind(change.kind).label),
                who=_name(names, change.actor_id) or (by.name if by else ""),
                whom=_name(names, change.subject_id),
                details=_details(data),
                unit=tree.get(change.unit_id).name,
            )
        )
    return rows


def _name(names: dict[UUID, str], account_id: UUID | None) -> str:
    return names.get(account_id, "") if account_id else ""


def _between(found: QuerySet[Any], filters: LogFilters) -> QuerySet[Any]:
    if filters.since is not None:
        found = found.filter(at__gte=_start(filters.since))
    if filters.until is not None:
        found = found.filter(at__lt=_start(filters.until + timedelta(days=1)))
    return found


def _details(data: dict[str, object]) -> tuple[str, ...]:
    said = []
    if role := data.get("role"):
        said.append(str(Role(str(role)).label))
    if permission := data.get("permission"):
        said.append(str(LABELS[Permission(str(permission))]))
    for name in ("on", "to_unit", "name", "prefix"):
        if value := data.get(name):
            said.append(str(value))
    return tuple(said)


def _start(day: date) -> datetime:
    return datetime.combine(day, time.min, clock.OFFICE_ZONE)
