"""The page of rights: roles × permissions, and who is affected by a change before it is saved."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise

from identity import members, policies
from identity.actors import Actor, adjustments
from identity.permissions import GROUPS, Permission
from identity.roles import ASSIGNABLE_ROLES, CEILINGS, PRESETS, Role
from identity.rules.changes import Changes, after, really
from identity.rules.rights import effective, role_permissions


@dataclass(frozen=True, slots=True)
class Cell:
    """One role's hold on one permission: `is_open` when the unit may change it here and now."""

    role: Role
    permission: Permission
    held: bool
    is_preset: bool
    in_ceiling: bool
    is_open: bool

    @property
    def name(self) -> str:
        """Name of the box in the form."""
        return f"{self.role.value}:{self.permission.value}"


@dataclass(frozen=True, slots=True)
class Line:
    """One permission across the shown roles."""

    permission: Permission
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """The whole page."""

    roles: tuple[Role, ...]
    groups: tuple[tuple[str | Promise, tuple[Line, ...]], ...]
    people: Mapping[Role, int]


@dataclass(frozen=True, slots=True)
class Affected:
    """One person and what really changes for them, other roles counted."""

    name: str
    gains: tuple[Permission, ...]
    loses: tuple[Permission, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One box that was changed."""

    role: Role
    permission: Permission
    granted: bool

    @property
    def name(self) -> str:
        return f"{self.role.value}:{self.permission.value}"


@dataclass(frozen=True, slots=True)
class Preview:
    """What saving would do."""

    changes: tuple[Change, ...]
    affected: tuple[Affected, ...]


def matrix(actor: Actor, wanted: Changes | None = None) -> Matrix:
    """Roles that may hold anything at all, in columns; `wanted` shows boxes as they were typed."""
    now = adjustments(actor.unit.id)
    held = {role: role_permissions(role, after(wanted or {}, now)) for role in Role}
    shown = tuple(role for role in ASSIGNABLE_ROLES if CEILINGS[role])
    counted: dict[Role, set[object]] = {}
    for row in members.current(actor.unit.id):
        counted.setdefault(Role(row.role), set()).add(row.account_id)
    people = {role: len(counted.get(role, ())) for role in shown}
    groups = tuple(
        (
            title,
            tuple(
                Line(permission, tuple(_cell(actor, role, permission, held[role]) for role in shown))
                for permission in permissions
            ),
        )
        for title, permissions in GROUPS
    )
    return Matrix(roles=shown, groups=groups, people=people)


def preview(changes: Changes, *, actor: Actor) -> Preview:
    """What saving would do and to whom; raises what saving would raise."""
    now = adjustments(actor.unit.id)
    real = really(changes, now)
    policies.check_adjustments(real, now, actor=actor)
    then = after(real, now)
    roles_of: dict[object, tuple[str, set[Role]]] = {}
    for row in members.current(actor.unit.id):
        roles_of.setdefault(row.account_id, (row.account.full_name, set()))[1].add(Role(row.role))
    affected = []
    for name, roles in roles_of.values():
        before, later = effective(roles, now), effective(roles, then)
        if before != later:
            gains = tuple(p for p in Permission if p in later - before)
            loses = tuple(p for p in Permission if p in before - later)
            affected.append(Affected(name, gains, loses))
    shown = tuple(Change(role, permission, granted) for (role, permission), granted in real.items())
    return Preview(changes=shown, affected=tuple(affected))


def _cell(actor: Actor, role: Role, permission: Permission, held: frozenset[Permission]) -> Cell:
    in_ceiling = permission in CEILINGS[role]
    holds = permission in held
    return Cell(
        role=role,
        permission=permission,
        held=holds,
        is_preset=permission in PRESETS[role],
        in_ceiling=in_ceiling,
        # An own role may be narrowed, never widened.
        is_open=in_ceiling and (holds or role not in actor.roles),
    )
