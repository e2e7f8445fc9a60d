"""A conference from the plan to the last answer: what is refused on the way, and which dates follow from the plan."""

from datetime import date, timedelta
from typing import Any

import pytest

from deadlines.models import DueItem
from kernel import clock, errors
from oversight.models import Duty, DutyKind
from tenants.conclusions.models import Conclusion, Task
from tenants.dialogues.actions import (
    announcing,
    answering,
    approving,
    concluding,
    meeting,
    planning,
    putting_off,
    replying,
    speaking,
)
from tenants.dialogues.actions import opinions as before
from tenants.dialogues.actions.opinions import OpinionData
from tenants.dialogues.actions.replying import Sent
from tenants.dialogues.enums import ConferenceStatus, OpinionStatus
from tenants.dialogues.models import Conference, Opinion
from tenants.dialogues.queries.quota import quota_of
from tenants.dialogues.rules.recipients import Recipient
from tenants.documents.models import Document, Notice
from tests.factories import conclusions as bodies
from tests.factories import dialogues as make
from tests.world import World

pytestmark = pytest.mark.django_db
DAY = make.DAY


@pytest.fixture
def desk(world: World) -> Any:
    """Inside the ward, with its office and its chair."""
    with world.scope("w111"):
        yield world.actor("w111", "chief"), world.actor("w111", "chairman")


def body_of(world: World) -> Any:
    return bodies.body(world.actor("w111", "admin"))


def four(on: date) -> dict[str, Sent]:
    return {role.value: Sent(name=str(role.label), how="POST", on=on, proof="Phiếu gửi 12") for role in Recipient}


def test_plan_of_the_year_makes_its_conferences_once_in_its_quarters(world: World, desk: Any) -> None:
    chief, _chairman = desk
    with clock.at(date(2026, 2, 2)):
        make.plan(values=make.COMMUNE)
        made = planning.plan_year(2026, "GOVERNMENT", actor=chief)
        assert [(row.ordinal, row.quarter) for row in made] == [(1, 2), (2, 3)]
        assert planning.plan_year(2026, "GOVERNMENT", actor=chief) == []
    first = made[0]
    assert (first.organiser, first.chair_name) == ("Ban Thường vụ Đảng ủy", world.account("w111", "chairman").full_name)
    assert (first.expected_from, first.expected_to, len(first.agenda)) == (80, 100, 6)
    assert quota_of("GOVERNMENT", 2026).missing == 2
    duty = Duty.objects.get(kind=DutyKind.CONFERENCE, unit_id=chief.unit.id, line="GOVERNMENT")
    assert (duty.planned, duty.in_person) == (2, 0)


def test_year_without_an_issued_plan_is_refused(desk: Any) -> None:
    with pytest.raises(errors.Invalid):
        planning.plan_year(2026, "GOVERNMENT", actor=desk[0])


def test_topic_missing_is_refused_before_the_chair_sees_it(desk: Any) -> None:
    chief, _chairman = desk
    row = make.called(chief, topics=())
    with pytest.raises(errors.InvalidTransition) as refused:
        approving.submit_for_approval(
            row,
            held_on=clock.today() + timedelta(days=30),
            starts_at=clock.now().time(),
            venue="Hội trường",
            actor=chief,
        )
    assert refused.value.code == "topic_missing"


def test_topics_are_chosen_from_collected_opinions_which_come_along(desk: Any) -> None:
    chief, _chairman = desk
    land, road = make.collected(chief), make.collected(chief, topic="environment", text="Khói lò gạch.")
    row = make.called(chief, topics=())
    planning.choose_topics(row, topics=["land"], opinions=[], actor=chief)
    assert make.opinion_of(land).conference_id == row.pk
    assert make.opinion_of(road).conference_id is None
    assert make.found(row).status == ConferenceStatus.TOPIC_CHOSEN
    with pytest.raises(errors.Invalid):
        planning.choose_topics(make.found(row), topics=[], actor=chief)
    with pytest.raises(errors.Invalid):
        # A topic of the Party line does not exist on this one.
        planning.choose_topics(make.found(row), topics=["party_discipline"], actor=chief)


