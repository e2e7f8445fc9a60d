"""The second factor: whose role demands it, and whether this session gave it."""

import base64
import hashlib
from collections.abc import Iterable
from uuid import UUID

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

from identity.models import Account, Membership
from identity.roles import SECOND_FACTOR_ROLES

_GIVEN = "second_factor_given"


def is_demanded(roles: Iterable[str]) -> bool:
    """Whether one of the roles signs in with a second factor."""
    return not SECOND_FACTOR_ROLES.isdisjoint(roles)


def is_demanded_of(account_id: UUID) -> bool:
    """Whether any membership in force demands it of this person; one query."""
    demanding = Membership.objects.of_account(account_id).in_force().filter(role__in=SECOND_FACTOR_ROLES)
    return bool(demanding.exists())


def was_given(request: HttpRequest) -> bool:
    """Whether this session was opened with a code, or has just set up the authenticator."""
    if request.session.get(_GIVEN):
        return True
    user = request.user if request.user.is_authenticated else None
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, user))


def note_given(session: SessionBase) -> None:
    """The authenticator was set up, and so used, in this session."""
    session[_GIVEN] = True


def has_authenticator(account_id: UUID) -> bool:
    """Whether the person has an authenticator app; one query."""
    return bool(Authenticator.objects.filter(user_id=account_id, type=Authenticator.Type.TOTP).exists())


def set_secret(account: Account, secret: str) -> Authenticator:
    """Give an account an authenticator with a known base32 secret; for the demo's and the tests' accounts."""
    return Authenticator.objects.create(user=account, type=Authenticator.Type.TOTP, data={"secret": encrypt(secret)})


def remove(account_id: UUID) -> None:
    """Forget authenticator and recovery codes: the next sign-in sets them up anew."""
    Authenticator.objects.filter(user_id=account_id).delete()


def encrypt(text: str) -> str:
    """Secrets of authenticators stand encrypted in the database, with the installation's key."""
    return _cipher().encrypt(text.encode()).decode()


def decrypt(text: str) -> str:
    """Counterpart of `encrypt`; old keys in SECRET_KEY_FALLBACKS still open."""
    return _cipher().decrypt(text.encode()).decode()


def _cipher() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(_derive(key))) for key in keys])


def _derive(key: str | bytes) -> bytes:
    raw = key.encode() if isinstance(key, str) else key
    return hashlib.sha256(b"identity.second_factor:" + raw).digest()
