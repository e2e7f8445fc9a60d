"""The main road as people walk it: a petition goes from a ward's counter to the district, the province and back.

One story, because each chapter starts from what the one before left behind: the receipt's code and PIN open the citizen's page,
the supervisor's figures count what the others did. Each page is looked at once (`look`): axe, phone width, and with SCREENSHOTS=<folder>
a picture in both sizes.
"""

import io
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from exchange import delivery
from oversight.actions import fold
from tenants.cases.enums import CaseKind
from tenants.cases.models import Case
from tests.browser.conftest import LAPTOP, PHONE, Stack
from tests.factories import cases
from tests.factories.cases import PersonData

pytestmark = [pytest.mark.serial, pytest.mark.browser]

Visit = Callable[..., Any]
Look = Callable[..., None]
MOST_STOPS = 12
CITIZEN, OTHER_CITIZEN = "Lâm Thị Quế", "Đặng Văn Sửu"
CONTENT = "Mức bồi thường khi thu hồi đất làm đường thấp hơn giá đã niêm yết"
# What no page of the supervisor may show, as typed and as a search would write it.
SECRETS = (CITIZEN, OTHER_CITIZEN, CONTENT, "lam thi que", "dang van suu", "089185004321", "0912000077", "Khóm Bờ Đê")
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"


@dataclass
class Road:
    """What one chapter hands to the next."""

    stack: Stack
    visit: Visit
    look: Look
    case_id: str = ""
    number: str = ""
    code: str = ""
    pin: str = ""

    @property
    def page(self) -> str:
        """Path of the case below a unit; the same uuid in every unit that has it."""
        return f"desk/cases/{self.case_id}/"

    def go(self, page: Any, key: str, path: str = "") -> None:
        """Open a page of a unit, the case's own unless told."""
        assert page.goto(self.stack.at(key, path or self.page)).status == 200


@pytest.fixture
def look(assert_accessible: Callable[[Any], None]) -> Look:
    """`look(page, "name")`: no serious finding of axe, nothing sideways on a phone; a picture where SCREENSHOTS names a folder."""
    folder = os.environ.get("SCREENSHOTS", "")

    def check(page: Any, name: str) -> None:
        before = page.viewport_size
        assert_accessible(page)
        for size in (LAPTOP, PHONE):
            page.set_viewport_size(size)
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= size["width"], f"{name}: {wide} px wide at {size['width']}"
            if folder:
                page.screenshot(path=Path(folder, f"{name}-{size['width']}.png"), full_page=True)
        page.set_viewport_size(before)

    return check


def step(page: Any, label: str) -> None:
    """Open one of the steps of the case page."""
    page.get_by_role("link", name=label, exact=True).first.click()
    page.wait_for_selector("#primary")


def do(page: Any, said: str) -> None:
    """Press the one button of the step and read what the office says next."""
    page.locator("#primary").click()
    page.get_by_text(said).first.wait_for()


def test_petition_travels_from_the_ward_to_the_province_and_back(stack: Stack, visit: Visit, look: Look) -> None:
    road = Road(stack, visit, look)
    officer, citizen = visit("w111", "officer"), visit()
    petition_is_taken_in_by_keyboard(road, officer)
    second_letter_joins_the_case(road, officer)
    lost_receipt_gets_a_new_pin(road, officer, citizen)
    chief, handler = visit("w111", "chief"), visit("w111", "handler")
    chief_assigns(road, chief)
    handler_works(road, handler)
    handler_escalates(road, handler)
    district, province = visit("w11", "chief"), visit("w1", "chief")
    district_accepts_and_the_recall_comes_too_late(road, district, handler)
    citizen_reads(road, citizen, unit="Thành phố Đông Hà, Tỉnh Sông Hồng", now="Đã tiếp nhận")
    province_settles_and_the_result_comes_back(road, district, province, chief)
    ward_answers_and_closes(road, handler)
    citizen_reads(road, citizen, unit="Phường Hòa Bình", now="Đã kết thúc")
    look(citizen, "track-result")
    five_wrong_pairs_pause(road, citizen)
    supervisor_looks_down(road, visit("w1", "supervisor"))


