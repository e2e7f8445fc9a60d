"""One's own keys for programs."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from identity.access import ActorRequest, actor_required, posted, see_other
from identity.actions.tokens import make_token, revoke_token
from identity.forms.own import TokenForm
from identity.models import Token
from identity.permissions import TOKEN_SCOPES, Permission
from kernel.errors import DomainError, NotFound
from registry.addresses import absolute, unit_url


@require_safe
@actor_required(Permission.TOKEN_USE)
def tokens(request: ActorRequest) -> HttpResponse:
    """The usable ones in this unit."""
    own = Token.objects.usable().filter(account=request.user, unit_id=request.actor.unit.id)
    rows = [(token, [p.label for p in Permission if p.value in token.scopes]) for token in own.order_by("created_at")]
    return render(request, "identity/tokens.html", {"rows": rows, "api": _api(request)})


@require_http_methods(["GET", "POST"])
@actor_required(Permission.TOKEN_USE)
def new_token(request: ActorRequest) -> HttpResponse:
    """Make one; the answer shows the secret this once."""
    permissions = [p for p in Permission if p in request.actor.permissions & TOKEN_SCOPES]
    form = TokenForm(posted(request), permissions=permissions)
    if request.method == "POST" and form.is_valid():
        try:
            made = make_token(**form.told(), actor=request.actor)
        except DomainError as error:
            form.refuse(error)
        else:
            return render(request, "identity/token_made.html", {"made": made, "api": _api(request)})
    context = {
        "form": form,
        "title": _("Tạo mã truy cập API"),
        "submit": _("Tạo mã"),
        "back": reverse("identity:tokens"),
        "is_token": True,
    }
    return render(request, "identity/form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@actor_required()
def revoke(request: ActorRequest, token_id: UUID) -> HttpResponse:
    """End one's own, or as administrator that of a member of the unit."""
    actor = request.actor
    found = Token.objects.filter(pk=token_id, unit_id=actor.unit.id)
    if not actor.may(Permission.ACCOUNT_MANAGE):
        found = found.filter(account=request.user)
    token = found.select_related("account").first()
    if token is None:
        raise NotFound("token_not_found", _("Không tìm thấy mã truy cập."))
    is_own = token.account_id == actor.account_id
    back = reverse("identity:tokens") if is_own else reverse("identity:person", args=[token.account_id])
    if not Token.objects.usable().filter(pk=token.pk).exists():
        messages.info(request, _("Mã truy cập này đã hết hiệu lực."))
        return see_other(back)
    if request.method == "POST":
        revoke_token(token, actor=actor)
        messages.success(request, _("Đã thu hồi mã truy cập."))
        return see_other(back)
    context = {
        "title": _("Thu hồi mã truy cập API"),
        "account": None if is_own else token.account,
        "sentence": _("Chương trình đang dùng mã “%(name)s” sẽ không truy cập được nữa ngay khi thu hồi.")
        % {"name": token.name},
        "facts": [(_("Chủ của mã"), token.account.full_name), (_("Mã bắt đầu bằng"), token.prefix)],
        "submit": _("Thu hồi mã"),
        "danger": True,
        "back": back,
    }
    return render(request, "identity/confirm.html", context)


def _api(request: ActorRequest) -> str:
    return absolute(unit_url(request.actor.unit, "unit-home")) + "api/v1/"
