"""What the pages of accounts show."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from identity import members, policies
from identity.actors import Actor
from identity.models import Account, Invitation, Membership, Token
from identity.permissions import Permission
from identity.protocols import OpenWorkRow, open_work
from kernel import clock
from registry import tree
from registry.tree import UnitInfo


@dataclass(frozen=True, slots=True)
class Filters:
    """How the list is narrowed; `state` is one of "", "working", "past", "waiting"."""

    text: str = ""
    role: str = ""
    state: str = "working"


def account_list(actor: Actor, filters: Filters) -> QuerySet[Account]:
    """Accounts of the actor's unit in order of name, each with `places` here; constant queries."""
    here = Membership.objects.in_unit(actor.unit.id)
    found = policies.visible_accounts(actor)
    if filters.text:
        found = found.filter(Q(full_name__icontains=filters.text) | Q(username__icontains=filters.text.lower()))
    if filters.role:
        found = found.filter(pk__in=here.in_force().filter(role=filters.role).values("account_id"))
    if filters.state == "working":
        found = found.filter(pk__in=here.in_force().values("account_id"))
    elif filters.state == "past":
        found = found.exclude(pk__in=here.in_force().values("account_id"))
    elif filters.state == "waiting":
        found = found.filter(last_login__isnull=True, is_active=True)
    return found.prefetch_related(
        Prefetch("memberships", queryset=here.order_by("valid_from", "pk"), to_attr="roles_here")
    ).order_by("full_name", "pk")


def roles_here(account: Account) -> list[Membership]:
    """The memberships that `account_list` fetched with the account."""
    found: list[Membership] = getattr(account, "roles_here", [])
    return found


@dataclass(frozen=True)
class AccountPage:
    """One account as an administrator sees it."""

    account: Account
    home: UnitInfo | None
    memberships: list[Membership]
    elsewhere: list[UnitInfo]
    tokens: list[Token]
    invitation: Invitation | None
    may_reset: bool
    is_self: bool
    today: date = field(default_factory=clock.today)

    @property
    def current(self) -> list[Membership]:
        """Roles here that are in force or still to begin."""
        return [row for row in self.memberships if not is_over(row, self.today)]

    @property
    def past(self) -> list[Membership]:
        """Roles here that are over."""
        return [row for row in self.memberships if is_over(row, self.today)]


def is_over(row: Membership, on: date) -> bool:
    """Whether a role gives no rights any more."""
    return row.ended_at is not None or (row.valid_to is not None and row.valid_to < on)


def account_page(actor: Actor, account: Account) -> AccountPage:
    """Roles and tokens in the actor's unit, other units by name only, the open code if any."""
    rows = list(Membership.objects.of_account(account.pk).in_force().exclude(unit_id=actor.unit.id))
    is_home = policies.may_reset(actor, account)
    return AccountPage(
        account=account,
        home=tree.get(account.home_unit_id) if account.home_unit_id else None,
        memberships=list(Membership.objects.of_account(account.pk).in_unit(actor.unit.id).order_by("valid_from", "pk")),
        # Where else a person works is the business of the home unit only.
        elsewhere=[tree.get(unit_id) for unit_id in dict.fromkeys(row.unit_id for row in rows)] if is_home else [],
        tokens=list(Token.objects.usable().filter(account=account, unit_id=actor.unit.id).order_by("created_at")),
        invitation=Invitation.objects.open().filter(account=account).first() if is_home else None,
        may_reset=is_home,
        is_self=actor.account_id == account.pk,
    )


def open_work_of(membership: Membership) -> list[OpenWorkRow]:
    """What the person has in hand here, unless another role in the unit goes on."""
    others = Membership.objects.of_account(membership.account_id).in_unit(membership.unit_id).in_force()
    if others.exclude(pk=membership.pk).exists():
        return []
    return open_work.rows(membership.account_id)


def may_take_over(actor: Actor, *, but: Account) -> list[Account]:
    """Who can receive the open work of a person who leaves."""
    return [a for a in members.holders(actor.unit.id, Permission.CASE_WORK) if a.pk != but.pk]
