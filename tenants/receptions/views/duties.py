"""The duty register: months and conferences of a year by who was in office."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from identity.access import ActorRequest, actor_required
from kernel import clock
from registry.levels import Line
from tenants.receptions.queries.duty_page import duty_page
from tenants.receptions.views.access import seen


@require_safe
@actor_required()
def duties(request: ActorRequest) -> HttpResponse:
    """One line of the actor's, one year."""
    seen(request.actor)
    lines = [line for line in (Line.PARTY, Line.GOVERNMENT) if line in request.actor.lines]
    wanted = request.GET.get("line", "")
    line = next((one for one in lines if one.value == wanted), lines[0] if lines else Line.GOVERNMENT)
    context = {"page": duty_page(line, year_of(request)), "lines": lines, "line": line}
    return render(request, "receptions/duties.html", context)


def year_of(request: HttpRequest) -> int:
    """The year asked for, this one unless told."""
    given = request.GET.get("year", "")
    year = int(given) if len(given) == 4 and given.isascii() and given.isdigit() else clock.today().year
    return min(max(year, 2019), 2060)
