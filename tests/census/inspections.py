"""Urgings and review meetings in every condition, and who may open which of their addresses."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from exchange import delivery
from kernel import clock
from oversight.models import UrgingReason
from registry.levels import Line
from tenants.inspections.actions.urging import Demand, urge
from tests.factories.moves import Mover


def fill(stage: Any) -> None:
    """The district has urged a ward, and taken a case back from it."""
    world = stage.world
    demand = Demand(
        line=Line.GOVERNMENT,
        reason=UrgingReason.TASK,
        title="Đôn đốc nhiệm vụ",
        text="Đề nghị {đơn vị} thực hiện.",
        due_on=clock.today() + timedelta(days=5),
    )
    with world.scope("w11"):
        (letter,) = urge([world.unit("w112")], demand=demand, actor=world.actor("w11", "chief"))
    delivery.deliver_waiting(letter.thread)
    move = Mover(world)
    shared = move.take_in("w11")
    move.assign_down(shared, "w11", "w112", deliver=False)
    delivery.deliver_waiting(shared)
    move.accept(shared, "w112")
    stage.things["shared_case"] = shared


def rows(Row: Any, later: Callable[[int], str], later_iso: Callable[[int], str]) -> list[Any]:  # the class of table.py
    """The rows of the table; the district looks down."""
    above = {"unit": "w11", "colleague": ("officer", 403)}
    letter = lambda s: {  # noqa: E731
        "units": ["w112"], "kind": "URGING", "line": "GOVERNMENT", "reason": "TASK", "title": "Đôn đốc", "text": "Làm.",
        "due_on": later(5),
    }  # fmt: skip
    return [
        Row(name="inspections:urgings", **above),
        Row(name="inspections:urge", query="?unit=w112", post=303, body=letter, **above),
        Row(name="inspections:urgings_export", at={"kind": "=xlsx"}, unit="w11", who="supervisor", colleague=("chief", 403)),
        Row(
            name="inspections:comment", at={"case_id": "shared_case"}, unit="w11", post=303, admin=404,
            colleague=("supervisor", 403), body=lambda s: {"unit": "w112", "text": "Lưu ý."},
        ),
        Row(
            name="api:urgings", post=201, **above,
            body=lambda s: {
                "to_unit": "w112", "line": "GOVERNMENT", "reason": "TASK", "title": "Đôn đốc", "text": "Làm.",
                "due_on": later_iso(5),
            },
        ),
        Row(
            name="api:case-comments", at={"case_id": "shared_case"}, unit="w11", get=0, post=201,
            colleague=("supervisor", 403), body=lambda s: {"to_unit": "w112", "text": "Lưu ý."},
        ),
    ]  # fmt: skip
