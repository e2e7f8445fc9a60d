"""The idle lock: after 15 minutes the server asks for the password, and nothing typed is lost."""

from datetime import timedelta
from typing import Any

import pytest

from kernel import clock
from tests.world import Browser

DESK = "/u/w111/desk/admin/people/"
LATER = timedelta(minutes=15, seconds=5)


@pytest.fixture
def browser(world: Any) -> Browser:
    found: Browser = world.client("w111", "admin")
    assert found.get(DESK).status_code == 200
    return found


def test_page_after_15_minutes_asks_for_the_password_and_goes_on(world: Any, browser: Browser) -> None:
    with clock.at(clock.now() + LATER):
        answer = browser.get(DESK + "?q=lan")
        assert answer.headers["Location"] == "/account/lock/?next=%2Fu%2Fw111%2Fdesk%2Fadmin%2Fpeople%2F%3Fq%3Dlan"
        assert browser.get(answer.headers["Location"]).status_code == 200
        assert browser.post("/account/lock/", {"password": "sai", "next": DESK}).status_code == 422
        assert browser.get(DESK).status_code == 303
        assert browser.post("/account/lock/", {"password": world.password, "next": DESK}).headers["Location"] == DESK
        assert browser.get(DESK).status_code == 200


def test_work_in_between_keeps_the_desk_open(browser: Browser) -> None:
    start = clock.now()
    for minutes in range(10, 61, 10):
        with clock.at(start + timedelta(minutes=minutes)):
            assert browser.get(DESK).status_code == 200


def test_what_a_page_asks_by_itself_does_not_keep_it_open(browser: Browser) -> None:
    start = clock.now()
    with clock.at(start + timedelta(minutes=10)):
        assert browser.get(DESK, headers={"X-Background": "1"}).status_code == 200
    with clock.at(start + LATER):
        assert browser.get(DESK).status_code == 303


def test_typing_keeps_it_open_and_a_locked_desk_is_not_opened_by_it(browser: Browser) -> None:
    start = clock.now()
    with clock.at(start + timedelta(minutes=14)):
        assert browser.post("/account/alive/").status_code == 204
    with clock.at(start + timedelta(minutes=28)):
        assert browser.get(DESK).status_code == 200
    with clock.at(start + timedelta(minutes=28) + LATER):
        assert browser.post("/account/alive/").status_code == 423
        assert browser.get(DESK).status_code == 303


def test_fragment_of_a_locked_desk_leaves_the_page_alone(browser: Browser) -> None:
    with clock.at(clock.now() + LATER):
        answer = browser.get(DESK, headers={"HX-Request": "true"})
    assert answer.status_code == 423
    assert answer.headers["HX-Trigger"] == "tiepdan:locked"
    assert "HX-Redirect" not in answer.headers


def test_script_opens_the_lock_without_leaving_the_page(world: Any, browser: Browser) -> None:
    with clock.at(clock.now() + LATER):
        json = {"Accept": "application/json"}
        assert browser.get(DESK, headers=json).status_code == 423
        assert browser.post("/account/lock/", {"password": "sai"}, headers=json).status_code == 422
        assert browser.post("/account/lock/", {"password": world.password}, headers=json).status_code == 204
        assert browser.get(DESK).status_code == 200


def test_form_sent_to_a_locked_desk_is_carried_through_the_lock(world: Any, browser: Browser) -> None:
    address = "/u/w111/desk/admin/people/existing/"
    typed = {"username": "<b>lan</b>", "role": "handler", "position": "Chuyên viên"}
    with clock.at(clock.now() + LATER):
        locked = browser.post(address, typed)
        assert locked.status_code == 423
        page = locked.content.decode()
        assert "&lt;b&gt;lan&lt;/b&gt;" in page
        assert "Chuyên viên" in page
        sent = {
            "password": world.password,
            "next": address,
            "kept_name": list(typed),
            "kept_value": list(typed.values()),
        }
        opened = browser.post("/account/lock/", sent).content.decode()
    assert f'action="{address}"' in opened
    assert 'name="position" value="Chuyên viên"' in opened
    assert world.password not in opened


def test_form_of_another_site_is_refused_before_the_lock_shows_it(world: Any) -> None:
    browser = world.client("w111", "admin", enforce_csrf_checks=True)
    browser.get(DESK)
    with clock.at(clock.now() + LATER):
        answer = browser.post("/u/w111/desk/admin/people/existing/", {"username": "ke.gian"})
    assert answer.status_code == 403
    assert "ke.gian" not in answer.content.decode()


def test_password_is_not_carried_through_the_lock(browser: Browser) -> None:
    with clock.at(clock.now() + LATER):
        page = browser.post(
            "/account/password/", {"oldpassword": "bi-mat-cu", "password1": "bi-mat-moi"}
        ).content.decode()
    assert "bi-mat" not in page


def test_guessing_at_an_unattended_desk_ends_the_session(browser: Browser) -> None:
    with clock.at(clock.now() + LATER):
        answers = [browser.post("/account/lock/", {"password": "sai"}).status_code for _ in range(11)]
        assert answers == [422] * 10 + [303]
        assert browser.get(DESK).headers["Location"].startswith("/signin/")


def test_lock_goes_back_to_own_pages_only(world: Any, browser: Browser) -> None:
    with clock.at(clock.now() + LATER):
        answer = browser.post("/account/lock/", {"password": world.password, "next": "https://example.org/"})
    assert answer.headers["Location"] == "/account/units/"


def test_public_pages_stay_open(browser: Browser) -> None:
    with clock.at(clock.now() + LATER):
        assert browser.get("/u/w111/").status_code == 200
