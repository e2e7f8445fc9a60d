"""Plan S0 in a ward: set up from its preset, its sessions prepared, held and concluded, seen on pages and papers."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from kernel import clock, errors
from oversight.models import Duty
from registry.levels import Line
from tenants.cases.actions import answering
from tenants.cases.enums import AnswerKind, HowSent
from tenants.conclusions.actions import tasks
from tenants.conclusions.models import Task
from tenants.receptions.actions import day, queue
from tenants.receptions.actions import registrations as act
from tenants.receptions.actions import sessions as arranging
from tenants.receptions.actions.day.noting import write_deviation
from tenants.receptions.actions.inside import report_body
from tenants.receptions.actions.sessions import Arrangement
from tenants.receptions.enums import EntryKind, Ground
from tenants.receptions.models import Plan, ReceptionSession, Registration
from tests.factories import cases as case_factory
from tests.factories import conclusions as bodies
from tests.factories import registrations as factory
from tests.plans import stage as on
from tests.world import World

NONE_YET = 0  # the version of a field nobody saved yet
OCTOBER = date(2026, 10, 15)
STEPS = {
    1: "Văn phòng giới thiệu thành phần, chương trình.",
    2: "Bí thư nêu mục đích buổi tiếp.",
    3: "Văn phòng đọc tóm tắt vụ việc.",
    7: "Bí thư kết luận ba điểm.",
}


@pytest.fixture
def ward(world: World) -> on.Stage:
    """The ward with its plan of 2026 in force."""
    return on.issued(world, "S0")


def october(ward: on.Stage) -> ReceptionSession:
    return next(row for row in on.sessions(ward) if row.planned_on == OCTOBER)


def asked(ward: on.Stage, **changes: Any) -> Registration:
    """A citizen of the Party's line asks to meet the secretary."""
    return factory.registered(ward.office, line=Line.PARTY, **changes)


def held(ward: on.Stage) -> tuple[ReceptionSession, Registration]:
    """The session of October is going on, a citizen sits before the secretary."""
    with clock.at(OCTOBER):
        row = arranging.open_day(october(ward), actor=ward.office)
        one = factory.waiting(ward.office, row, line=Line.PARTY)
        queue.begin_reception(one, actor=ward.office)
    return row, one


def minutes_page(ward: on.Stage, row: ReceptionSession) -> str:
    """The minutes as a paper, as the office reads them."""
    with ward.scope(), clock.at(OCTOBER):
        document = day.draft_minutes(row, actor=ward.office)
    return ward.page(f"documents/{document.pk}/")


def test_plan_page_keeps_bases_in_order_and_three_people_apart(ward: on.Stage) -> None:
    page = ward.page(f"receptions/plans/{ward.plan.pk}/")
    assert page.index("11-QĐi/TW") < page.index("1168-QĐi/TU")
    assert "Ban Thường vụ Đảng ủy phường" in page
    assert "Lê Văn Phó" in page
    assert "Bí thư Đảng ủy phường" in page


def test_sessions_lie_on_the_fifteenth_and_a_day_off_is_moved_with_its_reason(ward: on.Stage) -> None:
    page = ward.page("receptions/?year=2026")
    assert "15/10" in page
    with ward.scope():
        november = next(row for row in on.sessions(ward) if row.planned_on.month == 11)
        assert november.is_waiting_for_day
    with clock.at(date(2026, 10, 20)):
        shown = ward.page(f"receptions/{november.pk}/day/")
    assert "13/11/2026" in shown
    assert "16/11/2026" in shown


def test_periodic_sessions_have_the_units_room_and_an_ad_hoc_one_what_the_secretary_decides(ward: on.Stage) -> None:
    assert "Phòng Tiếp công dân phường" in ward.page(f"receptions/{_pk(ward, OCTOBER)}/")
    with ward.scope(), clock.at(date(2026, 3, 2)):
        row = arranging.propose_ad_hoc(
            line=Line.PARTY, on=date(2026, 3, 12), ground=Ground.PROMINENT, ground_text="Đông người.",
            arrangement=Arrangement(None, None, venue="Nhà văn hóa khóm Đông"), actor=ward.office,
        )  # fmt: skip
        with pytest.raises(errors.NotPermitted):
            arranging.approve_ad_hoc(row, actor=ward.office)
        arranging.approve_ad_hoc(row, actor=ward.head)
    assert "Nhà văn hóa khóm Đông" in ward.page(f"receptions/{row.pk}/")


