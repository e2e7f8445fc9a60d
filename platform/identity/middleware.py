"""Who acts: `request.actor` in a unit, with the idle lock and the second factor in front of every officers' page."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from identity import idle, second_factor
from identity.access import is_script, send_to
from identity.actors import Actor, actor_for
from identity.readers import reader_for
from identity.views.lock import locked_page
from registry.addresses import site_url

DESK = "/desk/"
API = "/api/"


class ActorMiddleware:
    """Stands behind Django's authentication, htmx and the CSRF guard: a locked POST was checked before it is shown."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        asked: Any = request
        asked.actor = None
        unit = getattr(asked, "unit", None)
        # Calls of the API carry a token and no session; what anybody may see needs no actor without one.
        if unit is not None and not request.path_info.startswith(API) and request.user.is_authenticated:
            asked.actor = actor_for(request.user, unit)
        return self.get_response(request)

    def process_view(self, request: Any, view: Callable[..., Any], args: Any, kwargs: Any) -> HttpResponseBase | None:
        if not request.user.is_authenticated or not _is_guarded(request, view):
            return None
        if request.actor is None and getattr(view, "for_readers", False):
            request.actor = reader_for(request.user, request.unit)
        if idle.is_locked(request.session):
            return _locked(request)
        if idle.BACKGROUND_HEADER not in request.headers:
            idle.note_activity(request.session)
        demanded = request.actor is not None and _demands_two_steps(request.actor)
        if demanded and not second_factor.was_given(request):
            words = _("Vai trò này đăng nhập bằng hai bước.")
            return send_to(request, site_url("account-second-factor"), status=403, words=words)
        return None


def _demands_two_steps(actor: Actor) -> bool:
    """Also of whoever reads another unit's dossiers, whatever the role at home."""
    return actor.is_reader or second_factor.is_demanded(actor.roles)


def _is_guarded(request: Any, view: Callable[..., Any]) -> bool:
    if getattr(request, "unit", None) is not None:
        return bool(request.path_info.startswith(DESK))
    if getattr(view, "is_guarded", False):
        return True
    return request.path_info.startswith("/account/") and not getattr(view, "stays_open", False)


def _locked(request: Any) -> HttpResponse:
    if getattr(request, "htmx", None):
        # The page stays as it is, with what was typed; its script shows the lock over it.
        return HttpResponse(status=423, headers={"HX-Trigger": "tiepdan:locked"})
    if is_script(request):
        return HttpResponse(_("Bàn làm việc đang khóa."), status=423, content_type="text/plain; charset=utf-8")
    if request.method in ("GET", "HEAD"):
        return send_to(request, site_url("account-lock"), status=423, words="")
    return locked_page(request)
