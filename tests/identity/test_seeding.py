"""Many accounts at once, and the first administrator of a unit."""

from typing import Any

import pytest

from identity import second_factor
from identity.actions.invitations import find_open
from identity.actions.seeding import Seed, seed_accounts
from identity.actors import actor_for
from identity.models import Account, Membership
from identity.opening import first_administrator
from identity.permissions import Permission
from identity.roles import Role
from identity.tokens import actor_of, authenticate, new_secret
from kernel.errors import Invalid

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def test_seeded_accounts_sign_in_with_the_one_password(world: Any) -> None:
    token = new_secret()
    rows = [
        Seed(world.unit("w111"), "a.w111", "A", (Role.SECRETARY,), totp_secret=SECRET, token=token),
        Seed(world.unit("w112"), "b.w112", "B", (Role.HANDLER, Role.AUDITOR)),
        Seed(world.unit("w11"), "b.w112", "B", (Role.HANDLER,)),
    ]
    accounts = seed_accounts(rows, "mat-khau-thu-2026")
    assert {a.password for a in accounts.values()} == {accounts["a.w111"].password}
    assert accounts["a.w111"].check_password("mat-khau-thu-2026")
    assert Membership.objects.get(account=accounts["a.w111"]).is_head
    assert second_factor.has_authenticator(accounts["a.w111"].pk)
    assert {row.unit_id for row in accounts["b.w112"].memberships.all()} == {
        world.unit("w112").id,
        world.unit("w11").id,
    }
    found = authenticate(token)
    assert found is not None
    actor = actor_of(found[1], world.unit("w111"))
    assert actor is not None
    assert not actor.may(Permission.CASE_UNSEAL)
    assert actor.may(Permission.CASE_VIEW_UNIT)


def test_seeding_twice_changes_nothing(world: Any) -> None:
    rows = [Seed(world.unit("w111"), "a.w111", "A", (Role.HANDLER,))]
    seed_accounts(rows, "mot")
    seed_accounts(rows, "hai")
    account = Account.objects.get(username="a.w111")
    assert account.check_password("mot")
    assert account.memberships.count() == 1


def test_seeding_costs_few_queries_whatever_the_number(world: Any, django_assert_max_num_queries: Any) -> None:
    rows = [Seed(world.unit("w111"), f"a{n}.w111", "A", (Role.HANDLER,), token=new_secret()) for n in range(100)]
    with django_assert_max_num_queries(10):
        seed_accounts(rows, "mat-khau-thu-2026")


def test_first_administrator_gets_a_code_and_the_role(world: Any) -> None:
    issued = first_administrator(unit=world.unit("w111"), username="quantri.moi", full_name="Quản Trị Mới")
    assert find_open(issued.code) is not None
    actor = actor_for(issued.invitation.account, world.unit("w111"))
    assert actor is not None
    assert actor.may(Permission.ACCOUNT_MANAGE)
    with pytest.raises(Invalid):
        first_administrator(unit=world.unit("w111"), username="quantri.moi", full_name="Lần Hai")
