"""People of another unit who read single objects here by a grant, such as the team of an inspection.

Such a reader is no member of the unit. Only pages and calls that say so let one in, only for reading, and each answer is noted in the
unit's log at the door. Which people these are, and what is written, the room of inspections says: it registers one provider in
``AppConfig.ready()``.
"""

from typing import Protocol
from uuid import UUID

from identity.actors import Actor, actor_for
from identity.models import Account
from identity.permissions import Permission
from identity.roles import Role
from kernel.active import UnitLike
from registry import tree


class ReaderProvider(Protocol):
    """All calls run in the scope of the unit that is read."""

    def home_of(self, account_id: UUID, unit_id: int) -> int | None:
        """The unit for which the account reads here today; None when it reads nothing."""
        ...

    def note(self, actor: Actor, *, page: str, case_id: UUID | None) -> None:
        """Write into the unit's log that this was read; nothing for what the actor sees as an ordinary member."""
        ...


_provider: ReaderProvider | None = None


def register(provider: ReaderProvider) -> None:
    """Name who knows the readers; called from ``AppConfig.ready()``."""
    global _provider
    _provider = provider


def reader_for(account: Account, unit: UnitLike, *, token_unit: int | None = None) -> Actor | None:
    """The account as a reader in a unit where it is no member, or None. ``token_unit``: a program's token must be of the unit it reads for.

    The account must be open and still hold the right in that unit. The actor has no line and no right but to read what was granted.
    """
    home = _provider.home_of(account.pk, unit.id) if _provider is not None and account.is_active else None
    if home is None or token_unit not in (None, home):
        return None
    member = actor_for(account, tree.get(home))
    if member is None or not member.may(Permission.INSPECTION_WORK):
        return None
    return Actor(
        account_id=account.pk,
        name=account.full_name,
        unit=tree.get(unit.id),
        roles=frozenset({Role.INSPECTOR}),
        lines=frozenset(),
        permissions=frozenset({Permission.INSPECTION_WORK, Permission.CASE_EXPORT}),
        is_reader=True,
    )


def note(actor: Actor, *, page: str, case_id: UUID | None) -> None:
    """After a page for readers was answered: what somebody read by a grant stands in the unit's log."""
    if _provider is not None and (actor.is_reader or actor.may(Permission.INSPECTION_WORK)):
        _provider.note(actor, page=page, case_id=case_id)