def test_usual_participants_come_from_the_plan_and_the_secretary_approves_them(ward: on.Stage) -> None:
    page = ward.page(f"receptions/{_pk(ward, OCTOBER)}/")
    for name in ("Ủy ban Mặt trận Tổ quốc Việt Nam phường", "Ban Tư pháp", "Bí thư các chi bộ"):
        assert name in page
    with ward.scope(), clock.at(date(2026, 10, 1)):
        with pytest.raises(errors.NotPermitted):
            arranging.approve_composition(october(ward), actor=ward.office)
        assert arranging.approve_composition(october(ward), actor=ward.head).participants_approved_at is not None


def test_serious_consequences_propose_a_matter_and_are_a_ground(ward: on.Stage) -> None:
    with ward.scope(), clock.at(date(2026, 10, 1)):
        one = act.screen(asked(ward), flags=["CONSEQUENCES"], actor=ward.office)
        assert one.flags == ["CONSEQUENCES"]
        row = arranging.propose_ad_hoc(
            line=Line.PARTY, on=date(2026, 10, 8), ground=Ground.CONSEQUENCES, ground_text="Có nguy cơ xô xát.",
            arrangement=Arrangement(None, None, venue="Trụ sở"), actor=ward.office,
        )  # fmt: skip
    page = ward.page(f"receptions/{row.pk}/")
    assert "hậu quả nghiêm trọng" in page
    assert "Có nguy cơ xô xát." in page


def test_four_flags_put_a_matter_before_others(ward: on.Stage) -> None:
    flags = ["PROMINENT", "CROWD", "COMPLEX", "PROLONGED"]
    with ward.scope(), clock.at(date(2026, 10, 1)):
        plain = act.screen(asked(ward), actor=ward.office)
        pressing = act.screen(
            asked(ward, person_count=12, people=(factory.ALICE, factory.BOB)), flags=flags, actor=ward.office
        )
        assert plain.flags == []
        assert set(pressing.flags) == set(flags)
        for one in (plain, pressing):
            act.propose(one, session=october(ward), proposal="Đề nghị tiếp.", actor=ward.office)
    page = ward.page(f"receptions/{_pk(ward, OCTOBER)}/selection/", as_head=True)
    assert page.index(pressing.number) < page.index(plain.number)
    assert "Đông người" in page


def test_party_reception_is_linked_to_the_case_and_shows_its_result(ward: on.Stage) -> None:
    with ward.scope(), clock.at(date(2026, 10, 1)):
        chief = ward.world.actor("w111", "chief")
        case = case_factory.take_in(ward.world.actor("w111", "officer"))
        answering.answer_case(
            case, kind=AnswerKind.ACCEPTED, text="Đã trả lời.", answered_on=date(2026, 10, 1), how_sent=HowSent.POST,
            actor=chief,
        )  # fmt: skip
        one = act.link_case(asked(ward), number=case.number, actor=ward.office)
        assert one.case_id == case.pk
    page = ward.page(f"receptions/registrations/{one.pk}/")
    assert case.number in page
    assert "(01/10/2026)" in page


def test_agenda_from_the_opening_to_the_brief_stands_in_the_minutes(ward: on.Stage) -> None:
    with ward.scope():
        row, _one = held(ward)
        with clock.at(OCTOBER):
            for step in (1, 2, 3):
                day.save_note(
                    row, kind=EntryKind.STEP, typed=STEPS[step], version=NONE_YET, step=step, actor=ward.office
                )
    page = minutes_page(ward, row)
    assert page.index(STEPS[1]) < page.index(STEPS[2]) < page.index(STEPS[3])
    assert "Lãnh đạo Văn phòng Đảng ủy" in page


def test_citizen_bodies_and_citizen_again_stand_in_the_minutes(ward: on.Stage) -> None:
    with ward.scope():
        row, one = held(ward)
        body = bodies.body(ward.world.actor("w111", "admin"), "Ban Tư pháp", Line.PARTY)
        with clock.at(OCTOBER):
            for kind, typed, more in (
                (EntryKind.STATEMENT, "Tôi đề nghị đo lại đất.", {"registration_id": one.pk}),
                (EntryKind.OPINION, "Hồ sơ chưa đủ.", {"body": body, "step": 5}),
                (EntryKind.CLOSING, "Tôi đồng ý.", {"registration_id": one.pk}),
            ):
                day.save_note(row, kind=kind, typed=typed, version=NONE_YET, actor=ward.office, **more)
            queue.end_reception(one, actor=ward.office)
            queue.say(one, agreement="AGREES", outcome="Giao đo lại.", actor=ward.office)
    page = minutes_page(ward, row)
    for words in ("Tôi đề nghị đo lại đất.", "Hồ sơ chưa đủ.", "Ban Tư pháp", "Tôi đồng ý.", "Đồng ý"):
        assert words in page, words


