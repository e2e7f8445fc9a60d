"""Sign-in and the administrator's pages in a real browser: accessible, narrow, and the idle lock over a half-typed form."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from tests.browser.conftest import Stack

ADMIN = ("people/", "people/new/", "people/below/", "roles/", "log/", "bodies/", "bodies/new/", "profile/")
SITE = ("/signin/", "/signin/forgotten/", "/account/code/")
OWN = (
    "/account/",
    "/account/units/?choose=1",
    "/account/password/",
    "/account/second-factor/settings/",
    "/account/lock/",
)


def test_pages_are_accessible_and_fit(
    stack: Stack,
    visit: Callable[..., Any],
    assert_accessible: Callable[[Any], None],
    assert_fits: Callable[[Any], None],
) -> None:
    pages = [(visit(), [stack.url + path for path in SITE])]
    own = [stack.url + path for path in OWN] + [stack.at("w111", f"desk/admin/{path}") for path in ADMIN]
    pages += [(visit("w111", "admin"), own)]
    for page, addresses in pages:
        for address in addresses:
            assert page.goto(address).status == 200
            assert_accessible(page)
            assert_fits(page)


def test_idle_lock_keeps_what_was_typed(
    stack: Stack, visit: Callable[..., Any], assert_accessible: Callable[[Any], None]
) -> None:
    page = visit("w111", "admin")
    page.clock.install()
    page.goto(stack.at("w111", "desk/admin/people/new/"))
    page.fill("#id_full_name", "Nguyễn Thị Đang Gõ Dở")
    page.clock.fast_forward("14:00")
    lock = page.locator("#idle-lock")
    assert not lock.is_visible()
    page.clock.fast_forward("01:10")
    lock.wait_for(state="visible")
    assert_accessible(page)
    page.keyboard.press("Escape")
    expect(lock).to_be_visible()
    page.fill("#idle-password", "sai")
    lock.get_by_role("button", name="Mở khóa").click()
    lock.get_by_text("Mật khẩu không đúng.").wait_for()
    page.fill("#idle-password", stack.world.password)
    lock.get_by_role("button", name="Mở khóa").click()
    lock.wait_for(state="hidden")
    assert page.input_value("#id_full_name") == "Nguyễn Thị Đang Gõ Dở"


def test_lock_in_one_tab_opens_in_all(stack: Stack, visit: Callable[..., Any]) -> None:
    first = visit("w111", "admin")
    first.clock.install()
    first.goto(stack.at("w111", "desk/admin/people/"))
    second = first.context.new_page()
    second.goto(stack.at("w111", "desk/admin/log/"))
    first.clock.fast_forward("16:00")
    for page in (first, second):
        page.locator("#idle-lock").wait_for(state="visible")
    second.fill("#idle-password", stack.world.password)
    second.locator("#idle-lock").get_by_role("button", name="Mở khóa").click()
    for page in (first, second):
        page.locator("#idle-lock").wait_for(state="hidden")


def test_link_with_the_code_fills_it_in_and_leaves_the_address(stack: Stack, visit: Callable[..., Any]) -> None:
    admin = visit("w111", "admin")
    handler = stack.world.account("w111", "handler")
    admin.goto(stack.at("w111", f"desk/admin/people/{handler.pk}/code/"))
    admin.get_by_role("button", name="Lấy mã").click()
    link = admin.locator(".no-print .code").inner_text().strip()
    person = visit()
    requests: list[str] = []
    person.on("request", lambda request: requests.append(request.url))
    person.goto(link)
    code = link.split("#")[1]
    assert person.input_value("#id_code") == code
    assert "#" not in person.url
    assert not any(code in address for address in requests)
    person.get_by_role("button", name="Tiếp tục").click()
    person.fill("#id_password1", "mot cau de nho 2026")
    person.fill("#id_password2", "mot cau de nho 2026")
    person.get_by_role("button", name="Đặt mật khẩu và đăng nhập").click()
    person.wait_for_url("**/u/w111/desk/**")
