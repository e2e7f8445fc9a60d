"""Who has how much, and what nobody touched for five days."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Min, Q

from deadlines.models import DueItem
from identity import members
from identity.actors import Actor
from identity.permissions import Permission
from kernel import clock
from tenants.cases import policies
from tenants.cases.models import CaseQuerySet
from tenants.cases.queries.lists import account_names

UNTOUCHED = timedelta(days=5)


@dataclass(frozen=True)
class WorkloadRow:
    """One member of the unit, or nobody: what is on the table."""

    account_id: UUID | None
    name: str
    open: int
    overdue: int
    untouched: int
    oldest_on: date | None


def workload(actor: Actor) -> list[WorkloadRow]:
    """Every member who may work on cases and everyone who has one, the fullest table first; unassigned on top."""
    actor.require(Permission.WORKLOAD_VIEW)
    late = DueItem.objects.open().of_unit(actor.unit.id).filter(due_on__lt=clock.today()).values("case_id")
    rows = (
        policies.visible_cases(actor)
        .here()
        .order_by()
        .values("assignee_id")
        .annotate(
            open=Count("id"),
            overdue=Count("id", filter=Q(pk__in=late)),
            untouched=Count("id", filter=Q(touched_at__lt=clock.now() - UNTOUCHED)),
            oldest_on=Min("received_on"),
        )
    )
    counted: dict[UUID | None, Mapping[str, Any]] = {row["assignee_id"]: row for row in rows}
    names = {account.pk: account.full_name for account in members.holders(actor.unit.id, Permission.CASE_WORK)}
    names |= account_names(account_id for account_id in counted if account_id not in names)
    found = [_row(account_id, name, counted.get(account_id)) for account_id, name in names.items()]
    found.sort(key=lambda row: (-row.open, row.name))
    return ([_row(None, "", counted[None])] if None in counted else []) + found


def open_counts(actor: Actor) -> dict[UUID, int]:
    """How many cases each member has on the table: for choosing whom to assign."""
    rows = (
        policies.visible_cases(actor)
        .here()
        .filter(assignee__isnull=False)
        .order_by()
        .values_list("assignee_id")
        .annotate(n=Count("id"))
    )
    return dict(rows)


def untouched(actor: Actor) -> CaseQuerySet:
    """The cases here that nobody changed for five days, the most forgotten first."""
    return policies.visible_cases(actor).untouched_since(clock.now() - UNTOUCHED).order_by("touched_at")


def _row(account_id: UUID | None, name: str, counted: Mapping[str, Any] | None) -> WorkloadRow:
    values: Mapping[str, Any] = counted or {"open": 0, "overdue": 0, "untouched": 0, "oldest_on": None}
    return WorkloadRow(
        account_id=account_id,
        name=name,
        open=values["open"],
        overdue=values["overdue"],
        untouched=values["untouched"],
        oldest_on=values["oldest_on"],
    )
