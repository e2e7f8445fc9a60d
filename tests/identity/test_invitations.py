"""One-time codes: 72 hours, once, digest only, and what using one ends."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from identity import second_factor
from identity.actions.accounts import open_account
from identity.actions.invitations import find_open, invite, use_invitation
from identity.actions.tokens import make_token
from identity.enums import Purpose
from identity.models import Account, Invitation
from identity.permissions import Permission
from identity.tokens import authenticate, new_code
from kernel import clock
from kernel.errors import NotFound, NotPermitted
from registry.addresses import unit_url
from tests.world import Browser

NEW = "mot cau de nho 2026"


@pytest.fixture
def handler(world: Any) -> Account:
    found: Account = world.account("w111", "handler")
    return found


def test_code_is_found_however_it_is_typed(world: Any, handler: Account) -> None:
    with world.scope("w111"):
        issued = invite(handler, actor=world.actor("w111", "admin"))
    for typed in (issued.code, issued.code.lower(), issued.code.replace("-", ""), issued.code.replace("-", " ") + " "):
        found = find_open(typed)
        assert found is not None
        assert found.pk == issued.invitation.pk
    assert find_open(new_code()) is None
    assert find_open("") is None


def test_only_the_digest_is_stored(world: Any, handler: Account) -> None:
    with world.scope("w111"):
        issued = invite(handler, actor=world.actor("w111", "admin"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT i::text FROM identity_invitation i")
        stored = cursor.fetchone()[0]
    assert issued.code not in stored
    assert issued.code.replace("-", "") not in stored


def test_code_dies_after_72_hours(world: Any, handler: Account) -> None:
    with world.scope("w111"):
        issued = invite(handler, actor=world.actor("w111", "admin"))
    now = clock.now()
    with clock.at(now + timedelta(hours=71, minutes=59)):
        assert find_open(issued.code) is not None
    with clock.at(now + timedelta(hours=72, minutes=1)):
        assert find_open(issued.code) is None
        with pytest.raises(NotFound):
            use_invitation(issued.invitation.pk, password=NEW)


def test_code_works_once(world: Any, handler: Account) -> None:
    with world.scope("w111"):
        issued = invite(handler, actor=world.actor("w111", "admin"))
    account = use_invitation(issued.invitation.pk, password=NEW)
    assert account.check_password(NEW)
    assert find_open(issued.code) is None
    with pytest.raises(NotFound):
        use_invitation(issued.invitation.pk, password="mot cau khac 2026")
    account.refresh_from_db()
    assert account.check_password(NEW)


def test_new_code_replaces_the_old_one(world: Any, handler: Account) -> None:
    with world.scope("w111"):
        first = invite(handler, actor=world.actor("w111", "admin"))
        second = invite(handler, actor=world.actor("w111", "admin"))
    assert find_open(first.code) is None
    assert find_open(second.code) is not None


def test_old_password_works_until_the_code_is_used(world: Any, handler: Account) -> None:
    with world.scope("w111"):
        invite(handler, actor=world.actor("w111", "admin"))
    handler.refresh_from_db()
    assert handler.check_password(world.password)


def test_first_code_and_reset_differ(world: Any, handler: Account) -> None:
    with world.scope("w111"):
        admin = world.actor("w111", "admin")
        new = open_account(username="lan.nguyen", full_name="Lan", actor=admin)
        assert invite(new, actor=admin).invitation.purpose == Purpose.FIRST
        assert invite(handler, actor=admin).invitation.purpose == Purpose.RESET


def test_reset_ends_tokens_and_sessions(world: Any, handler: Account) -> None:
    browser = world.client("w111", "handler")
    with world.scope("w111"):
        made = make_token(name="x", scopes=[Permission.CASE_WORK], days=9, actor=world.actor("w111", "handler"))
        issued = invite(handler, actor=world.actor("w111", "admin"))
    assert browser.get("/account/").status_code == 200
    use_invitation(issued.invitation.pk, password=NEW)
    assert authenticate(made.secret) is None
    assert browser.get("/account/").status_code == 303


@pytest.mark.parametrize("lost", [True, False])
def test_lost_authenticator_is_cleared_only_if_said(world: Any, handler: Account, lost: bool) -> None:
    second_factor.set_secret(handler, "JBSWY3DPEHPK3PXP")
    with world.scope("w111"):
        issued = invite(handler, clears_second_factor=lost, actor=world.actor("w111", "admin"))
    use_invitation(issued.invitation.pk, password=NEW)
    assert second_factor.has_authenticator(handler.pk) is not lost


def test_nobody_makes_a_code_for_himself(world: Any) -> None:
    with world.scope("w111"), pytest.raises(NotPermitted):
        invite(world.account("w111", "admin"), actor=world.actor("w111", "admin"))


def test_first_sign_in_sets_password_and_arrives_at_the_desk(world: Any) -> None:
    with world.scope("w111"):
        issued = invite(world.account("w111", "officer"), actor=world.actor("w111", "admin"))
    browser = Browser()
    assert browser.post("/account/code/", {"code": new_code()}).status_code == 422
    assert browser.post("/account/code/", {"code": issued.code}).headers["Location"] == "/account/code/password/"
    page = browser.get("/account/code/password/").content.decode()
    assert "officer.w111" in page
    for first, second in (("ngan", "ngan"), (NEW, "khac han day"), ("officer.w111", "officer.w111")):
        assert browser.post("/account/code/password/", {"password1": first, "password2": second}).status_code == 422
    done = browser.post("/account/code/password/", {"password1": NEW, "password2": NEW})
    assert done.status_code == 302
    assert done.headers["Location"] == "/account/units/"
    assert browser.get("/account/units/").headers["Location"] == unit_url("w111", "desk")
    # The code is used: the same page in another browser says so.
    other = Browser()
    assert other.post("/account/code/", {"code": issued.code}).status_code == 422


def test_code_never_stands_in_an_address(world: Any) -> None:
    browser = world.client("w111", "admin")
    account = world.account("w111", "handler")
    page = browser.post(f"/u/w111/desk/admin/people/{account.pk}/code/").content.decode()
    code = Invitation.objects.get(account=account)
    assert code.used_at is None
    assert "/account/code/#" in page
    assert "/account/code/?" not in page


def test_guessing_codes_is_slowed(world: Any) -> None:
    browser = Browser()
    answers = [browser.post("/account/code/", {"code": new_code()}).status_code for _ in range(12)]
    assert answers[:10] == [422] * 10
    assert answers[10:] == [429, 429]


def test_authenticator_of_who_opens_seals_is_cleared_by_a_superior_only(world: Any) -> None:
    # The ward's administrator would else hold password and second step of a person who may read a denouncer's name.
    secretary = world.account("w111", "secretary")
    second_factor.set_secret(secretary, "JBSWY3DPEHPK3PXP")
    with world.scope("w111"):
        with pytest.raises(NotPermitted):
            invite(secretary, clears_second_factor=True, actor=world.actor("w111", "admin"))
        issued = invite(secretary, actor=world.actor("w111", "admin"))
    use_invitation(issued.invitation.pk, password=NEW)
    assert second_factor.has_authenticator(secretary.pk)
    with world.scope("w11"):
        issued = invite(secretary, clears_second_factor=True, actor=world.actor("w11", "admin"))
    use_invitation(issued.invitation.pk, password=NEW)
    assert not second_factor.has_authenticator(secretary.pk)


def test_where_no_superior_works_the_home_clears_it(world: Any) -> None:
    secretary = world.account("w1", "secretary")
    with world.scope("w1"):
        assert invite(secretary, clears_second_factor=True, actor=world.actor("w1", "admin")).code


def test_page_says_who_clears_the_authenticator(world: Any) -> None:
    secretary = world.account("w111", "secretary")
    second_factor.set_secret(secretary, "JBSWY3DPEHPK3PXP")
    page = world.client("w111", "admin").get(f"/u/w111/desk/admin/people/{secretary.pk}/code/").content.decode()
    assert "quản trị cấp trên" in page
    assert "clears_second_factor" not in page
