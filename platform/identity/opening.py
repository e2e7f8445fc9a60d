"""The first administrator of a unit: appointed by who operates the platform or by a superior, never by the unit itself."""

from identity.actions.accounts import open_account
from identity.actions.invitations import Issued, invite
from identity.actions.memberships import add_membership
from identity.actors import system_actor
from identity.roles import Role
from kernel.active import UnitLike, unit_scope
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
