"""Opening accounts, giving and ending roles, who may reset whom."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction

from identity import policies, protocols
from identity.actions.accounts import change_account, end_account, open_account
from identity.actions.invitations import invite
from identity.actions.memberships import add_membership, end_due, end_membership, move_home
from identity.actions.tokens import make_token
from identity.actors import Actor, actor_for, system_actor
from identity.enums import ChangeKind
from identity.jobs import end_memberships
from identity.models import AccessChange, Account, Membership
from identity.permissions import Permission
from identity.protocols import OpenWorkRow
from identity.roles import Role
from identity.tokens import actor_of, authenticate
from kernel import clock, ids
from kernel.errors import Invalid, InvalidTransition, NotFound, NotPermitted, UnitUnavailable
from kernel.journal.models import Event
from registry import epoch
from registry.models import Unit


@pytest.fixture
def admin(world: Any) -> Iterator[Actor]:
    with world.scope("w111"):
        yield world.actor("w111", "admin")


def _role(world: Any, name: str, key: str = "w111") -> Membership:
    found: Membership = Membership.objects.get(account=world.account(key, name))
    return found


def test_open_account_has_no_password_and_a_home(admin: Actor) -> None:
    account = open_account(username=" Lan.Nguyen ", full_name="Nguyễn Thị Lan", actor=admin)
    assert account.username == "lan.nguyen"
    assert not account.has_usable_password()
    assert account.home_unit_id == admin.unit.id
    assert Event.objects.get(kind="account_opened").data["username"] == "lan.nguyen"


def test_open_account_refused_to_an_officer(world: Any) -> None:
    with world.scope("w111"), pytest.raises(NotPermitted):
        open_account(username="lan.nguyen", full_name="Lan", actor=world.actor("w111", "officer"))


@pytest.mark.parametrize("username", ["OFFICER.w111", "ab", "nguyễn.lan", "lan nguyen", "a" * 65, "lan\x00x"])
def test_open_account_names_the_field_of_a_bad_username(admin: Actor, username: str) -> None:
    with pytest.raises(Invalid) as refused:
        open_account(username=username, full_name="Lan", actor=admin)
    assert "username" in refused.value.fields


def test_open_account_refuses_an_email_that_is_taken(admin: Actor) -> None:
    open_account(username="lan.mot", full_name="Lan", email="lan@w1.vn", actor=admin)
    with pytest.raises(Invalid) as refused:
        open_account(username="lan.hai", full_name="Lan", email="LAN@w1.vn", actor=admin)
    assert "email" in refused.value.fields


def test_superuser_cannot_be_stored(world: Any) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.filter(username="admin.w111").update(is_superuser=True)


def test_public_row_names_nobody(admin: Actor) -> None:
    open_account(username="lan.nguyen", full_name="Nguyễn Thị Lan", actor=admin)
    with connection.cursor() as cursor:
        cursor.execute("SELECT c::text FROM identity_accesschange c")
        rows = "".join(row[0] for row in cursor.fetchall())
    assert "Lan" not in rows
    assert "lan.nguyen" not in rows


def test_administrator_gives_himself_no_role(world: Any, admin: Actor) -> None:
    with pytest.raises(NotPermitted):
        add_membership(world.account("w111", "admin"), role=Role.SECRETARY, actor=admin)


def test_platform_operator_is_no_role_a_unit_gives(world: Any, admin: Actor) -> None:
    with pytest.raises(Invalid):
        add_membership(world.account("w111", "handler"), role=Role.PLATFORM_OPERATOR, actor=admin)


def test_same_role_twice_is_refused(world: Any, admin: Actor) -> None:
    with pytest.raises(Invalid):
        add_membership(world.account("w111", "handler"), role=Role.HANDLER, actor=admin)


def test_person_of_another_unit_gets_a_role_and_keeps_the_home(world: Any, admin: Actor) -> None:
    guest = world.account("w112", "handler")
    add_membership(guest, role=Role.HANDLER, actor=admin)
    assert actor_for(guest, admin.unit) is not None
    guest.refresh_from_db()
    assert guest.home_unit_id == world.unit("w112").id


def test_superior_that_gives_a_role_becomes_the_home(world: Any) -> None:
    # Else the ward's administrator could reset, and become, somebody who decides for the province.
    ward_handler = world.account("w111", "handler")
    with world.scope("w1"):
        add_membership(ward_handler, role=Role.OFFICE_CHIEF, actor=world.actor("w1", "admin"))
    ward_handler.refresh_from_db()
    assert ward_handler.home_unit_id == world.unit("w1").id
    assert not policies.may_reset(world.actor("w111", "admin"), ward_handler)


@pytest.mark.parametrize(
    ("by", "allowed"),
    [("w111", True), ("w11", True), ("w1", True), ("w112", False), ("w12", False), ("w121", False)],
)
def test_reset_by_home_or_superior_only(world: Any, by: str, allowed: bool) -> None:
    account, actor = world.account("w111", "handler"), world.actor(by, "admin")
    with world.scope(by):
        if allowed:
            assert invite(account, actor=actor).code
        else:
            with pytest.raises(NotPermitted):
                invite(account, actor=actor)


def test_unit_that_lent_a_role_may_not_reset(world: Any, admin: Actor) -> None:
    guest = world.account("w112", "handler")
    add_membership(guest, role=Role.HANDLER, actor=admin)
    with pytest.raises(NotPermitted, match="Phường Thống Nhất"):
        invite(guest, actor=admin)
    with pytest.raises(NotPermitted):
        change_account(guest, full_name="Người khác", email="", phone="", actor=admin)


def test_superior_s_reset_stands_in_both_logs(world: Any) -> None:
    account = world.account("w111", "handler")
    with world.scope("w1"):
        invite(account, actor=world.actor("w1", "admin"))
        assert Event.objects.filter(kind="account_reset").exists()
    row = AccessChange.objects.get(kind=ChangeKind.ACCOUNT_RESET)
    assert (row.unit_id, row.actor_unit_id) == (world.unit("w111").id, world.unit("w1").id)


def test_stranger_does_not_even_see_the_account(world: Any) -> None:
    account = world.account("w111", "handler")
    with pytest.raises(NotFound):
        policies.get_account(world.actor("w121", "admin"), account.pk)


def test_end_today_ends_rights_and_tokens_at_once(world: Any, admin: Actor) -> None:
    officer = world.account("w111", "officer")
    made = make_token(name="máy quét", scopes=[Permission.CASE_ENTER], days=30, actor=world.actor("w111", "officer"))
    assert authenticate(made.secret) is not None
    end_membership(_role(world, "officer"), on=clock.today(), actor=admin)
    assert actor_for(officer, admin.unit) is None
    assert authenticate(made.secret) is None


def test_end_of_one_role_leaves_the_other_and_its_tokens(world: Any, admin: Actor) -> None:
    officer = world.account("w111", "officer")
    add_membership(officer, role=Role.HANDLER, actor=admin)
    made = make_token(name="x", scopes=[Permission.CASE_WORK], days=30, actor=actor_for(officer, admin.unit))  # type: ignore[arg-type]
    end_membership(Membership.objects.get(account=officer, role=Role.RECEPTION_OFFICER), on=clock.today(), actor=admin)
    actor = actor_for(officer, admin.unit)
    assert actor is not None
    assert actor.roles == {Role.HANDLER}
    assert authenticate(made.secret) is not None


def test_token_dies_with_the_last_day_even_if_no_sweep_ran(world: Any, admin: Actor) -> None:
    made = make_token(name="x", scopes=[Permission.CASE_ENTER], days=30, actor=world.actor("w111", "officer"))
    end_membership(_role(world, "officer"), on=clock.today() + timedelta(days=2), actor=admin)
    assert actor_of(made.token, admin.unit) is not None
    with clock.at(clock.today() + timedelta(days=3)):
        assert actor_of(made.token, admin.unit) is None


def test_last_administrator_stays(world: Any, admin: Actor) -> None:
    other = open_account(username="hai.quantri", full_name="Quản trị hai", actor=admin)
    second = add_membership(other, role=Role.UNIT_ADMIN, actor=admin)
    second_actor = actor_for(other, admin.unit)
    assert second_actor is not None
    end_membership(_role(world, "admin"), on=clock.today(), actor=second_actor)
    third = open_account(username="ba.quantri", full_name="Quản trị ba", actor=second_actor)
    add_membership(third, role=Role.HANDLER, actor=second_actor)
    # Nobody else is left who could do it, so the rule is asked through the system.
    with pytest.raises(InvalidTransition) as refused:
        end_membership(second, on=clock.today(), actor=system_actor(admin.unit))
    assert refused.value.code == "last_administrator"


def test_administrator_with_an_end_does_not_count_as_the_one_who_stays(world: Any, admin: Actor) -> None:
    other = open_account(username="hai.quantri", full_name="Quản trị hai", actor=admin)
    add_membership(other, role=Role.UNIT_ADMIN, valid_to=clock.today() + timedelta(days=30), actor=admin)
    with pytest.raises(InvalidTransition):
        end_membership(_role(world, "admin"), on=clock.today(), actor=system_actor(admin.unit))


def test_own_role_is_ended_by_somebody_else(world: Any, admin: Actor) -> None:
    with pytest.raises(NotPermitted):
        end_membership(_role(world, "admin"), on=clock.today(), actor=admin)


class Desk:
    """Open work as the room of cases provides it: here one thing in hand of one person."""

    def __init__(self) -> None:
        self.holder: UUID | None = None
        self.ended: list[UUID] = []

    def rows(self, account_id: UUID) -> list[OpenWorkRow]:
        return [OpenWorkRow(ids.new_id(), "000001/2026/w111")] if account_id == self.holder else []

    def hand_over(self, account_id: UUID, *, to: UUID, actor: Actor) -> int:
        if account_id != self.holder:
            return 0
        self.holder = to
        return 1

    def end_grants(self, account_id: UUID, *, actor: Actor) -> int:
        self.ended.append(account_id)
        return 1


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Desk:
    found = Desk()
    monkeypatch.setattr(protocols.open_work, "_providers", [found])
    return found


def test_open_work_must_be_handed_over_first(world: Any, admin: Actor, desk: Desk) -> None:
    handler, chief = world.account("w111", "handler"), world.account("w111", "chief")
    desk.holder = handler.pk
    with pytest.raises(Invalid) as refused:
        end_membership(_role(world, "handler"), on=clock.today(), actor=admin)
    assert "successor" in refused.value.fields
    assert actor_for(handler, admin.unit) is not None
    assert end_membership(_role(world, "handler"), on=clock.today(), successor=chief, actor=admin) == 1
    assert desk.holder == chief.pk
    assert desk.ended == [handler.pk]


def test_open_work_goes_to_nobody_who_could_not_do_it(world: Any, admin: Actor, desk: Desk) -> None:
    desk.holder = world.account("w111", "handler").pk
    for successor in (
        world.account("w112", "handler"),
        world.account("w111", "admin"),
        world.account("w111", "handler"),
    ):
        with pytest.raises(Invalid):
            end_membership(_role(world, "handler"), on=clock.today(), successor=successor, actor=admin)


def test_end_in_the_future_hands_over_on_that_day(world: Any, admin: Actor, desk: Desk) -> None:
    handler, chief = world.account("w111", "handler"), world.account("w111", "chief")
    desk.holder = handler.pk
    last = clock.today() + timedelta(days=5)
    assert end_membership(_role(world, "handler"), on=last, successor=chief, actor=admin) == 0
    assert desk.holder == handler.pk
    assert end_due(_role(world, "handler")) == 0
    with clock.at(last + timedelta(days=1)):
        assert end_due(_role(world, "handler")) == 1
        assert end_due(_role(world, "handler")) == 0
    assert desk.holder == chief.pk


def test_job_ends_what_is_over_and_goes_on_after_a_failure(world: Any, admin: Actor, desk: Desk) -> None:
    handler, officer = world.account("w111", "handler"), world.account("w112", "handler")
    yesterday = clock.today() - timedelta(days=1)
    Membership.objects.filter(account__in=[handler, officer]).update(valid_to=yesterday)
    desk.holder = handler.pk
    assert end_memberships() == 2
    assert end_memberships() == 0
    assert set(desk.ended) == {handler.pk, officer.pk}
    # Nobody was named to take over: the work stays where the office chief finds it.
    assert desk.holder == handler.pk


def test_frozen_unit_changes_nobody(world: Any, admin: Actor) -> None:
    Unit.objects.filter(pk=admin.unit.id).update(status="frozen")
    epoch.bump()
    with pytest.raises(UnitUnavailable):
        open_account(username="lan.nguyen", full_name="Lan", actor=admin)


def test_account_is_closed_only_without_roles(world: Any, admin: Actor) -> None:
    handler = world.account("w111", "handler")
    with pytest.raises(InvalidTransition):
        end_account(handler, actor=admin)
    end_membership(_role(world, "handler"), on=clock.today(), actor=admin)
    end_account(handler, actor=admin)
    assert not handler.is_active
    with pytest.raises(InvalidTransition):
        add_membership(handler, role=Role.HANDLER, actor=admin)


def test_home_moves_only_to_a_unit_of_the_person(world: Any, admin: Actor) -> None:
    handler = world.account("w111", "handler")
    other = world.unit("w112")
    with pytest.raises(Invalid):
        move_home(handler, to_unit_id=other.id, actor=admin)
    Membership.objects.create(account=handler, unit_id=other.id, role=Role.HANDLER, valid_from=clock.today())
    move_home(handler, to_unit_id=other.id, actor=admin)
    assert policies.may_reset(world.actor("w112", "admin"), handler)
    assert not policies.may_reset(admin, handler)
