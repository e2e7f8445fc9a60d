"""A person says once more who they are, before something that cannot be taken back: by password or by a code."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from allauth.core import ratelimit
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.http import HttpRequest
from django.utils.translation import gettext as _

from identity.models import Account
from kernel import clock
from kernel.errors import Invalid, NotPermitted, TooMany

HOLDS = timedelta(minutes=5)
PASSWORD, CODE = "password", "code"


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Who confirmed, how (``password`` or ``code``) and when. Made by ``confirm`` alone, never of what a client claims."""

    account_id: UUID
    how: str
    at: datetime


def confirm(request: HttpRequest, typed: str, *, field: str = "confirmation") -> Confirmation:
    """Check the password or the six digits of the authenticator of who is signed in.

    Refuses wrong ones with ``Invalid`` at ``field`` and many wrong ones in a row with ``TooMany``.
    """
    account = request.user
    assert isinstance(account, Account)
    if not ratelimit.consume(request, action="confirm", user=account):
        raise TooMany("too_many_confirmations", _("Nhập sai quá nhiều lần. Đợi 5 phút rồi thử lại."))
    how = _how(account, typed)
    if how is None:
        message = _("Mật khẩu hoặc mã xác thực không đúng.")
        raise Invalid("confirmation_wrong", message, {field: [message]})
    ratelimit.clear(request, action="confirm", user=account)
    return Confirmation(account.pk, how, clock.now())


def require(proof: Confirmation, account_id: UUID | None) -> None:
    """Raise ``NotPermitted`` unless the proof is this person's and fresh."""
    if account_id is None or proof.account_id != account_id or not proof.at <= clock.now() <= proof.at + HOLDS:
        raise NotPermitted("confirmation_needed", _("Hãy xác nhận lại bằng mật khẩu hoặc mã xác thực."))


def _how(account: Account, typed: str) -> str | None:
    digits = typed.replace(" ", "")
    if len(digits) == 6 and digits.isdigit():
        found = Authenticator.objects.filter(user_id=account.pk, type=Authenticator.Type.TOTP).first()
        if found is not None and TOTP(found).validate_code(digits):
            return CODE
    return PASSWORD if account.check_password(typed) else None
