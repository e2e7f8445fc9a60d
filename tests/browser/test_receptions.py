"""The head's phone page and the pages of sessions in a browser: nothing to scroll when there is nothing, no serious finding."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from deadlines import calendar
from kernel import clock
from tenants.receptions.actions import sessions
from tenants.receptions.models import ReceptionSession
from tests.browser.conftest import PHONE, Stack
from tests.factories import receptions as make


def decided(stack: Stack, days: int) -> ReceptionSession:
    """A decided session of the Government line with one citizen."""
    world = stack.world
    with world.scope("w111"):
        row = make.session_on(world.actor("w111", "chief"), clock.today() + timedelta(days=days), "GOVERNMENT")
        row = sessions.approve_ad_hoc(row, actor=world.actor("w111", "chairman"))
        make.registration(row, queue_no=1, brief="Đã giải quyết lần đầu, chưa đồng ý.")
    return row


def test_nothing_today_is_said_without_scrolling(stack: Stack, visit: Callable[..., Any]) -> None:
    page = visit("w111", "secretary", size=PHONE)
    page.goto(stack.at("w111", "desk/receptions/mine/"))
    said = page.get_by_text("Hôm nay không có buổi tiếp, không có việc chờ.")
    box = said.bounding_box()
    assert box["y"] + box["height"] <= PHONE["height"]
    assert page.evaluate("document.documentElement.scrollHeight") <= PHONE["height"]


def test_the_head_reads_the_brief_on_the_phone_and_puts_the_session_off_without_script(
    stack: Stack, visit: Callable[..., Any]
) -> None:
    row = decided(stack, 0)
    page = visit("w111", "chairman", size=PHONE, script=False)
    page.goto(stack.at("w111", "desk/receptions/mine/"))
    page.get_by_text("Nguyễn Thị An").click()
    page.get_by_text("Đã giải quyết lần đầu, chưa đồng ý.").wait_for()
    page.get_by_role("link", name="Hoãn", exact=True).click()
    page.get_by_text("Nguyễn Thị An").wait_for()
    day = calendar.of_unit(None).next_working_day(row.held_on + timedelta(days=9))
    page.get_by_label("Ngày dự kiến tiếp").fill(f"{day:%d/%m/%Y}")
    page.get_by_label("Vì lý do công việc").check()
    page.get_by_label("Nói rõ").fill("Họp tại tỉnh")
    page.get_by_role("button", name="Hoãn buổi tiếp và lập thông báo").click()
    page.get_by_text("Đã hoãn. Niêm yết ngay thời gian mới tại nơi tiếp.").wait_for()
    page.goto(stack.at("w111", "desk/"))
    page.get_by_text("1 nơi chưa được báo").wait_for()


def test_pages_of_sessions_are_accessible_and_fit_a_phone(
    stack: Stack, visit: Callable[..., Any], assert_accessible: Callable[[Any], None]
) -> None:
    row = decided(stack, 20)
    with stack.world.scope("w111"):
        plan = make.issued_plan(clock.today().year + 1, "GOVERNMENT", reception_on=[{"nth": 2, "weekday": 6}])
        off = sessions.generate_sessions(plan, actor=stack.world.actor("w111", "chief")).made[0]
    page = visit("w111", "chief", size=PHONE)
    for path in (
        f"desk/receptions/?year={plan.year}",
        f"desk/receptions/{row.pk}/",
        f"desk/receptions/{row.pk}/postponement/",
        f"desk/receptions/{row.pk}/participants/",
        f"desk/receptions/{off.pk}/",
        f"desk/receptions/{off.pk}/day/",
        "desk/receptions/new/",
        "desk/help/",
        "schedule/",
    ):
        page.goto(stack.at("w111", path))
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], path
        assert_accessible(page)
