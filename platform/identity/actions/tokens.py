"""Keys of programs: made by the person they act for, shown once, ended by the person or an administrator."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _

from identity import tokens
from identity.actions.record import begin, record
from identity.actors import Actor
from identity.enums import ChangeKind
from identity.models import Account, Token
from identity.permissions import TOKEN_SCOPES, Permission
from kernel import clock, text
from kernel.errors import Invalid, NotFound, NotPermitted
from kernel.transactions import atomic

LONGEST = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Made:
    """A token just made: the only moment its secret can be read."""

    token: Token
    secret: str


@atomic()
def make_token(*, name: str, scopes: Iterable[Permission], days: int, actor: Actor) -> Made:
    """Make a token of the actor's own in the actor's unit. Records `token_made`.

    Refuses a scope the actor does not hold now, or that no program may have, a life over a year, and a name that
    another usable one of the actor has here.
    """
    actor.require(Permission.TOKEN_USE)
    if actor.account_id is None:
        raise NotPermitted("no_account", _("Mã truy cập luôn thuộc về một người."))
    begin(actor)
    name = text.clean(name, field="name", max_length=100)
    if not name:
        raise Invalid("name_missing", _("Hãy đặt tên cho mã."), {"name": [_("Hãy đặt tên cho mã.")]})
    wanted = frozenset(scopes)
    if not wanted or not wanted <= actor.permissions & TOKEN_SCOPES:
        wrong = _("Chọn ít nhất một quyền, trong các quyền bạn đang có.")
        raise Invalid("scopes_wrong", wrong, {"scopes": [wrong]})
    if not 1 <= days <= LONGEST.days:
        wrong = _("Thời hạn từ 1 đến 365 ngày.")
        raise Invalid("days_wrong", wrong, {"days": [wrong]})
    # One after the other: a second click of the same form must not leave a key behind that nobody has seen.
    Account.objects.select_for_update(no_key=True).get(pk=actor.account_id)
    if Token.objects.usable().filter(account_id=actor.account_id, unit_id=actor.unit.id, name=name).exists():
        taken = _("Bạn đã có mã mang tên này. Nếu chưa kịp chép lại, hãy thu hồi mã đó rồi tạo mã mới.")
        raise Invalid("name_taken", taken, {"name": [taken]})
    secret = tokens.new_secret()
    token = Token.objects.create(
        account_id=actor.account_id,
        unit_id=actor.unit.id,
        name=name,
        prefix=secret[:9],
        digest=tokens.digest(secret),
        scopes=sorted(wanted),
        created_at=clock.now(),
        expires_at=clock.now() + timedelta(days=days),
    )
    record(ChangeKind.TOKEN_MADE, actor=actor, name=name, prefix=token.prefix, scopes=sorted(wanted))
    return Made(token, secret)


@atomic()
def revoke_token(token: Token, *, actor: Actor) -> None:
    """End a token at once. Its owner, or who manages accounts of its unit. Records `token_revoked`."""
    begin(actor)
    if token.unit_id != actor.unit.id:
        raise NotFound("token_not_found", _("Không tìm thấy mã truy cập."))
    if token.account_id != actor.account_id and not actor.may(Permission.ACCOUNT_MANAGE):
        raise NotPermitted("not_own_token", _("Chỉ chủ của mã hoặc quản trị đơn vị thu hồi được mã này."))
    changed = Token.objects.usable().filter(pk=token.pk).update(revoked_at=clock.now())
    if changed:
        owner = Account.objects.get(pk=token.account_id)
        record(ChangeKind.TOKEN_REVOKED, actor=actor, subject=owner, name=token.name, prefix=token.prefix)
