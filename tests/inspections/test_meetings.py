"""Review meetings: planned, invited to with frozen figures, held, their conclusions becoming tasks of the units and coming back."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from deadlines.models import DueItem
from exchange import delivery
from kernel import clock
from kernel.errors import Conflict, Invalid, InvalidTransition, NotFound, NotPermitted
from oversight.models import Duty, DutyKind, Rollup
from registry.levels import Line
from tenants.conclusions.actions import finishing
from tenants.conclusions.enums import TaskStatus
from tenants.conclusions.models import Task
from tenants.documents.actions import letters
from tenants.documents.models import Letter
from tenants.inspections import policies
from tenants.inspections.actions import meetings
from tenants.inspections.actions.meetings import MeetingData
from tenants.inspections.enums import MeetingKind, MeetingStatus
from tenants.inspections.models import ReviewMeeting
from tests.factories import letters as make
from tests.world import World

DESK = "/u/w11/desk/oversight/meetings/"


def body(answer: Any, status: int = 200) -> str:
    text = str(answer.content.decode())
    assert answer.status_code == status, text[:3000]
    return text


def planned(
    world: World, *units: str, who: str = "chief", line: Line = Line.GOVERNMENT, **changes: Any
) -> ReviewMeeting:
    values: dict[str, Any] = {
        "title": "Làm việc đột xuất",
        "planned_on": clock.today() + timedelta(days=3),
        "units": units or ("w111", "w112"),
    }
    data = MeetingData(**{**values, **changes})
    with world.scope("w11"):
        return meetings.plan_meeting(
            MeetingKind.AD_HOC, year=clock.today().year, line=line, data=data, actor=world.actor("w11", who)
        )


def do(world: World, name: str, row: ReviewMeeting, **more: Any) -> ReviewMeeting:
    with world.scope("w11"):
        done: ReviewMeeting = getattr(meetings, name)(row.pk, actor=world.actor("w11", "chief"), **more)
    delivery.deliver_waiting()
    return done


def held(world: World, *units: str) -> ReviewMeeting:
    row = do(world, "invite_units", planned(world, *units))
    return do(world, "record_meeting", row, held_on=clock.today(), came=["w111"], record="Trao đổi.")


def task_of(world: World, key: str) -> Task:
    with world.scope(key):
        row: Task = Task.objects.get(subject="LETTER")
    return row


def test_year_is_planned_once_with_all_units_below(world: World) -> None:
    with world.scope("w11"):
        chief = world.actor("w11", "chief")
        made = meetings.plan_year(2027, line=Line.GOVERNMENT, actor=chief)
        assert [(row.kind, row.planned_on) for row in made] == [
            ("Q1", date(2027, 4, 12)), ("HALF", date(2027, 7, 12)), ("NINE", date(2027, 10, 11)), ("YEAR", date(2027, 12, 27)),
        ]  # fmt: skip
        assert made[0].keys == ["w111", "w112"]
        assert meetings.plan_year(2027, line=Line.GOVERNMENT, actor=chief) == []
        with pytest.raises(Invalid):
            meetings.plan_year(2020, line=Line.GOVERNMENT, actor=chief)
        data = MeetingData(title="Quý I", planned_on=date(2027, 4, 1))
        with pytest.raises(Invalid):
            meetings.plan_meeting(MeetingKind.Q1, year=2027, line=Line.GOVERNMENT, data=data, actor=chief)
    with world.scope("w111"), pytest.raises(Invalid):
        meetings.plan_year(2027, line=Line.GOVERNMENT, actor=world.actor("w111", "chief"))


def test_invitation_freezes_the_figures_and_brings_each_unit_its_own(world: World) -> None:
    ward, today = world.unit("w111"), clock.today()
    month = today.replace(day=1)
    duty = Duty.objects.create(
        unit_id=ward.id,
        line="GOVERNMENT",
        kind=DutyKind.RECEPTION,
        period=month,
        holder_id=uuid4(),
        legal=2,
        in_person=1,
    )
    for kind in ("COMPLAINT", "DENUNCIATION"):
        Rollup.objects.create(unit_id=ward.id, fact="taken_in", kind=kind, line="", day=today, own=7, tree=7)
    row = do(world, "invite_units", planned(world))
    own = row.figures[0]
    assert (own["duty"]["in_person"], own["duty"]["legal"], own["facts"]["taken_in"]) == (1, 2, 7)
    assert row.figures_on == today
    Duty.objects.filter(pk=duty.pk).update(in_person=2)
    assert "1/2" in body(world.client("w11", "chief").get(f"{DESK}{row.pk}/")), "frozen figures do not move"
    with world.scope("w111"):
        came = Letter.objects.get(topic="REVIEW_INVITATION")
        assert "1 ngày trực tiếp" in came.text
        assert "Phường Thống Nhất" not in came.text


def test_meeting_takes_its_steps_in_order_only(world: World) -> None:
    row = planned(world)
    with pytest.raises(InvalidTransition):
        do(world, "conclude_meeting", row, units=["w111"], conclusion="Làm.", due_on=clock.today())
    with pytest.raises(InvalidTransition):
        do(world, "move_meeting", row, planned_on=clock.today(), why="Bận.")
    do(world, "invite_units", row)
    with pytest.raises(InvalidTransition):
        do(world, "invite_units", row)
    with pytest.raises(Invalid):
        do(world, "record_meeting", row, held_on=clock.today() + timedelta(days=1), came=[], record="Trao đổi.")
    with pytest.raises(Invalid):
        do(world, "record_meeting", row, held_on=clock.today(), came=["w121"], record="Trao đổi.")
    do(world, "record_meeting", row, held_on=clock.today(), came=[], record="Trao đổi.")
    with pytest.raises(InvalidTransition):
        do(world, "cancel_meeting", row, why="Muộn.")
    with pytest.raises(Conflict):
        do(world, "record_meeting", row, held_on=clock.today(), came=[], record="Sửa.", version=1)


def test_moved_and_cancelled_meetings_are_told_in_the_thread_of_the_invitation(world: World) -> None:
    row = do(world, "invite_units", planned(world, "w111"))
    row = do(world, "move_meeting", row, planned_on=clock.today() + timedelta(days=9), why="Bão.")
    row = do(world, "cancel_meeting", row, why="Hết lý do.")
    assert row.status == MeetingStatus.CANCELLED
    with world.scope("w111"):
        found = Letter.objects.of_thread(row.units[0]["letter"])
        assert [one.title.split(":")[0] for one in found] == ["Mời dự", "Thay đổi thời gian", "Không tổ chức"]


def test_conclusion_becomes_a_task_of_the_unit_and_closing_it_reports_back(world: World) -> None:
    due = clock.today() + timedelta(days=10)
    row = do(world, "conclude_meeting", held(world), units=["w111"], conclusion="Niêm yết đủ lịch.", due_on=due)
    task = task_of(world, "w111")
    assert (task.text, task.due_on, task.status, task.line) == (
        "Niêm yết đủ lịch.",
        due,
        TaskStatus.ASSIGNED,
        "GOVERNMENT",
    )
    open_items = DueItem.objects.open().filter(unit_id=world.unit("w111").id, case_id__in=[task.pk, task.subject_id])
    assert [item.case_id for item in open_items] == [task.pk], "one duty is not late twice"
    client = world.client("w111", "chief")
    assert "Kết luận: Làm việc đột xuất" in body(client.get(f"/u/w111/desk/tasks/{task.pk}/"))
    with world.scope("w111"):
        chief = world.actor("w111", "chief")
        finishing.report_result(task.pk, text="Đã niêm yết.", reported_on=clock.today(), actor=chief)
        finishing.close_task(task.pk, actor=world.actor("w111", "officer"))
    delivery.deliver_waiting()
    page = body(world.client("w11", "chief").get(f"{DESK}{row.pk}/"))
    assert f"đã trả lời {clock.today():%d/%m/%Y}" in page
    with world.scope("w11"):
        assert Letter.objects.get(topic="REPLY").text == "Đã niêm yết."


def test_answering_the_letter_closes_the_task(world: World) -> None:
    do(world, "conclude_meeting", held(world), units=["w111"], conclusion="Làm.", due_on=clock.today())
    task = task_of(world, "w111")
    with world.scope("w111"):
        evidence = make.stored()
        letters.answer_letter(task.subject_id, text="Xong.", files=[evidence], actor=world.actor("w111", "chief"))
    task = task_of(world, "w111")
    assert (task.status, task.result, task.files) == (TaskStatus.CLOSED, "Xong.", [evidence])
    assert not DueItem.objects.open().filter(case_id=task.pk).exists()


def test_conclusion_for_a_unit_that_was_not_there_is_refused(world: World) -> None:
    row = held(world, "w111")
    with pytest.raises(Invalid):
        do(world, "conclude_meeting", row, units=["w112"], conclusion="Làm.", due_on=clock.today())
    with pytest.raises(Invalid):
        do(world, "conclude_meeting", row, units=["w111"], conclusion="Làm.", due_on=clock.today() - timedelta(days=1))
    with world.scope("w11"):
        assert ReviewMeeting.objects.get().conclusions == []


def test_other_line_and_who_does_not_urge(world: World) -> None:
    row = planned(world, who="secretary", line=Line.PARTY)
    with world.scope("w11"):
        with pytest.raises(NotFound):
            policies.get_meeting(world.actor("w11", "chief"), row.pk)
        with pytest.raises(NotPermitted):
            meetings.plan_year(2027, line=Line.PARTY, actor=world.actor("w11", "chief"))
        with pytest.raises(NotPermitted):
            meetings.invite_units(row.pk, actor=world.actor("w11", "officer"))
    with pytest.raises(NotFound):
        planned(world, "w121")


def test_whole_meeting_on_the_pages(world: World) -> None:
    client = world.client("w11", "chief")
    day = f"{clock.today():%d/%m/%Y}"
    told = {
        "once_key": "a",
        "kind": "AD_HOC",
        "line": "GOVERNMENT",
        "title": "Làm việc",
        "planned_on": day,
        "units": ["w111"],
    }
    sent = client.post(f"{DESK}new/", told)
    assert sent.status_code == 303
    at = sent["Location"]
    assert client.post(f"{at}edit/", {**told, "once_key": "b", "title": "Làm việc quý"}).status_code == 303
    assert "Chốt số liệu và gửi giấy mời" in body(client.get(f"{at}invitation/"))
    assert client.post(f"{at}invitation/", {"once_key": "c"}).status_code == 303
    assert (
        client.post(
            f"{at}record/", {"once_key": "d", "held_on": day, "came": ["w111"], "record": "Nêu khó khăn."}
        ).status_code
        == 303
    )
    refused = client.post(f"{at}conclusions/", {"once_key": "e", "conclusion": "", "due_on": day})
    assert "Chọn ít nhất một đơn vị." in body(refused, 422)
    done = client.post(
        f"{at}conclusions/", {"once_key": "f", "units": ["w111"], "conclusion": "Khắc phục.", "due_on": day}
    )
    assert done.status_code == 303
    page = body(client.get(at))
    assert "Nêu khó khăn." in page
    assert "Khắc phục." in page
    assert "Biên bản làm việc" in body(client.get(f"{at}print/"))
    assert "0/1 đã trả lời" in body(client.get(DESK))
    assert client.get(f"{at}record/").status_code == 409, "what was concluded upon is not rewritten"


def test_list_asks_the_same_number_of_queries_for_one_row_and_for_three(world: World) -> None:
    client = world.client("w11", "chief")

    def count() -> int:
        with CaptureQueriesContext(connection) as asked:
            body(client.get(DESK))
        return len(asked)

    do(world, "invite_units", planned(world))
    count()
    one = count()
    do(world, "invite_units", planned(world))
    do(world, "invite_units", planned(world))
    assert count() == one
