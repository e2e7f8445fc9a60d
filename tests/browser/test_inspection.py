"""A province's inspector opens a granted case of a ward, finds nothing outside the scope, and the ward's head sees who read."""

from collections.abc import Callable
from typing import Any

from exchange import delivery
from tests.browser.conftest import PHONE, Stack
from tests.factories import cases
from tests.factories import inspections as make


def test_inspector_reads_the_scope_and_the_head_of_the_ward_sees_it(
    stack: Stack, visit: Callable[..., Any], assert_accessible: Callable[[Any], None]
) -> None:
    world = stack.world
    with world.scope("w111"):
        officer = world.actor("w111", "officer")
        inside, outside = cases.take_in(officer), cases.take_in(officer, kind="REFLECTION", field="land")
    row = make.under_way(world, kinds=("COMPLAINT",))
    delivery.deliver_waiting()

    page = visit("w1", make.HEAD)
    page.goto(stack.at("w1", "desk/oversight/inspections/"))
    page.get_by_role("link", name=row.subject).click()
    assert_accessible(page)
    page.get_by_role("link", name=inside.number).click()
    assert page.url == stack.at("w111", f"desk/cases/{inside.pk}/")
    assert page.get_by_text("Bạn đọc hồ sơ này với tư cách thành viên đoàn").is_visible()
    assert page.locator(".steps-now").count() == 0
    assert_accessible(page)
    page.get_by_role("navigation", name="Chính").get_by_role("link", name="Vụ việc").click()
    assert page.get_by_role("link", name=outside.number).count() == 0
    for path in (f"desk/cases/{outside.pk}/", "desk/inbox/", "desk/"):
        answer = page.goto(stack.at("w111", path))
        assert answer is not None
        assert answer.status == 404, path

    head = visit("w111", "chairman", size=PHONE)
    head.goto(stack.at("w111", "desk/oversight/inspections/"))
    head.get_by_role("link", name="15/QĐ-TTr").click()
    assert_accessible(head)
    head.get_by_role("link", name="Ai đã đọc").click()
    reader = world.account("w1", make.HEAD).full_name
    assert head.get_by_role("row").filter(has_text=reader).filter(has_text=inside.number).count() >= 1
    assert head.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert_accessible(head)
