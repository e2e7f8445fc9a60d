"""Secrets of tokens and codes: how they are made, digested and recognised."""

import hashlib
import secrets
from datetime import date

from identity.actors import Actor, actor_for
from identity.models import Account, Token
from kernel import clock
from kernel.active import UnitLike
from kernel.prepared import Prepared

TOKEN_MARK = "td_"  # lets a secret scanner recognise a leaked token
# Letters and figures that are not confused on paper: no 0 O 1 I L.
CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 20  # 31^20: 99 bits, beyond guessing even without a limit
# Asked by every call of the API.
_usable = Prepared(lambda digest: Token.objects.usable().select_related("account").filter(digest=digest))


def digest(secret: str) -> bytes:
    """SHA-256 of a random secret: enough where the secret has 99 bits or more."""
    return hashlib.sha256(secret.encode()).digest()


def new_secret() -> str:
    """A token's secret: 256 random bits."""
    return TOKEN_MARK + secrets.token_urlsafe(32)


def new_code() -> str:
    """A one-time code as it is printed: five groups of four."""
    raw = "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))
    return "-".join(raw[i : i + 4] for i in range(0, CODE_LENGTH, 4))


def code_digest(typed: str) -> bytes:
    """The digest of a code however it was typed: small letters, spaces or without hyphens."""
    return digest("".join(ch for ch in typed.upper() if ch.isalnum()))


def authenticate(raw: str) -> tuple[Account, Token] | None:
    """The account and token behind a secret, or None; whether it may act in a unit is the actor's question."""
    if not raw.startswith(TOKEN_MARK) or len(raw) > 200:
        return None
    token = _usable.first(digest(raw))
    if token is None or not token.account.is_active:
        return None
    _note_use(token, clock.today())
    return token.account, token


def actor_of(token: Token, unit: UnitLike) -> Actor | None:
    """Who acts with this token in a unit: the member's permissions today, no more than the token's scopes.

    None in any other unit than the token's, and once the membership is over.
    """
    if token.unit_id != unit.id:
        return None
    actor = actor_for(token.account, unit)
    return None if actor is None else actor.narrowed(token.scopes)


def _note_use(token: Token, day: date) -> None:
    # One write a day, so that a busy program does not update its row with every call.
    if token.last_used_on is None or token.last_used_on < day:
        Token.objects.filter(pk=token.pk).update(last_used_on=day)
        token.last_used_on = day
