"""Many accounts at once, for the demo and the tests: one slow password hash for all of them."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password

from identity import second_factor, tokens
from identity.models import Account, Membership, Token
from identity.permissions import TOKEN_SCOPES, Permission
from identity.roles import HEAD_ROLES, PRESETS, Role
from kernel import clock
from kernel.active import UnitLike
from kernel.transactions import atomic
from registry.levels import Line

TOKEN_LIFE = datetime.timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Seed:
    """One wanted account with its roles in one unit; `secret` and `token` are known beforehand or left out."""

    unit: UnitLike
    username: str
    full_name: str
    roles: tuple[Role, ...]
    position: str = ""
    line: Line = Line.GOVERNMENT
    email: str = ""
    is_head: bool | None = None
    totp_secret: str = ""
    token: str = field(default="", repr=False)


@atomic()
def seed_accounts(
    rows: Iterable[Seed], password: str, *, valid_from: datetime.date | None = None
) -> dict[str, Account]:
    """Create the accounts, memberships, authenticators and tokens in few statements; returns them by username.

    A username that exists already keeps its account: its missing memberships are added, nothing else changes. No event
    is recorded: this is how an installation begins, not something an administrator did.
    """
    wanted = list(rows)
    start = valid_from or clock.today()
    existing = {a.username: a for a in Account.objects.filter(username__in={row.username for row in wanted})}
    one_hash = make_password(password)
    new: dict[str, Account] = {}
    for row in wanted:
        if row.username not in existing and row.username not in new:
            new[row.username] = Account(
                username=row.username,
                full_name=row.full_name,
                email=row.email,
                password=one_hash,
                home_unit_id=row.unit.id,
            )
    Account.objects.bulk_create(new.values())
    accounts = existing | new
    _memberships(wanted, accounts, start)
    fresh = [row for row in wanted if row.username in new]
    Authenticator.objects.bulk_create(
        Authenticator(
            user=accounts[row.username],
            type=Authenticator.Type.TOTP,
            data={"secret": second_factor.encrypt(row.totp_secret)},
        )
        for row in fresh
        if row.totp_secret
    )
    Token.objects.bulk_create(_token(row, accounts[row.username]) for row in fresh if row.token)
    return accounts


def _memberships(wanted: list[Seed], accounts: dict[str, Account], start: datetime.date) -> None:
    held = set(
        Membership.objects.filter(account__in=accounts.values(), ended_at__isnull=True).values_list(
            "account_id", "unit_id", "role"
        )
    )
    Membership.objects.bulk_create(
        Membership(
            account=accounts[row.username],
            unit_id=row.unit.id,
            role=role,
            line=row.line,
            position=row.position,
            is_head=role in HEAD_ROLES if row.is_head is None else row.is_head,
            valid_from=start,
        )
        for row in wanted
        for role in row.roles
        if (accounts[row.username].pk, row.unit.id, role) not in held
    )


def _token(row: Seed, account: Account) -> Token:
    held: frozenset[Permission] = frozenset().union(*(PRESETS[role] for role in row.roles))
    return Token(
        account=account,
        unit_id=row.unit.id,
        name="demo",
        prefix=row.token[:9],
        digest=tokens.digest(row.token),
        scopes=sorted(held & TOKEN_SCOPES),
        expires_at=clock.now() + TOKEN_LIFE,
    )
