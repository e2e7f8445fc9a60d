"""Who has how much, what nobody touched, and giving it to somebody else."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from identity.access import ActorRequest, actor_required
from identity.permissions import Permission
from kernel import ids
from tenants.cases.queries.lists import case_rows
from tenants.cases.queries.workload import untouched, workload
from tenants.cases.views.listing import people_of
from tenants.cases.views.papers import in_vietnamese, paper_of
from tenants.cases.views.responses import page

SHOWN = 50


@require_GET
@actor_required(Permission.WORKLOAD_VIEW)
def workload_page(request: ActorRequest) -> HttpResponse:
    """``/desk/workload/``."""
    actor = request.actor
    forgotten = list(untouched(actor)[:SHOWN])
    may_assign = actor.may(Permission.CASE_ASSIGN)
    context = {
        "people_rows": workload(actor),
        "rows": case_rows(actor, forgotten),
        "may_assign": may_assign,
        "people": people_of(actor) if may_assign else [],
        "once_key": ids.new_id(),
    }
    return page(request, "cases/workload.html", context)


@require_GET
@actor_required(Permission.WORKLOAD_VIEW)
@in_vietnamese
def workload_print(request: ActorRequest) -> HttpResponse:
    """The same table on paper."""
    actor = request.actor
    context = {"rows": workload(actor), "paper": paper_of(actor.unit, is_unnumbered=True)}
    return render(request, "official/workload.html", context)
