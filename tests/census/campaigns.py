"""A campaign with everything in it, and who may open which of its addresses."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from kernel import clock
from oversight.actions import alerts, situation_notes
from oversight.models import AlertKind
from tests.factories import campaigns as make
from tests.world import PASSWORD


def fill(stage: Any) -> None:
    """The district's campaign with the ward's below it, of the Government line; the secretary works on the other line."""
    world, things, today = stage.world, stage.things, clock.today()
    make.issued(world, "w11", units=("w111",))
    row = make.own(world, "w111")
    row = make.issue(world, "w111", row)
    things["campaign"] = row.pk
    things["campaign_draft"] = make.drafted(world, "w111").pk
    things["shift"] = make.shift(world, "w111", row, day=today + timedelta(days=1)).pk
    things["flash"] = make.report(world, "w111", row, is_issued=False).pk
    # Another one of today, of the unit's own, with a recipient outside the platform.
    other = make.issued(world, "w111", number="7/KH-UBND", to_bodies=["Thường trực HĐND"], to_units=("w11",))
    issued = make.report(world, "w111", other)
    things |= {
        "campaign_alone": other.pk,
        "flash_issued": issued.pk,
        "flash_outside": issued.receipts.get(unit_id=None).pk,
    }
    with world.scope("w111"):
        chief = world.actor("w111", "chief")
        things["situation"] = situation_notes.write_note(row.pk, day=today, text="Ổn định.", actor=chief).pk
        things["alert"] = alerts.raise_alert(AlertKind.CROWD, unit_id=row.unit_id, person_count=12, actor=chief).pk


def rows(Row: Any, later: Callable[[int], str], later_iso: Callable[[int], str]) -> list[Any]:  # the class of table.py
    """The rows of the table."""
    other_line, no_right = ("secretary", 404), ("officer", 403)

    def page(noun: str, **more: Any) -> Any:
        told = {"at": {"campaign_id": "campaign"}, "admin": 404, "operator": 404, "colleague": other_line, **more}
        return Row(name=f"campaigns:{noun}", **told)

    def report(noun: str, at: str = "flash", **more: Any) -> Any:
        return page(noun, **{"at": {"report_id": at}, **more})

    def step(noun: str, **more: Any) -> Any:
        return page(noun, **{"post": 303, "colleague": no_right, **more})

    def call(noun: str, at: dict[str, str], **more: Any) -> Any:
        return Row(name=f"api:{noun}", at=at, **{"get": 0, "post": 200, "colleague": no_right, **more})

    def typed(**values: Any) -> Any:
        return lambda stage: values

    of = {"campaign_id": "campaign"}
    draft = {"campaign_id": "campaign_draft"}
    # Nobody above runs it, so the unit may end it.
    alone = {"campaign_id": "campaign_alone"}
    frame = lambda s: {  # noqa: E731
        "kind": "ASSEMBLY", "name": "Kỳ họp", "first": later(0), "last": later(30), "crowd": "5", "line": "GOVERNMENT",
        "daily_at": "16:00", "mid_on": later(5), "closing_on": later(9), "why": "Kéo dài.",
    }  # fmt: skip

    def frame_iso(stage: Any) -> dict[str, Any]:
        days = {"first": 0, "last": 30, "mid_on": 5, "closing_on": 9}
        return {**frame(stage), **{name: later_iso(n) for name, n in days.items()}}

    shift = lambda s: {  # noqa: E731
        "day": later(2), "starts_at": "07:00", "ends_at": "17:00", "place": "Trụ sở", "people": "Ông Ba; Chuyên viên; 0299 1; Phòng Nội vụ",
    }  # fmt: skip
    shift_iso = lambda s: {  # noqa: E731
        "starts_at": f"{later_iso(2)}T07:00:00+07:00", "ends_at": f"{later_iso(2)}T17:00:00+07:00", "place": "Trụ sở",
        "people": [{"name": "Ông Ba", "home": "Phòng Nội vụ"}],
    }  # fmt: skip
    note = lambda s: {"day": later(0), "mood": "WATCH", "text": "Một đoàn 12 người."}  # noqa: E731
    note_iso = lambda s: {**note(s), "day": later_iso(0)}  # noqa: E731
    begun = lambda s: {"kind": "DAILY", "day": later_iso(0)}  # noqa: E731
    plan = lambda s: {"plan_number": "8/KH-UBND", "plan_on": later(0)}  # noqa: E731
    head = {"who": "chairman", "colleague": ("chief", 403)}
    return [
        Row(name="campaigns:list", colleague=("handler", 403)),
        Row(name="campaigns:new", post=303, colleague=no_right, body=frame),
        page("page"),
        page("roster"),
        page("roster_print"),
        page("centre"),
        page("reports"),
        step("change", at=draft, body=frame),
        step("issue", at=draft, body=plan),
        step("drop", at=draft),
        step("amend", body=frame),
        step("activate", at=draft, body=typed(why="Phát sinh."), **head),
        step("end", at=alone, body=typed(why="Xong."), **head),
        step("shift_add", colleague=("chairman", 403), body=shift),
        step("shift_change", at={"shift_id": "shift"}, colleague=("chairman", 403), body=shift),
        step("shift_remove", at={**of, "shift_id": "shift"}, colleague=("chairman", 403)),
        step("note", colleague=("chairman", 403), body=note),
        step("note_withdraw", at={**of, "note_id": "situation"}, colleague=("chairman", 403), body=typed(why="Nhầm.")),
        Row(name="campaigns:alerts", colleague=("handler", 403)),
        page("alert", at={"alert_id": "alert"}, post=303, colleague=("handler", 404), body=typed(measures="Đã tiếp.")),
        step("report_begin", query=f"?kind=DAILY&day={later_iso(0)}", colleague=("chairman", 403), body=begun),
        report("report"),
        report("report_print"),
        report("report_write", post=303, colleague=("chairman", 403), body=typed(text="Ổn định.")),
        report(
            "report_issue", post=303, who="chairman", colleague=("clerk", 403), body=typed(confirmation=PASSWORD),
        ),
        page(
            "report_prove", at={"report_id": "flash_issued", "receipt_id": "flash_outside"}, post=303,
            colleague=("chairman", 403), body=typed(proof="Ký nhận 16:45"),
        ),
        report("report_receive", "flash_issued", unit="w11", post=303, colleague=("handler", 404)),
        Row(name="api:campaigns", post=201, colleague=("handler", 403), body=frame_iso),
        Row(name="api:campaign", at=of, admin=404, operator=404, colleague=other_line),
        Row(name="api:campaign-units", at=of, admin=404, operator=404, colleague=other_line),
        Row(name="api:campaign-centre", at=of, admin=404, operator=404, colleague=other_line),
        Row(
            name="api:campaign-consolidation", at=of, query=f"?kind=DAILY&day={later_iso(0)}", admin=404, operator=404,
            colleague=other_line,
        ),
        call("campaign-edit", draft, body=frame_iso),
        call("campaign-issue", draft, body=lambda s: {**plan(s), "plan_on": later_iso(0)}),
        call("campaign-removal", draft),
        call("campaign-amendment", of, body=frame_iso),
        call("campaign-activation", draft, body=typed(why="Phát sinh."), **head),
        call("campaign-end", alone, body=typed(why="Xong."), **head),
        call(
            "campaign-shifts", of, get=200, post=201, body=shift_iso, admin={"get": 404, "post": 403},
            operator={"get": 404, "post": 403}, colleague=("chairman", {"get": 200, "post": 403}),
        ),
        call("shift", {"shift_id": "shift"}, body=shift_iso, colleague=("chairman", 403)),
        call("shift-removal", {**of, "shift_id": "shift"}, colleague=("chairman", 403)),
        call(
            "campaign-notes", of, get=200, post=201, body=note_iso, admin=404, operator=404,
            colleague=("chairman", {"get": 200, "post": 403}),
        ),
        call(
            "campaign-note-removal", {**of, "note_id": "situation"}, body=typed(why="Nhầm."), admin=404, operator=404,
            colleague=("chairman", 403),
        ),
        call(
            "campaign-reports", of, get=200, post=201, body=begun, admin={"get": 404, "post": 403},
            operator={"get": 404, "post": 403}, colleague=("chairman", {"get": 200, "post": 403}),
        ),
        Row(name="api:flash-report", at={"report_id": "flash"}, admin=404, operator=404, colleague=other_line),
        call("flash-report-text", {"report_id": "flash"}, body=typed(text="Ổn định."), colleague=("chairman", 403)),
        call("flash-report-receipt", {"report_id": "flash_issued"}, unit="w11", admin=404, colleague=("handler", 404)),
        call(
            "flash-report-proof", {"report_id": "flash_issued", "receipt_id": "flash_outside"}, colleague=("chairman", 403),
            body=typed(proof="Ký nhận 16:45"),
        ),
        Row(name="api:alerts", colleague=("handler", 403)),
        call(
            "alert-acknowledgement", {"alert_id": "alert"}, body=typed(measures="Đã tiếp."), admin=404, operator=404,
            colleague=("handler", 404),
        ),
    ]  # fmt: skip
