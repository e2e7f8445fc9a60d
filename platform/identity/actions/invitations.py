"""One-time codes: handed over by an administrator, used once by the person, within 72 hours."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from identity import policies, second_factor, tokens
from identity.actions.record import begin, record, record_own
from identity.actions.sessions import end_sessions
from identity.actors import Actor
from identity.enums import ChangeKind, Purpose
from identity.models import Account, Invitation, Token
from kernel import clock
from kernel.errors import InvalidTransition, NotFound, NotPermitted
from kernel.transactions import atomic

LIFETIME = timedelta(hours=72)


@dataclass(frozen=True, slots=True)
class Issued:
    """A code just made: the only moment it can be read."""

    invitation: Invitation
    code: str


@atomic()
def invite(account: Account, *, clears_second_factor: bool = False, actor: Actor) -> Issued:
    """Make a new code; an older open one of the account stops working. Records `code_issued` or `account_reset`.

    Only the home unit's or a superior's administrator; not for oneself; not for a closed account; the authenticator of who
    opens seals is cleared by a superior. The present password
    and sessions go on until the code is used.
    """
    policies.require_reset(actor, account)
    policies.refuse_self(actor, account.pk)
    if clears_second_factor and not policies.may_clear_second_factor(actor, account):
        raise NotPermitted(
            "second_factor_of_superior",
            _("Người này mở được niêm phong nên chỉ quản trị cấp trên được bỏ ứng dụng xác thực của họ."),
        )
    begin(actor)
    if not account.is_active:
        raise InvalidTransition("account_ended", _("Tài khoản đã đóng."))
    is_first = not account.has_usable_password()
    now = clock.now()
    Invitation.objects.open().filter(account=account).update(revoked_at=now)
    code = tokens.new_code()
    invitation = Invitation.objects.create(
        account=account,
        unit_id=actor.unit.id,
        purpose=Purpose.FIRST if is_first else Purpose.RESET,
        digest=tokens.code_digest(code),
        clears_second_factor=clears_second_factor,
        created_by_id=actor.account_id,
        created_at=now,
        expires_at=now + LIFETIME,
    )
    kind = ChangeKind.CODE_ISSUED if is_first else ChangeKind.ACCOUNT_RESET
    record(kind, actor=actor, subject=account, unit_id=account.home_unit_id, second_factor=clears_second_factor)
    return Issued(invitation, code)


def find_open(typed: str) -> Invitation | None:
    """The usable invitation behind a typed code, or None for a wrong, used, replaced or expired one alike."""
    found = Invitation.objects.open().select_related("account").filter(digest=tokens.code_digest(typed)).first()
    return found if found is not None and found.account.is_active else None


@atomic()
def use_invitation(invitation_id: UUID, *, password: str) -> Account:
    """Set the password with a code, once. Ends the account's sessions; a reset also ends its tokens.

    Records `code_used`. Raises `NotFound` for a code that was used, replaced or has expired meanwhile.
    """
    invitation = (
        Invitation.objects.open()
        .select_for_update(of=("self",))
        .select_related("account")
        .filter(pk=invitation_id, account__is_active=True)
        .first()
    )
    if invitation is None:
        raise NotFound("code_unusable", _("Mã đã dùng, đã được thay hoặc đã hết hạn 72 giờ. Hãy xin mã mới."))
    account = invitation.account
    account.set_password(password)
    account.save(update_fields=["password"])
    end_sessions(account)
    if invitation.clears_second_factor:
        second_factor.remove(account.pk)
    now = clock.now()
    if invitation.purpose == Purpose.RESET:
        Token.objects.usable().filter(account=account).update(revoked_at=now)
    invitation.used_at = now
    invitation.save(update_fields=["used_at"])
    record_own(ChangeKind.CODE_USED, account_id=account.pk, unit_id=invitation.unit_id)
    return account