def test_opinions_are_sorted_prepared_and_cleared_before_the_day(world: World, desk: Any) -> None:
    chief, _chairman = desk
    row = make.called(chief)
    one = make.collected(chief, row)
    other = make.collected(
        chief, row, source="LOWER_UNIT", source_name="Xã Phú Lâm", cleared_on=clock.today(), cleared_note="Đã đo lại."
    )
    assert other.status == OpinionStatus.CLEARED
    before.classify_opinion(one, topic="land_recovery", urgency="URGENT", conference=make.found(row), actor=chief)
    body = body_of(world)
    assert (
        before.assign_preparation(
            make.found(row),
            opinions=[one.pk, other.pk],
            body=body,
            due_on=clock.today() + timedelta(days=3),
            actor=chief,
        )
        == 1
    )
    assert Task.objects.preparations().get(opinion_id=one.pk).lead_name == body.name
    before.prepare_answer(make.opinion_of(one), text="Theo bảng giá.", legal_basis="Luật Đất đai", actor=chief)
    now = make.opinion_of(one)
    assert (now.status, now.topic, now.urgency) == (OpinionStatus.PREPARED, "land_recovery", "URGENT")


def test_chair_approves_or_sends_back_and_nobody_else(world: World, desk: Any) -> None:
    chief, chairman = desk
    row = make.called(chief)
    planning.arrange_conference(
        row,
        planning.ConferenceData(
            title="Đối thoại", organiser="UBND", chair=chairman.account_id, chair_name="Chủ tịch", target_group="Dân"
        ),
        actor=chief,
    )
    planning.set_participants(make.found(row), [{"name": "Công an"}], actor=chief)
    told = {"held_on": clock.today() + timedelta(days=30), "starts_at": clock.now().time(), "venue": "Hội trường"}
    approving.submit_for_approval(make.found(row), **told, actor=chief)
    assert Document.objects.filter(subject_id=row.pk, kind="APPROVAL_PACK").count() == 1
    with pytest.raises(errors.NotPermitted):
        approving.approve(make.found(row), actor=chief)
    approving.send_back(make.found(row), why="Thêm thành phần.", actor=chairman)
    assert make.found(row).sent_back == "Thêm thành phần."
    approving.submit_for_approval(make.found(row), **told, actor=chief)
    assert approving.approve(make.found(row), actor=chairman).status == ConferenceStatus.APPROVED


@pytest.mark.parametrize(
    ("values", "last"),
    [(make.CITY, date(2026, 9, 15)), (make.COMMUNE, date(2026, 9, 17))],
    ids=["seven working days", "seven days"],
)
def test_notice_too_late_is_refused_without_a_reason_and_marked_with_one(desk: Any, values: Any, last: date) -> None:
    chief, chairman = desk
    with clock.at(date(2026, 8, 20)):
        make.plan(values=values)
        row = make.ready(chief, chairman, on=DAY)
        assert announcing.last_day(row, chief.unit.id) == last
        assert DueItem.objects.get(case_id=row.pk, kind="E1").due_on == last
    with clock.at(last + timedelta(days=1)):
        with pytest.raises(errors.Invalid) as refused:
            announcing.announce(make.found(row), channel="RADIO", where="Đài", actor=chief)
        assert refused.value.code == "notice_too_late"
        assert f"{last:%d/%m/%Y}" in refused.value.message
        late = announcing.announce(make.found(row), channel="RADIO", where="Đài", late_why="Bão.", actor=chief)
        assert late.notices[0]["is_late"]
        assert late.status == ConferenceStatus.ANNOUNCED


def test_invitation_follows_the_topics_and_each_has_its_notice(desk: Any) -> None:
    chief, chairman = desk
    with clock.at(date(2026, 8, 20)):
        make.plan()
        row = make.ready(chief, chairman, on=DAY, topics=("environment",))
        planning.set_participants(
            make.found(row), [{"name": "Công an"}, {"name": "Địa chính", "topics": ["land"]}], actor=chief
        )
        assert announcing.invite(make.found(row), actor=chief) == 1
        assert [one.recipient_name for one in Notice.objects.filter(subject_id=row.pk)] == ["Công an"]
        planning.choose_topics(make.found(row), topics=["land_recovery"], actor=chief)
        assert make.found(row).status == ConferenceStatus.TOPIC_CHOSEN


