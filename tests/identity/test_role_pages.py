"""The page of rights: preview, ceilings, own role, last administrator, the logs."""

from typing import Any

import pytest

from identity.actions.accounts import open_account
from identity.actions.memberships import add_membership
from identity.actions.roles import adjust_roles
from identity.models import AccessChange, RoleAdjustment
from identity.permissions import Permission as P
from identity.queries.rights import matrix, preview
from identity.roles import CEILINGS, PRESETS, Role
from kernel.errors import Invalid, InvalidTransition, NotPermitted
from kernel.journal.models import Event

ROLES = "/u/w111/desk/admin/roles/"


def test_widening_within_the_ceiling_works_at_once_in_this_unit_only(world: Any) -> None:
    with world.scope("w111"):
        assert adjust_roles({(Role.HANDLER, P.CASE_VIEW_UNIT): True}, actor=world.actor("w111", "admin")) == 1
    assert world.actor("w111", "handler").may(P.CASE_VIEW_UNIT)
    assert not world.actor("w112", "handler").may(P.CASE_VIEW_UNIT)


def test_back_to_the_preset_leaves_no_row(world: Any) -> None:
    with world.scope("w111"):
        admin = world.actor("w111", "admin")
        adjust_roles({(Role.HANDLER, P.CASE_CLOSE): False}, actor=admin)
        adjust_roles({(Role.HANDLER, P.CASE_CLOSE): True}, actor=admin)
    assert not RoleAdjustment.objects.exists()


@pytest.mark.parametrize("role", [role for role in Role if role != Role.UNIT_ADMIN])
def test_nothing_beyond_the_ceiling(world: Any, role: Role) -> None:
    beyond = sorted(frozenset(P) - CEILINGS[role])
    with world.scope("w111"):
        admin = world.actor("w111", "admin")
        for permission in beyond:
            with pytest.raises(Invalid):
                adjust_roles({(role, permission): True}, actor=admin)
    assert not RoleAdjustment.objects.exists()


def test_own_role_is_not_widened_but_may_be_narrowed(world: Any) -> None:
    RoleAdjustment.objects.create(
        unit_id=world.unit("w111").id, role=Role.UNIT_ADMIN, permission=P.AUDIT_VIEW, granted=False
    )
    with world.scope("w111"):
        admin = world.actor("w111", "admin")
        with pytest.raises(NotPermitted):
            adjust_roles({(Role.UNIT_ADMIN, P.AUDIT_VIEW): True}, actor=admin)
        assert adjust_roles({(Role.UNIT_ADMIN, P.UNIT_CONFIGURE): False}, actor=admin) == 1


@pytest.mark.parametrize("permission", [P.ACCOUNT_MANAGE, P.ROLE_MANAGE])
def test_unit_is_not_left_without_administrator(world: Any, permission: P) -> None:
    with world.scope("w111"), pytest.raises(InvalidTransition) as refused:
        adjust_roles({(Role.UNIT_ADMIN, permission): False}, actor=world.actor("w111", "admin"))
    assert refused.value.code == "last_administrator"


def test_one_refused_change_stops_all(world: Any) -> None:
    changes = {(Role.HANDLER, P.CASE_VIEW_UNIT): True, (Role.HANDLER, P.CASE_UNSEAL): True}
    with world.scope("w111"), pytest.raises(Invalid):
        adjust_roles(changes, actor=world.actor("w111", "admin"))
    assert not RoleAdjustment.objects.exists()


def test_preview_names_only_those_for_whom_something_changes(world: Any) -> None:
    with world.scope("w111"):
        admin = world.actor("w111", "admin")
        both = open_account(username="hai.vaitro", full_name="Người Hai Vai", actor=admin)
        for role in (Role.HANDLER, Role.RECEPTION_OFFICER):
            add_membership(both, role=role, actor=admin)
        shown = preview({(Role.HANDLER, P.CASE_VIEW_UNIT): True}, actor=admin)
    # Who sees all cases already as reception officer gains nothing.
    assert [one.name for one in shown.affected] == [world.account("w111", "handler").full_name]
    assert shown.affected[0].gains == (P.CASE_VIEW_UNIT,)
    assert not RoleAdjustment.objects.exists()


