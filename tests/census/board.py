"""The duty board, its lists and pictures, plans and instruments, and the unit's word on the national database."""

from collections.abc import Callable
from typing import Any

from kernel import clock
from oversight.actions import saved_views
from oversight.actions.national_updates import tick_month
from oversight.queries.saved_views import saved_views as views_of


def fill(stage: Any) -> None:
    """A month that the ward said is updated; a view that the district's supervisor keeps."""
    chief, supervisor = stage.world.actor("w111", "chief"), stage.world.actor("w11", "supervisor")
    today = clock.today()
    with stage.world.scope("w111"):
        stage.things["update"] = tick_month(today, done_on=today, actor=chief).pk
    with stage.world.scope("w11"):
        saved_views.keep_view("Xã thiếu", query="standing=short", actor=supervisor)
        stage.things["view"] = views_of(supervisor)[0].id


def rows(Row: Any, later_iso: Callable[[int], str]) -> list[Any]:  # the class of table.py
    """The rows of the table."""

    def seen(name: str, *, takes: bool = False, **more: Any) -> Any:
        refused = ("chairman", 403) if takes else ("officer", 403)
        return Row(name=name, unit="w11", at={"key": "=w111"}, who="supervisor", colleague=refused, **more)

    def month() -> str:
        return f"{clock.today():%Y-%m-01}"

    return [
        Row(name="oversight:duties", unit="w11", who="supervisor", colleague=("officer", 403)),
        seen("oversight:unit-duties"),
        seen("oversight:duty-print"),
        seen("oversight:duty-export", takes=True),
        seen("oversight:duty-ranking"),
        seen("oversight:duty-pictures"),
        seen("oversight:duty-days"),
        seen("oversight:duty-days-export", takes=True),
        seen("oversight:instruments"),
        seen("oversight:instruments-export", takes=True),
        Row(
            name="oversight:keep-duty-view", unit="w11", who="supervisor", get=0, post=303, colleague=("officer", 403),
            body=lambda s: {"name": "Xã muộn", "query": "standing=short"},
        ),
        Row(
            name="oversight:forget-duty-view", unit="w11", who="supervisor", get=0, post=303, at={"view_id": "view"},
            colleague=("officer", 403),
        ),
        Row(name="oversight:own-duties", colleague=("handler", 403)),
        Row(
            name="oversight:national-updates", post=303, colleague=("officer", {"get": 200, "post": 403}),
            body=lambda s: {"period": month(), "done_on": f"{clock.today():%d/%m/%Y}", "version": "1"},
        ),
        Row(
            name="oversight:take-back-update", get=0, post=303, at={"update_id": "update"}, colleague=("officer", 403),
            body=lambda s: {"reason": "Nhầm tháng."},
        ),
        seen("api:board-duties"),
        seen("api:board-duty-days"),
        seen("api:board-instruments"),
        Row(
            name="api:national-updates", post=201, colleague=("officer", {"get": 200, "post": 403}),
            body=lambda s: {"period": month(), "done_on": later_iso(0), "version": 1},
        ),
        Row(
            name="api:national-update-removal", get=0, post=200, at={"update_id": "update"}, colleague=("officer", 403),
            body=lambda s: {"reason": "Nhầm tháng."},
        ),
    ]  # fmt: skip
