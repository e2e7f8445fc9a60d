"""Pages of the plan of the year that change nothing: the list, one plan, its paper, its files, and what everybody may read."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from identity.access import ActorRequest, actor_required
from identity.permissions import Permission
from kernel import clock
from kernel.errors import NotFound
from registry.levels import Line
from tenants.documents import downloads
from tenants.documents.uploads import StoredUpload
from tenants.receptions.policies.plans import get_plan, visible_plans
from tenants.receptions.queries.plans import marked, ordered, plan_page, public_plans
from tenants.receptions.views.access import seen
from tenants.staff.queries import setting
from tenants.staff.rules.settings import Letterheads


@require_safe
@actor_required()
def plans(request: ActorRequest) -> HttpResponse:
    """The plans of the actor's lines, newest year first; one is marked that orders less than the law."""
    seen(request.actor)
    rows = visible_plans(request.actor).order_by("-year", "line", "-version_no", "-id")[:200]
    context = {"rows": marked(rows), "may_make": request.actor.may(Permission.PLAN_MANAGE)}
    return render(request, "receptions/plans.html", context)


@require_safe
@actor_required()
def plan(request: ActorRequest, plan_id: UUID) -> HttpResponse:
    """One plan, each value with the level it comes from."""
    seen(request.actor)
    found = get_plan(request.actor, plan_id)
    context = {"page": plan_page(found, request.actor), "plan": found}
    return render(request, "receptions/plan.html", context)


@require_safe
@actor_required()
def print_plan(request: ActorRequest, plan_id: UUID) -> HttpResponse:
    """The plan on paper, in the form of its line; a draft says that it is one."""
    seen(request.actor)
    found = get_plan(request.actor, plan_id)
    page = plan_page(found, request.actor)
    context = {
        "page": page,
        "plan": found,
        "ordered": ordered(page.sections),
        # The heading above says that it is a plan.
        "about": found.title.removeprefix("Kế hoạch ").removeprefix("kế hoạch "),
        "head": setting(Letterheads).of(found.line),
        "is_party": found.line == Line.PARTY,
    }
    return render(request, "receptions/plan_print.html", context)


@require_safe
@actor_required()
def plan_file(request: ActorRequest, plan_id: UUID, digest: str) -> HttpResponseBase:
    """The signed paper or a guidance document."""
    seen(request.actor)
    found = get_plan(request.actor, plan_id)
    rows = [*found.files, *(row for base in found.bases for row in base.get("files", []))]
    row = next((one for one in rows if one["digest"] == digest), None)
    if row is None:
        raise NotFound("file_missing", _("Không tìm thấy tệp."))
    return downloads.serve(StoredUpload(row["name"], row["digest"], row["size"], row["media_type"]))


@require_safe
def public(request: HttpRequest) -> HttpResponse:
    """The unit's plans in force, for everybody: days, places, periods; no draft, no proof of sending."""
    given = request.GET.get("year", "")
    year = int(given) if len(given) == 4 and given.isascii() and given.isdigit() else clock.today().year
    return render(request, "receptions/public_plan.html", {"plans": public_plans(year), "year": year})
