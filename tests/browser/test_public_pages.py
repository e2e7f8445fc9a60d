"""Citizens' pages: found by keyboard, no serious finding of axe, one column on a phone."""

from collections.abc import Callable
from typing import Any

from tests.browser.conftest import Stack

PAGES = ("/", "/units/?q=tay+son", "/units/w123/", "/u/w111/", "/u/nowhere/")


def test_public_pages_are_accessible_and_fit(
    stack: Stack,
    visit: Callable[..., Any],
    assert_accessible: Callable[[Any], None],
    assert_fits: Callable[[Any], None],
) -> None:
    page = visit()
    for path in PAGES:
        page.goto(stack.url + path)
        assert_accessible(page)
        assert_fits(page)


def test_unit_is_found_without_marks_by_keyboard(stack: Stack, visit: Callable[..., Any]) -> None:
    page = visit()
    page.goto(stack.url)
    page.get_by_label("Tên đơn vị").focus()
    page.keyboard.type("phuong hoa binh")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Phường Hòa Bình").click()
    assert page.url.endswith("/u/w111/")
    page.get_by_role("heading", name="Tiếp công dân Phường Hòa Bình").wait_for()


def test_skip_link_comes_first_and_leads_to_the_content(stack: Stack, visit: Callable[..., Any]) -> None:
    page = visit()
    page.goto(stack.url)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_theme_and_language_hold_on_the_next_page(stack: Stack, visit: Callable[..., Any]) -> None:
    page = visit(script=False)
    page.goto(stack.url)
    page.get_by_role("button", name="Tối").click()
    page.get_by_role("button", name="English").click()
    page.goto(stack.url + "/units/")
    assert page.locator("html").get_attribute("data-theme") == "dark"
    assert page.locator("html").get_attribute("lang") == "en"
