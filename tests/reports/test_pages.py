"""The pages and calls of reports as people and programs use them: a month of supervision by hand, and what must not be seen."""

import csv
import io
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from identity.actions.tokens import make_token
from identity.permissions import TOKEN_SCOPES
from kernel import clock
from oversight.models import ReportStatus
from oversight.rules.report_periods import ReportPeriod
from tenants.cases.models import Visit
from tenants.reports.actions import signing
from tests.factories import cases
from tests.factories import reports as made
from tests.factories.documents import proof_of
from tests.factories.reports import CLOSING, Q1
from tests.world import Browser, World

WARD, DISTRICT = "/u/w111/desk/reports/", "/u/w11/desk/reports/"


def post(browser: Browser, path: str, **data: Any) -> Any:
    return browser.post(path, {"once_key": str(uuid4()), **data})


def test_a_ward_reports_and_its_district_returns_accepts_and_locks(world: World) -> None:
    with world.scope("w111"), clock.at(Q1.first + timedelta(days=20)):
        cases.take_in(world.actor("w111", "officer"))
    row = made.expected(world, "w111")
    page = f"{WARD}{row.pk}/"
    with clock.at(Q1.last):
        chief = world.client("w111", "chief")
        assert "số liệu được chốt sau ngày đó" in chief.get(page).content.decode()
        assert chief.get(f"{page}snapshot/").status_code == 409
    with clock.at(CLOSING):
        chief, head = world.client("w111", "chief"), world.client("w111", "chairman")
        boss = world.client("w11", "chairman")
        assert post(chief, f"{page}snapshot/").status_code == 303
        early = post(head, f"{page}sign/", confirmation=world.password)
        assert early.status_code == 422
        assert "ô nhập tay chưa có số liệu" in early.content.decode()
        for slug in ("02-xld", "03-gqkn", "04-gqtc", "05-kqth", "06-qlkntc"):
            assert post(chief, f"{page}forms/{slug}/", rest_is_zero="on", source="Sổ đơn").status_code == 303
        assert post(head, f"{page}sign/", confirmation="sai").status_code == 422
        assert post(head, f"{page}sign/", confirmation=world.password).status_code == 303
        assert "chưa có" not in boss.get(f"{DISTRICT}below/{row.pk}/").content.decode()
        assert "Đơn vị chưa gửi" in boss.get(f"{DISTRICT}below/{row.pk}/").content.decode()
        assert post(chief, f"{page}submission/").status_code == 303
        below = f"{DISTRICT}below/{row.pk}/"
        shown = boss.get(below).content.decode()
        assert "Tiếp nhận" in shown
        assert "•" in boss.get(f"{below}?form=04-gqtc").content.decode()
        assert post(boss, f"{below}return/").status_code == 422
        assert post(boss, f"{below}return/", cell0="01/TCD|5", text0="Kiểm tra lại số lượt.").status_code == 303
        told = chief.get(page).content.decode()
        assert "Bị trả lại bởi" in told
        assert "Kiểm tra lại số lượt." in told
        assert post(head, f"{page}sign/", confirmation=world.password).status_code == 303
        assert post(chief, f"{page}submission/").status_code == 303
        assert post(boss, f"{below}acceptance/").status_code == 303
        late = post(boss, f"{below}return/", cell0="01/TCD|5", text0="Muộn rồi.")
        assert late.status_code == 409
        assert world.account("w11", "chairman").full_name in late.content.decode()
        assert post(boss, f"{DISTRICT}below/lock/TT06/{Q1.code}/").status_code == 303
    assert made.found(world, "w111").status == ReportStatus.LOCKED
    with clock.at(CLOSING):
        assert post(chief, f"{page}submission/").status_code == 409
        assert post(chief, f"{page}snapshot/").status_code == 409
        assert post(chief, f"{page}forms/06-qlkntc/", c4="5", source="Sổ").status_code == 409


def test_list_behind_a_cell_and_its_sheet_say_the_figure(world: World) -> None:
    with world.scope("w111"), clock.at(Q1.first + timedelta(days=20)):
        for _ in range(3):
            cases.take_in(world.actor("w111", "officer"))
    row = made.closed(world, "w111")
    chief = world.client("w111", "chief")
    page = chief.get(f"{WARD}{row.pk}/forms/01-tcd/5/").content.decode()
    assert page.count('<tr class="row">') == 3
    assert "Nguyễn Thị An" not in page
    sheet = chief.get(f"{WARD}{row.pk}/forms/01-tcd/5/sheet/csv/").content.decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(sheet)))
    assert sum(int(line[3]) for line in lines[1:]) == 3
    assert chief.get(f"{WARD}{row.pk}/forms/06-qlkntc/4/").status_code == 404
    assert chief.get(f"{WARD}{row.pk}/forms/01-tcd/99/").status_code == 404


def test_sheet_and_print_keep_the_official_order_and_mark_what_was_typed(world: World) -> None:
    row = made.filled(world, "w111")
    chief = world.client("w111", "chief")
    book = load_workbook(io.BytesIO(chief.get(f"{WARD}{row.pk}/forms/06-qlkntc/sheet/xlsx/").content))
    rows = list(book.active.iter_rows(values_only=True))
    assert list(rows[1][1:]) == list(range(1, 18))
    assert rows[2][4] == 0
    assert "nhập tay: Sổ theo dõi của đơn vị" in rows[-1][4]
    assert not rows[-1][1]
    printed = chief.get(f"{WARD}{row.pk}/print/").content.decode()
    assert printed.count("Biểu số") == 6
    assert "0*" in printed
    assert "chưa ký" in printed


