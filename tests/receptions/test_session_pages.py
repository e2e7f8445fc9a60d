"""Pages of sessions: who sees what, forms that keep what was typed, second clicks, the public schedule, the head's phone page."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from identity.actions.memberships import add_membership
from identity.roles import Role
from kernel import clock
from registry.levels import Line
from tenants.documents.models import Document, Notice
from tenants.receptions.actions import sessions
from tenants.receptions.enums import ChangeReason, SessionStatus
from tenants.receptions.models import ReceptionSession
from tests.factories import receptions as make
from tests.world import World

GOV = Line.GOVERNMENT.value


def session_in(world: World, days: int = 20, **registered: Any) -> ReceptionSession:
    """A decided session of the Government line."""
    chief, chairman = world.actor("w111", "chief"), world.actor("w111", "chairman")
    with world.scope("w111"):
        row = make.session_on(chief, clock.today() + timedelta(days=days), GOV)
        row = sessions.approve_ad_hoc(row, actor=chairman)
        if registered:
            make.registration(row, **registered)
    return row


def address(row: ReceptionSession, step: str = "") -> str:
    return f"/u/w111/desk/receptions/{row.pk}/{step}"


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


def test_a_party_session_does_not_exist_for_the_government_line_on_any_page(world: World) -> None:
    secretary = world.actor("w111", "secretary")
    with world.scope("w111"):
        row = make.session_on(secretary, clock.today() + timedelta(days=20), Line.PARTY)
        sessions.approve_ad_hoc(row, actor=secretary)
    chief, own = world.client("w111", "chief"), world.client("w111", "secretary")
    for step in ("", "security/", "postponement/", "posting/"):
        assert chief.get(address(row, step)).status_code == 404
        assert chief.post(address(row, step)).status_code in (404, 405)
    assert own.get(address(row)).status_code == 200
    day = f"{row.held_on:%d/%m/%Y}"
    assert day not in text_of(chief.get(f"/u/w111/desk/receptions/?year={row.held_on.year}"))
    assert day in text_of(own.get(f"/u/w111/desk/receptions/?year={row.held_on.year}"))
    with world.scope("w111"):
        sessions.link_session(row, linked=True, actor=secretary)
    assert chief.get(address(row)).status_code == 200
    assert chief.get(address(row, "postponement/")).status_code == 403


def test_the_security_liaison_sees_time_place_and_plan_and_nothing_else(world: World) -> None:
    row = session_in(world, name="Nguyễn Thị Mật", matter="Chuyện riêng")
    account = world.account("w111", "handler")
    add_membership(account, role=Role.SECURITY_LIAISON, actor=world.actor("w111", "admin"))
    browser = world.client("w111", "handler")
    page = text_of(browser.get(address(row)))
    assert "Phòng tiếp" in page
    assert "Phương án an ninh" in page
    for hidden in (
        "Nguyễn Thị Mật",
        "Chuyện riêng",
        "đất tái định cư",
        "Thành phần dự",
        world.account("w111", "chairman").full_name,
    ):
        assert hidden not in page
    told = {"text": "Hai công an phường trực.", "version": str(row.version)}
    assert browser.post(address(row, "security/"), told).status_code == 303
    assert browser.get(address(row, "postponement/")).status_code == 403
    year = text_of(browser.get(f"/u/w111/desk/receptions/?year={row.held_on.year}"))
    assert "Đăng ký" not in year


def test_a_second_click_posts_once_and_a_refused_form_keeps_what_was_typed(world: World) -> None:
    row = session_in(world)
    browser = world.client("w111", "chief")
    told = {"where": "Bảng tin phòng tiếp", "channel": "POSTING", "day": f"{clock.today():%d/%m/%Y}", "once_key": "k1"}
    wrong = browser.post(address(row, "posting/"), {**told, "day": "40/13/2026"})
    assert wrong.status_code == 422
    assert "Bảng tin phòng tiếp" in text_of(wrong)
    assert [browser.post(address(row, "posting/"), told).status_code for _click in range(2)] == [303, 303]
    with world.scope("w111"):
        row.refresh_from_db()
        assert len(row.postings) == 1


def test_who_comes_second_keeps_the_text_and_sees_who_was_faster(world: World) -> None:
    row = session_in(world)
    browser = world.client("w111", "chief")
    seen = str(row.version)
    assert browser.post(address(row, "security/"), {"text": "Một", "version": seen}).status_code == 303
    second = browser.post(address(row, "security/"), {"text": "Hai tổ công an", "version": seen})
    assert second.status_code == 409
    assert "Hai tổ công an" in text_of(second)
    assert world.account("w111", "chief").full_name in text_of(second)


def test_readiness_is_refused_by_name(world: World) -> None:
    row = session_in(world)
    answer = world.client("w111", "chief").post(address(row, "readiness/"), {"version": str(row.version)})
    assert answer.status_code == 409
    assert "Có phương án đảm bảo an ninh, trật tự" in text_of(answer)


def test_the_preview_of_a_postponement_names_who_is_told_and_today_is_red_until_they_are(world: World) -> None:
    row = session_in(world, name="Nguyễn Thị An")
    browser = world.client("w111", "chief")
    assert "Nguyễn Thị An" in text_of(browser.get(address(row, "postponement/")))
    with clock.at(clock.today()), world.scope("w111"):
        from deadlines import calendar

        day = calendar.of_unit(None).next_working_day(row.held_on + timedelta(days=3))
    told = {"to": f"{day:%d/%m/%Y}", "reason": "WORK", "why": "Họp tại tỉnh", "once_key": "p1"}
    assert [browser.post(address(row, "postponement/"), told).status_code for _click in range(2)] == [303, 303]
    with world.scope("w111"):
        assert ReceptionSession.objects.filter(moved_from=row).count() == 1
        notice = Notice.objects.get()
    today = text_of(browser.get("/u/w111/desk/"))
    assert "1 nơi chưa được báo" in today
    with world.scope("w111"):
        Notice.objects.filter(pk=notice.pk).update(status="CONFIRMED")
    assert "chưa được báo" not in text_of(browser.get("/u/w111/desk/"))


def test_lists_ask_as_often_for_three_sessions_as_for_one(world: World) -> None:
    counts = []
    browser = world.client("w111", "chief")
    pages = [
        f"/u/w111/desk/receptions/?year={(clock.today() + timedelta(days=20)).year}",
        "/u/w111/desk/",
        "/u/w111/desk/receptions/mine/",
        "/u/w111/schedule/",
    ]
    for _round, many in ((0, 1), (1, 2)):
        for number in range(many):
            row = session_in(world, 20 + number)
            with world.scope("w111"):
                make.registration(row, number=f"DK-{number}")
        asked = []
        for page in pages:
            browser.get(page)
            with CaptureQueriesContext(connection) as queries:
                assert browser.get(page).status_code == 200
            asked.append(len(queries))
        counts.append(asked)
    assert counts[0] == counts[1]


def test_one_session_asks_as_often_for_three_registrations_as_for_one(world: World) -> None:
    row = session_in(world, name="Một")
    browser = world.client("w111", "chief")
    counts = []
    browser.get(address(row))
    for number in range(2):
        with CaptureQueriesContext(connection) as queries:
            browser.get(address(row))
        counts.append(len(queries))
        with world.scope("w111"):
            for more in range(2):
                make.registration(row, f"Người {number}{more}", number=f"DK-{number}{more}")
    assert counts[0] == counts[1]


def test_the_public_schedule_names_no_citizen_and_no_proposal(world: World) -> None:
    row = session_in(world, name="Nguyễn Thị Mật", matter="Chuyện riêng")
    with world.scope("w111"):
        proposed = make.session_on(world.actor("w111", "chief"), clock.today() + timedelta(days=31), GOV)
    for path in ("", "print/", "calendar.ics"):
        answer = world.client("w111", "chief").get(f"/u/w111/schedule/{path}")
        page = text_of(answer)
        assert answer.status_code == 200
        for hidden in ("Nguyễn Thị Mật", "Chuyện riêng", "đất tái định cư", f"{proposed.held_on:%d/%m/%Y}"):
            assert hidden not in page
    assert f"{row.held_on:%d/%m/%Y}" in text_of(world.client("w111", "chief").get("/u/w111/schedule/print/"))
    lines = page.split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert all(len(line.encode()) <= 75 for line in lines)
    assert page.count("BEGIN:VEVENT") == 1


def test_the_public_schedule_says_where_a_posted_session_went(world: World, client: Any) -> None:
    row = session_in(world)
    chief = world.actor("w111", "chief")
    with world.scope("w111"):
        from deadlines import calendar

        sessions.post_session(row, where="Bảng tin", actor=chief)
        day = calendar.of_unit(None).next_working_day(row.held_on + timedelta(days=3))
        sessions.postpone_session(row, to=day, reason=ChangeReason.WORK, why="Họp", actor=chief)
    page = text_of(client.get("/u/w111/schedule/"))
    assert f"Buổi tiếp ngày {row.held_on:%d/%m/%Y} hoãn sang ngày {day:%d/%m/%Y}." in page


def test_the_heads_page_says_at_once_that_there_is_nothing(world: World) -> None:
    page = text_of(world.client("w111", "secretary").get("/u/w111/desk/receptions/mine/"))
    assert "Hôm nay không có buổi tiếp, không có việc chờ." in page


def test_the_heads_page_shows_todays_people_with_briefs_and_no_denouncers_name(world: World) -> None:
    row = session_in(world, 0, name="Nguyễn Thị An", queue_no=1, brief="Đã giải quyết lần đầu, chưa đồng ý.")
    with world.scope("w111"):
        make.registration(row, number="DK-2", people=[], kind="DENUNCIATION", queue_no=2, matter="Cán bộ địa chính")
    page = text_of(world.client("w111", "chairman").get("/u/w111/desk/receptions/mine/"))
    for shown in ("Tiếp công dân hôm nay", "Nguyễn Thị An", "Đã giải quyết lần đầu", "Danh tính niêm phong", "Hoãn"):
        assert shown in page
    assert "không có việc chờ" not in page


def test_the_heads_page_says_why_a_session_is_not_put_off_instead_of_leading_there(world: World) -> None:
    today, later = session_in(world, 0), session_in(world, 30)
    with world.scope("w111"):
        ReceptionSession.objects.filter(pk=today.pk).update(status=SessionStatus.OPEN)
        ReceptionSession.objects.filter(pk=later.pk).update(
            planned_on=later.held_on,
            proposals=[{"on": f"{later.held_on + timedelta(days=1)}", "why": "liền sau", "direction": "next"}],
        )
    page = text_of(world.client("w111", "chairman").get("/u/w111/desk/receptions/mine/"))
    assert "Chưa hoãn được: Buổi tiếp đang ở trạng thái “Đang tiếp”" in page
    assert "Chưa hoãn được: Ngày theo kế hoạch trùng ngày nghỉ" in page
    assert "postponement" not in page


def test_every_way_to_put_off_on_the_heads_page_opens_and_who_does_not_decide_reads_none(world: World) -> None:
    rows = [session_in(world, 0), session_in(world, 30)]
    browser = world.client("w111", "chairman")
    page = text_of(browser.get("/u/w111/desk/receptions/mine/"))
    for row in rows:
        assert address(row, "postponement/") in page
        assert browser.get(address(row, "postponement/")).status_code == 200
    reader = text_of(world.client("w111", "handler").get("/u/w111/desk/receptions/mine/"))
    assert "postponement" not in reader
    assert "Chưa hoãn được" not in reader


def test_generation_from_the_page_says_what_it_did_and_a_second_click_makes_none(world: World) -> None:
    with world.scope("w111"):
        plan = make.issued_plan(clock.today().year + 1, GOV)
    browser = world.client("w111", "chief")
    told = {"plan": str(plan.pk), "once_key": "g1"}
    assert [browser.post("/u/w111/desk/receptions/generation/", told).status_code for _click in range(2)] == [303, 303]
    page = text_of(browser.get(f"/u/w111/desk/receptions/?year={plan.year}"))
    assert "Đã lập 12 buổi tiếp." in page
    with world.scope("w111"):
        assert ReceptionSession.objects.count() == 12
    assert "dưới mức tối thiểu" in page
    assert browser.post("/u/w111/desk/receptions/generation/", {"plan": str(row_id())}).status_code == 404


def row_id() -> str:
    return "01890000-0000-7000-8000-000000000000"


def test_the_schedule_is_drafted_once_as_a_paper_of_the_session(world: World) -> None:
    row = session_in(world)
    browser = world.client("w111", "chief")
    for _click in range(2):
        assert browser.post(address(row, "notice/"), {"once_key": "n1"}).status_code == 303
    with world.scope("w111"):
        (paper,) = Document.objects.about("SESSION", row.pk)
        assert (paper.kind, paper.line) == ("SCHEDULE_NOTICE", GOV)
        assert f"{row.held_on:%d/%m/%Y}" in str(paper.body)
        sessions.cancel_session(row, reason=ChangeReason.WEATHER, why="Bão số 9", actor=world.actor("w111", "chief"))
    browser.post(address(row, "notice/"), {"once_key": "n2"})
    with world.scope("w111"):
        assert Document.objects.get(kind="CHANGE_NOTICE").body["facts"]


def test_the_head_decides_on_the_page_and_who_is_not_the_head_does_not(world: World) -> None:
    with world.scope("w111"):
        row = make.session_on(world.actor("w111", "chief"), clock.today() + timedelta(days=9), GOV)
    assert world.client("w111", "chief").get(address(row, "decision/")).status_code == 403
    head = world.client("w111", "chairman")
    assert head.post(address(row, "decision/"), {"decision": "no"}).status_code == 422
    assert head.post(address(row, "decision/"), {"decision": "yes"}).status_code == 303
    with world.scope("w111"):
        row.refresh_from_db()
        assert row.status == SessionStatus.PLANNED


@pytest.mark.parametrize("year", ["2026", "abc", "99999", "-1"])
def test_the_list_takes_any_year(world: World, year: str) -> None:
    assert world.client("w111", "chief").get(f"/u/w111/desk/receptions/?year={year}&line=x").status_code == 200
