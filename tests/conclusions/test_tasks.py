"""A task from the chair's word to its end: both outputs, obstacles, extensions, urging, hand-over."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from deadlines.models import DueItem
from kernel import clock, errors
from kernel.journal import events
from tenants.conclusions.actions import finishing, handing_over, tasks
from tenants.conclusions.enums import ConclusionStatus, HowAnswered, TaskStatus
from tenants.conclusions.models import Conclusion, Task
from tenants.staff.models import Body
from tests.documents import samples
from tests.factories import conclusions as make
from tests.world import World


@pytest.fixture
def ward(world: World) -> Iterator[World]:
    with world.scope("w111"):
        yield world


@pytest.fixture
def lead(ward: World) -> Body:
    return make.body(ward.actor("w111", "admin"))


def done(task: Task, world: World) -> Task:
    chief = world.actor("w111", "chief")
    finishing.report_result(task, text="Đã đo lại, có biên bản.", reported_on=clock.today(), actor=chief)
    finishing.answer_citizen(
        make.found(task.pk), how=HowAnswered.POST, number="21/UBND", answered_on=clock.today(), actor=chief
    )
    return make.found(task.pk)


def test_task_ends_with_the_report_and_the_answer(ward: World, lead: Body) -> None:
    chief = ward.actor("w111", "chief")
    task = make.task(chief, lead)
    assert task.status == TaskStatus.ASSIGNED
    due = DueItem.objects.get(case_id=task.pk)
    assert due.due_on == task.due_on
    tasks.acknowledge_task(task, actor=chief)
    tasks.report_progress(make.found(task.pk), text="Đã mời chủ đất.", told_by="Tổ địa chính", actor=chief)
    assert make.found(task.pk).status == TaskStatus.IN_PROGRESS
    closed = finishing.close_task(done(task, ward), actor=chief)
    assert (closed.status, closed.closed_on) == (TaskStatus.CLOSED, clock.today())
    due.refresh_from_db()
    assert due.met_on == clock.today()
    assert Conclusion.objects.get(pk=closed.conclusion_id).status == ConclusionStatus.DONE
    kinds = list(events.of_case(task.pk).values_list("kind", flat=True))
    assert kinds == [
        "task_assigned",
        "task_acknowledged",
        "task_progressed",
        "task_reported",
        "citizen_answered",
        "task_closed",
    ]


def test_closing_without_the_answer_is_refused_and_named(ward: World, lead: Body) -> None:
    chief = ward.actor("w111", "chief")
    task = make.task(chief, lead)
    with pytest.raises(errors.InvalidTransition, match="chưa báo cáo người đứng đầu; chưa trả lời công dân"):
        finishing.close_task(task, actor=chief)
    finishing.report_result(task, text="Xong.", reported_on=clock.today(), actor=chief)
    with pytest.raises(errors.InvalidTransition, match="Chưa hoàn thành được: chưa trả lời công dân"):
        finishing.close_task(make.found(task.pk), actor=chief)
    assert make.found(task.pk).status == TaskStatus.REPORTED


def test_closing_without_the_report_is_refused_and_named(ward: World, lead: Body) -> None:
    chief = ward.actor("w111", "chief")
    task = make.task(chief, lead)
    finishing.answer_citizen(task, how=HowAnswered.EMAIL, number="21", answered_on=clock.today(), actor=chief)
    with pytest.raises(errors.InvalidTransition, match="Chưa hoàn thành được: chưa báo cáo người đứng đầu\\."):
        finishing.close_task(make.found(task.pk), actor=chief)


@pytest.mark.parametrize("how", [HowAnswered.HAND, HowAnswered.POSTING])
def test_citizen_without_an_address_is_answered_by_a_signature(ward: World, lead: Body, how: str) -> None:
    chief = ward.actor("w111", "chief")
    task = make.task(chief, lead)
    with pytest.raises(errors.Invalid) as refused:
        finishing.answer_citizen(task, how=how, answered_on=clock.today(), actor=chief)
    assert set(refused.value.fields) == {"signed_by"}
    scan = SimpleUploadedFile("ky-nhan.pdf", samples.PDF, content_type="application/pdf")
    finishing.answer_citizen(
        task, how=how, signed_by="Trưởng khóm 3", answered_on=clock.today(), files=[scan], actor=chief
    )
    proof = make.found(task.pk).answer_proof
    assert (proof["signed_by"], proof["files"][0]["name"]) == ("Trưởng khóm 3", "ky-nhan.pdf")


def test_obstacle_waits_for_the_head(ward: World, lead: Body) -> None:
    chief, chairman = ward.actor("w111", "chief"), ward.actor("w111", "chairman")
    task = make.task(chief, lead)
    tasks.raise_obstacle(task, text="Hai bên không thống nhất mốc ranh.", actor=chief)
    task = make.found(task.pk)
    assert task.status == TaskStatus.OBSTACLE
    for step in (
        lambda: finishing.report_result(task, text="Xong.", reported_on=clock.today(), actor=chief),
        lambda: finishing.close_task(task, actor=chief),
    ):
        with pytest.raises(errors.InvalidTransition, match="vướng mắc"):
            step()
    with pytest.raises(errors.NotPermitted, match="người đứng đầu"):
        tasks.answer_obstacle(task, answer="Cứ làm.", actor=chief)
    answered = tasks.answer_obstacle(task, answer="Mời đơn vị đo đạc độc lập.", actor=chairman)
    assert answered.status == TaskStatus.IN_PROGRESS
    assert answered.obstacles[-1]["answered_by"] == chairman.name


def test_extension_tells_the_citizen_and_keeps_the_first_date(ward: World, lead: Body) -> None:
    chief = ward.actor("w111", "chief")
    task = make.task(chief, lead)
    first = task.due_on
    assert first is not None
    with pytest.raises(errors.Invalid) as refused:
        tasks.extend_task(
            task, to=first + timedelta(days=9), reason="Chờ tỉnh.", responsible="", how_told="", actor=chief
        )
    assert "how_told" in refused.value.fields
    with pytest.raises(errors.Invalid, match="phải sau hạn hiện nay"):
        tasks.extend_task(task, to=first, reason="Chờ.", responsible="", how_told="Điện thoại", actor=chief)
    later = tasks.extend_task(
        task,
        to=first + timedelta(days=9),
        reason="Chờ tỉnh.",
        responsible="Sở Xây dựng",
        how_told="CV 30/UBND",
        actor=chief,
    )
    assert later.extensions[0]["from"] == first.isoformat()
    assert later.extensions[0]["told"]["responsible"] == "Sở Xây dựng"
    assert [item.due_on for item in DueItem.objects.open().filter(case_id=task.pk)] == [first + timedelta(days=9)]
    with pytest.raises(errors.NotPermitted):
        tasks.extend_task(
            later,
            to=first + timedelta(days=30),
            reason="Nữa.",
            responsible="",
            how_told="Gọi",
            actor=ward.actor("w111", "officer"),
        )


def test_returned_result_no_longer_counts_as_reported(ward: World, lead: Body) -> None:
    chief = ward.actor("w111", "chief")
    task = done(make.task(chief, lead), ward)
    finishing.return_result(task, reason="Thiếu biên bản.", actor=chief)
    with pytest.raises(errors.InvalidTransition, match="chưa báo cáo người đứng đầu"):
        finishing.close_task(make.found(task.pk), actor=chief)
    assert make.found(task.pk).returns[0]["reason"] == "Thiếu biên bản."


def test_urging_is_numbered(ward: World, lead: Body) -> None:
    chief = ward.actor("w111", "chief")
    task = make.task(chief, lead)
    tasks.urge_task(task, text="Đề nghị báo cáo.", actor=chief)
    urged = tasks.urge_task(make.found(task.pk), text="Lần hai.", to="Tổ trưởng", actor=chief)
    assert [(one["level"], one["to"]) for one in urged.urgings] == [(1, "Tổ địa chính"), (2, "Tổ trưởng")]


def test_second_writer_learns_who_was_faster(ward: World, lead: Body) -> None:
    chief, officer = ward.actor("w111", "chief"), ward.actor("w111", "officer")
    task = make.task(chief, lead)
    tasks.report_progress(task, text="Đang đo.", actor=officer)
    with pytest.raises(errors.Conflict, match=officer.name):
        finishing.close_task(task, actor=chief, version=task.version)


def test_overdue_is_computed_from_the_day(ward: World, lead: Body) -> None:
    chief = ward.actor("w111", "chief")
    task = make.task(chief, lead)
    assert task.due_on is not None
    assert not task.is_overdue(task.due_on)
    assert task.is_overdue(task.due_on + timedelta(days=1))
    assert list(Task.objects.overdue(task.due_on + timedelta(days=1))) == [task]
    assert not Task.objects.overdue(task.due_on).exists()


def test_task_is_given_to_another_body_and_person(ward: World, lead: Body) -> None:
    chief, handler = ward.actor("w111", "chief"), ward.actor("w111", "handler")
    task = make.task(chief, lead)
    other = make.body(ward.actor("w111", "admin"), "Ban công an")
    with pytest.raises(errors.Invalid) as refused:
        tasks.assign_task(task, lead_body=other.pk, actor=chief)
    assert set(refused.value.fields) == {"officer"}
    given = tasks.assign_task(task, lead_body=other.pk, officer=handler.account_id, co_bodies=(lead.pk,), actor=chief)
    assert (given.lead_name, given.officer_id, given.co_bodies[0]["name"]) == (
        "Ban công an",
        handler.account_id,
        "Tổ địa chính",
    )
    with pytest.raises(errors.Invalid, match="cùng kênh"):
        tasks.assign_task(given, lead_body=other.pk, officer=ward.actor("w111", "secretary").account_id, actor=chief)


def test_day_of_a_result_lies_between_giving_and_today(ward: World, lead: Body) -> None:
    chief = ward.actor("w111", "chief")
    task = make.task(chief, lead)
    for day in (clock.today() + timedelta(days=1), date(2020, 1, 1)):
        with pytest.raises(errors.Invalid) as refused:
            finishing.report_result(task, text="Xong.", reported_on=day, actor=chief)
        assert set(refused.value.fields) == {"reported_on"}


def test_who_leaves_hands_over_the_tasks(ward: World, lead: Body) -> None:
    chief, handler, officer = (ward.actor("w111", name) for name in ("chief", "handler", "officer"))
    task = make.task(chief, lead, officer=handler.account_id)
    work = handing_over.TaskWork()
    assert handler.account_id
    assert officer.account_id
    (row,) = work.rows(handler.account_id)
    assert row.due_on == task.due_on
    assert work.hand_over(handler.account_id, to=officer.account_id, actor=ward.actor("w111", "admin")) == 1
    assert make.found(task.pk).officer_id == officer.account_id
    assert work.rows(handler.account_id) == []
