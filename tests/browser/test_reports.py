"""Reports in a browser: readable on laptop and phone without a serious finding, and usable without script."""

from collections.abc import Callable
from typing import Any

from exchange import delivery
from tests.browser.conftest import Stack
from tests.factories import reports as make


def test_pages_of_reports_are_accessible_and_fit(
    stack: Stack,
    visit: Callable[..., Any],
    assert_accessible: Callable[[Any], None],
    assert_fits: Callable[[Any], None],
) -> None:
    world = stack.world
    row = make.submitted(world, "w111")
    delivery.deliver_waiting(row.pk)
    make.closed(world, "w112")
    own = make.filled(world, "w11")
    chief, boss = visit("w111", "chief"), visit("w11", "chief")
    pages = [
        (chief, "w111", "desk/reports/?year=2026"),
        (chief, "w111", f"desk/reports/{row.pk}/?form=02-xld"),
        (chief, "w111", f"desk/reports/{row.pk}/forms/01-tcd/1/"),
        (chief, "w111", f"desk/reports/{row.pk}/difference/"),
        (boss, "w11", "desk/reports/below/?period=2026-Q1"),
        (boss, "w11", f"desk/reports/below/{row.pk}/?form=04-gqtc"),
        (boss, "w11", f"desk/reports/below/{row.pk}/return/"),
        (boss, "w11", f"desk/reports/{own.pk}/consolidation/"),
        (boss, "w11", f"desk/reports/{own.pk}/forms/05-kqth/"),
    ]
    for page, key, path in pages:
        page.goto(stack.at(key, path))
        assert_accessible(page)
        assert_fits(page)


def test_a_district_returns_a_report_without_script(stack: Stack, visit: Callable[..., Any]) -> None:
    row = make.submitted(stack.world, "w111")
    page = visit("w11", "chief", script=False)
    page.goto(stack.at("w11", f"desk/reports/below/{row.pk}/"))
    page.get_by_role("link", name="Trả lại").click()
    page.locator("[name=cell0]").select_option("01/TCD|5")
    page.locator("[name=text0]").fill("Kiểm tra lại số lượt tiếp thường xuyên.")
    page.get_by_role("button", name="Trả lại, kèm ý kiến").click()
    assert page.get_by_text("Đã trả lại báo cáo.").is_visible()
    ward = visit("w111", "chief", script=False)
    ward.goto(stack.at("w111", f"desk/reports/{row.pk}/"))
    assert ward.get_by_text("Kiểm tra lại số lượt tiếp thường xuyên.").first.is_visible()