def test_postponed_conference_tells_everybody_and_is_announced_anew(desk: Any) -> None:
    chief, chairman = desk
    with clock.at(date(2026, 8, 20)):
        make.plan()
        row = make.announced(chief, chairman, on=DAY)
        announcing.invite(make.found(row), actor=chief)
        make.slip(chief, row)
        now = putting_off.postpone_conference(make.found(row), why="Bão.", held_on=date(2026, 10, 15), actor=chairman)
        assert (now.status, now.announced_at) == (ConferenceStatus.APPROVED, None)
        told = [one.recipient_name for one in Notice.objects.filter(matter="conference_changed")]
        assert sorted(told) == ["Bà Tám", "Công an", "Niêm yết công khai", "Phòng Tài nguyên"]
        assert DueItem.objects.filter(case_id=row.pk, kind="E1", met_on=None, cancelled_on=None).get().due_on == date(
            2026, 10, 6
        )


def test_speaking_list_is_in_order_of_registration_and_the_chair_may_change_it(desk: Any) -> None:
    chief, chairman = desk
    with clock.at(date(2026, 8, 20)):
        make.plan()
        row = make.announced(chief, chairman, on=DAY)
        first, second, third = (make.slip(chief, row, name) for name in ("Một", "Hai", "Ba"))
        assert [one.speaking_no for one in (first, second, third)] == [1, 2, 3]
        speaking.move_speaker(third, to=1, actor=chief)
        order = Opinion.objects.filter(conference=row).order_by("speaking_no").values_list("person_name", flat=True)
        assert list(order) == ["Ba", "Một", "Hai"]
        with pytest.raises(errors.Conflict):
            speaking.reorder(make.found(row), order=[first.pk, second.pk], actor=chief)


def test_opening_on_another_day_is_refused(desk: Any) -> None:
    chief, chairman = desk
    with clock.at(date(2026, 8, 20)):
        make.plan()
        row = make.announced(chief, chairman, on=DAY)
        with pytest.raises(errors.InvalidTransition):
            meeting.open_conference(row, actor=chief)


