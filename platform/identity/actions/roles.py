"""Adjusting what the roles of a unit may do, within their ceilings."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from identity import members
from identity.actions.record import begin, record
from identity.actors import Actor, adjustments
from identity.enums import ChangeKind
from identity.models import RoleAdjustment
from identity.permissions import Permission
from identity.roles import ASSIGNABLE_ROLES, CEILINGS, PRESETS, Role
from identity.rules.administrators import Holding, administrators
from identity.rules.rights import Adjustment, role_permissions
from kernel.errors import Invalid, InvalidTransition, NotPermitted
from kernel.transactions import atomic

Changes = Mapping[tuple[Role, Permission], bool]


@atomic()
def adjust_roles(changes: Changes, *, actor: Actor) -> int:
    """Widen or narrow roles of the actor's unit; returns how many permissions really changed.

    Records `permission_widened` / `permission_narrowed` for each. Refused as a whole: beyond a ceiling, widening a role
    the actor holds, leaving the unit without an administrator.
    """
    actor.require(Permission.ROLE_MANAGE)
    begin(actor)
    # Two administrators at once: one waits for the other here and then sees what was done.
    administering = members.current(actor.unit.id).filter(role=Role.UNIT_ADMIN).order_by("pk")
    list(administering.select_for_update(of=("self",)))
    now = adjustments(actor.unit.id)
    real = really(changes, now)
    check(real, now, actor=actor)
    for (role, permission), granted in real.items():
        _store(actor.unit.id, role, permission, granted)
        kind = ChangeKind.PERMISSION_WIDENED if granted else ChangeKind.PERMISSION_NARROWED
        record(kind, actor=actor, role=role.value, permission=permission.value)
    return len(real)


def really(changes: Changes, now: list[Adjustment]) -> dict[tuple[Role, Permission], bool]:
    """Those of the wanted changes that differ from what holds now."""
    held = {role: role_permissions(role, now) for role in Role}
    return {
        (role, permission): granted
        for (role, permission), granted in changes.items()
        if (permission in held[role]) != granted
    }


def check(changes: Changes, now: list[Adjustment], *, actor: Actor) -> None:
    """Raise for a change that may not be made; the preview asks the same question before anything is saved."""
    for (role, permission), granted in changes.items():
        if role not in ASSIGNABLE_ROLES or (granted and permission not in CEILINGS[role]):
            raise Invalid(
                "beyond_ceiling",
                _("Không giao được quyền “%(right)s” cho vai trò %(role)s.")
                % {"right": permission.label, "role": role.label},
            )
        if granted and role in actor.roles:
            raise NotPermitted(
                "own_role_widened",
                _("Bạn đang giữ vai trò %(role)s nên không tự mở rộng quyền của vai trò này.") % {"role": role.label},
            )
    holdings = [Holding(row.account_id, Role(row.role)) for row in members.current(actor.unit.id)]
    if administrators(holdings, now) and not administrators(holdings, after(changes, now)):
        raise InvalidTransition(
            "last_administrator", _("Thay đổi này làm đơn vị không còn ai quản trị tài khoản và quyền.")
        )


def after(changes: Changes, now: list[Adjustment]) -> list[Adjustment]:
    """The adjustments as they would be."""
    kept = [row for row in now if (row[0], row[1]) not in changes]
    return kept + [(role, permission, granted) for (role, permission), granted in changes.items()]


def _store(unit_id: int, role: Role, permission: Permission, granted: bool) -> None:
    if granted == (permission in PRESETS[role]):
        # Back to the preset: a later release that changes the preset then reaches this unit too.
        RoleAdjustment.objects.filter(unit_id=unit_id, role=role, permission=permission).delete()
        return
    RoleAdjustment.objects.update_or_create(
        unit_id=unit_id, role=role, permission=permission, defaults={"granted": granted}
    )
