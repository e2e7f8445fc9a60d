"""Giving a person a role in a unit, and ending it."""

import datetime

from django.db import IntegrityError
from django.db.models import Q
from django.utils.translation import gettext as _

from identity import members, policies
from identity.actions.record import begin, record
from identity.actors import Actor, actor_for, adjustments, system_actor
from identity.enums import ChangeKind
from identity.models import Account, Invitation, Membership, Token
from identity.permissions import Permission
from identity.protocols import open_work
from identity.roles import ASSIGNABLE_ROLES, Role
from identity.rules.administrators import Holding, administrators
from kernel import clock, text
from kernel.errors import Invalid, InvalidTransition
from kernel.transactions import atomic
from registry import tree
from registry.levels import Line


@atomic()
def add_membership(
    account: Account,
    *,
    role: Role,
    line: Line = Line.GOVERNMENT,
    position: str = "",
    is_head: bool = False,
    valid_from: datetime.date | None = None,
    valid_to: datetime.date | None = None,
    actor: Actor,
) -> Membership:
    """Give a person a role in the actor's unit. Records `membership_added`, and `home_moved` when that follows.

    Refused: to oneself, a role that no unit gives (the command line, which is the system, may), a closed account, the same
    role twice. A superior that gives a role
    becomes the account's home: its administrators, not the lower unit's, reset who works for it.
    """
    actor.require(Permission.ACCOUNT_MANAGE)
    policies.refuse_self(actor, account.pk)
    begin(actor)
    if role not in ASSIGNABLE_ROLES and actor.account_id is not None:
        raise Invalid("role_not_given", _("Vai trò này không do đơn vị giao."), {"role": [_("Hãy chọn vai trò khác.")]})
    if not account.is_active:
        raise InvalidTransition("account_ended", _("Tài khoản đã đóng."))
    valid_from = valid_from or clock.today()
    if valid_to is not None and valid_to < valid_from:
        wrong = _("Ngày kết thúc phải từ ngày bắt đầu trở đi.")
        raise Invalid("dates_reversed", wrong, {"valid_to": [wrong]})
    if _overlapping(account, actor.unit.id, role, line, valid_from, valid_to):
        twice = _("Người này đã có vai trò đó trong thời gian này.")
        raise Invalid("role_twice", twice, {"role": [twice]})
    try:
        with atomic():
            membership = Membership.objects.create(
                account=account,
                unit_id=actor.unit.id,
                role=role,
                line=line,
                position=text.clean(position, field="position", max_length=200),
                is_head=is_head,
                valid_from=valid_from,
                valid_to=valid_to,
            )
    except IntegrityError as error:
        twice = _("Người này đã có vai trò đó trong thời gian này.")
        raise Invalid("role_twice", twice, {"role": [twice]}) from error
    record(ChangeKind.MEMBERSHIP_ADDED, actor=actor, subject=account, role=role.value)
    if account.home_unit_id is None or (
        account.home_unit_id != actor.unit.id and tree.is_under(account.home_unit_id, actor.unit.id)
    ):
        _move_home(account, actor.unit.id, actor)
    return membership


@atomic()
def end_membership(membership: Membership, *, on: datetime.date, successor: Account | None = None, actor: Actor) -> int:
    """End a role on a day (its last), handing open work over first; returns how many things were handed over.

    Today or earlier ends it at once: rights, the unit's tokens and single grants with it, unless another role in the
    unit goes on. A later day only notes the successor; `end_due` does the rest that day. Records `membership_ended`.
    Refused: one's own role, the last administrator, open work without a successor who may work here.
    """
    actor.require(Permission.ACCOUNT_MANAGE)
    policies.refuse_self(actor, membership.account_id)
    begin(actor)
    membership, administering = _lock(membership, actor)
    if membership.unit_id != actor.unit.id or membership.ended_at is not None:
        raise InvalidTransition("membership_over", _("Vai trò này đã kết thúc."))
    if clock.today() < on < membership.valid_from:
        wrong = _("Ngày kết thúc phải từ ngày bắt đầu trở đi.")
        raise Invalid("dates_reversed", wrong, {"on": [wrong]})
    _refuse_last_administrator(membership, administering)
    goes_on = _other_roles(membership)
    if not goes_on and open_work.rows(membership.account_id):
        _check_successor(membership, successor, actor)
    membership.valid_to = max(on, membership.valid_from)
    membership.successor = successor
    handed = 0
    if on <= clock.today():
        handed = _end_now(membership, goes_on=goes_on, actor=actor)
    membership.save(update_fields=["valid_to", "successor", "ended_at"])
    record(
        ChangeKind.MEMBERSHIP_ENDED,
        actor=actor,
        subject=membership.account,
        role=membership.role,
        on=membership.valid_to.isoformat(),
        handed_over=handed,
    )
    return handed