def petition_is_taken_in_by_keyboard(road: Road, page: Any) -> None:
    """B.1: twelve stops from the first field to the receipt, nothing but keys."""
    road.go(page, "w111", "desk/")
    road.look(page, "today-empty")
    road.go(page, "w111", "desk/cases/new/")
    assert page.evaluate("document.activeElement.name") == "full_name"
    stops: list[str] = []

    def press(key: str) -> None:
        page.keyboard.press(key)
        stops.append(page.evaluate("document.activeElement.name || document.activeElement.id"))

    def tab_to(name: str, typed: str = "") -> None:
        while not stops or stops[-1] != name:
            press("Tab")
            assert len(stops) <= MOST_STOPS, f"{name} is not on the way: {stops}"
        page.keyboard.type(typed)

    page.keyboard.type(CITIZEN)
    tab_to("address", "Khóm Bờ Đê")
    tab_to("id_number", "089185004321")
    tab_to("phone", "0912000077")
    tab_to("kind")
    page.keyboard.press("Space")  # Khiếu nại, the first one
    tab_to("field")
    page.keyboard.press("ArrowDown")
    tab_to("content", f"{CONTENT}.")
    tab_to("place", "Khóm Bờ Đê")
    tab_to("save")
    page.keyboard.press("Enter")
    stops.append("Enter")
    page.wait_for_url("**/receipt/")
    assert len(stops) <= MOST_STOPS, stops
    read_receipt(road, page)
    road.look(page, "receipt")
    page.emulate_media(media="print")
    assert not page.locator(".paper-bar").first.is_visible()
    expect(page.locator(".code-box")).to_be_visible()
    sheets = re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))
    assert len(sheets) == 1, f"the receipt takes {len(sheets)} sheets"
    page.emulate_media(media="screen")


def read_receipt(road: Road, page: Any) -> None:
    """What the citizen takes home."""
    shown = [line.strip() for line in page.locator(".code-box b").all_inner_texts()]
    assert len(shown) == 2, shown
    road.code, road.pin = shown
    assert re.fullmatch(r"[A-Z0-9]{4}(-[A-Z0-9]{2,4})+", road.code)
    assert re.fullmatch(r"\d{6}", road.pin)
    road.number = page.locator("dd b").first.inner_text()
    road.case_id = page.url.split("/")[-3]


def second_letter_joins_the_case(road: Road, page: Any) -> None:
    """B.1: the same citizen writes again: found by name, filled in by one click, joined to the first case."""
    road.go(page, "w111", "desk/cases/new/")
    page.locator("#id_full_name").fill("lam thi que")
    page.keyboard.press("Tab")
    page.get_by_role("button", name=CITIZEN).click()
    page.wait_for_load_state()
    assert page.locator("#id_address").input_value() == "Khóm Bờ Đê"
    page.get_by_role("radio", name=road.number).check()
    page.get_by_role("radio", name="Khiếu nại", exact=True).check()
    page.locator("#id_field").select_option("land")
    page.locator("#id_content").fill("Gửi thêm đơn, vẫn về mức bồi thường.")
    page.get_by_role("radio", name="Bưu chính").check()
    road.look(page, "intake")
    page.get_by_role("button", name="Lưu", exact=True).click()
    page.wait_for_url("**/receipt/")
    assert page.url.split("/")[-3] == road.case_id
    page.get_by_role("link", name="Mở vụ việc").click()
    page.get_by_role("heading", name=f"Vụ việc {road.number}").wait_for()
    with road.stack.world.scope("w111"):
        case = Case.objects.get()
        assert (case.petitions.count(), case.visits.count()) == (2, 1)
    road.go(page, "w111", "desk/cases/")
    road.look(page, "cases")


def lost_receipt_gets_a_new_pin(road: Road, page: Any, citizen: Any) -> None:
    """B.1: the officer checks the person; the old PIN dies at once."""
    old = road.pin
    road.go(page, "w111", f"{road.page}receipt/")
    assert old not in page.content()
    page.get_by_role("link", name="Cấp mã PIN mới").click()
    road.look(page, "new-pin")
    page.locator("#id_checked").fill("Đối chiếu căn cước với người đứng đơn")
    do(page, "Giấy biên nhận")
    read_receipt(road, page)
    assert road.pin != old
    follow(road, citizen, old)
    assert citizen.get_by_role("alert").inner_text().startswith("Mã tra cứu hoặc mã PIN không đúng")
    road.look(citizen, "track-refused")
    citizen_reads(road, citizen, unit="Phường Hòa Bình", now="Đã tiếp nhận")


def chief_assigns(road: Road, page: Any) -> None:
    """B.2: the office chief sees who has how much and gives the case to somebody."""
    road.go(page, "w111", "desk/")
    road.look(page, "today-chief")
    page.get_by_role("link", name=road.number).first.click()
    step(page, "Phân công cán bộ")
    name = road.stack.world.account("w111", "handler").full_name
    page.get_by_role("radio", name=name).check()
    road.look(page, "assignment")
    do(page, "Đã phân công.")
    road.go(page, "w111", "desk/workload/")
    expect(page.get_by_role("row", name=name).get_by_text("1", exact=True).first).to_be_visible()
    road.look(page, "workload")