def test_city_from_the_meeting_to_the_last_answer(world: World, desk: Any) -> None:
    chief, chairman = desk
    body = body_of(world)
    with clock.at(date(2026, 8, 20)):
        make.plan()
    row = make.opened(chief, chairman)
    with clock.at(DAY):
        marks = {row.participants[0]["id"]: ("SUBSTITUTE", "", "")}
        with pytest.raises(errors.Invalid):
            meeting.take_attendance(make.found(row), attended=90, marks=marks, actor=chief)
        marks = {row.participants[0]["id"]: ("SUBSTITUTE", "Bà Chín", "Trưởng phòng đi họp")}
        meeting.take_attendance(make.found(row), attended=90, marks=marks, actor=chief)
        asked = make.slip(chief, row)
        speaking.call_speaker(asked, actor=chief)
        with pytest.raises(errors.InvalidTransition) as refused:
            meeting.adopt_minutes(make.found(row), actor=chief)
        assert refused.value.code == "opinions_open"
        with pytest.raises(errors.Invalid) as refused_date:
            make.assigned(chief, asked, body, date(2026, 12, 1))
        assert refused_date.value.code == "due_on_late"
        make.assigned(chief, asked, body, date(2026, 10, 9))
        floor = speaking.take_question(
            make.found(row), OpinionData(source="FLOOR", text="Đèn đường.", person_name="Ông Năm"), actor=chief
        )
        answering.answer_on_spot(
            floor, text="Sẽ thay tuần này.", by="Phòng Quản lý đô thị", legal_basis="NĐ 79", actor=chief
        )
        unheard = make.slip(chief, row, "Người chưa nói")
        meeting.inform(make.found(row), text="Khởi công cầu mới.", actor=chief)
        held = meeting.adopt_minutes(make.found(row), actor=chief)
        assert (held.status, held.minutes is not None) == (ConferenceStatus.HELD, True)
        assert make.opinion_of(asked).reply_due_on == date(2026, 10, 15)
        with pytest.raises(errors.InvalidTransition) as without:
            concluding.conclude_conference(make.found(row), actor=chairman)
        assert without.value.code == "opinions_without_outcome"
        answering.withdraw_opinion(make.opinion_of(unheard), actor=chief)
        concluding.conclude_conference(make.found(row), text="Giải quyết dứt điểm.", actor=chairman)
        assert {
            item.kind: item.due_on for item in DueItem.objects.filter(case_id=row.pk, met_on=None, cancelled_on=None)
        } == {"E2": date(2026, 10, 1)}
    with clock.at(date(2026, 9, 29)):
        concluding.review_conference(make.found(row), text="Tốt.", on=date(2026, 9, 29), actor=chairman)
        with pytest.raises(errors.InvalidTransition):
            concluding.close_conference(make.found(row), actor=chairman)
        noticed = concluding.issue_notice(make.found(row), symbol="15/TB-UBND", on=date(2026, 9, 29), actor=chief)
        assert (noticed.status, noticed.concluded_on) == (ConferenceStatus.CONCLUDED, date(2026, 9, 29))
        task = Task.objects.get(opinion_id=asked.pk, kind="CONCLUSION")
        assert (task.status, task.due_on) == ("ASSIGNED", date(2026, 10, 9))
        assert Conclusion.objects.get(source_id=row.pk).notice_due_on == date(2026, 10, 1)
    with clock.at(date(2026, 10, 5)):
        told = {"text": "Đã sửa.", "number": "20/UBND", "how": "POST", "on": date(2026, 10, 5)}
        short = four(date(2026, 10, 5)) | {"CHAIR": Sent(name="Chủ tịch", how="HAND", on=None, proof="")}
        with pytest.raises(errors.Invalid) as missing:
            replying.reply_in_writing(make.opinion_of(asked), recipients=short, actor=chief, **told)
        assert "Người chủ trì" in missing.value.message
        replying.reply_in_writing(make.opinion_of(asked), recipients=four(date(2026, 10, 5)), actor=chief, **told)
        task.refresh_from_db()
        assert (task.status, task.answered_on) == ("CLOSED", date(2026, 10, 5))
        with pytest.raises(errors.InvalidTransition, match="báo cáo kết quả"):
            concluding.close_conference(make.found(row), actor=chairman)
        concluding.report_results(make.found(row), to=make.CITY["results_to"], actor=chief)
        assert concluding.close_conference(make.found(row), actor=chairman).status == ConferenceStatus.CLOSED
    quota = quota_of("GOVERNMENT", 2026)
    assert (quota.owed, quota.held, quota.ad_hoc, quota.missing) == (1, 1, 1, 0)
    assert Duty.objects.get(kind=DutyKind.CONFERENCE, unit_id=chief.unit.id, line="GOVERNMENT").in_person == 1


def test_commune_counts_its_answers_from_the_notice(world: World) -> None:
    secretary = world.actor("w111", "secretary")
    with world.scope("w111"):
        office = make.party_office(world)
        body = bodies.body(world.actor("w111", "admin"), line="PARTY")
        with clock.at(date(2026, 8, 20)):
            make.plan(line="PARTY", values=make.COMMUNE)
        row = make.opened(office, secretary, line="PARTY")
        with clock.at(DAY):
            asked = make.slip(office, row)
            make.assigned(office, asked, body, date(2026, 10, 20))
            meeting.adopt_minutes(make.found(row), attended=85, actor=office)
            assert make.opinion_of(asked).reply_due_on is None
            concluding.conclude_conference(make.found(row), actor=secretary)
            assert Conclusion.objects.get(source_id=row.pk).notice_due_on == date(2026, 10, 5)
        with clock.at(date(2026, 9, 30)):
            concluding.issue_notice(make.found(row), symbol="3-TB/ĐU", on=date(2026, 9, 30), actor=office)
        # Thirty working days after the notice.
        assert make.opinion_of(asked).reply_due_on == date(2026, 11, 11)


