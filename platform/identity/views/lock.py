"""The idle lock: password only, over the page that stays as it was."""

from typing import Any
from urllib.parse import urlsplit

from allauth.account.internal.flows.reauthentication import reauthenticate_by_password
from allauth.core import ratelimit
from django.contrib.auth import logout
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from identity import idle
from identity.access import account_required, is_script, stays_open
from registry.addresses import site_url

# A locked form without script: so many typed fields are carried through the lock in the page itself.
_MOST_KEPT = 200
_NEVER_KEPT = ("csrfmiddlewaretoken", "password", "password1", "password2", "oldpassword", "code")


@stays_open
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
@account_required
def lock(request: Any) -> HttpResponse:
    """GET shows the lock, POST with the password opens it; a script gets 204, 422 (wrong) or 429 (too often)."""
    back = safe_back(request, request.POST.get("next") or request.GET.get("next", ""))
    if request.method != "POST":
        return _show(request, back)
    if not ratelimit.consume(request, action="unlock", user=request.user):
        # Somebody guesses at an unattended desk: nothing less than the whole sign-in opens it now.
        logout(request)
        if is_script(request):
            return HttpResponse(status=429)
        return HttpResponse(status=303, headers={"Location": site_url("account_login")})
    if not request.user.check_password(request.POST.get("password", "")):
        if is_script(request):
            return HttpResponse(status=422)
        return _show(request, back, kept=_kept(request), is_wrong=True)
    ratelimit.clear(request, action="unlock", user=request.user)
    idle.unlock(request.session)
    reauthenticate_by_password(request)
    if is_script(request):
        return HttpResponse(status=204)
    kept = _kept(request)
    if kept:
        return _show(request, back, kept=kept, is_open=True)
    return HttpResponse(status=303, headers={"Location": back})


@stays_open
@require_POST
@account_required
def alive(request: Any) -> HttpResponse:
    """A person is typing: 204 keeps the desk open, 423 says that it is locked already."""
    if idle.is_locked(request.session):
        return HttpResponse(status=423)
    idle.note_activity(request.session)
    return HttpResponse(status=204)


def locked_page(request: Any) -> HttpResponse:
    """The lock in place of the answer to a form that was sent without script; what was typed is carried in the page."""
    kept = [(name, value) for name, value in _typed(request) if name not in _NEVER_KEPT]
    response = _show(request, request.get_full_path(), kept=kept[:_MOST_KEPT])
    response.status_code = 423
    add_never_cache_headers(response)
    return response


def safe_back(request: HttpRequest, wanted: str) -> str:
    """The address to go back to, if it is one of ours; else the choice of units."""
    own = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return wanted if own and urlsplit(wanted).path.startswith("/") else site_url("account-units")


def _show(
    request: Any,
    back: str,
    *,
    kept: list[tuple[str, str]] | None = None,
    is_wrong: bool = False,
    is_open: bool = False,
) -> HttpResponse:
    context = {
        "back": back,
        "kept": kept or [],
        "is_wrong": is_wrong,
        "is_open": is_open,
        "lock_url": site_url("account-lock"),
        "has_files": bool(request.FILES),
    }
    return render(request, "identity/lock.html", context, status=422 if is_wrong else 200)


def _kept(request: Any) -> list[tuple[str, str]]:
    names, values = request.POST.getlist("kept_name"), request.POST.getlist("kept_value")
    if len(names) != len(values):
        raise BadRequest(_("Biểu mẫu gửi lên không đầy đủ."))
    return list(zip(names, values, strict=True))[:_MOST_KEPT]


def _typed(request: Any) -> list[tuple[str, str]]:
    return [(name, value) for name, values in request.POST.lists() for value in values]