def handler_works(road: Road, page: Any) -> None:
    """B.2: notes, a paper, a question to the citizen; closing without an answer says what is missing."""
    road.go(page, "w111", "desk/")
    page.get_by_role("link", name=road.number).first.click()
    step(page, "Ghi chú")
    page.locator("#id_text").fill("Hỏi lại phòng địa chính trước khi trả lời.")
    page.locator("#id_is_internal").check()
    do(page, "Đã lưu ghi chú.")
    step(page, "Thêm tài liệu")
    page.locator("#id_attachments").set_input_files(
        {"name": "Quyết định thu hồi đất.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    do(page, "Đã thêm tài liệu vào hồ sơ.")
    step(page, "Đề nghị công dân bổ sung")
    page.locator("#id_text").fill("Bản sao giấy chứng nhận quyền sử dụng đất")
    due_on = page.locator("#id_due_on").input_value()
    do(page, "Bổ sung thông tin, tài liệu")
    expect(page.get_by_text(f"ngày {due_on}")).to_be_visible()
    assert page.content().count(CITIZEN) == 1  # two letters, one citizen to write to
    road.look(page, "supplement-letter")
    page.get_by_role("link", name="Về vụ việc").click()
    missing = "Chưa kết thúc được: còn 1 đề nghị chưa có phúc đáp; chưa trả lời công dân."
    page.get_by_text("Vì sao chưa được").click()
    expect(page.get_by_text(missing)).to_be_visible()
    assert page.goto(road.stack.at("w111", f"{road.page}closing/")).status == 409
    expect(page.get_by_text(missing)).to_be_visible()
    road.look(page, "closing-refused")
    road.go(page, "w111")
    step(page, "Ghi phúc đáp")
    page.locator("#id_reply").fill("Đã nhận bản sao giấy chứng nhận.")
    do(page, "Đã ghi phản hồi.")
    assert page.locator("aside").get_by_text(CITIZEN).count() == 1
    titles = page.locator(".timeline > li > b").all_inner_texts()
    assert len(titles) >= 6, titles
    road.look(page, "case-worked-on")


def handler_escalates(road: Road, page: Any) -> None:
    """B.3: before it is done the page says to whom; afterwards the case shows the road."""
    step(page, "Đề nghị cấp trên giải quyết")
    assert page.locator("#primary").inner_text() == "Chuyển lên Thành phố Đông Hà"
    goes = page.locator("form .facts").inner_text()
    assert "2 đơn" in goes
    assert "Quyết định thu hồi đất.pdf" in goes
    assert "2 mục nội bộ" in goes  # the note, and that a PIN was renewed
    road.look(page, "escalation")
    page.locator("#id_reason").fill("Giá đất do thành phố phê duyệt")
    do(page, "Đã gửi đến Thành phố Đông Hà")
    delivery.deliver_waiting()
    road.go(page, "w111")
    assert stations(page) == ["Phường Hòa Bình", "Thành phố Đông Hà"]
    road.look(page, "case-escalated")
    page.get_by_role("link", name="Giấy báo cho công dân").click()
    page.get_by_text("Thành phố Đông Hà").first.wait_for()
    road.look(page, "notice-letter")


def stations(page: Any) -> list[str]:
    return [name.strip() for name in page.locator(".road > li > b").all_inner_texts()]


def district_accepts_and_the_recall_comes_too_late(road: Road, district: Any, handler: Any) -> None:
    """B.3: both act at once; the loser keeps the typed reason and reads who was faster and when."""
    road.go(handler, "w111")
    step(handler, "Rút lại")
    handler.locator("#id_reason").fill("Gửi nhầm cấp")
    road.go(district, "w11", "desk/inbox/")
    road.look(district, "inbox-district")
    district.locator("input[name=cases]").check()
    district.get_by_role("button", name="Tiếp nhận các vụ việc đã chọn").click()
    district.get_by_text("Đã tiếp nhận 1 vụ việc.").wait_for()
    do(handler, "đã được tiếp nhận lúc")
    assert handler.locator("#id_reason").input_value() == "Gửi nhầm cấp"
    road.look(handler, "recall-too-late")


def province_settles_and_the_result_comes_back(road: Road, district: Any, province: Any, chief: Any) -> None:
    """B.3: on to the province; the result comes back one hop at a time and is checked at each."""
    road.go(district, "w11")
    assert "Hỏi lại phòng địa chính" not in district.content()
    step(district, "Đề nghị cấp trên giải quyết")
    district.locator("#id_reason").fill("Thuộc thẩm quyền của tỉnh")
    do(district, "Đã gửi đến Tỉnh Sông Hồng")
    delivery.deliver_waiting()
    road.go(province, "w1")
    step(province, "Tiếp nhận")
    road.look(province, "acceptance")
    do(province, "Đã tiếp nhận hồ sơ.")
    step(province, "Báo cáo kết quả")
    assert province.locator("#primary").inner_text().startswith("Gửi báo cáo về Thành phố Đông Hà")
    province.locator("#id_text").fill("Tỉnh đồng ý bổ sung tiền bồi thường theo giá niêm yết.")
    road.look(province, "result-report")
    do(province, "Đã gửi")
    delivery.deliver_waiting()
    result_is_checked(road, district, "w11")
    step(district, "Báo cáo kết quả")
    district.locator("#id_text").fill("Chuyển kết quả giải quyết của tỉnh, đề nghị phường trả lời.")
    do(district, "Đã gửi")
    delivery.deliver_waiting()
    road.go(chief, "w111", "desk/inbox/")
    road.look(chief, "inbox-ward")
    result_is_checked(road, chief, "w111")
    assert len(stations(chief)) == 5, stations(chief)


def result_is_checked(road: Road, page: Any, key: str) -> None:
    road.go(page, key, "desk/inbox/")
    page.get_by_role("link", name="Kiểm tra").click()
    assert page.get_by_text("báo cáo: ").is_visible()  # what is to be judged stands on the page
    page.get_by_role("radio", name="Đạt, nhận kết quả").check()
    if key == "w111":
        road.look(page, "result-check")
    do(page, "Đã ghi nhận kết quả kiểm tra.")


def ward_answers_and_closes(road: Road, page: Any) -> None:
    """B.2: one of the four answers of the law, on paper, then the end."""
    road.go(page, "w111")
    step(page, "Trả lời công dân")
    page.get_by_role("radio", name="Đã thụ lý hoặc đã giải quyết").check()
    page.locator("#id_text").fill("Phường chi trả phần bồi thường bổ sung trước ngày 30.")
    page.get_by_role("radio", name="Trao trực tiếp").check()
    road.look(page, "answer")
    do(page, "Căn cứ khoản 1 Điều 28")
    road.look(page, "answer-letter")
    page.get_by_role("link", name="Về vụ việc").click()
    step(page, "Kết thúc vụ việc")
    page.locator("#id_outcome").fill("Công dân đồng ý, đã nhận tiền bổ sung.")
    road.look(page, "closing")
    do(page, "Đã kết thúc vụ việc.")
    road.look(page, "case-closed")


def follow(road: Road, page: Any, pin: str) -> None:
    page.goto(f"{road.stack.url}/track/")
    page.locator("#id_code").fill(road.code.lower())
    page.locator("#id_pin").fill(pin)
    page.get_by_role("button", name="Xem vụ việc").click()


def citizen_reads(road: Road, page: Any, *, unit: str, now: str) -> None:
    """B.4: which unit, which step, what is next; never a name or the content."""
    follow(road, page, road.pin)
    page.get_by_role("heading", name=now, exact=True).wait_for()
    assert page.locator("dl dd").first.inner_text().startswith(unit)
    expect(page.get_by_text("Bước tiếp theo")).to_be_visible()
    shows_nothing_personal(page)


def shows_nothing_personal(page: Any) -> None:
    text = page.content().lower()
    assert [secret for secret in SECRETS if secret.lower() in text] == [], page.url


def five_wrong_pairs_pause(road: Road, page: Any) -> None:
    """B.4: then the address waits a quarter of an hour, whatever it types."""
    wrong = f"{(int(road.pin) + 1) % 1_000_000:06d}"
    for _ in range(5):
        follow(road, page, wrong)
        page.get_by_text("Mã tra cứu hoặc mã PIN không đúng").wait_for()
    follow(road, page, road.pin)
    page.get_by_text("Hãy thử lại sau 15 phút.").wait_for()
    road.look(page, "track-paused")


def supervisor_looks_down(road: Road, page: Any) -> None:
    """B.5: province, district, ward, the list behind a figure and its sheet; no citizen anywhere."""
    world = road.stack.world
    with world.scope("w112"):
        other = cases.take_in(
            world.actor("w112", "officer"),
            kind=CaseKind.PROPOSAL,
            people=(PersonData(full_name=OTHER_CITIZEN, address="Ấp Đông"),),
        )
    fold.fold_all()
    road.go(page, "w1", "desk/oversight/")
    assert figure(page, "Toàn địa bàn", "Tiếp nhận") == "3"
    assert figure(page, "Thành phố Đông Hà", "Đang giữ") == "1"
    supervised(road, page, "board-province")
    page.get_by_role("row", name="Thành phố Đông Hà").get_by_role("link").first.click()
    page.get_by_role("heading", name="Giám sát: Thành phố Đông Hà").wait_for()
    assert figure(page, "Phường Hòa Bình", "Đã trả lời") == "1"
    assert figure(page, "Phường Thống Nhất", "Còn nợ trả lời") == "1"
    supervised(road, page, "board-district")
    page.get_by_role("row", name="Phường Hòa Bình").get_by_role("link").first.click()
    page.get_by_role("heading", name="Giám sát: Phường Hòa Bình").wait_for()
    supervised(road, page, "board-ward")
    page.get_by_role("row", name="Toàn địa bàn").locator("td").first.get_by_role("link").click()
    page.get_by_role("link", name=road.number).wait_for()
    supervised(road, page, "figure-list")
    road.go(page, "w1", "desk/oversight/w11/list/?fact=open")
    expect(page.get_by_text(other.number)).to_be_visible()
    assert page.get_by_role("link", name=other.number).count() == 0
    supervised(road, page, "figure-list-closed")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Tải xlsx").click()
    book = load_workbook(io.BytesIO(Path(waiting.value.path()).read_bytes()))
    cells = [str(cell) for row in book.active.iter_rows(values_only=True) for cell in row]
    assert other.number in cells
    assert [secret for secret in SECRETS if any(secret in cell for cell in cells)] == []


def supervised(road: Road, page: Any, name: str) -> None:
    shows_nothing_personal(page)
    road.look(page, name)


def figure(page: Any, row: str, column: str) -> str:
    """One cell of the board's table, found as a reader finds it."""
    return str(page.get_by_role("row", name=row).locator(f'td[data-label="{column}"]').first.inner_text().strip())


def test_intake_and_answer_work_without_script(stack: Stack, visit: Visit) -> None:
    page = visit("w111", "chief", script=False)
    page.goto(stack.at("w111", "desk/cases/new/"))
    page.locator("#id_full_name").fill(CITIZEN)
    page.locator("#id_address").fill("Khóm Bờ Đê")
    page.get_by_role("radio", name="Phản ánh", exact=True).check()
    page.locator("#id_field").select_option("land")
    page.locator("#id_content").fill(CONTENT)
    page.get_by_text("Đơn này cùng nội dung với vụ việc trước?").click()
    page.get_by_role("button", name="Tìm vụ việc trước").click()
    assert page.locator("#id_content").input_value() == CONTENT
    page.get_by_role("button", name="Lưu", exact=True).click()
    assert page.locator(".code-box b").count() == 2
    page.get_by_role("link", name="Mở vụ việc").click()
    step(page, "Trả lời công dân")
    page.locator("#primary").click()
    expect(page.locator(".error-sum")).to_be_visible()
    page.get_by_role("radio", name="Từ chối thụ lý, có lý do").check()
    page.locator("#id_text").fill("Việc đã được giải quyết năm 2025.")
    page.get_by_role("radio", name="Gửi bưu chính").check()
    page.locator("#primary").click()
    page.get_by_role("link", name="Về vụ việc").click()
    step(page, "Kết thúc vụ việc")
    page.locator("#id_outcome").fill("Đã trả lời bằng văn bản.")
    page.locator("#primary").click()
    expect(page.get_by_text("Đã kết thúc vụ việc.")).to_be_visible()


def test_desk_speaks_english_after_one_click(stack: Stack, visit: Visit, look: Look) -> None:
    with stack.world.scope("w111"):
        case = cases.take_in(stack.world.actor("w111", "officer"))
    page = visit("w111", "chief")
    page.goto(stack.at("w111", "desk/"))
    page.get_by_role("button", name="English").click()
    page.get_by_role("heading", name="Today", exact=True).wait_for()
    assert page.locator("html").get_attribute("lang") == "en"
    look(page, "today-english")
    page.goto(stack.at("w111", f"desk/cases/{case.pk}/"))
    page.get_by_role("heading", name=f"Case {case.number}").wait_for()
    look(page, "case-english")
