"""One's own account at the site: choice of units, overview, sign-out everywhere, second factor, first sign-in."""

from typing import Any
from uuid import UUID

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.core import ratelimit
from allauth.mfa.totp.views import ActivateTOTPView
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from identity import members, second_factor
from identity.access import account_required, posted, see_other, stays_open
from identity.actions.invitations import find_open, use_invitation
from identity.actions.sessions import end_sessions
from identity.forms.own import InvitationCodeForm, NewPasswordForm
from identity.models import Invitation
from identity.queries.places import places
from identity.views.lock import safe_back
from kernel.errors import DomainError
from registry import tree
from registry.addresses import site_url

_INVITATION = "invitation_id"


@require_safe
@account_required
def units(request: Any) -> HttpResponse:
    """Where to work: the only unit at once, else a choice; who operates the platform finds its page here, too."""
    found = places(request.user.pk)
    is_operator = members.is_operator(request.user.pk)
    if len(found) == 1 and not is_operator and "choose" not in request.GET:
        return see_other(found[0].url)
    return render(request, "identity/units.html", {"places": found, "is_operator": is_operator})


@require_safe
@account_required
def home(request: Any) -> HttpResponse:
    """What is known of the account, and what the person may change."""
    account = request.user
    context = {
        "account": account,
        "home_unit": tree.get(account.home_unit_id) if account.home_unit_id else None,
        "places": places(account.pk),
        "has_second_factor": second_factor.has_authenticator(account.pk),
        "is_demanded": second_factor.is_demanded_of(account.pk),
        "is_operator": members.is_operator(account.pk),
    }
    return render(request, "identity/home.html", context)


@require_http_methods(["GET", "POST"])
@account_required
def sign_out_everywhere(request: Any) -> HttpResponse:
    """End every session of the account, this one too."""
    if request.method == "POST":
        end_sessions(request.user)
        logout(request)
        messages.success(request, _("Đã đăng xuất khỏi mọi máy."))
        return see_other(site_url("account_login"))
    return render(request, "identity/sign_out_everywhere.html")


@require_safe
@account_required
def second_step(request: Any) -> HttpResponse:
    """Why the desk does not open yet: this person's role signs in with two steps."""
    context = {
        "has_authenticator": second_factor.has_authenticator(request.user.pk),
        "back": safe_back(request, request.GET.get("next", "")),
    }
    return render(request, "identity/second_step.html", context)


class Activate(ActivateTOTPView):  # type: ignore[misc]
    """Allauth's set-up of the authenticator; the session counts as signed in with two steps afterwards."""

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        second_factor.note_given(self.request.session)
        return response


@stays_open
@never_cache
@require_http_methods(["GET", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """Type the code from the paper; the link of the paper fills it in."""
    form = InvitationCodeForm(posted(request))
    if request.method == "POST" and form.is_valid():
        if not ratelimit.consume(request, action="use_code"):
            too_often: HttpResponse = ratelimit.respond_429(request)
            return too_often
        invitation = find_open(form.cleaned_data["code"])
        if invitation is not None:
            request.session[_INVITATION] = str(invitation.pk)
            return see_other(site_url("account-code-password"))
        form.add_error("code", _("Mã không đúng, đã dùng hoặc đã hết hạn 72 giờ. Hãy xin quản trị đơn vị mã mới."))
    return render(request, "identity/use_code.html", {"form": form}, status=422 if form.errors else 200)


@stays_open
@never_cache
@sensitive_post_parameters("password1", "password2")
@require_http_methods(["GET", "POST"])
def code_password(request: HttpRequest) -> HttpResponse:
    """Choose the password; that uses the code up and signs the person in."""
    invitation = _invitation(request)
    if invitation is None:
        messages.error(request, _("Hãy nhập lại mã kích hoạt."))
        return see_other(site_url("account-code"))
    form = NewPasswordForm(posted(request), account=invitation.account)
    if request.method == "POST" and form.is_valid():
        try:
            account = use_invitation(invitation.pk, password=form.cleaned_data["password1"])
        except DomainError as error:
            form.refuse(error)
        else:
            if request.user.is_authenticated:
                logout(request)
            request.session.pop(_INVITATION, None)
            record_authentication(request, account, method="password", username=account.username)
            signed_in: HttpResponse = perform_login(
                request, Login(user=account, redirect_url=site_url("account-units"))
            )
            return signed_in
    context = {"form": form, "account": invitation.account}
    return render(request, "identity/choose_password.html", context, status=422 if form.errors else 200)


def _invitation(request: HttpRequest) -> Invitation | None:
    try:
        wanted = UUID(request.session.get(_INVITATION, ""))
    except ValueError:
        return None
    return Invitation.objects.open().select_related("account").filter(pk=wanted, account__is_active=True).first()
