"""The sign-in: lock-out, two steps, choice of unit, sign-out everywhere, closed sign-up."""

import time
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.urls import NoReverseMatch, reverse

from identity import second_factor
from identity.models import Membership
from identity.roles import SECOND_FACTOR_ROLES, Role
from kernel import clock
from registry.addresses import unit_url
from tests.world import PEOPLE, Browser

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def sign_in(browser: Browser, username: str, password: str, **more: str) -> Any:
    return browser.post("/signin/", {"login": username, "password": password, **more})


def totp() -> str:
    return str(format_hotp_value(hotp_value(SECRET, int(time.time()) // 30)))


def test_officer_of_one_unit_goes_straight_to_the_desk(world: Any) -> None:
    browser = Browser()
    answer = sign_in(browser, "officer.w111", world.password)
    assert answer.headers["Location"] == "/account/units/"
    assert browser.get("/account/units/").headers["Location"] == unit_url("w111", "desk")


def test_username_is_known_in_any_case(world: Any) -> None:
    assert sign_in(Browser(), "OFFICER.W111", world.password).status_code == 302


def test_person_of_two_units_chooses(world: Any) -> None:
    Membership.objects.create(
        account=world.account("w111", "officer"),
        unit_id=world.unit("w11").id,
        role=Role.AUDITOR,
        valid_from=clock.today(),
    )
    browser = Browser()
    sign_in(browser, "officer.w111", world.password)
    page = browser.get("/account/units/")
    assert page.status_code == 200
    for key in ("w111", "w11"):
        assert unit_url(key, "desk") in page.content.decode()


def test_person_without_a_role_is_told(world: Any) -> None:
    Membership.objects.filter(account=world.account("w111", "officer")).update(ended_at=clock.now())
    browser = Browser()
    sign_in(browser, "officer.w111", world.password)
    assert "Chưa có vai trò" in browser.get("/account/units/").content.decode()


def test_next_goes_back_to_the_page_and_never_to_another_host(world: Any) -> None:
    assert (
        sign_in(Browser(), "officer.w111", world.password, next="/u/w111/desk/").headers["Location"] == "/u/w111/desk/"
    )
    stray = sign_in(Browser(), "officer.w111", world.password, next="https://example.org/")
    assert stray.headers["Location"] == "/account/units/"


def test_wrong_password_and_unknown_name_read_the_same(world: Any) -> None:
    known = sign_in(Browser(), "officer.w111", "sai").content.decode()
    unknown = sign_in(Browser(), "khongco.w111", "sai").content.decode()
    assert "Tên đăng nhập hoặc mật khẩu không đúng." in known
    assert _words(known, "officer.w111") == _words(unknown, "khongco.w111")


def test_lock_out_reads_the_same_for_a_name_that_does_not_exist(world: Any) -> None:
    pages = {}
    for number, name in enumerate(("officer.w111", "khongco.w111")):
        browser = Browser(REMOTE_ADDR=f"10.0.0.{number + 1}")
        for _ in range(5):
            sign_in(browser, name, "sai")
        pages[name] = sign_in(browser, name, "sai").content.decode()
    assert "Sai quá nhiều lần" in pages["officer.w111"]
    assert _words(pages["officer.w111"], "officer.w111") == _words(pages["khongco.w111"], "khongco.w111")


def test_lock_out_holds_against_the_right_password_and_from_another_address(world: Any) -> None:
    browser = Browser(REMOTE_ADDR="10.0.0.1")
    for _ in range(5):
        sign_in(browser, "officer.w111", "sai")
    answer = sign_in(Browser(REMOTE_ADDR="10.0.0.2"), "officer.w111", world.password)
    assert answer.status_code == 200
    assert "Sai quá nhiều lần" in answer.content.decode()


def test_limits_are_counted_in_the_database(settings: Any) -> None:
    assert settings.CACHES["default"]["BACKEND"].endswith("DatabaseCache")


def test_sign_up_has_no_address() -> None:
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")


@pytest.mark.parametrize("name", PEOPLE)
def test_two_steps_are_demanded_by_role(world: Any, name: str) -> None:
    browser = Browser()
    sign_in(browser, f"{name}.w11", world.password)
    answer = browser.get("/u/w11/desk/")
    if Role(PEOPLE[name][0]) in SECOND_FACTOR_ROLES:
        assert answer.status_code == 303
        assert answer.headers["Location"].startswith("/account/second-factor/?next=")
        assert browser.get("/account/second-factor/").status_code == 200
    else:
        assert not answer.headers.get("Location", "").startswith("/account/second-factor/")


def test_fragment_without_the_second_step_moves_the_window(world: Any) -> None:
    browser = Browser()
    sign_in(browser, "admin.w11", world.password)
    answer = browser.get("/u/w11/desk/admin/people/", headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"].startswith("/account/second-factor/")


def test_set_up_of_the_second_step_opens_the_desk(world: Any) -> None:
    browser = Browser()
    sign_in(browser, "admin.w11", world.password)
    page = browser.get("/account/second-factor/authenticator/")
    assert page.status_code == 200
    session = browser.session
    session["mfa.totp.secret"] = SECRET
    session.save()
    done = browser.post("/account/second-factor/authenticator/", {"code": totp()})
    assert done.status_code == 302
    codes = browser.get(done.headers["Location"]).content.decode()
    assert "Mã dự phòng" in codes
    assert browser.get("/u/w11/desk/admin/people/").status_code == 200


def test_second_step_is_asked_at_the_next_sign_in(world: Any) -> None:
    second_factor.set_secret(world.account("w11", "admin"), SECRET)
    browser = Browser()
    first = sign_in(browser, "admin.w11", world.password)
    assert first.headers["Location"] == "/signin/second-step/"
    assert browser.get("/u/w11/desk/admin/people/").status_code == 303
    assert browser.post("/signin/second-step/", {"code": "000000"}).status_code == 200
    done = browser.post("/signin/second-step/", {"code": totp()})
    assert done.headers["Location"] == "/account/units/"
    assert browser.get("/u/w11/desk/admin/people/").status_code == 200


def test_code_of_the_second_step_works_once(world: Any) -> None:
    second_factor.set_secret(world.account("w11", "admin"), SECRET)
    code = totp()
    for expected in (302, 200):
        browser = Browser()
        sign_in(browser, "admin.w11", world.password)
        assert browser.post("/signin/second-step/", {"code": code}).status_code == expected


def test_who_must_use_two_steps_cannot_turn_them_off(world: Any) -> None:
    second_factor.set_secret(world.account("w11", "admin"), SECRET)
    browser = Browser()
    sign_in(browser, "admin.w11", world.password)
    browser.post("/signin/second-step/", {"code": totp()})
    page = browser.post("/account/second-factor/authenticator/removal/")
    assert "không tắt được" in page.content.decode()
    assert second_factor.has_authenticator(world.account("w11", "admin").pk)


def test_secret_of_the_authenticator_is_not_stored_in_the_clear(world: Any) -> None:
    stored = second_factor.set_secret(world.account("w11", "admin"), SECRET)
    assert SECRET not in str(stored.data)
    assert second_factor.decrypt(stored.data["secret"]) == SECRET


def test_sign_out_everywhere_ends_every_session(world: Any) -> None:
    here, there = Browser(), Browser()
    sign_in(here, "officer.w111", world.password)
    sign_in(there, "officer.w111", world.password)
    assert there.get("/account/").status_code == 200
    here.post("/account/sign-out-everywhere/")
    assert here.get("/account/").status_code == 303
    assert there.get("/account/").status_code == 303
    other = world.client("w111", "handler")
    assert other.get("/account/").status_code == 200


def test_password_change_ends_the_other_sessions_only(world: Any) -> None:
    here, there = Browser(), Browser()
    sign_in(here, "officer.w111", world.password)
    sign_in(there, "officer.w111", world.password)
    new = "mot cau de nho 2026"
    answer = here.post("/account/password/", {"oldpassword": world.password, "password1": new, "password2": new})
    assert answer.headers["Location"] == "/account/"
    assert here.get("/account/").status_code == 200
    assert there.get("/account/").status_code == 303


def test_closed_account_does_not_get_in(world: Any) -> None:
    account = world.account("w111", "officer")
    account.is_active = False
    account.save(update_fields=["is_active"])
    browser = Browser()
    assert sign_in(browser, "officer.w111", world.password).headers["Location"] == "/signin/closed/"
    assert browser.get("/account/").status_code == 303


def test_forgotten_password_by_mail(world: Any) -> None:
    account = world.account("w111", "officer")
    account.email = "officer@w111.vn"
    account.save(update_fields=["email"])
    browser = Browser()
    assert (
        browser.post("/signin/forgotten/", {"email": "OFFICER@w111.vn"}).headers["Location"]
        == "/signin/forgotten/sent/"
    )
    (letter,) = mail.outbox
    link = next(word for word in letter.body.split() if "/signin/forgotten/" in word)
    path = "/" + link.split("/", 3)[3]
    page = browser.get(path)
    new = "mot cau de nho 2026"
    done = browser.post(page.headers["Location"], {"password1": new, "password2": new})
    assert done.headers["Location"] == "/signin/forgotten/done/"
    assert sign_in(Browser(), "officer.w111", new).status_code == 302
    assert "token_fail" not in browser.get(path).content.decode()
    assert "Liên kết không dùng được" in browser.get(path).content.decode()


def test_forgotten_password_of_a_stranger_sends_nothing_and_says_the_same(world: Any) -> None:
    answer = Browser().post("/signin/forgotten/", {"email": "ai.do@example.org"})
    assert answer.headers["Location"] == "/signin/forgotten/sent/"
    assert mail.outbox == []


def _words(page: str, name: str) -> str:
    import re

    page = page.replace(name, "NAME")
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)
