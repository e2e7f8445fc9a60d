"""A group of twelve from a commune at the provincial headquarters: alert, officers sent, five representatives received, return confirmed.

Three people are signed in: who receives at the province, who works in the ward, the chief of the district between. Each page is looked at
once: axe, the width of a phone, and with SCREENSHOTS=<folder> a picture in both sizes.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from exchange import delivery
from tests.browser.conftest import LAPTOP, PHONE, Stack

pytestmark = [pytest.mark.serial, pytest.mark.browser]
ARRIVALS = "desk/receptions/arrivals/"


def look(page: Any, name: str, assert_accessible: Callable[[Any], None]) -> None:
    """No serious finding of axe, nothing sideways on a phone."""
    folder = os.environ.get("SCREENSHOTS", "")
    assert_accessible(page)
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


def test_group_of_twelve_is_brought_home(
    stack: Stack, visit: Callable[..., Any], assert_accessible: Callable[[Any], None]
) -> None:
    def checked(page: Any, name: str) -> None:
        look(page, name, assert_accessible)

    province, ward, district = visit("w1", "officer"), visit("w111", "officer"), visit("w11", "chief")
    province.goto(stack.at("w1", f"{ARRIVALS}new/"))
    province.get_by_label("Công dân của đơn vị").fill("hoa binh")
    province.get_by_text("Phường Hòa Bình").first.click()
    province.get_by_role("button", name="Ghi nhận và báo Phường Hòa Bình").wait_for()
    province.get_by_label("Số người").fill("12")
    province.get_by_label("Địa điểm").fill("Trụ sở Tiếp công dân tỉnh")
    province.get_by_label("Tóm tắt việc công dân trình bày").fill("Không đồng ý mức bồi thường khi thu hồi đất.")
    checked(province, "new")
    send(province, "Đã ghi nhận và báo cho địa phương.")

    ward.goto(stack.at("w111", "desk/"))
    ward.get_by_role("link", name="12 công dân của địa phương đang ở Tỉnh Sông Hồng").click()
    ward.get_by_text("Không đồng ý mức bồi thường").first.wait_for()
    checked(ward, "home")
    district.goto(stack.at("w11", ARRIVALS))
    district.get_by_text("12 công dân của Phường Hòa Bình").first.wait_for()
    assert "bồi thường" not in district.content()
    checked(district, "between")

    ward.get_by_role("link", name="Trả lời, cử cán bộ").click()
    ward.get_by_label("Phương án vận động").fill("Giải thích tại chỗ, đón bằng xe của phường.")
    ward.get_by_label("Cán bộ được cử").fill(
        "Lê Văn Năm | Phó Chủ tịch UBND phường | 0912000005\nTrần Thị Sáu | Công chức địa chính"
    )
    ward.get_by_label("Phương tiện").fill("Xe 16 chỗ")
    checked(ward, "answer")
    send(ward, "Đã trả lời nơi tiếp.")

    province.reload()
    province.get_by_text("Lê Văn Năm").first.wait_for()
    province.get_by_role("link", name="Ghi tiếp đại diện").click()
    five = [f"Người Đại-Diện {n} | Khóm {n}" for n in range(1, 6)]
    province.get_by_label("Người đại diện được tiếp").fill("\n".join([*five, "Người Thứ-Sáu"]))
    province.locator("main form button[type=submit].big").click()
    province.get_by_text("tối đa 5 người đại diện").first.wait_for()
    province.get_by_label("Người đại diện được tiếp").fill("\n".join(five))
    send(province, "Đã ghi người đại diện được tiếp.")
    province.get_by_role("link", name="Bàn giao công dân").click()
    assert province.get_by_label("Người nhận của địa phương").input_value() == "Lê Văn Năm, Phó Chủ tịch UBND phường"
    send(province, "Đã ghi bàn giao")
    checked(province, "handed-over")
    province.get_by_role("link", name="Biên bản bàn giao").click()
    province.get_by_text("Bàn giao 12 trong 12 công dân").wait_for()
    checked(province, "record")

    ward.reload()
    ward.get_by_text("Người Đại-Diện 5").first.wait_for()
    ward.get_by_role("link", name="Xác nhận kết quả").click()
    send(ward, "Đã xác nhận kết quả.")
    checked(ward, "ended")
    province.goto(stack.at("w1", ARRIVALS))
    province.get_by_text("Đã đưa về đến địa phương").first.wait_for()
    checked(province, "list")

    supervisor = visit("w1", "supervisor")
    supervisor.goto(stack.at("w1", "desk/oversight/over-level/"))
    supervisor.get_by_role("link", name="Thành phố Đông Hà").click()
    supervisor.get_by_text("1 / 12").first.wait_for()
    assert "Đại-Diện" not in supervisor.content()
    checked(supervisor, "over-level")
    supervisor.get_by_role("link", name="Bản in").click()
    supervisor.get_by_text("1 lượt, 12 người").wait_for()
    checked(supervisor, "over-level-print")
