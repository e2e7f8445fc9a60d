"""Urgings and review meetings in every condition, and who may open which of their addresses."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from exchange import delivery
from kernel import clock
from oversight.models import UrgingReason
from registry.levels import Line
from tenants.inspections.actions import meetings
from tenants.inspections.actions.meetings import MeetingData
from tenants.inspections.actions.urging import Demand, urge
from tenants.inspections.enums import MeetingKind
from tenants.inspections.models import ReviewMeeting
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
    stage.things["urging"] = letter.pk
    move = Mover(world)
    shared = move.take_in("w11")
    move.assign_down(shared, "w11", "w112", deliver=False)
    delivery.deliver_waiting(shared)
    move.accept(shared, "w112")
    stage.things["shared_case"] = shared
    chief = world.actor("w11", "chief")
    with world.scope("w11"):
        stage.things["meeting"] = _planned(chief).pk
        stage.things["meeting_invited"] = meetings.invite_units(_planned(chief), actor=chief).pk
        held = meetings.record_meeting(
            _planned(chief), held_on=clock.today(), came=["w112"], record="Trao đổi.", actor=chief
        )
        stage.things["meeting_held"] = held.pk


def _planned(chief: Any) -> ReviewMeeting:
    data = MeetingData(title="Làm việc", planned_on=clock.today(), units=["w112"])
    return meetings.plan_meeting(
        MeetingKind.AD_HOC, year=clock.today().year, line=Line.GOVERNMENT, data=data, actor=chief
    )


def rows(Row: Any, later: Callable[[int], str], later_iso: Callable[[int], str]) -> list[Any]:  # the class of table.py
    """The rows of the table; the district looks down."""
    above = {"unit": "w11", "colleague": ("officer", 403)}
    letter = lambda s: {  # noqa: E731
        "units": ["w112"], "kind": "URGING", "line": "GOVERNMENT", "reason": "TASK", "title": "Đôn đốc", "text": "Làm.",
        "due_on": later(5),
    }  # fmt: skip
    other_line = ("secretary", 404)

    def page(noun: str, at: str = "meeting", **more: Any) -> Any:
        return Row(name=f"inspections:{noun}", at={"meeting_id": at}, unit="w11", **{"colleague": other_line, **more})

    def call(noun: str, at: str, body: Any, **more: Any) -> Any:
        told = {"unit": "w11", "get": 0, "post": 200, "colleague": ("officer", 403), **more}
        return Row(name=f"api:meeting-{noun}", at={"meeting_id": at}, body=body, **told)

    def typed(**values: Any) -> Any:
        return lambda stage: values

    new = lambda s: {  # noqa: E731
        "kind": "AD_HOC", "line": "GOVERNMENT", "title": "Làm việc", "planned_on": later(3), "units": ["w112"],
    }  # fmt: skip
    given = lambda s: {"units": ["w112"], "conclusion": "Làm.", "due_on": later(5)}  # noqa: E731
    said = lambda s: {"held_on": later(0), "came": ["w112"], "record": "Trao đổi."}  # noqa: E731
    iso = lambda make, name, days: lambda s: {**make(s), name: later_iso(days)}  # noqa: E731
    return [
        Row(name="inspections:meetings", **above),
        Row(name="inspections:meeting_new", post=303, body=new, **above),
        Row(name="inspections:meetings_plan", post=303, body=lambda s: {"year": clock.today().year, "line": "GOVERNMENT"}, **above),
        page("meeting"),
        page("meeting_print"),
        page("meeting_change", post=303, body=new),
        page("meeting_invite", post=303),
        page("meeting_move", "meeting_invited", post=303, body=lambda s: {"planned_on": later(9), "why": "Bão."}),
        page("meeting_cancel", post=303, body=typed(why="Hết lý do.")),
        page("meeting_record", post=303, body=said),
        page("meeting_conclude", "meeting_held", post=303, body=given),
        Row(name="api:meetings", post=201, body=iso(new, "planned_on", 3), **above),
        Row(name="api:meeting", at={"meeting_id": "meeting"}, unit="w11", colleague=other_line),
        call("invitation", "meeting", typed()),
        call("postponement", "meeting_invited", lambda s: {"planned_on": later_iso(9), "why": "Bão."}),
        call("cancellation", "meeting", typed(why="Hết lý do.")),
        call("record", "meeting", iso(said, "held_on", 0)),
        call("conclusions", "meeting_held", iso(given, "due_on", 5)),
        Row(name="inspections:urgings", **above),
        Row(name="inspections:urge", query="?unit=w112", post=303, body=letter, **above),
        Row(
            name="inspections:urging_withdraw", at={"urging_id": "urging"}, post=303, body=typed(reason="Gửi nhầm."), **above,
        ),
        Row(
            name="api:urging-withdrawal", at={"urging_id": "urging"}, get=0, post=200, body=typed(reason="Gửi nhầm."), **above,
        ),
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