def test_other_line_and_other_units_do_not_see_a_report(world: World) -> None:
    row = made.submitted(world, "w111")
    for key, who in (("w111", "secretary"), ("w112", "chief")):
        assert world.client(key, who).get(f"/u/{key}/desk/reports/{row.pk}/").status_code == 404
    assert world.client("w12", "chairman").get(f"/u/w12/desk/reports/below/{row.pk}/").status_code == 404
    # Two levels up reads, and decides nothing.
    above = world.client("w1", "chairman")
    assert above.get(f"/u/w1/desk/reports/below/{row.pk}/").status_code == 200
    assert post(above, f"/u/w1/desk/reports/below/{row.pk}/acceptance/").status_code == 403


def test_superiors_list_costs_the_same_for_one_and_many_units(world: World) -> None:
    boss = world.client("w11", "chairman")
    made.expected(world, "w111")
    boss.get(f"{DISTRICT}below/?period={Q1.code}")
    with CaptureQueriesContext(connection) as first:
        boss.get(f"{DISTRICT}below/?period={Q1.code}")
    for key in ("w111", "w112"):
        made.submitted(world, key)
    with CaptureQueriesContext(connection) as second:
        assert boss.get(f"{DISTRICT}below/?period={Q1.code}").status_code == 200
    assert len(second) == len(first)


def test_report_costs_the_same_for_few_and_many_visits(world: World) -> None:
    row = made.expected(world, "w111")
    chief = world.client("w111", "chief")

    def queries() -> int:
        with clock.at(Q1.last), CaptureQueriesContext(connection) as found:
            assert chief.get(f"{WARD}{row.pk}/").status_code == 200
        return len(found)

    queries()
    with world.scope("w111"), clock.at(Q1.last):
        cases.take_in(world.actor("w111", "officer"))
    few = queries()
    with world.scope("w111"), clock.at(Q1.last):
        for _ in range(3):
            cases.take_in(world.actor("w111", "officer"))
    assert queries() == few
    with world.scope("w111"):
        assert Visit.objects.count() == 4


def test_supervision_report_reaches_two_levels_down(world: World) -> None:
    made.submitted(world, "w111")
    with clock.at(CLOSING):
        above = world.client("w1", "supervisor")
        page = above.get(f"/u/w1/desk/reports/below/supervision/?period={Q1.code}").content.decode()
        sheet = above.get(f"/u/w1/desk/reports/below/supervision/?period={Q1.code}&format=xlsx")
    assert all(name in page for name in ("Phường Hòa Bình", "Thành phố Đông Hà", "Xã Phú Lâm"))
    rows = list(load_workbook(io.BytesIO(sheet.content)).active.iter_rows(values_only=True))
    assert len(rows) == 7


def test_province_sends_its_signed_report_outside_and_notes_what_came_of_it(world: World) -> None:
    made.filled(world, "w1")
    row = made.found(world, "w1")
    with world.scope("w1"), clock.at(CLOSING):
        head = world.actor("w1", "chairman")
        signed = signing.sign_report(row.pk, proof=proof_of(head), actor=head)
    assert signed.document is not None
    assert [one["name"] for one in signed.document.recipients] == ["Thanh tra Chính phủ"]
    base = f"/u/w1/desk/reports/{row.pk}/"
    with clock.at(CLOSING):
        chief = world.client("w1", "chief")
        assert post(chief, f"{base}submission/").status_code == 303
        assert post(chief, f"{base}outcome/").status_code == 303
        assert post(chief, f"{base}outcome/").status_code == 303
    assert made.found(world, "w1").status == ReportStatus.LOCKED


def token(world: World, key: str, who: str) -> Browser:
    """A program with one member's token."""
    actor = world.actor(key, who)
    with world.scope(key):
        secret = make_token(name="test", scopes=actor.permissions & TOKEN_SCOPES, days=365, actor=actor).secret
    return Browser(HTTP_AUTHORIZATION=f"Bearer {secret}")


@pytest.mark.parametrize("call", ["acceptance", "lock", "reopening"])
def test_calls_out_of_order_are_refused_with_their_code(world: World, call: str) -> None:
    row = made.closed(world, "w111")
    program = token(world, "w11", "chief")
    answer = program.post(f"/u/w11/api/v1/reports-below/{row.pk}/{call}/", {}, content_type="application/json")
    assert answer.status_code == 409
    assert answer.json()["code"] == "report_status"


def test_program_prepares_and_sends_what_a_person_signed(world: World) -> None:
    row = made.expected(world, "w111", ReportPeriod.parse("2026-Q1"))
    program = token(world, "w111", "chief")
    base = f"/u/w111/api/v1/reports/{row.pk}/"

    def call(noun: str, **body: Any) -> Any:
        return program.post(f"{base}{noun}/", body, content_type="application/json")

    with clock.at(CLOSING):
        assert call("snapshot").status_code == 200
        assert call("typed-cells", form="01/TCD", cells={"5": "9"}, said_by="Sổ").status_code == 422
        told = call("typed-cells", form="06/QLKNTC", cells={"4": "2.50"}, said_by="Sổ").json()
        assert told["own"]["06/QLKNTC"]["4"] == 2.5
        assert call("submission").status_code == 409
        assert program.get(f"{base}forms/01-tcd/5/").json() == []
    assert program.get("/u/w111/api/v1/reports/?year=2026").json()[0]["form_set"]


def test_superior_reads_no_small_denunciation_count_through_the_api(world: World) -> None:
    row = made.submitted(world, "w111")
    program = token(world, "w11", "chief")
    told = program.get(f"/u/w11/api/v1/reports-below/{row.pk}/").json()
    assert told["own"]["04/GQTC"]["2"] is None
    assert told["own"]["02/XLD"]["1"] is None
    assert told["own"]["01/TCD"]["1"] == 0
    assert "04/GQTC|2" in told["hidden"]
