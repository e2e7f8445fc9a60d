"""Inspections: the plan of a year, one inspection at the unit that makes it and at the one it is made in, who read, prints."""

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
from tenants.documents.queries import letterheads
from tenants.inspections import inspection_policies as policies
from tenants.inspections.models import Inspection
from tenants.inspections.queries.inspections import inspection_list, inspection_page, inspection_rows
from tenants.inspections.queries.inspections_received import (
    reading_rows,
    readings_of,
    received_list,
    received_page,
    received_rows,
)
from tenants.inspections.rules.inspections import VERBS

ROWS = 50


@require_safe
@actor_required()
def inspections_page(request: ActorRequest) -> HttpResponse:
    """``/desk/oversight/inspections/``: what the actor sees, of a year if asked; above it what the own unit is inspected by."""
    actor = request.actor
    policies.require_reader(actor)
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdigit() and 2000 < int(asked) < 2100 else None
    shown = Paginator(inspection_list(actor, year), ROWS).get_page(request.GET.get("page"))
    watches = actor.may(P.OVERSIGHT_VIEW)
    this = clock.today().year
    context = {
        "page": shown,
        "rows": inspection_rows(list(shown.object_list)),
        "received": received_rows(list(received_list(actor)[:ROWS])) if watches else [],
        "years": [this + 1, this, this - 1],
        "year": year,
        "may_plan": actor.may(P.OVERSIGHT_URGE),
        "watches": watches,
    }
    return render(request, "inspections/inspections.html", context)


@require_safe
@actor_required()
def inspection(request: ActorRequest, inspection_id: UUID) -> HttpResponse:
    """One inspection at the unit that makes it; the scope stays as it was fixed."""
    row = policies.get_inspection(request.actor, inspection_id)
    context = {**_context(request, row), "may": {verb for verb in VERBS if policies.may(request.actor, verb, row)}}
    return render(request, "inspections/inspection.html", context)


@require_safe
@actor_required()
def inspection_print(request: ActorRequest, inspection_id: UUID) -> HttpResponse:
    """Decision, team, scope, findings, conclusion and follow-up on A4."""
    row = policies.get_inspection(request.actor, inspection_id)
    with translation.override("vi"):
        head = letterheads.stationery(row.line).head
        day = row.concluded_on or row.decided_on or row.planned_on
        context = {**_context(request, row), "head": head, "line": row.line, "day": day}
        return render(request, "inspections/inspection_print.html", context)


@require_safe
@actor_required(P.OVERSIGHT_VIEW)
def received(request: ActorRequest, inspection_id: UUID) -> HttpResponse:
    """An inspection of the own unit: decision, team, days, what was asked of the unit."""
    card = policies.get_received(request.actor, inspection_id)
    context = {
        "card": card,
        "shown": received_page(request.actor, card),
        "reads_the_log": policies.reads_the_log(request.actor),
        "today": clock.today(),
    }
    return render(request, "inspections/inspection_received.html", context)


@require_safe
@actor_required(P.OVERSIGHT_VIEW)
def readings(request: ActorRequest, inspection_id: UUID) -> HttpResponse:
    """Who was let read and who read which case when: for the head, the chief of the office, who reads the unit's log."""
    card = policies.get_received(request.actor, inspection_id)
    policies.require_log_reader(request.actor)
    shown = Paginator(readings_of(card), ROWS).get_page(request.GET.get("page"))
    context = {"card": card, "page": shown, "rows": reading_rows(list(shown.object_list))}
    return render(request, "inspections/inspection_readings.html", context)


def _context(request: ActorRequest, row: Inspection) -> dict[str, Any]:
    return {"inspection": row, "shown": inspection_page(request.actor, row)}
