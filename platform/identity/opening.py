"""Whom no unit appoints: its first administrator, and who operates the platform."""

from django.utils.translation import gettext as _

from identity.actions.accounts import open_account
from identity.actions.invitations import Issued, invite
from identity.actions.memberships import add_membership
from identity.actors import system_actor
from identity.models import Account
from identity.roles import Role
from kernel.active import UnitLike, unit_scope
from kernel.errors import Invalid
from kernel.transactions import atomic


def first_administrator(*, unit: UnitLike, username: str, full_name: str) -> Issued:
    """Open an account with the administrator's role in an opened unit and a code for it; records all three events.

    For the command line: whoever runs it has the database anyway. Raises `DomainError` for a name that is taken.
    """
    actor = system_actor(unit)
    with unit_scope(unit), atomic():
        account = open_account(username=username, full_name=full_name, actor=actor)
        add_membership(account, role=Role.UNIT_ADMIN, actor=actor)
        return invite(account, actor=actor)


def platform_operator(*, unit: UnitLike, username: str, full_name: str, email: str = "") -> Issued | None:
    """Let a person operate the platform, with an account at home in an opened unit; that unit's log tells of it.

    A new account gets a code; one that is at home there already gets the role only, and None is returned. Raises
    `DomainError` for a name that is taken elsewhere.
    """
    actor = system_actor(unit)
    with unit_scope(unit), atomic():
        account = Account.objects.filter(username=username.strip().lower()).first()
        if account is not None and account.home_unit_id != unit.id:
            raise Invalid("username_taken", _("Tài khoản %(name)s thuộc đơn vị khác.") % {"name": username})
        is_new = account is None
        if account is None:
            account = open_account(username=username, full_name=full_name, email=email, actor=actor)
        add_membership(account, role=Role.PLATFORM_OPERATOR, actor=actor)
        return invite(account, actor=actor) if is_new else None