def test_secretary_concludes_in_items_and_each_becomes_a_task(ward: on.Stage) -> None:
    with ward.scope():
        row, one = held(ward)
        lead = bodies.body(ward.world.actor("w111", "admin"), "Tổ địa chính", Line.PARTY)
        with clock.at(OCTOBER):
            day.save_note(row, kind=EntryKind.STEP, typed=STEPS[7], version=NONE_YET, step=7, actor=ward.office)
            day.conclude_item(row, bodies.item(lead), registration=one, actor=ward.office)
            day.conclude_item(row, bodies.item(lead, "Công khai bản đồ."), registration=one, actor=ward.office)
        assert Task.objects.filter(subject_id=row.pk).count() == 2
    page = minutes_page(ward, row)
    assert STEPS[7] in page
    assert "Công khai bản đồ." in page


def test_session_is_not_ready_before_its_list_and_departures_are_recorded(ward: on.Stage) -> None:
    with ward.scope(), clock.at(date(2026, 10, 12)):
        with pytest.raises(errors.InvalidTransition) as refused:
            arranging.make_ready(october(ward), actor=ward.office)
        assert refused.value.code == "not_prepared"
    with ward.scope():
        row, _one = held(ward)
        with clock.at(OCTOBER):
            write_deviation(row, what="Bỏ bước 5 vì cơ quan vắng.", step=5, actor=ward.office)
    assert "Bỏ bước 5 vì cơ quan vắng." in minutes_page(ward, row)


def test_progress_goes_through_the_office_every_thirty_days(ward: on.Stage) -> None:
    with ward.scope():
        lead = bodies.body(ward.world.actor("w111", "admin"), "Tổ địa chính", Line.PARTY)
        row, one = held(ward)
        with clock.at(OCTOBER):
            task = day.conclude_item(
                row, bodies.item(lead, due_on=date(2027, 1, 15)), registration=one, actor=ward.office
            )
            assert task.conclusion is not None
            from tenants.conclusions.actions.issuing import issue_conclusion

            issue_conclusion(task.conclusion, on=OCTOBER, symbol="3-TB/ĐU", actor=ward.office)
        with clock.at(date(2026, 11, 2)):
            told = tasks.report_progress(task, text="Đã đo xong.", told_by="Tổ địa chính", actor=ward.office)
        assert told.next_progress_on == date(2026, 12, 2)
    page = ward.page(f"tasks/{task.pk}/")
    assert "Đã đo xong." in page
    assert "Tổ địa chính" in page


def test_cells_receive_too_and_are_summed_inside_apart_from_the_heads_days(ward: on.Stage) -> None:
    with ward.scope():
        cell = bodies.body(ward.world.actor("w111", "admin"), "Chi bộ khóm Đông", Line.PARTY)
        before = list(Duty.objects.filter(line="PARTY").order_by("period").values_list("in_person", flat=True))
        with clock.at(date(2026, 3, 2)):
            report_body(body=cell, year=2026, month=2, days=2, visits=9, people=11, actor=ward.office)
        assert list(Duty.objects.filter(line="PARTY").order_by("period").values_list("in_person", flat=True)) == before
    page = ward.page("receptions/inside/?year=2026")
    assert "Chi bộ khóm Đông" in page
    assert "9" in page


def test_superior_sees_that_the_ward_has_a_plan_in_force(ward: on.Stage) -> None:
    above = ward.world.client("w11", "supervisor").get("/u/w11/desk/oversight/readiness/").content.decode()
    assert "Phường Hòa Bình" in above
    page = ward.page(f"receptions/plans/{ward.plan.pk}/")
    assert "Thường trực Thành ủy" in page


def test_urgent_incident_and_a_quiet_one_are_recorded_with_their_phase(ward: on.Stage) -> None:
    with ward.scope():
        row, _one = held(ward)
        with clock.at(OCTOBER):
            for phase in ("BEFORE", "DURING", "AFTER"):
                day.report_incident(row, what=f"Việc {phase}.", phase=phase, is_urgent=False, actor=ward.office)
    page = ward.page(f"receptions/{row.pk}/reception/")
    for phase in ("BEFORE", "DURING", "AFTER"):
        assert f"Việc {phase}." in page


def _pk(ward: on.Stage, planned_on: date) -> UUID:
    with ward.scope():
        assert Plan.objects.filter(pk=ward.plan.pk).exists()
        return next(row.pk for row in on.sessions(ward) if row.planned_on == planned_on)
