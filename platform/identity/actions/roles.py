"""Adjusting what the roles of a unit may do, within their ceilings."""

from identity import members, policies
from identity.actions.record import begin, record
from identity.actors import Actor, adjustments
from identity.enums import ChangeKind
from identity.models import RoleAdjustment
from identity.permissions import Permission
from identity.roles import PRESETS, Role
from identity.rules.changes import Changes, really
from kernel.transactions import atomic


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
    policies.check_adjustments(real, now, actor=actor)
    for (role, permission), granted in real.items():
        _store(actor.unit.id, role, permission, granted)
        kind = ChangeKind.PERMISSION_WIDENED if granted else ChangeKind.PERMISSION_NARROWED
        record(kind, actor=actor, role=role.value, permission=permission.value)
    return len(real)


def _store(unit_id: int, role: Role, permission: Permission, granted: bool) -> None:
    if granted == (permission in PRESETS[role]):
        # Back to the preset: a later release that changes the preset then reaches this unit too.
        RoleAdjustment.objects.filter(unit_id=unit_id, role=role, permission=permission).delete()
        return
    RoleAdjustment.objects.update_or_create(
        unit_id=unit_id, role=role, permission=permission, defaults={"granted": granted}
    )