def test_each_change_stands_in_the_unit_s_and_the_superior_s_log(world: Any) -> None:
    changes = {(Role.HANDLER, P.CASE_VIEW_UNIT): True, (Role.HANDLER, P.CASE_CLOSE): False}
    with world.scope("w111"):
        adjust_roles(changes, actor=world.actor("w111", "admin"))
        assert Event.objects.filter(kind="permission_widened").count() == 1
        assert Event.objects.filter(kind="permission_narrowed").count() == 1
    assert AccessChange.objects.filter(unit_id=world.unit("w111").id).count() == 2
    for key in ("w11", "w1"):
        page = world.client(key, "admin").get(f"/u/{key}/desk/admin/log/?scope=below").content.decode()
        assert "Mở rộng quyền của vai trò" in page
        assert "Phường Hòa Bình" in page
    stranger = world.client("w12", "admin").get("/u/w12/desk/admin/log/?scope=below").content.decode()
    assert "Phường Hòa Bình" not in stranger


def test_cells_are_open_within_the_ceiling_and_not_for_the_own_role(world: Any) -> None:
    RoleAdjustment.objects.create(
        unit_id=world.unit("w111").id, role=Role.UNIT_ADMIN, permission=P.AUDIT_VIEW, granted=False
    )
    shown = matrix(world.actor("w111", "admin"))
    cells = {(c.role, c.permission): c for _t, lines in shown.groups for line in lines for c in line.cells}
    assert cells[Role.HANDLER, P.CASE_VIEW_UNIT].is_open
    assert not cells[Role.HANDLER, P.CASE_UNSEAL].is_open
    assert not cells[Role.UNIT_ADMIN, P.AUDIT_VIEW].is_open
    assert all(cell.in_ceiling for cell in cells.values() if cell.held)
    assert all(cells[role, p].is_preset == (p in PRESETS[role]) for role, p in cells)


def test_page_previews_then_saves_exactly_what_was_shown(world: Any) -> None:
    browser = world.client("w111", "admin")
    assert browser.get(ROLES).status_code == 200
    shown = [f"{role}:{p}" for role in (Role.HANDLER,) for p in PRESETS[role]]
    ticked = [name for name in shown if name != "handler:case_close"] + [
        "handler:case_view_unit",
        "handler:case_unseal",
    ]
    page = browser.post(ROLES, {"right": ticked, "shown": shown})
    text = page.content.decode()
    assert page.status_code == 200
    assert 'name="grant" value="handler:case_view_unit"' in text
    assert 'name="deny" value="handler:case_close"' in text
    assert "case_unseal" not in text
    assert world.account("w111", "handler").full_name in text
    assert not RoleAdjustment.objects.exists()
    saved = browser.post(ROLES, {"grant": "handler:case_view_unit", "deny": "handler:case_close", "confirmed": "1"})
    assert saved.status_code == 303
    assert RoleAdjustment.objects.count() == 2


def test_page_refuses_a_forged_confirmation_with_its_reason(world: Any) -> None:
    browser = world.client("w111", "admin")
    page = browser.post(ROLES, {"grant": "handler:case_unseal", "confirmed": "1"})
    assert page.status_code == 422
    assert "Không giao được quyền" in page.content.decode()
    assert not RoleAdjustment.objects.exists()


def test_box_that_another_administrator_changed_meanwhile_is_left_alone(world: Any) -> None:
    browser = world.client("w111", "admin")
    shown = [f"handler:{p}" for p in PRESETS[Role.HANDLER]]
    with world.scope("w111"):
        adjust_roles({(Role.HANDLER, P.CASE_VIEW_UNIT): True}, actor=world.actor("w111", "admin"))
    page = browser.post(ROLES, {"right": [n for n in shown if n != "handler:case_close"], "shown": shown})
    assert "case_view_unit" not in page.content.decode()
