"""Who one is, once more: password, code of the authenticator, and what a wrong one leads to."""

import time
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import RequestFactory

from identity import confirmations, second_factor
from kernel.errors import Invalid, TooMany
from tests.world import World

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def request_of(world: World, name: str) -> Any:
    request = RequestFactory().post("/")
    request.user = world.account("w111", name)
    return request


def test_right_password_confirms_the_person(world: World) -> None:
    request = request_of(world, "officer")
    found = confirmations.confirm(request, world.password)
    assert (found.account_id, found.how) == (request.user.pk, "password")


def test_code_of_the_authenticator_confirms_once(world: World) -> None:
    request = request_of(world, "chairman")
    second_factor.set_secret(request.user, SECRET)
    code = format_hotp_value(hotp_value(SECRET, int(time.time()) // 30))
    assert confirmations.confirm(request, f"{code[:3]} {code[3:]}").how == "code"
    with pytest.raises(Invalid):
        confirmations.confirm(request, code)


def test_wrong_ones_are_refused_and_after_ten_nothing_is_heard_for_a_while(world: World) -> None:
    request = request_of(world, "handler")
    for _ in range(10):
        with pytest.raises(Invalid):
            confirmations.confirm(request, "sai")
    with pytest.raises(TooMany):
        confirmations.confirm(request, world.password)
