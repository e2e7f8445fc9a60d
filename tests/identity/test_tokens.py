"""Keys of programs: hashed, scoped, expiring, the member's rights at most."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from identity.actions.roles import adjust_roles
from identity.actions.tokens import make_token, revoke_token
from identity.models import Token
from identity.permissions import Permission as P
from identity.roles import Role
from identity.tokens import actor_of, authenticate
from kernel import clock
from kernel.errors import Invalid, NotPermitted

TOKENS = "/u/w111/desk/admin/tokens/"


def make(world: Any, *scopes: P, name: str = "officer", days: int = 30) -> Any:
    with world.scope("w111"):
        return make_token(name="máy quét", scopes=scopes, days=days, actor=world.actor("w111", name))


def test_secret_is_recognised_and_only_its_digest_stored(world: Any) -> None:
    made = make(world, P.CASE_ENTER)
    found = authenticate(made.secret)
    assert found is not None
    assert found[0] == world.account("w111", "officer")
    with connection.cursor() as cursor:
        cursor.execute("SELECT t::text FROM identity_token t")
        assert made.secret[9:] not in cursor.fetchone()[0]


@pytest.mark.parametrize("raw", ["", "td_", "td_" + "x" * 43, "td_" + "x" * 5000, "Bearer x", "td_\x00"])
def test_other_secrets_are_not(world: Any, raw: str) -> None:
    make(world, P.CASE_ENTER)
    assert authenticate(raw) is None


def test_actor_of_a_token_may_what_member_and_scope_both_may(world: Any) -> None:
    made = make(world, P.CASE_ENTER, P.CASE_WORK)
    actor = actor_of(made.token, world.unit("w111"))
    assert actor is not None
    assert actor.permissions == {P.CASE_ENTER, P.CASE_WORK}
    with world.scope("w111"):
        adjust_roles({(Role.RECEPTION_OFFICER, P.CASE_ENTER): False}, actor=world.actor("w111", "admin"))
    actor = actor_of(made.token, world.unit("w111"))
    assert actor is not None
    assert actor.permissions == {P.CASE_WORK}


def test_token_is_nobody_in_another_unit(world: Any) -> None:
    made = make(world, P.CASE_ENTER)
    assert actor_of(made.token, world.unit("w112")) is None
    assert actor_of(made.token, world.unit("w11")) is None


@pytest.mark.parametrize("scope", [P.CASE_ANSWER, P.ACCOUNT_MANAGE, P.TOKEN_USE])
def test_scope_one_does_not_hold_or_no_program_may_have_is_refused(world: Any, scope: P) -> None:
    with pytest.raises(Invalid):
        make(world, scope)


def test_head_cannot_give_a_program_the_seal(world: Any) -> None:
    with pytest.raises(Invalid):
        make(world, P.CASE_UNSEAL, name="secretary")


@pytest.mark.parametrize("days", [0, 366])
def test_life_is_from_a_day_to_a_year(world: Any, days: int) -> None:
    with pytest.raises(Invalid):
        make(world, P.CASE_ENTER, days=days)


def test_token_expires(world: Any) -> None:
    made = make(world, P.CASE_ENTER, days=7)
    with clock.at(clock.now() + timedelta(days=7, seconds=1)):
        assert authenticate(made.secret) is None


def test_revoked_by_its_owner_or_an_administrator_only(world: Any) -> None:
    made = make(world, P.CASE_ENTER)
    with world.scope("w111"):
        with pytest.raises(NotPermitted):
            revoke_token(made.token, actor=world.actor("w111", "chief"))
        revoke_token(made.token, actor=world.actor("w111", "admin"))
    assert authenticate(made.secret) is None


def test_day_of_last_use_is_written_once_a_day(world: Any, django_assert_num_queries: Any) -> None:
    made = make(world, P.CASE_ENTER)
    with django_assert_num_queries(2):
        authenticate(made.secret)
    with django_assert_num_queries(1):
        authenticate(made.secret)
    assert Token.objects.get().last_used_on == clock.today()


def test_closed_account_s_token_is_dead(world: Any) -> None:
    made = make(world, P.CASE_ENTER)
    account = world.account("w111", "officer")
    account.is_active = False
    account.save(update_fields=["is_active"])
    assert authenticate(made.secret) is None


def test_page_shows_the_secret_once(world: Any) -> None:
    browser = world.client("w111", "officer")
    page = browser.post(TOKENS + "new/", {"name": "máy quét", "days": "30", "scopes": ["case_enter"]})
    token = Token.objects.get()
    text = page.content.decode()
    assert page.status_code == 200
    assert token.prefix in text
    assert page.headers["Cache-Control"].find("no-store") >= 0
    secret = text[text.index(token.prefix) :].split("<")[0].strip()
    assert authenticate(secret) is not None
    assert secret not in browser.get(TOKENS).content.decode()


def test_page_revokes_own_tokens_and_no_others(world: Any) -> None:
    made = make(world, P.CASE_ENTER)
    address = f"{TOKENS}{made.token.pk}/revocation/"
    assert world.client("w111", "handler").get(address).status_code == 404
    assert world.client("w112", "admin").get(address.replace("w111", "w112")).status_code == 404
    browser = world.client("w111", "officer")
    assert browser.get(address).status_code == 200
    assert browser.post(address).status_code == 303
    assert authenticate(made.secret) is None