def test_complex_matter_is_told_in_between_and_its_last_day_does_not_move(world: World, desk: Any) -> None:
    chief, chairman = desk
    body = body_of(world)
    with clock.at(date(2026, 8, 20)):
        make.plan()
    row = make.opened(chief, chairman)
    with clock.at(DAY):
        asked = make.slip(chief, row)
        make.assigned(chief, asked, body, date(2026, 10, 9), is_complex=True)
        meeting.adopt_minutes(make.found(row), attended=85, actor=chief)
        concluding.conclude_conference(make.found(row), actor=chairman)
        concluding.issue_notice(make.found(row), symbol="15/TB", on=DAY, actor=chief)
    with clock.at(date(2026, 10, 8)):
        end = make.opinion_of(asked).reply_due_on
        replying.tell_interim(
            make.opinion_of(asked), until=date(2026, 11, 3), body="Phòng Tài nguyên", text="Phải đo lại.", actor=chief
        )
        now = make.opinion_of(asked)
        assert (now.reply_due_on, now.expected_on, now.interim["body"]) == (end, date(2026, 11, 3), "Phòng Tài nguyên")
        assert Notice.objects.get(subject_id=asked.pk, matter="interim").recipient_name == "Bà Tám"
        assert Task.objects.get(pk=now.task_id).extensions[0]["to"] == "2026-11-03"


def test_beyond_authority_becomes_a_case_that_goes_up_while_the_duty_to_answer_stays(world: World, desk: Any) -> None:
    from exchange import custody

    chief, chairman = desk
    with clock.at(date(2026, 8, 20)):
        make.plan()
    row = make.opened(chief, chairman)
    with clock.at(DAY):
        asked = make.slip(chief, row)
        up = answering.submit_up(asked, reason="Vượt thẩm quyền của phường.", actor=chief)
        assert up.case_id
        held = custody.get(up.case_id)
        assert held.answering_unit == chief.unit.id
        assert held.transit_id is not None
        with pytest.raises(errors.InvalidTransition):
            answering.submit_up(make.opinion_of(asked), reason="Lần nữa.", actor=chief)


def test_combined_voter_meeting_counts_to_the_quota_and_says_so(world: World, desk: Any) -> None:
    chief, chairman = desk
    with clock.at(date(2026, 8, 20)):
        make.plan()
        row = make.ready(chief, chairman, on=DAY)
        with pytest.raises(errors.Invalid):
            planning.arrange_conference(
                make.found(row),
                planning.ConferenceData(title="A", organiser="B", chair_name="C", with_voter_meeting=True),
                actor=chief,
            )
        planning.arrange_conference(
            make.found(row),
            planning.ConferenceData(
                title="A", organiser="B", chair=chairman.account_id, chair_name="C", with_voter_meeting=True,
                voter_meeting="Tiếp xúc cử tri HĐND",
            ),
            actor=chief,
        )  # fmt: skip
    Conference.objects.filter(pk=row.pk).update(status=ConferenceStatus.HELD)
    assert (quota_of("GOVERNMENT", 2026).held, quota_of("GOVERNMENT", 2026).combined) == (1, 1)


def test_changed_meanwhile_is_a_conflict(desk: Any) -> None:
    chief, _chairman = desk
    row = make.called(chief)
    with pytest.raises(errors.Conflict):
        planning.choose_topics(row, topics=["land"], actor=chief, version=99)


def test_conferences_of_next_year_and_those_put_off_into_it_are_counted_in_their_own_year(desk: Any) -> None:
    chief, chairman = desk
    with clock.at(date(2026, 12, 10)):
        make.plan(year=2027)
        assert len(planning.plan_year(2027, "GOVERNMENT", actor=chief)) == 1
        make.plan()
        row = make.ready(chief, chairman, on=date(2026, 12, 29))
        putting_off.postpone_conference(row, why="Bão.", held_on=date(2027, 1, 14), actor=chairman)
    years = Duty.objects.filter(kind=DutyKind.CONFERENCE, unit_id=chief.unit.id, line="GOVERNMENT")
    assert {one.period.year: (one.planned, one.postponed) for one in years} == {2026: (1, 1), 2027: (1, 0)}
