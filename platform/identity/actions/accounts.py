"""Opening, changing and closing accounts."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError
from django.utils.translation import gettext as _

from identity import policies
from identity.actions.record import begin, record
from identity.actors import Actor
from identity.enums import ChangeKind
from identity.models import Account, Invitation, Membership, Token
from identity.models.account import USERNAME_RULE
from identity.permissions import Permission
from kernel import clock, text
from kernel.errors import Invalid, InvalidTransition
from kernel.transactions import atomic


@atomic()
def open_account(*, username: str, full_name: str, email: str = "", phone: str = "", actor: Actor) -> Account:
    """Open an account at home in the actor's unit, without password: an invitation makes it usable.

    Records `account_opened`. Refuses a username or e-mail that is taken.
    """
    actor.require(Permission.ACCOUNT_MANAGE)
    begin(actor)
    fields = _checked(full_name=full_name, email=email, phone=phone)
    username = username.strip().lower()
    try:
        USERNAME_RULE(username)
    except ValidationError as error:
        raise Invalid("username_invalid", error.messages[0], {"username": error.messages}) from error
    if Account.objects.filter(username=username).exists():
        taken = _("Tên đăng nhập này đã có người dùng.")
        raise Invalid("username_taken", taken, {"username": [taken]})
    account = Account(username=username, home_unit_id=actor.unit.id, **fields)
    account.set_unusable_password()
    _save(account, None)
    record(ChangeKind.ACCOUNT_OPENED, actor=actor, subject=account)
    return account


@atomic()
def change_account(account: Account, *, full_name: str, email: str, phone: str, actor: Actor) -> None:
    """Correct name, e-mail or telephone. Records `account_changed`. Only home unit or a superior."""
    policies.require_reset(actor, account)
    begin(actor)
    fields = _checked(full_name=full_name, email=email, phone=phone, but=account)
    changed = [name for name, value in fields.items() if getattr(account, name) != value]
    if not changed:
        return
    for name in changed:
        setattr(account, name, fields[name])
    _save(account, changed)
    record(ChangeKind.ACCOUNT_CHANGED, actor=actor, subject=account, unit_id=account.home_unit_id, fields=changed)


@atomic()
def end_account(account: Account, *, actor: Actor) -> None:
    """Close an account for good: no sign-in, no session, no token, no code. Records `account_ended`.

    Refused while the person still has a role anywhere: each unit hands its work over first.
    """
    policies.require_reset(actor, account)
    policies.refuse_self(actor, account.pk)
    begin(actor)
    if not account.is_active:
        raise InvalidTransition("account_ended", _("Tài khoản đã đóng."))
    if Membership.objects.of_account(account.pk).in_force().exists():
        raise InvalidTransition(
            "account_has_roles", _("Tài khoản còn vai trò đang có hiệu lực. Hãy kết thúc các vai trò trước.")
        )
    account.is_active = False
    account.ended_on = clock.today()
    account.save(update_fields=["is_active", "ended_on"])
    now = clock.now()
    Token.objects.usable().filter(account=account).update(revoked_at=now)
    Invitation.objects.open().filter(account=account).update(revoked_at=now)
    record(ChangeKind.ACCOUNT_ENDED, actor=actor, subject=account, unit_id=account.home_unit_id)


def _save(account: Account, fields: list[str] | None) -> None:
    try:
        with atomic():
            if fields is None:
                account.save(force_insert=True)
            else:
                account.save(update_fields=fields)
    except IntegrityError as error:
        # Somebody took it between the look and the write.
        name = "email" if "email" in str(error) else "username"
        taken = _("Vừa có người dùng tên đăng nhập hoặc địa chỉ này.")
        raise Invalid(f"{name}_taken", taken, {name: [taken]}) from error


def _checked(*, full_name: str, email: str, phone: str, but: Account | None = None) -> dict[str, str]:
    full_name = text.clean(full_name, field="full_name", max_length=200)
    if not full_name:
        raise Invalid("name_missing", _("Hãy nhập họ và tên."), {"full_name": [_("Hãy nhập họ và tên.")]})
    phone = text.clean(phone, field="phone", max_length=32)
    email = email.strip()
    if email:
        try:
            validate_email(email)
        except ValidationError as error:
            wrong = _("Địa chỉ thư điện tử không đúng.")
            raise Invalid("email_invalid", wrong, {"email": [wrong]}) from error
        others = Account.objects.filter(email__iexact=email)
        if (others.exclude(pk=but.pk) if but else others).exists():
            taken = _("Địa chỉ này đã thuộc một tài khoản. Nếu là cùng một người, hãy giao vai trò cho tài khoản đó.")
            raise Invalid("email_taken", taken, {"email": [taken]})
    return {"full_name": full_name, "email": email, "phone": phone}
