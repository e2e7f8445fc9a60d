"""Forms without a one-time key, sent twice: codes, rights, one's own account. One thing is made, and the second answer is understood."""

import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from identity.models import Account, Invitation, RoleAdjustment
from kernel.journal.models import Event
from registry.addresses import site_url, unit_url
from tests.world import Browser, World

pytestmark = pytest.mark.django_db
NEW = "mot cau de nho 2026"


def twice(browser: Any, path: str, typed: dict[str, Any]) -> tuple[Any, Any]:
    return browser.post(path, typed), browser.post(path, typed)


def told(browser: Any, answer: Any) -> str:
    """The page a person sees at the end of this answer."""
    while answer.status_code in (302, 303):
        answer = browser.get(answer["Location"])
    page: str = answer.content.decode()
    return page


def test_two_codes_are_handed_over_and_only_the_one_on_the_screen_works(world: World) -> None:
    handler, admin = world.account("w111", "handler"), world.client("w111", "admin")
    first, second = twice(admin, unit_url("w111", "identity:code", handler.pk), {})
    assert (first.status_code, second.status_code) == (200, 200)
    [usable] = Invitation.objects.open().filter(account=handler)
    assert usable == Invitation.objects.filter(account=handler).latest("created_at")


def test_rights_saved_twice_are_changed_once_and_logged_once(world: World) -> None:
    admin = world.client("w111", "admin")
    typed = {"confirmed": "1", "grant": ["handler:case_view_unit"]}
    first, second = twice(admin, unit_url("w111", "identity:roles"), typed)
    assert first.status_code == 303
    assert second.status_code in (303, 422)
    assert RoleAdjustment.objects.count() == 1
    assert 'class="notice' in told(admin, second)
    with world.scope("w111"):
        assert Event.objects.filter(kind__startswith="role").count() <= 1


def test_code_typed_twice_and_password_set_twice_open_one_account(world: World) -> None:
    handler, admin = world.account("w111", "handler"), world.client("w111", "admin")
    page = admin.post(unit_url("w111", "identity:code", handler.pk), {}).content.decode()
    with world.scope("w111"):
        code = _code_on(page)
    person = Browser()
    first, second = twice(person, site_url("account-code"), {"code": code})
    assert (first.status_code, second.status_code) == (303, 303)
    path, typed = site_url("account-code-password"), {"password1": NEW, "password2": NEW}
    used, again = twice(person, path, typed)
    assert used.status_code in (302, 303)
    assert again.status_code in (302, 303)
    assert "Hãy nhập lại mã kích hoạt." in told(person, again)
    handler.refresh_from_db()
    assert handler.check_password(NEW)
    assert not Invitation.objects.open().filter(account=handler).exists()


def test_password_changed_twice_is_changed_once_and_says_why_not_again(world: World) -> None:
    officer = world.account("w111", "officer")
    browser = Browser()
    browser.post(site_url("account_login"), {"login": officer.username, "password": world.password})
    typed = {"oldpassword": world.password, "password1": NEW, "password2": NEW}
    first, second = twice(browser, site_url("account_change_password"), typed)
    assert first.status_code == 302
    assert second.status_code == 200
    assert 'class="error-sum"' in second.content.decode()
    assert Account.objects.get(pk=officer.pk).check_password(NEW)


def test_authenticator_set_up_twice_is_one(world: World) -> None:
    officer = world.account("w111", "officer")
    browser = Browser()
    browser.post(site_url("account_login"), {"login": officer.username, "password": world.password})
    path = site_url("mfa_activate_totp")
    browser.get(path)
    secret = browser.session["mfa.totp.secret"]
    code = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    first, second = twice(browser, path, {"code": code})
    assert first.status_code == 302
    assert second.status_code in (302, 404)
    assert Authenticator.objects.filter(user=officer, type="totp").count() == 1
    assert told(browser, second)


def test_sign_out_everywhere_twice_leads_to_the_sign_in(world: World) -> None:
    browser = world.client("w111", "officer")
    first, second = twice(browser, site_url("account-sign-out-everywhere"), {})
    assert (first.status_code, second.status_code) == (303, 303)
    assert site_url("account_login") in second["Location"]


@pytest.mark.parametrize(("name", "typed"), [("site-theme", {"theme": "dark"}), ("set_language", {"language": "en"})])
def test_choice_made_twice_is_the_same_choice(name: str, typed: dict[str, str], world: World) -> None:
    browser = world.client("w111", "officer")
    first, second = twice(browser, site_url(name), typed)
    assert (first.status_code, first["Location"]) == (second.status_code, second["Location"])
    assert {key: one.value for key, one in first.cookies.items()} == {
        key: one.value for key, one in second.cookies.items()
    }


def test_tracking_page_asked_twice_tells_the_same_and_changes_nothing(world: World) -> None:
    first, second = twice(Browser(), site_url("track"), {"code": "ABCD-EFGH-JKLM-NP", "pin": "123456"})
    assert (first.status_code, second.status_code) == (404, 404)


def _code_on(page: str) -> str:
    import re

    found = re.search(r"\b(?:[2-9A-HJ-NP-Z]{4}-){4}[2-9A-HJ-NP-Z]{4}\b", page)
    assert found is not None
    return found[0]
