"""The officers' frame: keys, menu, what is typed survives, narrow and zoomed pages, work without script."""

from collections.abc import Callable
from typing import Any

from tests.browser.conftest import Stack

DESK = (
    ("officer", "desk/"),
    ("officer", "desk/cases/"),
    ("officer", "desk/cases/new/"),
    ("officer", "desk/inbox/"),
    ("chief", "desk/workload/"),
)


def test_officers_pages_are_accessible_and_fit(
    stack: Stack,
    visit: Callable[..., Any],
    assert_accessible: Callable[[Any], None],
    assert_fits: Callable[[Any], None],
) -> None:
    pages = {name: visit("w111", name) for name in ("officer", "chief")}
    for name, path in DESK:
        assert pages[name].goto(stack.at("w111", path)).status == 200
        assert_accessible(pages[name])
        assert_fits(pages[name])


def test_keys_reach_search_and_help(stack: Stack, visit: Callable[..., Any]) -> None:
    page = visit("w111", "officer")
    page.goto(stack.at("w111", "desk/"))
    page.keyboard.press("?")
    help_of_keys = page.get_by_role("dialog", name="Phím tắt")
    help_of_keys.wait_for()
    page.keyboard.press("Escape")
    help_of_keys.wait_for(state="hidden")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "seek"
    page.keyboard.type("j/k?")
    assert page.locator("#seek").input_value() == "j/k?"


def test_menu_closes_with_escape_and_gives_the_focus_back(stack: Stack, visit: Callable[..., Any]) -> None:
    page = visit("w111", "officer")
    page.goto(stack.at("w111", "desk/"))
    page.locator("details[data-menu] > summary").focus()
    page.keyboard.press("Enter")
    sign_out = page.get_by_role("button", name="Đăng xuất").first
    sign_out.wait_for()
    page.keyboard.press("Escape")
    sign_out.wait_for(state="hidden")
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_typed_text_comes_back_after_the_page_was_left(stack: Stack, visit: Callable[..., Any]) -> None:
    page = visit("w111", "officer")
    page.goto(stack.at("w111", "desk/cases/new/"))
    page.locator("[name=kind]").first.check()
    with page.expect_response(lambda answer: "/desk/drafts/" in answer.url and answer.status == 204):
        page.locator("[name=content]").fill("Đề nghị đo lại thửa đất số 12")
    page.goto(stack.at("w111", "desk/"))
    page.goto(stack.at("w111", "desk/cases/new/"))
    assert page.locator("[name=content]").input_value() == "Đề nghị đo lại thửa đất số 12"


def test_text_stays_on_the_page_when_the_session_ends_while_typing(stack: Stack, visit: Callable[..., Any]) -> None:
    page = visit("w111", "officer")
    page.goto(stack.at("w111", "desk/cases/new/"))
    page.context.clear_cookies()
    page.locator("[name=content]").fill("Chưa mất chữ nào")
    page.get_by_role("link", name="Đăng nhập ở cửa sổ mới").wait_for()
    assert page.locator("[name=content]").input_value() == "Chưa mất chữ nào"


def test_nothing_typed_is_kept_in_the_browser(stack: Stack, visit: Callable[..., Any]) -> None:
    page = visit("w111", "officer")
    page.goto(stack.at("w111", "desk/cases/new/"))
    with page.expect_response(lambda answer: "/desk/drafts/" in answer.url):
        page.locator("[name=content]").fill("Không nằm trong trình duyệt")
    kept = page.evaluate(
        "JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage), document.cookie])"
    )
    assert "Không nằm" not in kept


def test_navigation_and_sign_out_work_without_script(stack: Stack, visit: Callable[..., Any]) -> None:
    page = visit("w111", "officer", script=False)
    page.goto(stack.at("w111", "desk/"))
    page.get_by_role("link", name="Đến và đi").click()
    assert page.url == stack.at("w111", "desk/inbox/")
    page.locator("details[data-menu] > summary").click()
    page.get_by_role("button", name="Đăng xuất").first.click()
    page.goto(stack.at("w111", "desk/"))
    assert "/signin/" in page.url
