"""Citizens who went above their level: arrivals in every condition, and who may open which of their addresses."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

from kernel import clock
from tests.factories import arrivals as make
from tests.factories import cases


def fill(stage: Any) -> None:
    """Citizens of the ward came to the district three times in two days: reported, answered, handed over."""
    world, things = stage.world, stage.things
    for name in ("arrival", "arrival_answered", "arrival_handed"):
        came = clock.now() - timedelta(days=2)
        things[name] = make.registered(world, host="w11", level_reached="DISTRICT", arrived_at=came)
    for name in ("arrival_answered", "arrival_handed"):
        make.answered(world, things[name])
    make.handed_over(world, things["arrival_handed"], "w11")
    with world.scope("w111"):
        things["arrival_case"] = cases.found(things["fresh"]).number


def rows(Row: Any, later: Callable[[int], str]) -> list[Any]:  # the class of table.py
    """The rows of the table; the district is the host, the ward the home unit."""
    host = {"unit": "w11", "colleague": ("handler", 403)}
    above = {"unit": "w11", "colleague": ("officer", 403)}

    def page(noun: str, at: str = "arrival", **more: Any) -> Any:
        """A page of one arrival at home; it does not exist for who sees no receptions."""
        told = {"admin": 404, "operator": 404, "colleague": ("clerk", 403), **more}
        return Row(name=f"receptions:arrival{noun}", at={"arrival_id": at}, **told)

    def hosted(noun: str, at: str = "arrival", **more: Any) -> Any:
        return page(noun, at, **{"unit": "w11", "colleague": ("handler", 404), **more})

    def call(noun: str, at: str, body: Any, **more: Any) -> Any:
        told = {"get": 0, "post": 200, "colleague": ("clerk", 403), **more}
        return Row(name=f"api:arrival-{noun}", at={"arrival_id": at}, body=body, **told)

    def typed(**values: Any) -> Any:
        return lambda stage: values

    def iso(days: int) -> str:
        day = clock.today() + timedelta(days=days)
        return datetime.combine(day, time(12), clock.OFFICE_ZONE).isoformat()

    def moment(name: str, days: int = -1) -> dict[str, str]:
        return {f"{name}_on": later(days), f"{name}_at": "12:00"}

    matter = {"level_reached": "DISTRICT", "person_count": "6", "occurrence": "1", "matter": "Đất đai."}
    told = lambda s: {**matter, **moment("arrived"), **moment("asked", 1)}  # noqa: E731
    data = lambda s: {**matter, "arrived_at": iso(-1), "asked_until": iso(1)}  # noqa: E731
    officer = {"name": "Ông Năm", "position": "Phó Chủ tịch"}
    handed = {"giver": "Bà Sáu", "taker": "Ông Năm", "persons": "6"}
    called = {"whom": "Chủ tịch phường", "said": "Sẽ lên."}
    return [
        Row(name="receptions:arrivals", colleague=("handler", 403)),
        Row(name="receptions:arrival_new", post=303, body=lambda s: {**told(s), "to": "w111"}, **host),
        Row(
            name="receptions:arrival_gathering", at={"home": "=w111"}, post=303, **host,
            body=typed(title="Thông báo", text="Ba lượt."),
        ),
        page("", colleague=("handler", 404)),
        hosted("_record", "arrival_handed"),
        page("_answer", post=303, body=typed(text="Đón về.", officers="Ông Năm | Phó Chủ tịch")),
        page("_link", post=303, body=lambda s: {"number": s["arrival_case"]}),
        page("_ending", post=303, body=lambda s: {"result": "DISPUTED", "persons": "0", **moment("ended")}),
        page("_call", post=303, body=lambda s: {**called, **moment("called")}),
        hosted("_hearing", post=303, body=lambda s: {"people": "Bà Tư | Khóm 3", **moment("heard")}),
        hosted("_handover", "arrival_answered", post=303, body=lambda s: {**handed, **moment("handed")}),
        hosted("_correction", post=303, body=told),
        hosted("_withdrawal", post=303, body=typed(why="Nhầm.")),
        Row(name="oversight:over-level", **above),
        Row(name="oversight:unit-over-level", at={"key": "=w111"}, **above),
        Row(name="oversight:over-level-print", at={"key": "=w111"}, **above),
        Row(name="oversight:over-level-export", at={"key": "=w111"}, unit="w11", who="supervisor", colleague=("chief", 403)),
        Row(name="api:arrivals", post=201, body=lambda s: {**data(s), "home_unit": "w111"}, **host),
        Row(name="api:arrivals-below", **host),
        Row(name="api:arrival", at={"arrival_id": "arrival"}, colleague=("handler", 403)),
        Row(name="api:over-level", query="?period=2026", **above),
        call("answer", "arrival", typed(text="Đón về.", officers=[officer])),
        call("link", "arrival", lambda s: {"number": s["arrival_case"]}),
        call("ending", "arrival", lambda s: {"result": "DISPUTED", "at": iso(-1)}),
        call("calls", "arrival", lambda s: {**called, "at": iso(-1)}),
        call("hearing", "arrival", lambda s: {"people": [{"name": "Bà Tư"}], "at": iso(-1)}, **host),
        call("handover", "arrival_answered", lambda s: {**handed, "at": iso(-1)}, **host),
        call("correction", "arrival", data, **host),
        call("withdrawal", "arrival", typed(why="Nhầm."), **host),
    ]  # fmt: skip
