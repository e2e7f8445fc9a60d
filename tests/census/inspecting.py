"""Inspections in every step at the province, and who may open which of their addresses, in the unit that inspects and in the inspected one."""

from collections.abc import Callable
from typing import Any

from exchange import delivery
from kernel import clock
from tenants.inspections.actions import inspection_concluding as concluding
from tenants.inspections.actions.inspection_concluding import Punished
from tenants.inspections.actions.inspection_working import begin_inspection
from tests.factories import inspections as make

TO = "w122"
"""A ward where nobody of the table works: its readers meet no other row."""


def fill(stage: Any) -> None:
    """Planned, decided, announced, under way, concluded; the ward's own secretary works on the other line."""
    world, things = stage.world, stage.things
    head, other = make.inspectors(world)
    things |= {"team_head": head.pk, "team_other": other.pk}
    things["inspection_draft"] = make.planned(world, to=TO).pk
    things["inspection_decided"] = make.decided(world, to=TO).pk
    things["inspection_announced"] = make.announced(world, to=TO).pk
    things["inspection_under_way"] = make.under_way(world, to=TO).pk
    concluded = make.under_way(world, to=TO)
    with world.scope("w1"):
        concluding.conclude_inspection(
            concluded.pk, number="20/KL", concluded_on=clock.today(), signer="Chánh Thanh tra", result="Còn thiếu.",
            proposed=Punished(persons=2), actor=world.actor("w1", "chief"),
        )  # fmt: skip
    things["inspection_concluded"] = concluded.pk
    below = make.announced(world, "w1", "w111", kinds=("PETITION_OF_NONE",))
    with world.scope("w1"):
        begin_inspection(below.pk, actor=world.actor("w1", "chief"))
    things["inspection_received"] = below.pk
    delivery.deliver_waiting()


def rows(Row: Any, later: Callable[[int], str], later_iso: Callable[[int], str]) -> list[Any]:  # the class of table.py
    """The rows of the table; the province looks down, the ward is looked at."""
    above = {"unit": "w1", "colleague": ("secretary", 404)}
    first, last = (lambda s, n=n: make.days(s.world)[n] for n in (0, 1))
    typed = lambda day: f"{day:%d/%m/%Y}"  # noqa: E731

    def new(stage: Any) -> dict[str, Any]:
        return {
            "form": "CHECK", "kind": "AD_HOC", "unit": TO, "subject": "Đột xuất", "planned_on": later(3),
            "received_from": "01/01/2026", "received_to": later(0),
        }  # fmt: skip

    def decision(stage: Any) -> dict[str, Any]:
        return {
            "number": "1/QĐ", "decided_on": later(0), "signer": "Chánh Thanh tra", "starts_on": typed(first(stage)),
            "ends_on": typed(last(stage)), "head": str(stage["team_head"]),
        }  # fmt: skip

    def extension(stage: Any) -> dict[str, Any]:
        return {"number": "2/QĐ", "decided_on": later(0), "ends_on": typed(make.extended(stage.world)), "why": "Nhiều."}

    def team(stage: Any) -> dict[str, Any]:
        return {"remove": [str(stage["team_other"])], "why": "Đổi việc."}

    def said(**values: Any) -> Any:
        return lambda stage: values

    conclusion = lambda s: {"number": "3/KL", "concluded_on": later(0), "signer": "Chánh", "result": "Đúng."}  # noqa: E731
    handled = lambda s: {"on": later(0), "persons": 1, "note": "QĐ 4"}  # noqa: E731
    asked = lambda s: {"recommendation": "Làm.", "due_on": later(5)}  # noqa: E731

    def iso(make_body: Any) -> Any:
        """The same body as a program says it."""
        return lambda stage: {
            name: "-".join(reversed(value.split("/"))) if isinstance(value, str) and value.count("/") == 2 else value
            for name, value in make_body(stage).items()
        }

    def page(noun: str, at: str, post: int = 0, body: Any = lambda s: {}, **more: Any) -> Any:
        told = {**above, **more}
        return Row(name=f"inspections:{noun}", at={"inspection_id": at}, post=post, body=body, **told)

    def call(noun: str, at: str, body: Any = lambda s: {}, **more: Any) -> Any:
        told = {"unit": "w1", "get": 0, "post": 200, "colleague": ("officer", 403), **more}
        return Row(name=f"api:inspection-{noun}", at={"inspection_id": at}, body=iso(body), **told)

    received = {"unit": "w111", "who": "chairman", "colleague": ("officer", 403)}
    return [
        Row(name="inspections:inspections", unit="w1"),
        Row(name="inspections:inspection_new", unit="w1", post=303, colleague=("officer", 403), body=lambda s: {**new(s), "line": "GOVERNMENT"}),
        page("inspection", "inspection_concluded"),
        page("inspection_print", "inspection_concluded"),
        page("inspection_change", "inspection_draft", 303, new),
        page("inspection_decide", "inspection_draft", 303, decision),
        page("inspection_cancel", "inspection_decided", 303, said(why="Thôi.")),
        page("inspection_announce", "inspection_decided", 303),
        page("inspection_begin", "inspection_announced", 303),
        page("inspection_extend", "inspection_announced", 303, extension),
        page("inspection_team", "inspection_announced", 303, team),
        page("inspection_find", "inspection_under_way", 303, said(topic="INTAKE", text="Chậm.")),
        page("inspection_conclude", "inspection_under_way", 303, conclusion),
        page("inspection_recommend", "inspection_concluded", 303, asked),
        page("inspection_handle", "inspection_concluded", 303, handled),
        page("inspection_close", "inspection_concluded", 303),
        Row(name="inspections:inspection_received", at={"inspection_id": "inspection_received"}, **received),
        Row(name="inspections:inspection_readings", at={"inspection_id": "inspection_received"}, **received),
        Row(name="api:inspections", unit="w1", post=201, body=lambda s: {**iso(new)(s), "line": "GOVERNMENT"}),
        Row(name="api:inspection", at={"inspection_id": "inspection_draft"}, **above),
        call("correction", "inspection_draft", new),
        call("decision", "inspection_draft", decision),
        call("cancellation", "inspection_decided", said(why="Thôi.")),
        call("announcement", "inspection_decided"),
        call("beginning", "inspection_announced"),
        call("extension", "inspection_announced", extension),
        call("team", "inspection_announced", team),
        call("findings", "inspection_under_way", said(topic="INTAKE", text="Chậm."), colleague=("secretary", 404)),
        call("conclusion", "inspection_under_way", conclusion),
        call("recommendations", "inspection_concluded", asked),
        call("handling", "inspection_concluded", handled),
        call("closing", "inspection_concluded"),
        Row(name="api:inspections-received", **received),
        Row(name="api:inspection-readings", at={"inspection_id": "inspection_received"}, **received),
    ]  # fmt: skip
