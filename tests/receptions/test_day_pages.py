"""Pages of registrations, of the day, of visits and of the register, as people of the office and citizens open them."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kernel import clock
from tenants.cases.models import Case, Visit
from tenants.receptions.actions import day, queue
from tenants.receptions.actions import registrations as act
from tenants.receptions.enums import EntryKind
from tenants.receptions.models import MinutesEntry, ReceptionSession, Registration
from tests.factories.registrations import ALICE, BOB, a_session, open_session, received, registered, waiting
from tests.world import Browser, World

REGISTER = {
    "line": "GOVERNMENT", "full_name": ALICE.full_name, "address": ALICE.address, "kind": "COMPLAINT",
    "matter": "Bồi thường đất.", "person_count": "1",
}  # fmt: skip


def said(response: Any) -> str:
    return str(response.content.decode())


def test_citizen_registers_without_an_account_and_sees_the_status_with_the_code(world: World) -> None:
    browser = Browser()
    assert browser.get("/u/w111/registration/").status_code == 200
    done = browser.post("/u/w111/registration/", {**REGISTER, "once_key": "k1"})
    assert done.status_code == 200
    code = done.context["code"]
    again = browser.post("/u/w111/registration/", {**REGISTER, "once_key": "k1"})
    assert again.context["registration"] is None
    with world.scope("w111"):
        assert Registration.objects.count() == 1
    shown = browser.post("/u/w111/registration/status/", {"code": code})
    assert "001/" in said(shown)
    assert ALICE.full_name not in said(shown)
    assert browser.post("/u/w111/registration/status/", {"code": "ABCD-EFGH"}).status_code == 404


def test_registering_again_and_again_from_one_address_pauses(world: World) -> None:
    browser = Browser()
    answers = [browser.post("/u/w111/registration/", {**REGISTER, "once_key": f"n{n}"}) for n in range(7)]
    assert [one.status_code for one in answers[:5]] == [200] * 5
    assert answers[5].status_code == 429
    assert "Retry-After" in answers[5].headers


def test_public_form_keeps_what_was_typed_and_says_what_is_missing(world: World) -> None:
    wrong = Browser().post("/u/w111/registration/", {**REGISTER, "address": "", "matter": "Đất của tôi"})
    assert wrong.status_code == 422
    assert "Đất của tôi" in said(wrong)


def test_every_page_of_a_registration_opens(world: World) -> None:
    officer = world.actor("w111", "officer")
    with world.scope("w111"):
        a_session(officer, on=clock.today() + timedelta(days=9))
        row = registered(officer, kind="DENUNCIATION", matter="Cán bộ nhận tiền.")
    browser = world.client("w111", "officer")
    base = f"/u/w111/desk/receptions/registrations/{row.pk}/"
    assert ALICE.full_name not in said(browser.get("/u/w111/desk/receptions/registrations/"))
    assert ALICE.full_name not in said(browser.get(base))
    for step in ("screening", "refusal", "guidance", "settlement", "receipt", "withdrawal", "dossier", "brief", "case"):
        assert browser.get(f"{base}{step}/").status_code == 200, step
    assert browser.get(f"{base}proposal/").status_code == 409
    assert browser.get(f"{base}unsealing/").status_code == 403
    assert world.client("w111", "secretary").get(base).status_code == 404
    assert browser.post(f"{base}screening/", {"flags": ["PROMINENT"], "note": ""}).status_code == 303
    assert browser.get(f"{base}proposal/").status_code == 200


def test_head_opens_the_seal_once_with_a_reason(world: World) -> None:
    with world.scope("w111"):
        row = registered(world.actor("w111", "officer"), kind="DENUNCIATION", matter="Cán bộ nhận tiền.")
    browser = world.client("w111", "chairman")
    shown = browser.post(f"/u/w111/desk/receptions/registrations/{row.pk}/unsealing/", {"reason": "Mời đến buổi tiếp"})
    assert ALICE.full_name in said(shown)
    assert "no-store" in shown["Cache-Control"]


def test_counter_registers_by_telephone_and_walk_in_goes_to_the_day(world: World) -> None:
    officer = world.actor("w111", "officer")
    with world.scope("w111"):
        session = open_session(officer)
    browser = world.client("w111", "officer")
    address = "/u/w111/desk/receptions/registrations/new/"
    assert browser.get(f"{address}?session={session.pk}").status_code == 200
    assert browser.post(address, {**REGISTER, "source": "TELEPHONE"}).status_code == 303
    walked = browser.post(address, {**REGISTER, "source": "WALK_IN", "session": str(session.pk)})
    assert walked["Location"].endswith("/reception/")
    assert browser.post(address, {**REGISTER, "source": "UNIT"}).status_code == 422


def test_head_decides_the_list_on_one_page(world: World) -> None:
    officer = world.actor("w111", "officer")
    with world.scope("w111"):
        session = a_session(officer, on=clock.today() + timedelta(days=9))
        rows = [registered(officer, people=(one,)) for one in (ALICE, BOB)]
        for row in rows:
            act.screen(row, actor=officer)
            act.propose(Registration.objects.get(pk=row.pk), session=session, proposal="Nên tiếp.", actor=officer)
    address = f"/u/w111/desk/receptions/{session.pk}/selection/"
    told = {f"decision_{rows[0].pk}": "approve", f"decision_{rows[1].pk}": "back", f"why_{rows[1].pk}": ""}
    assert world.client("w111", "officer").get(address).status_code == 200
    assert world.client("w111", "officer").post(address, told).status_code == 403
    head = world.client("w111", "chairman")
    assert head.post(address, told).status_code == 422
    told[f"why_{rows[1].pk}"] = "Bổ sung hồ sơ"
    assert head.post(address, told).status_code == 303
    with world.scope("w111"):
        assert sorted(Registration.objects.values_list("status", flat=True)) == ["APPROVED", "SCREENED"]


def _day(world: World) -> tuple[ReceptionSession, Registration, Browser]:
    officer = world.actor("w111", "officer")
    with world.scope("w111"):
        who = {"id": "00000000-0000-7000-8000-000000000001", "name": "Công an phường"}
        session = open_session(officer, participants=[who])
        row = waiting(officer, session)
    return session, row, world.client("w111", "officer")


def test_day_is_worked_from_its_page(world: World) -> None:
    session, row, browser = _day(world)
    base = f"/u/w111/desk/receptions/{session.pk}/reception/"
    for step in ("call", "begin"):
        assert browser.post(f"{base}queue/", {"registration": str(row.pk), "step": step}).status_code == 303
    shown = said(browser.get(base))
    assert "Công dân trình bày" in shown
    told = {"kind": EntryKind.STATEMENT, "registration": str(row.pk), "version": "0", "text": "Xin đo lại."}
    saved = browser.post(f"{base}notes/", told, HTTP_X_NOTES="1")
    assert saved.json()["version"] == 1
    other = browser.post(f"{base}notes/", {**told, "text": "Khác"}, HTTP_X_NOTES="1")
    assert (other.status_code, other.json()["text"]) == (409, "Xin đo lại.")
    page = browser.post(f"{base}notes/", {**told, "text": "Khác"})
    assert page.status_code == 409
    assert "Xin đo lại.\nKhác" in said(page)
    assert browser.post(f"{base}queue/", {"registration": str(row.pk), "step": "end"}).status_code == 303
    assert browser.post(f"{base}queue/", {"registration": str(row.pk), "step": "end"}).status_code == 409
    for name in ("incident", "deviation", "conclusion", "minutes/reading"):
        assert browser.get(f"{base}{name}/").status_code == 200, name
    attendance = f"{base}attendance/00000000-0000-7000-8000-000000000001/"
    assert browser.get(attendance).status_code == 200
    assert browser.post(attendance, {"attended": "absent"}).status_code == 422
    assert browser.post(f"{base}conclusion/", {"text": "Đo lại thửa đất.", "route": "HANDLE"}).status_code == 303
    assert browser.post(f"{base}minutes/", {}).status_code == 303
    assert browser.post(f"{base}minutes/reading/", {"was_read": "on", "signed": "ALL"}).status_code == 303
    entry = f"/u/w111/desk/receptions/registrations/{row.pk}/"
    assert browser.post(f"{entry}agreement/", {"agreement": "AGREES"}).status_code == 303
    made = browser.get(browser.post(f"{entry}entry/", {"field": "land"})["Location"])
    assert "Trước: 1 lượt, 1 người, 0 đơn, 0 vụ việc" in said(made)
    assert "Sau: 1 lượt, 1 người, 1 đơn, 1 vụ việc" in said(made)
    assert browser.post(f"{entry}entry/undoing/", {}).status_code == 303
    with world.scope("w111"):
        assert not Case.objects.exists()
        assert MinutesEntry.objects.count() == 1


def test_screen_of_the_waiting_room_shows_numbers_only(world: World) -> None:
    session, row, browser = _day(world)
    shown = browser.get(f"/u/w111/desk/receptions/{session.pk}/reception/")
    link = shown.context["screen_url"].removeprefix("http://testserver")
    with world.scope("w111"):
        queue.call(row, actor=world.actor("w111", "officer"))
    told = said(Browser().get(link))
    assert '<p class="called">1</p>' in told
    assert ALICE.full_name not in told
    assert Browser().get(link.replace("/waiting/", "/waiting/x")).status_code == 404
    assert browser.get(f"/u/w111/desk/receptions/{session.pk}/reception/screen/").status_code == 200


def test_visit_without_a_petition_is_entered_in_the_register(world: World) -> None:
    browser = world.client("w111", "officer")
    address = "/u/w111/desk/visits/new/"
    assert browser.get(address).status_code == 200
    told = {
        "full_name": "Lê Thị Cúc", "purpose": "ADVICE", "summary": "Hỏi thủ tục tách thửa.", "person_count": "1",
        "visited_on": f"{clock.today():%d/%m/%Y}", "once_key": "v1",
    }  # fmt: skip
    assert browser.post(address, {**told, "summary": ""}).status_code == 422
    assert browser.post(address, told).status_code == 303
    assert browser.post(address, told).status_code == 303
    with world.scope("w111"):
        assert Visit.objects.count() == 1
    shown = said(browser.get("/u/w111/desk/receptions/register/"))
    assert "Hỏi thủ tục tách thửa." in shown
    assert "Lê Thị Cúc" in shown


def test_register_never_names_who_denounces_nor_shows_the_other_line(world: World) -> None:
    officer = world.actor("w111", "officer")
    with world.scope("w111"):
        received(officer, open_session(officer), kind="DENUNCIATION", matter="Cán bộ nhận tiền.")
        received(officer, open_session(officer), people=(BOB,), matter="Đèn đường hỏng.")
    shown = said(world.client("w111", "officer").get("/u/w111/desk/receptions/register/"))
    assert ALICE.full_name not in shown
    assert BOB.full_name in shown
    hidden = said(world.client("w111", "secretary").get("/u/w111/desk/receptions/register/"))
    assert "Đèn đường hỏng." not in hidden


def test_register_of_a_year_is_printed_and_made_as_a_file(world: World) -> None:
    officer = world.actor("w111", "officer")
    with world.scope("w111"):
        received(officer, open_session(officer), people=(BOB,))
    browser = world.client("w111", "chief")
    assert BOB.full_name in said(browser.get("/u/w111/desk/receptions/register/print/"))
    asked = browser.post(
        "/u/w111/desk/receptions/register/export/", {"year": str(clock.today().year), "once_key": "e1"}
    )
    there = asked["Location"]
    assert browser.get(there).status_code == 200
    assert browser.post(there, {}).status_code == 303
    assert "Đã lập xong, 1 dòng." in said(browser.get(there))
    file = browser.get(f"{there}file/")
    assert b"".join(file.streaming_content)[:2] == b"PK"
    file.close()
    assert world.client("w111", "secretary").get(there).status_code in (403, 404)


@pytest.mark.parametrize("address", ["registrations/?status=ALL", "register/"])
def test_lists_cost_the_same_for_one_row_and_for_three(world: World, address: str) -> None:
    officer = world.actor("w111", "officer")
    browser = world.client("w111", "officer")
    counts = []
    for rows in (1, 2):
        with world.scope("w111"):
            for _n in range(rows):
                received(officer, open_session(officer))
        browser.get(f"/u/w111/desk/receptions/{address}")
        with CaptureQueriesContext(
            connection,
        ) as seen:
            browser.get(f"/u/w111/desk/receptions/{address}")
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_day_costs_the_same_for_one_citizen_and_for_three(world: World) -> None:
    session, _row, browser = _day(world)
    counts = []
    for more in (0, 2):
        with world.scope("w111"):
            for _n in range(more):
                waiting(world.actor("w111", "officer"), session, people=(BOB,))
        browser.get(f"/u/w111/desk/receptions/{session.pk}/reception/")
        with CaptureQueriesContext(connection) as seen:
            browser.get(f"/u/w111/desk/receptions/{session.pk}/reception/")
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_unit_above_sees_an_urgent_incident_on_its_start_page(world: World) -> None:
    session, _row, browser = _day(world)
    base = f"/u/w111/desk/receptions/{session.pk}/reception/"
    told = {"phase": "DURING", "what": "Đập bàn ghế.", "is_urgent": "on"}
    assert browser.post(f"{base}incident/", told).status_code == 303
    head = world.client("w11", "chairman")
    shown = said(head.get("/u/w11/desk/"))
    assert "Sự cố khẩn" in shown
    assert "Đập bàn ghế" not in shown
    assert "Đập bàn ghế" in said(world.client("w111", "chairman").get("/u/w111/desk/"))
    done = head.post(f"/u/w11/desk/receptions/incidents/{session.pk}/", {})
    assert done.status_code == 303
    assert "Sự cố khẩn" not in said(head.get("/u/w11/desk/"))


def test_security_liaison_words_reach_no_other_line(world: World) -> None:
    with world.scope("w111"):
        officer = world.actor("w111", "officer")
        session = open_session(officer)
        day.report_incident(session, what="Xô xát.", phase="BEFORE", is_urgent=True, actor=officer)
    assert "Xô xát." not in said(world.client("w111", "secretary").get("/u/w111/desk/"))


def test_attendance_that_nobody_recorded_chooses_nothing(world: World) -> None:
    session, _row, browser = _day(world)
    address = f"/u/w111/desk/receptions/{session.pk}/reception/attendance/{session.participants[0]['id']}/"
    assert "checked" not in browser.get(address).content.decode().split('name="attended"', 1)[1].split("</fieldset>")[0]
    assert browser.post(address, {"attended": ""}).status_code == 422
    assert browser.post(address, {"attended": "absent", "reason": "Họp"}).status_code == 303
    shown = browser.get(address).content.decode()
    assert 'value="absent"' in shown.split("checked")[0][-200:]
