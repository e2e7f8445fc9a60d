"""Inspections of the small world: the province sends a team of two to a ward, delivered as a worker would."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from deadlines import calendar
from exchange import delivery
from identity.models import Account, Membership
from identity.roles import Role
from kernel import clock
from oversight.models import InspectionForm, InspectionKind
from registry.levels import Line
from tenants.inspections.actions import inspection_announcing as announcing
from tenants.inspections.actions import inspection_planning as planning
from tenants.inspections.actions import inspection_working as working
from tenants.inspections.actions.inspection_planning import DecisionData, InspectionData
from tenants.inspections.models import Inspection
from tenants.inspections.rules.inspections import Scope
from tests.world import FROM, World

HEAD, OTHER = "handler", "officer"


def days(world: World, key: str = "w1") -> tuple[date, date]:
    """Working days around today: the first one not after it, the last one after a week."""
    work = calendar.of_unit(world.unit(key).id)
    today = clock.today()
    return work.previous_working_day(today), work.next_working_day(today + timedelta(days=7))


def extended(world: World, key: str = "w1") -> date:
    """A later last day, a working day, too."""
    return calendar.of_unit(world.unit(key).id).next_working_day(days(world, key)[1] + timedelta(days=7))


def inspectors(world: World, key: str = "w1") -> tuple[Account, Account]:
    """Two people of the unit who may go with teams."""
    found = (world.account(key, HEAD), world.account(key, OTHER))
    for account in found:
        Membership.objects.get_or_create(
            account=account,
            unit_id=world.unit(key).id,
            role=Role.INSPECTOR,
            line="GOVERNMENT",
            defaults={"valid_from": FROM},
        )
    return found


def planned(
    world: World, key: str = "w1", to: str = "w111", *, kinds: tuple[str, ...] = (), **changes: Any
) -> Inspection:
    """A row of this year's plan: everything received since the year before."""
    today = clock.today()
    scope = Scope(kinds=kinds, received_from=date(today.year - 1, 1, 1), received_to=today)
    values: dict[str, Any] = {
        "form": InspectionForm.INSPECTION,
        "kind": InspectionKind.PLANNED,
        "unit": to,
        "subject": "Trách nhiệm tiếp công dân của người đứng đầu",
        "planned_on": today,
        "scope": scope,
    }
    with world.scope(key):
        return planning.plan_inspection(
            InspectionData(**{**values, **changes}), line=Line.GOVERNMENT, actor=world.actor(key, "chief")
        )


def decided(world: World, key: str = "w1", to: str = "w111", **more: Any) -> Inspection:
    """With a decision and a team."""
    row = planned(world, key, to, **more)
    head, other = inspectors(world, key)
    first, last = days(world, key)
    data = DecisionData(
        number="15/QĐ-TTr", decided_on=first, signer="Chánh Thanh tra", starts_on=first, ends_on=last, head=head.pk,
        others=[other.pk],
    )  # fmt: skip
    with world.scope(key):
        return planning.decide_inspection(row, data=data, actor=world.actor(key, "chief"))


def announced(world: World, key: str = "w1", to: str = "w111", *, deliver: bool = True, **more: Any) -> Inspection:
    """The inspected unit was told and has let the team in."""
    row = decided(world, key, to, **more)
    with world.scope(key):
        row = announcing.announce_inspection(row, actor=world.actor(key, "chief"))
    if deliver:
        delivery.deliver_waiting()
    return row


def under_way(world: World, key: str = "w1", to: str = "w111", **more: Any) -> Inspection:
    """The team has begun and found one thing."""
    row = announced(world, key, to, **more)
    with world.scope(key):
        working.begin_inspection(row, actor=world.actor(key, "chief"))
        return working.record_finding(
            found(row.pk), topic="RECEPTION", text="Tiếp chưa đủ ngày.", actor=world.actor(key, HEAD)
        )


def found(inspection_id: UUID) -> Inspection:
    """The row as it stands now; the caller is inside the unit that inspects."""
    row: Inspection = Inspection.objects.get(pk=inspection_id)
    return row
