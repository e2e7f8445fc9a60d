"""Three days of a session in a district: roster, a group of twelve at the desk, an alert taken, the flash report of the day."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from kernel import clock
from oversight.models import Alert, FlashReport
from tests.browser.conftest import PHONE, Stack
from tests.factories import campaigns as make

CITIZEN = "Đặng Thị Đánh-Dấu Ngọc"


def test_three_days_of_a_session(
    stack: Stack, visit: Callable[..., Any], assert_accessible: Callable[[Any], None]
) -> None:
    world, today = stack.world, clock.today()
    # The first day is over: the province's campaign was taken over, the day reported.
    with clock.at(today - timedelta(days=1)):
        top = make.issued(world, "w1", units=("w12",), to_bodies=["Thường trực Tỉnh ủy"])
        row = make.issue(world, "w12", make.own(world, "w12"), number="363/KH-UBND")
        make.report(world, "w12", row)
    make.shift(world, "w1", top)

    # The office chief puts the second day on the roster, with an officer lent by another body.
    chief = visit("w12", "chief")
    chief.goto(stack.at("w12", f"desk/campaigns/{row.pk}/roster/new/"))
    chief.get_by_label("Ngày", exact=True).fill(f"{today:%d/%m/%Y}")
    chief.get_by_label("Từ giờ").fill("00:00")
    chief.get_by_label("Đến giờ").fill("23:59")
    chief.get_by_label("Nơi trực").fill("Ban Tiếp công dân huyện")
    chief.get_by_label("Người khác, cán bộ tăng cường").fill("Ngô Văn Lân; Chuyên viên; 0299 123; Phòng Dân tộc huyện")
    chief.get_by_label("Lãnh đạo trực").select_option(label=_option(chief, world.account("w12", "chairman").full_name))
    chief.get_by_role("button", name="Lưu ca trực").click()
    chief.get_by_text("tăng cường từ Phòng Dân tộc huyện").wait_for()
    assert_accessible(chief)

    # The wall screen stands open while a group of twelve comes to the desk; the alert appears there by itself.
    wall = visit("w12", "chairman")
    wall.goto(stack.at("w12", f"desk/campaigns/{row.pk}/centre/"))
    assert "Không có cảnh báo" in wall.locator("#now").inner_text()
    assert "lãnh đạo trực" in wall.locator("#now").inner_text()
    desk = visit("w12", "officer")
    desk.goto(stack.at("w12", "desk/visits/new/"))
    desk.get_by_label("Họ và tên").fill(CITIZEN)
    desk.get_by_label("Số người").fill("12")
    desk.get_by_label("Nội dung", exact=True).fill("Hỏi về việc thu hồi đất.")
    desk.get_by_role("button", name="Ghi vào sổ").click()
    desk.get_by_text("Đã ghi lượt tiếp vào sổ").wait_for()
    wall.locator("#now").get_by_text("12 người").wait_for()
    assert "Đoàn đông người" in wall.locator("#now").inner_text()
    assert_accessible(wall)

    # Who is on duty takes it and says what was done; the province's centre reads that, and no name.
    wall.get_by_role("link", name="Đoàn đông người tại nơi tiếp công dân").click()
    wall.get_by_label("Việc đã làm").fill("Bố trí phòng tiếp, mời năm người đại diện.")
    wall.get_by_role("button", name="Đã nhận, đang xử lý").click()
    wall.get_by_text("Đã ghi nhận việc xử lý.").wait_for()
    assert Alert.objects.get().person_count == 12
    centre = visit("w1", "supervisor", size=PHONE)
    centre.goto(stack.at("w1", f"desk/campaigns/{top.pk}/"))
    assert "mời năm người đại diện" in centre.content()
    assert CITIZEN not in centre.content()
    assert centre.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]

    # The report of the day: figures are there, the chief writes, the chairman signs.
    chief.goto(stack.at("w12", f"desk/campaigns/{row.pk}/reports/"))
    chief.get_by_role("link", name="Lập báo cáo").first.click()
    chief.get_by_role("button", name="Lập báo cáo, điền số liệu").click()
    assert "12" in chief.locator(".figures").inner_text()
    chief.get_by_label("Tình hình trong kỳ báo cáo").fill("Một đoàn đông người, đã tiếp xong trong ngày.")
    chief.get_by_role("button", name="Lưu báo cáo").click()
    report = FlashReport.objects.get(day=today, campaign=row)
    wall.goto(stack.at("w12", f"desk/campaigns/reports/{report.pk}/"))
    wall.get_by_role("link", name="Ký, phát hành").click()
    wall.get_by_role("button", name="Ký, cấp số và gửi").click()
    wall.get_by_text("02/BC-UBND").first.wait_for()

    # The third morning the province has both reports side by side, without JavaScript as well.
    above = visit("w1", "supervisor", script=False)
    above.goto(stack.at("w1", f"desk/campaigns/{top.pk}/reports/?kind=DAILY&day={today}"))
    assert "Mọi đơn vị đã gửi." in above.content()
    above.get_by_role("link", name="02/BC-UBND").click()
    above.get_by_text("Một đoàn đông người, đã tiếp xong trong ngày.").wait_for()
    above.goto(stack.at("w1", f"desk/campaigns/{top.pk}/centre/"))
    assert above.get_by_role("link", name="Cập nhật ngay").count() == 1


def _option(page: Any, name: str) -> str:
    """The whole label of an option that begins with a name."""
    labels = page.get_by_label("Lãnh đạo trực").locator("option").all_inner_texts()
    return next(str(label) for label in labels if label.startswith(name))