@atomic()
def move_home(account: Account, *, to_unit_id: int, actor: Actor) -> None:
    """Give the care of an account to another unit where the person has a role in force. Records `home_moved`."""
    policies.require_reset(actor, account)
    policies.refuse_self(actor, account.pk)
    begin(actor)
    if not Membership.objects.of_account(account.pk).in_unit(to_unit_id).in_force().exists():
        wrong = _("Người này không có vai trò ở đơn vị đó.")
        raise Invalid("no_role_there", wrong, {"unit": [wrong]})
    _move_home(account, to_unit_id, actor)


@atomic()
def end_due(membership: Membership) -> int:
    """Finish a role whose last day has passed: hand over to the noted successor, end tokens and grants.

    Runs in the unit, as the system. Rights ended by themselves at midnight.
    """
    membership = Membership.objects.select_for_update(of=("self",)).select_related("account").get(pk=membership.pk)
    if membership.ended_at is not None or membership.valid_to is None or membership.valid_to >= clock.today():
        return 0
    actor = system_actor(tree.get(membership.unit_id))
    handed = _end_now(membership, goes_on=_other_roles(membership), actor=actor)
    membership.save(update_fields=["ended_at"])
    return handed


def _end_now(membership: Membership, *, goes_on: bool, actor: Actor) -> int:
    now = clock.now()
    membership.ended_at = now
    if goes_on:
        return 0
    handed = 0
    if membership.successor_id is not None:
        handed = open_work.hand_over(membership.account_id, to=membership.successor_id, actor=actor)
    open_work.end_grants(membership.account_id, actor=actor)
    Token.objects.usable().filter(account_id=membership.account_id, unit_id=membership.unit_id).update(revoked_at=now)
    Invitation.objects.open().filter(account_id=membership.account_id, unit_id=membership.unit_id).update(
        revoked_at=now
    )
    return handed


def _other_roles(membership: Membership) -> bool:
    others = Membership.objects.of_account(membership.account_id).in_unit(membership.unit_id)
    return bool(others.in_force().exclude(pk=membership.pk).exists())


def _check_successor(membership: Membership, successor: Account | None, actor: Actor) -> None:
    if successor is None:
        missing = _("Người này còn việc đang giữ. Hãy chọn người nhận bàn giao.")
        raise Invalid("successor_missing", missing, {"successor": [missing]})
    taker = None if successor.pk == membership.account_id else actor_for(successor, actor.unit)
    if taker is None or not taker.may(Permission.CASE_WORK):
        wrong = _("Người nhận bàn giao phải là cán bộ đang xử lý vụ việc tại đơn vị.")
        raise Invalid("successor_unfit", wrong, {"successor": [wrong]})


def _lock(membership: Membership, actor: Actor) -> tuple[Membership, list[Membership]]:
    """The membership and all that make administrators of the unit, locked in one order.

    Two administrators who end each other then wait for one another instead of both succeeding, and do not deadlock.
    """
    roles = members.roles_holding(actor.unit.id, Permission.ACCOUNT_MANAGE)
    rows = list(
        Membership.objects.in_unit(actor.unit.id)
        .filter(Q(pk=membership.pk) | Q(role__in=roles, ended_at__isnull=True, account__is_active=True))
        .select_related("account")
        .select_for_update(of=("self",))
        .order_by("pk")
    )
    found = next((row for row in rows if row.pk == membership.pk), None)
    if found is None:
        raise InvalidTransition("membership_over", _("Vai trò này đã kết thúc."))
    return found, [row for row in rows if row.role in roles and row.ended_at is None]


def _refuse_last_administrator(membership: Membership, administering: list[Membership]) -> None:
    today = clock.today()
    if membership not in administering or membership.valid_from > today:
        return
    # Only who has begun and has no end counts as staying.
    stay = [
        Holding(row.account_id, Role(row.role))
        for row in administering
        if row.pk != membership.pk and row.valid_from <= today and row.valid_to is None
    ]
    if not administrators(stay, adjustments(membership.unit_id)):
        raise InvalidTransition(
            "last_administrator",
            _("Đây là quản trị cuối cùng của đơn vị. Hãy giao vai trò quản trị cho người khác trước."),
        )


def _overlapping(
    account: Account,
    unit_id: int,
    role: Role,
    line: Line,
    valid_from: datetime.date,
    valid_to: datetime.date | None,
) -> bool:
    rows = (
        Membership.objects.of_account(account.pk).in_unit(unit_id).filter(role=role, line=line, ended_at__isnull=True)
    )
    latest = valid_to or datetime.date.max
    return any(row.valid_from <= latest and (row.valid_to or datetime.date.max) >= valid_from for row in rows)


def _move_home(account: Account, unit_id: int, actor: Actor) -> None:
    before = account.home_unit_id
    account.home_unit_id = unit_id
    account.save(update_fields=["home_unit"])
    record(
        ChangeKind.HOME_MOVED,
        actor=actor,
        subject=account,
        unit_id=before,
        to_unit=tree.get(unit_id).name,
    )
