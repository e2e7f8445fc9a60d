"""Review meetings: the list of a year, one meeting with its figures and conclusions, its print."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe

from identity.access import ActorRequest, actor_required
from identity.permissions import Permission as P
from kernel import clock
from registry import tree
from tenants.documents.queries import letterheads
from tenants.inspections import policies
from tenants.inspections.models import ReviewMeeting
from tenants.inspections.queries.figures import FACTS
from tenants.inspections.queries.meetings import meeting_list, meeting_page, meeting_rows

ROWS = 50


@require_safe
@actor_required(P.OVERSIGHT_VIEW)
def meetings_page(request: ActorRequest) -> HttpResponse:
    """``/desk/oversight/meetings/``: all of the actor's lines, of a year if asked; a constant number of queries."""
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdigit() and 2000 < int(asked) < 2100 else None
    shown = Paginator(meeting_list(request.actor, year), ROWS).get_page(request.GET.get("page"))
    this = clock.today().year
    context = {
        "page": shown,
        "rows": meeting_rows(list(shown.object_list)),
        "years": [this + 1, this, this - 1],
        "year": year,
        "may_plan": request.actor.may(P.OVERSIGHT_URGE) and bool(tree.children(request.actor.unit.id)),
    }
    return render(request, "inspections/meetings.html", context)


@require_safe
@actor_required(P.OVERSIGHT_VIEW)
def meeting(request: ActorRequest, meeting_id: UUID) -> HttpResponse:
    """One meeting; the figures stay as they were frozen."""
    row = policies.get_meeting(request.actor, meeting_id)
    return render(request, "inspections/meeting.html", {**_context(row), "may": _possible(request, row)})


@require_safe
@actor_required(P.OVERSIGHT_VIEW)
def meeting_print(request: ActorRequest, meeting_id: UUID) -> HttpResponse:
    """Agenda, figures, record and conclusions on A4."""
    row = policies.get_meeting(request.actor, meeting_id)
    with translation.override("vi"):
        head = letterheads.stationery(row.line).head
        context = {**_context(row), "head": head, "line": row.line, "day": row.held_on or row.planned_on}
        return render(request, "inspections/meeting_print.html", context)


def _context(row: ReviewMeeting) -> dict[str, Any]:
    shown = meeting_page(row)
    columns = [fact.label for fact in FACTS]
    figures = [(one, [(fact.label, one["facts"].get(fact.value, 0)) for fact in FACTS]) for one in shown.figures]
    return {"meeting": row, "shown": shown, "columns": columns, "figures": figures}


def _possible(request: ActorRequest, row: ReviewMeeting) -> set[str]:
    return {verb for verb in policies.MEETING_VERBS if policies.may_meeting(request.actor, verb, row)}
