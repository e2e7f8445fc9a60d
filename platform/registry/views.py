"""The answer to an address of a unit that is not there, or not there now."""

from django.http import HttpRequest, HttpResponse
from django.template import loader
from django.views.decorators.csrf import csrf_exempt

from registry import tree
from registry.wsgi import BEHIND, CLOSED

# Seconds after which a client may ask again while a unit's tables are brought to the release.
RETRY_AFTER = 60


@csrf_exempt
def unit_not_found(request: HttpRequest, rest: str = "") -> HttpResponse:
    """One page for a unit unknown, planned, not open or malformed: same text, same work.

    A unit whose tables are behind the release answers 503 with Retry-After instead. `q` searches over all units.
    """
    if request.META.get(CLOSED) == BEHIND:
        response = HttpResponse(loader.render_to_string("errors/503.html", {}, request), status=503)
        response["Retry-After"] = str(RETRY_AFTER)
        return response
    query = request.GET.get("q", "")
    context = {"query": query, "found": tree.search(query) if query else [], "is_unit_address": True}
    return HttpResponse(loader.render_to_string("errors/404.html", context, request), status=404)
