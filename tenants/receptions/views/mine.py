"""The head's page on a phone."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from identity.access import ActorRequest, actor_required
from identity.permissions import Permission as P
from tenants.cases.views.responses import page
from tenants.receptions.queries.mine import mine


@require_GET
@actor_required(P.RECEPTION_VIEW)
def my_day(request: ActorRequest) -> HttpResponse:
    """``/desk/receptions/mine/``: today's people, what waits for a decision, what is late; or that there is nothing."""
    return page(request, "receptions/mine.html", {"shown": mine(request.actor)})
