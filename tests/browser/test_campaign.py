"""Three days of a session: roster, a group of twelve from a commune at the provincial headquarters, alert, officers sent, five
representatives received, return confirmed, flash report.

Four people are signed in: who receives at the province and who watches there, the office chief and the chairman of the ward. Each page is
looked at once: axe, the width of a phone, and with SCREENSHOTS=<folder> a picture in both sizes.
"""

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from exchange import delivery
from kernel import clock
from oversight.models import Alert, FlashReport
from tests.browser.conftest import LAPTOP, PHONE, Stack
from tests.factories import campaigns as make
from tests.world import PASSWORD

pytestmark = [pytest.mark.serial, pytest.mark.browser]
ARRIVALS = "desk/receptions/arrivals/"
MATTER = "Không đồng ý mức bồi thường khi thu hồi đất."
FIVE = [f"Người Đại-Diện {n} | Khóm {n}" for n in range(1, 6)]


def test_three_days_of_a_session(
    stack: Stack, visit: Callable[..., Any], assert_accessible: Callable[[Any], None]
) -> None:
    world, today = stack.world, clock.today()
    # The first day is over: the ward has taken the province's campaign over and reported the day.
    with clock.at(today - timedelta(days=1)):
        top = make.issued(world, "w1", units=("w111",), to_bodies=["Thường trực Tỉnh ủy"])
        row = make.issue(world, "w111", make.own(world, "w111"), number="363/KH-UBND")
        make.report(world, "w111", row)

    # The second day: the office chief puts it on the roster, with an officer lent by another body.
    chief = visit("w111", "chief")
    chief.goto(stack.at("w111", f"desk/campaigns/{row.pk}/roster/new/"))
    chief.get_by_label("Ngày", exact=True).fill(f"{today:%d/%m/%Y}")
    chief.get_by_label("Từ giờ").fill("00:00")
    chief.get_by_label("Đến giờ").fill("23:59")
    chief.get_by_label("Nơi trực").fill("Bộ phận tiếp công dân phường")
    chief.get_by_label("Người khác, cán bộ tăng cường").fill("Ngô Văn Lân; Chuyên viên; 0299 123; Phòng Dân tộc huyện")
    chief.get_by_label("Lãnh đạo trực").select_option(label=_option(chief, world.account("w111", "chairman").full_name))
    chief.get_by_role("button", name="Lưu ca trực").click()
    chief.get_by_text("tăng cường từ Phòng Dân tộc huyện").wait_for()
    assert_accessible(chief)

    # The wall screen of who leads stands open while twelve of the ward come to the provincial headquarters.
    wall = visit("w111", "chairman")
    wall.clock.install()
    wall.goto(stack.at("w111", f"desk/campaigns/{row.pk}/centre/"))
    now = wall.locator("#now")
    assert "Không có cảnh báo" in now.inner_text()
    assert "lãnh đạo trực" in now.inner_text()
    province = visit("w1", "officer")
    province.goto(stack.at("w1", f"{ARRIVALS}new/"))
    province.get_by_label("Công dân của đơn vị").fill("hoa binh")
    province.get_by_text("Phường Hòa Bình").first.click()
    province.get_by_role("button", name="Ghi nhận và báo Phường Hòa Bình").wait_for()
    province.get_by_label("Số người").fill("12")
    province.get_by_label("Địa điểm").fill("Trụ sở Tiếp công dân tỉnh")
    province.get_by_label("Tóm tắt việc công dân trình bày").fill(MATTER)
    look(province, "new", assert_accessible)
    send(province, "Đã ghi nhận và báo cho địa phương.")

    # The alert appears on the wall by itself; the level between knows that they are there, and nothing of what.
    wall.clock.fast_forward(21_000)
    now.get_by_text("Công dân vượt cấp").wait_for()
    assert "12 người" in now.inner_text()
    assert "chưa ai nhận" in now.inner_text()
    look(wall, "centre", assert_accessible)
    between = world.client("w11", "chief").get(f"/u/w11/{ARRIVALS}").content.decode()
    assert "12 công dân của Phường Hòa Bình" in between
    assert "bồi thường" not in between

    # The ward sends officers, which settles the alert; the province receives five representatives and hands the citizens over.
    chief.goto(stack.at("w111", "desk/"))
    chief.get_by_role("link", name="12 công dân của địa phương đang ở Tỉnh Sông Hồng").click()
    chief.get_by_text(MATTER).first.wait_for()
    look(chief, "home", assert_accessible)
    chief.get_by_role("link", name="Trả lời, cử cán bộ").click()
    chief.get_by_label("Phương án vận động").fill("Giải thích tại chỗ, đón bằng xe của phường.")
    chief.get_by_label("Cán bộ được cử").fill(
        "Lê Văn Năm | Phó Chủ tịch UBND phường | 0912000005\nTrần Thị Sáu | Công chức"
    )
    chief.get_by_label("Phương tiện").fill("Xe 16 chỗ")
    look(chief, "answer", assert_accessible)
    send(chief, "Đã trả lời nơi tiếp.")
    assert Alert.objects.get().acknowledged_at is not None
    province.reload()
    province.get_by_text("Lê Văn Năm").first.wait_for()
    province.get_by_role("link", name="Ghi tiếp đại diện").click()
    province.get_by_label("Người đại diện được tiếp").fill("\n".join([*FIVE, "Người Thứ-Sáu"]))
    province.locator("main form button[type=submit].big").click()
    province.get_by_text("tối đa 5 người đại diện").first.wait_for()
    province.get_by_label("Người đại diện được tiếp").fill("\n".join(FIVE))
    send(province, "Đã ghi người đại diện được tiếp.")
    province.get_by_role("link", name="Bàn giao công dân").click()
    assert province.get_by_label("Người nhận của địa phương").input_value() == "Lê Văn Năm, Phó Chủ tịch UBND phường"
    send(province, "Đã ghi bàn giao")
    province.get_by_role("link", name="Biên bản bàn giao").click()
    province.get_by_text("Bàn giao 12 trong 12 công dân").wait_for()
    look(province, "record", assert_accessible)
    chief.reload()
    chief.get_by_text("Người Đại-Diện 5").first.wait_for()
    chief.get_by_role("link", name="Xác nhận kết quả").click()
    send(chief, "Đã xác nhận kết quả.")

    # The report of the day: figures are there, the chief writes, the chairman signs as who he is.
    chief.goto(stack.at("w111", f"desk/campaigns/{row.pk}/reports/"))
    chief.get_by_role("link", name="Lập báo cáo").first.click()
    chief.get_by_role("button", name="Lập báo cáo, điền số liệu").click()
    assert "Lượt công dân của đơn vị vượt cấp" in chief.locator(".figures").inner_text()
    chief.get_by_label("Tình hình trong kỳ báo cáo").fill("Một đoàn vượt cấp, đã đưa về trong ngày.")
    look(chief, "report", assert_accessible)
    chief.get_by_role("button", name="Lưu báo cáo").click()
    chief.get_by_text("Đã lưu báo cáo.").wait_for()
    report = FlashReport.objects.get(day=today, campaign=row)
    assert {one["code"]: one["n"] for one in report.figures}["over_level"] == 1
    wall.goto(stack.at("w111", f"desk/campaigns/reports/{report.pk}/issue/"))
    wall.get_by_label("Mật khẩu hoặc mã xác thực 6 số").fill(PASSWORD)
    look(wall, "issue", assert_accessible)
    wall.get_by_role("button", name="Ký, cấp số và gửi").click()
    wall.get_by_text("02/BC-UBND").first.wait_for()

    # The third morning who watches at the province reads report and return, without JavaScript and without a name.
    above = visit("w1", "supervisor", script=False)
    above.goto(stack.at("w1", f"desk/campaigns/{top.pk}/reports/?kind=DAILY&day={today}"))
    assert "Mọi đơn vị đã gửi." in above.content()
    fits(above, "reports")
    above.get_by_role("link", name="02/BC-UBND").click()
    above.get_by_text("Một đoàn vượt cấp, đã đưa về trong ngày.").wait_for()
    above.goto(stack.at("w1", f"desk/campaigns/{top.pk}/centre/"))
    assert above.get_by_role("link", name="Cập nhật ngay").count() == 1
    above.goto(stack.at("w1", "desk/oversight/over-level/"))
    above.get_by_role("link", name="Thành phố Đông Hà").click()
    above.get_by_text("1 / 12").first.wait_for()
    assert "Đại-Diện" not in above.content()
    fits(above, "over-level")
    above.get_by_role("link", name="Bản in").click()
    above.get_by_text("1 lượt, 12 người").wait_for()
    fits(above, "over-level-print")


def look(page: Any, name: str, assert_accessible: Callable[[Any], None]) -> None:
    """No serious finding of axe, nothing sideways on a phone."""
    assert_accessible(page)
    fits(page, name)


def fits(page: Any, name: str) -> None:
    """Nothing sideways on a laptop and on a phone."""
    folder = os.environ.get("SCREENSHOTS", "")
    for size in (LAPTOP, PHONE):
        page.set_viewport_size(size)
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], name
        if folder:
            page.screenshot(path=Path(folder, f"{name}-{size['width']}.png"), full_page=True)
    page.set_viewport_size(LAPTOP)


def send(page: Any, said: str) -> None:
    """Press the step's button, read what the page says, and let the worker deliver."""
    page.locator("main form button[type=submit].big").click()
    page.get_by_text(said).first.wait_for()
    delivery.deliver_waiting()


def _option(page: Any, name: str) -> str:
    """The whole label of an option that begins with a name."""
    labels = page.get_by_label("Lãnh đạo trực").locator("option").all_inner_texts()
    return next(str(label) for label in labels if label.startswith(name))
