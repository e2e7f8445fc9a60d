"""Who acts where: memberships in force, several units, lines, the number of queries."""

from datetime import timedelta
from typing import Any

import pytest

from identity import members
from identity.actors import actor_for, system_actor
from identity.models import Membership, RoleAdjustment
from identity.permissions import Permission
from identity.roles import PRESETS, Role
from kernel import clock
from kernel.errors import NotPermitted
from registry.levels import Line


def test_officer_acts_in_own_unit_with_the_preset(world: Any) -> None:
    actor = world.actor("w111", "officer")
    assert actor.roles == {Role.RECEPTION_OFFICER}
    assert actor.permissions == PRESETS[Role.RECEPTION_OFFICER]
    assert actor.lines == {Line.GOVERNMENT}


def test_officer_is_nobody_in_another_unit(world: Any) -> None:
    officer = world.account("w111", "officer")
    assert actor_for(officer, world.unit("w112")) is None
    assert actor_for(officer, world.unit("w11")) is None


def test_require_names_the_missing_right(world: Any) -> None:
    with pytest.raises(NotPermitted, match="Mở niêm phong"):
        world.actor("w111", "officer").require(Permission.CASE_UNSEAL)


def test_membership_of_tomorrow_and_of_yesterday_give_nothing(world: Any) -> None:
    officer = world.account("w111", "officer")
    today = clock.today()
    Membership.objects.of_account(officer.pk).update(valid_from=today + timedelta(days=1))
    assert actor_for(officer, world.unit("w111")) is None
    Membership.objects.of_account(officer.pk).update(
        valid_from=today - timedelta(days=9), valid_to=today - timedelta(days=1)
    )
    assert actor_for(officer, world.unit("w111")) is None


def test_last_day_still_counts(world: Any) -> None:
    officer = world.account("w111", "officer")
    Membership.objects.of_account(officer.pk).update(valid_to=clock.today())
    assert actor_for(officer, world.unit("w111")) is not None


def test_closed_account_acts_nowhere(world: Any) -> None:
    officer = world.account("w111", "officer")
    officer.is_active = False
    officer.save(update_fields=["is_active"])
    assert actor_for(officer, world.unit("w111")) is None


def test_person_of_two_units_has_different_rights_in_each(world: Any) -> None:
    officer = world.account("w111", "officer")
    Membership.objects.create(
        account=officer, unit_id=world.unit("w112").id, role=Role.AUDITOR, valid_from=clock.today()
    )
    here, there = actor_for(officer, world.unit("w111")), actor_for(officer, world.unit("w112"))
    assert here is not None
    assert there is not None
    assert here.permissions == PRESETS[Role.RECEPTION_OFFICER]
    assert there.permissions == PRESETS[Role.AUDITOR]


def test_both_lines_are_two(world: Any) -> None:
    officer = world.account("w111", "officer")
    Membership.objects.of_account(officer.pk).update(line=Line.BOTH)
    actor = actor_for(officer, world.unit("w111"))
    assert actor is not None
    assert actor.lines == {Line.PARTY, Line.GOVERNMENT}


@pytest.mark.parametrize("roles", [1, 3])
def test_actor_costs_one_query_whatever_the_number_of_roles(
    world: Any, roles: int, django_assert_num_queries: Any
) -> None:
    officer, unit = world.account("w111", "officer"), world.unit("w111")
    for role in (Role.AUDITOR, Role.RECORDS_CLERK)[: roles - 1]:
        Membership.objects.create(account=officer, unit_id=unit.id, role=role, valid_from=clock.today())
    with django_assert_num_queries(1):
        actor_for(officer, unit)


def test_system_does_everything_but_open_a_seal(world: Any) -> None:
    actor = system_actor(world.unit("w111"))
    assert actor.account_id is None
    assert actor.permissions == frozenset(Permission) - {Permission.CASE_UNSEAL}


def test_holders_follow_the_unit_s_adjustments(world: Any) -> None:
    unit, other = world.unit("w111"), world.unit("w112")
    RoleAdjustment.objects.create(unit_id=unit.id, role=Role.HANDLER, permission=Permission.CASE_ENTER, granted=True)
    assert world.account("w111", "handler") in members.holders(unit.id, Permission.CASE_ENTER)
    assert world.account("w112", "handler") not in members.holders(other.id, Permission.CASE_ENTER)


def test_holders_agree_with_every_actor(world: Any) -> None:
    unit = world.unit("w11")
    for permission in Permission:
        found = {account.username for account in members.holders(unit.id, permission)}
        expected = {
            row.account.username
            for row in members.current(unit.id)
            if world.actor("w11", row.account.username.split(".")[0]).may(permission)
        }
        assert found == expected, permission


def test_heads_are_the_marked_ones(world: Any) -> None:
    found = {row.account.username for row in members.heads(world.unit("w111").id)}
    assert found == {"chairman.w111", "secretary.w111"}


def test_current_answers_for_a_past_day(world: Any) -> None:
    unit = world.unit("w111")
    officer = world.account("w111", "officer")
    yesterday = clock.today() - timedelta(days=1)
    Membership.objects.of_account(officer.pk).update(valid_to=clock.today(), ended_at=clock.now())
    assert officer not in [row.account for row in members.current(unit.id)]
    assert officer in [row.account for row in members.current(unit.id, yesterday)]
