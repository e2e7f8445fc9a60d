"""The door of every officers' page: who may enter, and what the others are told."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from urllib.parse import urlencode, urlsplit

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from identity import members, readers, second_factor
from identity.actors import Actor
from identity.models import Account
from identity.permissions import Permission
from registry.addresses import site_url
from registry.tree import UnitInfo

P = ParamSpec("P")
# Any: a view of its own annotates the request as ActorRequest.
View = Callable[Concatenate[Any, P], HttpResponseBase]


class ActorRequest(HttpRequest):
    """A request that has passed `actor_required`: for annotations only."""

    actor: Actor
    unit: UnitInfo
    user: Account


def actor_required(permission: Permission | None = None, *, for_readers: bool = False) -> Callable[[View[P]], View[P]]:
    """Anonymous: to the sign-in. No member of this unit: 404, as for what does not exist. Lacks the permission: 403.

    ``for_readers``: a page that only reads and lets in who reads here by a grant (``identity.readers``); what they get is noted.
    """

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: Any, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return to_sign_in(request)
            actor: Actor | None = getattr(request, "actor", None)
            if actor is None:
                raise Http404
            if permission is not None:
                actor.require(permission)
            response = view(request, *args, **kwargs)
            add_never_cache_headers(response)
            if for_readers and response.status_code < 400:
                readers.note(actor, page=view.__name__, case_id=kwargs.get("case_id"))  # type: ignore[arg-type]
            return response

        # Read by the census of addresses, and by the middleware that makes readers.
        guarded.permission = permission  # type: ignore[attr-defined]
        guarded.for_readers = for_readers  # type: ignore[attr-defined]
        return guarded

    return decorate


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: also an empty POST is a POST."""
    return request.POST if request.method == "POST" else None


def see_other(address: str) -> HttpResponse:
    """303: the change is made, the browser shows what came of it with GET."""
    return HttpResponse(status=303, headers={"Location": address})


def account_required(view: View[P]) -> View[P]:
    """For pages of the site about one's own account: anonymous people go to the sign-in."""

    @wraps(view)
    def guarded(request: Any, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return to_sign_in(request)
        response = view(request, *args, **kwargs)
        add_never_cache_headers(response)
        return response

    return guarded


def operator_required(view: View[P]) -> View[P]:
    """For the pages of who operates the platform: 404 for everybody else; an operator gives the second factor first."""

    @wraps(view)
    def guarded(request: Any, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated or not members.is_operator(request.user.pk):
            raise Http404
        if not second_factor.was_given(request):
            words = _("Vai trò này đăng nhập bằng hai bước.")
            return send_to(request, site_url("account-second-factor"), status=403, words=words)
        response = view(request, *args, **kwargs)
        add_never_cache_headers(response)
        return response

    # Read by the lock of idle sessions.
    guarded.is_guarded = True  # type: ignore[attr-defined]
    return guarded


def stays_open(view: View[P]) -> View[P]:
    """Mark a page of the site that a locked session may still reach: unlocking and signing out."""
    view.stays_open = True  # type: ignore[attr-defined]
    return view


def to_sign_in(request: Any) -> HttpResponse:
    """303 to the sign-in and back again; a fragment sends the whole window there, a script reads 401."""
    return send_to(request, site_url("account_login"), status=401, words=_("Bạn chưa đăng nhập."))


def send_to(request: Any, address: str, *, status: int, words: str) -> HttpResponse:
    """303 to a page of the site that comes back here; htmx moves the window; a script gets the bare status."""
    htmx = getattr(request, "htmx", None)
    if htmx:
        here = urlsplit(htmx.current_url_abs_path or request.get_full_path())
        back = f"{here.path}?{here.query}" if here.query else here.path
        return HttpResponse(status=204, headers={"HX-Redirect": f"{address}?{urlencode({'next': back})}"})
    if is_script(request):
        return HttpResponse(words, status=status, content_type="text/plain; charset=utf-8")
    back = request.get_full_path() if request.method in ("GET", "HEAD") else request.path
    return HttpResponse(status=303, headers={"Location": f"{address}?{urlencode({'next': back})}"})


def is_script(request: HttpRequest) -> bool:
    """Whether a script of a page asks, not the person by a link or a form: browsers say so themselves."""
    mode = request.headers.get("Sec-Fetch-Mode")
    return mode in ("cors", "same-origin", "no-cors") or "application/json" in request.headers.get("Accept", "")
