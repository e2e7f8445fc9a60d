"""Who may see and change an account: the unit where it works, its home unit, the superiors of the home unit."""

from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from identity import members
from identity.actors import Actor, adjustments
from identity.models import Account, Membership
from identity.permissions import Permission
from identity.roles import ASSIGNABLE_ROLES, CEILINGS, Role
from identity.rules.administrators import Holding, administrators
from identity.rules.changes import Changes, after
from identity.rules.rights import Adjustment, role_permissions
from kernel.errors import Invalid, InvalidTransition, NotFound, NotPermitted
from registry import tree


def visible_accounts(actor: Actor) -> QuerySet[Account]:
    """Accounts the actor's unit opened or has, or had, a membership of."""
    if not actor.may(Permission.ACCOUNT_MANAGE):
        return Account.objects.none()
    members = Membership.objects.in_unit(actor.unit.id).values("account_id")
    return Account.objects.filter(Q(home_unit_id=actor.unit.id) | Q(pk__in=members))


def get_account(actor: Actor, account_id: UUID) -> Account:
    """One visible account, or one whose home is a unit below the actor's; else `NotFound`."""
    account = visible_accounts(actor).filter(pk=account_id).first()
    if account is None:
        account = Account.objects.filter(pk=account_id).first()
        if account is None or not may_reset(actor, account):
            raise NotFound("account_not_found", _("Không tìm thấy tài khoản."))
    return account


def may_reset(actor: Actor, account: Account) -> bool:
    """Only an administrator of the home unit or of one of its superiors; a unit that lent the person work may not."""
    if not actor.may(Permission.ACCOUNT_MANAGE) or account.home_unit_id is None:
        return False
    return account.home_unit_id == actor.unit.id or tree.is_under(account.home_unit_id, actor.unit.id)


def may_clear_second_factor(actor: Actor, account: Account) -> bool:
    """Whether the actor may also have the account's authenticator forgotten.

    For who can open a sealed identity a superior's administrator does it: the unit's own administrator, who hands over
    the new password, would otherwise hold everything needed to read the name. Where no superior works here, who may
    reset may do this too; the system may always (the operator's command line).
    """
    if not may_reset(actor, account):
        return False
    if actor.account_id is None or actor.unit.id != account.home_unit_id or not opens_seals(account):
        return True
    return not any(unit.is_open for unit in tree.ancestors(actor.unit.id))


def opens_seals(account: Account) -> bool:
    """Whether the person may open a sealed identity in any unit today; two queries for each unit at most."""
    return any(
        Permission.CASE_UNSEAL in role_permissions(Role(row.role), adjustments(row.unit_id))
        for row in Membership.objects.of_account(account.pk).in_force()
    )


def require_reset(actor: Actor, account: Account) -> None:
    """Raise `NotPermitted` unless the actor may give the account a new code and change its details."""
    actor.require(Permission.ACCOUNT_MANAGE)
    if not may_reset(actor, account):
        home = tree.get(account.home_unit_id).name if account.home_unit_id else ""
        raise NotPermitted(
            "not_home_unit",
            _("Chỉ quản trị của %(home)s hoặc của cấp trên được làm việc này với tài khoản.") % {"home": home},
        )


def refuse_self(actor: Actor, account_id: UUID) -> None:
    """Nobody gives themselves roles: another administrator does."""
    if actor.account_id == account_id:
        raise NotPermitted("own_account", _("Bạn không tự giao hoặc kết thúc vai trò của chính mình."))


def check_adjustments(changes: Changes, now: list[Adjustment], *, actor: Actor) -> None:
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
