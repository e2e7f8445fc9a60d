"""Case work as people do it: a ward's counter by keyboard alone, its handler and chief, the district above; also without script."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from playwright.sync_api import expect

from exchange import delivery
from exchange.models import CompetenceQuestion
from tenants.cases.actions import working
from tenants.cases.enums import CaseKind
from tenants.cases.models import Case
from tests.browser.conftest import Stack
from tests.factories import cases
from tests.factories.moves import Mover

Visit = Callable[..., Any]
MOST_STOPS = 12
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"


def press(page: Any, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def step(page: Any, label: str) -> None:
    """Open one of the steps of the case page."""
    page.get_by_role("link", name=label, exact=True).first.click()
    page.wait_for_selector("#primary")


def test_counter_takes_in_a_petition_with_the_keyboard_alone(stack: Stack, visit: Visit) -> None:
    page = visit("w111", "officer")
    page.goto(stack.at("w111", "desk/cases/new/"))
    stops = ["full_name"]
    assert page.evaluate("document.activeElement.name") == "full_name"

    def tab() -> None:
        page.keyboard.press("Tab")
        stops.append(page.evaluate("document.activeElement.name || document.activeElement.id"))

    page.keyboard.type("Nguyễn Thị An")
    tab()
    page.keyboard.type("Ấp Đông, khóm 3")
    tab()
    page.keyboard.type("089185001234")
    tab()
    page.keyboard.type("0912000001")
    tab()
    press(page, "Space")  # Khiếu nại
    while page.evaluate("document.activeElement.name") != "field":
        tab()
    press(page, "ArrowDown")
    tab()
    page.keyboard.type("Không đồng ý mức bồi thường.")
    tab()
    page.keyboard.type("Khóm 3")
    while page.evaluate("document.activeElement.name") != "save":
        tab()
    press(page, "Enter")
    page.wait_for_url("**/receipt/")
    assert len(stops) + 1 <= MOST_STOPS + 1, stops  # the optional "who is complained about" opens with the kind
    expect(page.get_by_text("000001/2026/w111").first).to_be_visible()
    expect(page.get_by_text("Mã PIN").first).to_be_visible()


def test_choices_open_only_what_they_need(stack: Stack, visit: Visit) -> None:
    page = visit("w111", "officer", script=False)
    page.goto(stack.at("w111", "desk/cases/new/"))
    for name in ("person_count", "denounced_name", "forwarded_by", "received_on", "complained_about"):
        assert not page.locator(f"[name={name}]").is_visible(), name
    page.get_by_role("radio", name="Đoàn có người đại diện").check()
    expect(page.locator("[name=person_count]")).to_be_visible()
    page.get_by_role("radio", name="Tố cáo", exact=True).check()
    expect(page.locator("[name=denounced_name]")).to_be_visible()
    page.get_by_role("radio", name="Cơ quan khác chuyển đến").check()
    expect(page.locator("[name=forwarded_by]")).to_be_visible()


def test_whole_case_without_script(stack: Stack, visit: Visit) -> None:
    page = visit("w111", "officer", script=False)
    page.goto(stack.at("w111", "desk/cases/new/"))
    page.locator("#id_full_name").fill("Trần Văn Bình")
    page.locator("#id_address").fill("Khóm 5")
    page.get_by_role("radio", name="Kiến nghị", exact=True).check()
    page.locator("#id_field").select_option("land")
    page.locator("#id_content").fill("Sửa đoạn cống")
    page.get_by_role("button", name="Lưu", exact=True).click()
    page.get_by_role("link", name="Mở vụ việc").click()
    step(page, "Ghi chú")
    page.locator("#id_text").fill("Đã gọi cho công dân")
    page.locator("#primary").click()
    expect(page.get_by_text("Đã gọi cho công dân")).to_be_visible()
    step(page, "Chuyển đơn")
    page.locator("#id_find").fill("xa phu lam")
    page.get_by_role("button", name="Tìm", exact=True).click()
    page.get_by_role("radio", name="Xã Phú Lâm").check()
    page.locator("#id_reason").fill("Việc của xã")
    page.locator("#primary").click()
    expect(page.get_by_text("Đã gửi đến Xã Phú Lâm")).to_be_visible()


def test_ward_handler_and_district_carry_a_case_to_its_end(stack: Stack, visit: Visit) -> None:
    world = stack.world
    with world.scope("w111"):
        case = cases.take_in(world.actor("w111", "officer"))
    address = f"desk/cases/{case.pk}/"
    chief, handler, district = visit("w111", "chief"), visit("w111", "handler"), visit("w11", "chief")

    chief.goto(stack.at("w111", address))
    step(chief, "Phân công cán bộ")
    chief.get_by_role("radio", name=world.account("w111", "handler").full_name).check()
    chief.locator("#primary").click()
    expect(chief.get_by_text("Đã phân công.")).to_be_visible()

    handler.goto(stack.at("w111", "desk/"))
    handler.get_by_role("link", name=case.number).first.click()
    step(handler, "Đề nghị cấp trên giải quyết")
    assert handler.locator("#primary").inner_text() == "Chuyển lên Thành phố Đông Hà"
    handler.get_by_role("radio", name="Tỉnh Sông Hồng", exact=True).check()
    handler.locator("#primary", has_text="Chuyển lên Tỉnh Sông Hồng").wait_for()
    handler.get_by_role("radio", name="Thành phố Đông Hà, Tỉnh Sông Hồng").check()
    handler.locator("#primary", has_text="Chuyển lên Thành phố Đông Hà").wait_for()
    handler.locator("#id_reason").fill("Vượt thẩm quyền của phường")
    handler.locator("#primary").click()
    handler.get_by_text("Đã gửi đến Thành phố Đông Hà").wait_for()
    delivery.deliver_waiting()

    district.goto(stack.at("w11", "desk/inbox/"))
    district.locator("input[name=cases]").check()
    district.get_by_role("button", name="Tiếp nhận các vụ việc đã chọn").click()
    expect(district.get_by_text("Đã tiếp nhận 1 vụ việc.")).to_be_visible()
    district.goto(stack.at("w11", address))
    step(district, "Báo cáo kết quả")
    district.locator("#id_text").fill("Thành phố đã xem xét, đề nghị phường trả lời.")
    district.locator("#primary").click()
    delivery.deliver_waiting()

    chief.goto(stack.at("w111", "desk/inbox/"))
    chief.get_by_role("link", name="Kiểm tra").click()
    chief.get_by_role("radio", name="Đạt, nhận kết quả").check()
    chief.locator("#primary").click()
    step(chief, "Trả lời công dân")
    chief.get_by_role("radio", name="Đã thụ lý hoặc đã giải quyết").check()
    chief.locator("#id_text").fill("Ủy ban nhân dân phường đã giải quyết theo ý kiến của thành phố.")
    chief.get_by_role("radio", name="Trao trực tiếp").check()
    chief.locator("#primary").click()
    chief.get_by_role("link", name="Về vụ việc").click()
    step(chief, "Kết thúc vụ việc")
    chief.locator("#id_outcome").fill("Đã giải quyết, công dân đồng ý.")
    chief.locator("#primary").click()
    expect(chief.get_by_text("Đã kết thúc vụ việc.")).to_be_visible()
    with world.scope("w111"):
        assert Case.objects.get(pk=case.pk).status == "CLOSED"


def test_what_was_typed_comes_back_after_the_page_was_left(stack: Stack, visit: Visit) -> None:
    page = visit("w111", "officer")
    page.goto(stack.at("w111", "desk/cases/new/"))
    page.get_by_role("radio", name="Phản ánh", exact=True).check()
    page.locator("#id_content").fill("Tiếng ồn về đêm")
    page.get_by_text("Đã giữ bản nháp").wait_for()
    page.goto(stack.at("w111", "desk/"))
    page.goto(stack.at("w111", "desk/cases/new/"))
    assert page.locator("#id_content").input_value() == "Tiếng ồn về đêm"
    page.get_by_role("button", name="Bỏ bản nháp").click()
    page.get_by_role("button", name="Bỏ bản nháp").wait_for(state="detached")
    assert page.locator("#id_content").input_value() == ""


def test_double_click_saves_once(stack: Stack, visit: Visit) -> None:
    with stack.world.scope("w111"):
        case = cases.take_in(stack.world.actor("w111", "officer"))
    page = visit("w111", "officer")
    page.goto(stack.at("w111", f"desk/cases/{case.pk}/note/"))
    page.locator("#id_text").fill("Một lần")
    page.locator("#primary").dblclick()
    page.get_by_text("Đã lưu ghi chú.").wait_for()
    assert page.locator(".timeline").get_by_text("Một lần").count() == 1


def test_filters_change_the_list_without_leaving_the_page(stack: Stack, visit: Visit) -> None:
    with stack.world.scope("w111"):
        actor = stack.world.actor("w111", "officer")
        complaint, proposal = cases.take_in(actor), cases.take_in(actor, kind=CaseKind.PROPOSAL)
    page = visit("w111", "chief")
    page.goto(stack.at("w111", "desk/cases/"))
    page.locator("#filter_kind").select_option("PROPOSAL")
    page.get_by_role("link", name=complaint.number).wait_for(state="detached")
    expect(page.get_by_role("link", name=proposal.number)).to_be_visible()
    assert "kind=PROPOSAL" in page.url
    page.locator("tbody input[type=checkbox]").first.check()
    expect(page.locator(".bulk")).to_be_visible()


def test_pages_of_a_case_are_accessible_and_fit_a_phone(
    stack: Stack, visit: Visit, assert_accessible: Callable[[Any], None], assert_fits: Callable[[Any], None]
) -> None:
    world = stack.world
    with world.scope("w111"):
        officer = world.actor("w111", "officer")
        case = cases.take_in(officer)
        upload = SimpleUploadedFile(f"{'Đơn khiếu nại viết tay ' * 5}.pdf", PDF, content_type="application/pdf")
        working.add_attachment(case, upload=upload, is_internal=False, actor=officer)
        cases.note(cases.found(case.pk), officer, "Ghi chú nội bộ " * 20, is_internal=True)
    move = Mover(world)
    away = move.take_in("w111")
    for to in ("w112", "w121"):
        move.transfer(away, "w111", to)
        move.send_back(away, to)
    question = CompetenceQuestion.objects.get()
    pages = [
        f"desk/cases/{case.pk}/{noun}"
        for noun in ("", "assignment/", "answer/", "transfer/", "correction/", "joining/", "closing/", "receipt/")
    ]
    pages += [f"desk/cases/{away}/"]
    page = visit("w111", "chief")
    for path in pages:
        page.goto(stack.at("w111", path))
        assert_accessible(page)
        assert_fits(page)
    superior = visit("w1", "chairman")
    superior.goto(stack.at("w1", f"desk/inbox/competence/{question.pk}/"))
    assert_accessible(superior)


@pytest.mark.parametrize("query", ["", "?q=khong-co-gi"])
def test_empty_list_says_what_to_do(query: str, stack: Stack, visit: Visit) -> None:
    page = visit("w111", "officer")
    page.goto(stack.at("w111", f"desk/cases/{query}"))
    expect(page.locator(".empty")).to_be_visible()
    expect(page.locator(".empty a")).to_be_visible()
