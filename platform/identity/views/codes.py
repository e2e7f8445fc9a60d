"""Handing over a one-time code: a page to print, shown once."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from identity import policies, second_factor
from identity.access import ActorRequest, actor_required, posted
from identity.actions.invitations import Issued, invite
from identity.forms.accounts import CodeForm
from identity.permissions import Permission
from identity.queries.accounts import account_page
from kernel.errors import DomainError
from registry.addresses import absolute, site_url


@require_http_methods(["GET", "POST"])
@actor_required(Permission.ACCOUNT_MANAGE)
def issue_code(request: ActorRequest, account_id: UUID) -> HttpResponse:
    """GET says what will happen, POST makes the code and shows it this once."""
    account = policies.get_account(request.actor, account_id)
    policies.require_reset(request.actor, account)
    form = CodeForm(posted(request))
    has_authenticator = second_factor.has_authenticator(account.pk)
    may_clear = policies.may_clear_second_factor(request.actor, account)
    if not has_authenticator or not may_clear:
        del form.fields["clears_second_factor"]
    if request.method == "POST" and form.is_valid():
        try:
            issued = invite(
                account,
                clears_second_factor=form.cleaned_data.get("clears_second_factor", False),
                actor=request.actor,
            )
        except DomainError as error:
            form.refuse(error)
        else:
            return code_page(request, issued)
    context = {
        "form": form,
        "account": account,
        "page": account_page(request.actor, account),
        "asks_superior": has_authenticator and not may_clear,
        "is_first": not account.has_usable_password(),
        "back": reverse("identity:person", args=[account.pk]),
    }
    return render(request, "identity/issue_code.html", context, status=422 if form.errors else 200)


def code_page(request: ActorRequest, issued: Issued) -> HttpResponse:
    """The paper with code and link; what stands after # in the link never reaches a server's log."""
    address = absolute(site_url("account-code"))
    account = issued.invitation.account
    context = {
        "issued": issued,
        "account": account,
        "expires_at": issued.invitation.expires_at,
        "address": address,
        "link": f"{address}#{issued.code}",
        "needs_second_factor": second_factor.is_demanded_of(account.pk),
        "title": _("Mã kích hoạt tài khoản"),
    }
    response = render(request, "identity/code.html", context)
    add_never_cache_headers(response)
    return response
