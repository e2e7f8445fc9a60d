"""The pictures of the duty board on one page: trend, sorted bars, curve of what was on time, composition; a table behind each."""

from dataclasses import replace

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from identity.access import ActorRequest, actor_required
from identity.permissions import Permission
from oversight.queries import duty_pictures
from oversight.views import showing
from oversight.views.asking import question
from registry.tree import UnitInfo


@require_GET
@actor_required(Permission.OVERSIGHT_VIEW)
def pictures(request: ActorRequest, key: str) -> HttpResponse:
    """Of the units below the one looked at, itself included: four statements whatever their number."""
    asked = question(request, request.actor, key)
    below = asked.asked()
    units = replace(below, units=(asked.unit.id, *below.units))

    def address(unit: UnitInfo) -> str:
        return asked.address("duty-days", unit=unit, sort="", standing="", depth="", level="")

    context = {
        **showing.around(request, asked, "duty-pictures"),
        "trend": duty_pictures.trend(units),
        "bars": duty_pictures.bars(units, address),
        "on_time": duty_pictures.on_time(units),
        "composition": duty_pictures.composition(units),
    }
    return render(request, "oversight/duty_pictures.html", context)
