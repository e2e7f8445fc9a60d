"""The day of a session in the browser: the server goes away while the clerk types; two clerks write into one field."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from tenants.receptions.actions import queue
from tenants.receptions.enums import EntryKind
from tenants.receptions.models import MinutesEntry, ReceptionSession
from tests.browser.conftest import PHONE, Stack
from tests.factories.registrations import open_session, waiting

# 400 characters with every kind of Vietnamese letter: what a clerk types in some minutes.
SAID = ("Công dân trình bày: gia đình có thửa đất 120 m² ở khóm 3, bị thu hồi năm 2019 để làm đường. " * 5)[:399] + "."


def a_day(stack: Stack) -> ReceptionSession:
    """A session that is open, with one citizen at the table."""
    with stack.world.scope("w111"):
        officer = stack.world.actor("w111", "officer")
        session = open_session(officer)
        row = waiting(officer, session)
        queue.begin_reception(row, actor=officer)
        return session


def entries(stack: Stack) -> list[MinutesEntry]:
    with stack.world.scope("w111"):
        return list(MinutesEntry.objects.all())


def test_text_typed_while_the_server_is_away_arrives_once_and_in_order(stack: Stack, visit: Callable[..., Any]) -> None:
    session = a_day(stack)
    page = visit("w111", "officer")
    page.goto(stack.at("w111", f"desk/receptions/{session.pk}/reception/"))
    note = page.get_by_label("Công dân trình bày").first
    note.press_sequentially(SAID[:100])
    saved = page.locator("form.note", has=page.get_by_label("Công dân trình bày")).first.locator("[data-state]")
    saved.filter(has_text="Đã lưu lúc").wait_for()

    stack.server.stop()
    note.press_sequentially(SAID[100:250])
    band = page.locator("#band")
    band.filter(has_text="Máy chủ chưa trả lời").wait_for()
    note.press_sequentially(SAID[250:])
    assert note.input_value() == SAID

    stack.server.start()
    band.wait_for(state="hidden")
    saved.filter(has_text="Đã lưu lúc").wait_for()
    (entry,) = entries(stack)
    assert entry.text == SAID
    assert entry.kind == EntryKind.STATEMENT
    page.reload()
    assert page.get_by_label("Công dân trình bày").first.input_value() == SAID


def test_who_types_without_a_pause_is_saved_every_five_seconds(stack: Stack, visit: Callable[..., Any]) -> None:
    """The page's clock is turned by hand: no pause of the typist ever lasts as long as the page waits for one."""
    session = a_day(stack)
    page = visit("w111", "officer")
    page.clock.install()
    page.goto(stack.at("w111", f"desk/receptions/{session.pk}/reception/"))
    page.clock.pause_at(datetime.now(UTC) + timedelta(minutes=1))
    note = page.get_by_label("Công dân trình bày").first
    note.focus()
    for block in range(1, 4):
        with page.expect_response("**/notes/") as saved:
            for _second in range(5):
                page.keyboard.insert_text("a")
                page.clock.run_for(1000)
        assert saved.value.status == 200
        (entry,) = entries(stack)
        assert 5 * block - 5 < len(entry.text) <= 5 * block
        assert set(entry.text) == {"a"}


def test_two_clerks_in_one_field_keep_both_texts(stack: Stack, visit: Callable[..., Any]) -> None:
    session = a_day(stack)
    address = stack.at("w111", f"desk/receptions/{session.pk}/reception/")
    first, second = visit("w111", "officer"), visit("w111", "chief")
    for page in (first, second):
        page.goto(address)
    first.get_by_label("1. Nêu lý do").fill("Khai mạc lúc 8 giờ.")
    first.locator("[data-state]", has_text="Đã lưu lúc").wait_for()
    second.get_by_label("1. Nêu lý do").fill("Có năm người dự.")
    second.locator(".other", has_text="Khai mạc lúc 8 giờ.").wait_for()
    second.get_by_role("button", name="Giữ cả hai đoạn").click()
    second.locator("[data-state]", has_text="Đã lưu lúc").wait_for()
    assert [entry.text for entry in entries(stack)] == ["Khai mạc lúc 8 giờ.\nCó năm người dự."]


def test_day_page_is_accessible_and_fits_a_phone(
    stack: Stack, visit: Callable[..., Any], assert_accessible: Callable[[Any], None]
) -> None:
    session = a_day(stack)
    address = stack.at("w111", f"desk/receptions/{session.pk}/reception/")
    page = visit("w111", "officer")
    page.goto(address)
    assert_accessible(page)
    phone = visit("w111", "officer", size=PHONE)
    phone.goto(address)
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_notes_are_saved_without_a_script(stack: Stack, visit: Callable[..., Any]) -> None:
    session = a_day(stack)
    page = visit("w111", "officer", script=False)
    page.goto(stack.at("w111", f"desk/receptions/{session.pk}/reception/"))
    form = page.locator("form.note").last
    form.locator("textarea").fill("Kết thúc lúc 11 giờ.")
    form.get_by_role("button").click()
    assert [entry.text for entry in entries(stack)] == ["Kết thúc lúc 11 giờ."]
