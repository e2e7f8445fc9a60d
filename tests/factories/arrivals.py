"""Arrivals for tests, made through the product's own actions and delivered as a worker would."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from exchange import delivery
from kernel import clock
from tenants.receptions.actions import arrivals as act
from tenants.receptions.actions.arrivals import ArrivalData, Ending, Handover, Plan
from tenants.receptions.models import Arrival
from tests.world import World

OFFICERS = ({"name": "Ông Năm", "position": "Phó Chủ tịch UBND phường", "phone": "0912000005"},)
FIVE = tuple({"name": f"Đại diện Thứ-{n}", "address": "Khóm 3"} for n in range(1, 6))


def data(**changes: Any) -> ArrivalData:
    """Twelve persons at the provincial headquarters now; the home unit is asked to come within four hours."""
    values: dict[str, Any] = {
        "level_reached": "PROVINCE",
        "arrived_at": clock.now(),
        "asked_until": clock.now() + timedelta(hours=4),
        "person_count": 12,
        "matter": "Bồi thường đất làm đường.",
        "place": "Trụ sở Tiếp công dân tỉnh",
    }
    return ArrivalData(**{**values, **changes})


def registered(
    world: World, host: str = "w1", home: str = "w111", who: str = "officer", *, deliver: bool = True, **changes: Any
) -> UUID:
    """An arrival of the home unit's citizens at the host; it has reached the home unit unless told otherwise."""
    visit_id = changes.pop("visit_id", None)
    with world.scope(host):
        made = act.register_arrival(
            world.unit(home), data=data(**changes), visit_id=visit_id, actor=world.actor(host, who)
        )
    if deliver:
        delivery.deliver_waiting(made.pk)
    return made.pk


def take(world: World, key: str, verb: str, arrival: UUID, *, who: str = "officer", **told: Any) -> Arrival:
    """One step by somebody of a unit, and what it tells the other one."""
    with world.scope(key):
        row: Arrival = getattr(act, verb)(arrival, actor=world.actor(key, who), **told)
    delivery.deliver_waiting(arrival)
    return row


def answered(world: World, arrival: UUID, home: str = "w111") -> Arrival:
    plan = Plan(text="Đón bằng xe của phường.", officers=OFFICERS, vehicle="Xe 16 chỗ", departs_at=clock.now())
    return take(world, home, "answer_arrival", arrival, plan=plan)


def handed_over(world: World, arrival: UUID, host: str = "w1", persons: int = 12) -> Arrival:
    told = Handover(
        at=clock.now(), giver="Bà Sáu, cán bộ tiếp công dân", taker="Ông Năm, Phó Chủ tịch", persons=persons
    )
    return take(world, host, "hand_over", arrival, handover=told)


def ended(world: World, arrival: UUID, home: str = "w111", result: str = "RETURNED", persons: int = 12) -> Arrival:
    return take(
        world,
        home,
        "end_arrival",
        arrival,
        ending=Ending(result=result, at=clock.now(), persons=persons, note="Đã về."),
    )


def found(world: World, key: str, arrival: UUID) -> Arrival:
    """The row of one unit."""
    with world.scope(key):
        row: Arrival = Arrival.objects.get(pk=arrival)
        return row
