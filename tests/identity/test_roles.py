"""Presets, ceilings and what a unit makes of them."""

import pytest

from identity.permissions import GROUPS, TOKEN_SCOPES, Permission
from identity.roles import CEILINGS, HEAD_ROLES, PRESETS, SECOND_FACTOR_ROLES, Role
from identity.rules.rights import effective, role_permissions

CASE = frozenset(p for p in Permission if p.value.startswith("case_"))


def test_every_role_has_a_preset_and_a_ceiling() -> None:
    assert set(PRESETS) == set(CEILINGS) == set(Role)


@pytest.mark.parametrize("role", Role)
def test_preset_stays_below_its_ceiling(role: Role) -> None:
    assert PRESETS[role] <= CEILINGS[role]


def test_every_permission_stands_on_the_page_once() -> None:
    shown = [p for _title, permissions in GROUPS for p in permissions]
    assert sorted(shown) == sorted(Permission)


def test_every_permission_has_words() -> None:
    assert all(str(p.label) for p in Permission)


def test_heads_open_seals_and_nobody_who_administers_can() -> None:
    may_unseal = {role for role in Role if Permission.CASE_UNSEAL in PRESETS[role]}
    assert may_unseal == HEAD_ROLES
    for role in Role:
        if Permission.ACCOUNT_MANAGE in CEILINGS[role]:
            assert not CEILINGS[role] & CASE


def test_roles_without_case_work_see_no_case() -> None:
    for role in (Role.INSPECTOR, Role.OBSERVER, Role.MINUTES_TAKER, Role.SECURITY_LIAISON, Role.PLATFORM_OPERATOR):
        assert not PRESETS[role] & CASE


def test_observer_reads_conclusions_and_nothing_else() -> None:
    assert PRESETS[Role.OBSERVER] == {Permission.CONCLUSION_VIEW}


def test_security_liaison_sees_the_security_side_only() -> None:
    assert PRESETS[Role.SECURITY_LIAISON] == CEILINGS[Role.SECURITY_LIAISON] == {Permission.SECURITY_PLAN}


def test_nobody_signs_with_a_token() -> None:
    assert Permission.DOCUMENT_SIGN not in TOKEN_SCOPES


def test_supervisor_sees_figures_and_no_case() -> None:
    assert not PRESETS[Role.SUPERVISOR] & CASE


def test_platform_operator_can_be_given_nothing() -> None:
    assert CEILINGS[Role.PLATFORM_OPERATOR] == frozenset()


def test_two_steps_are_demanded_of_who_decides_or_sees_much() -> None:
    assert {
        Role.SECRETARY,
        Role.CHAIRMAN,
        Role.OFFICE_CHIEF,
        Role.UNIT_ADMIN,
        Role.SUPERVISOR,
        Role.PLATFORM_OPERATOR,
    } == SECOND_FACTOR_ROLES


def test_program_never_manages_people_nor_opens_a_seal() -> None:
    forbidden = {Permission.ACCOUNT_MANAGE, Permission.ROLE_MANAGE, Permission.CASE_UNSEAL, Permission.TOKEN_USE}
    assert not TOKEN_SCOPES & forbidden


def test_adjustment_widens_and_narrows() -> None:
    rows = [
        (Role.HANDLER, Permission.CASE_VIEW_UNIT, True),
        (Role.HANDLER, Permission.CASE_CLOSE, False),
        (Role.RECORDS_CLERK, Permission.CASE_ENTER, False),
    ]
    held = role_permissions(Role.HANDLER, rows)
    assert Permission.CASE_VIEW_UNIT in held
    assert Permission.CASE_CLOSE not in held
    assert Permission.CASE_WORK in held


def test_old_adjustment_beyond_the_ceiling_gives_nothing() -> None:
    rows = [(Role.HANDLER, Permission.CASE_UNSEAL, True)]
    assert Permission.CASE_UNSEAL not in role_permissions(Role.HANDLER, rows)


def test_several_roles_add_up() -> None:
    held = effective({Role.HANDLER, Role.AUDITOR}, [])
    assert held == PRESETS[Role.HANDLER] | PRESETS[Role.AUDITOR]
