"""The checklist "unit ready" of the units directly below, for who watches over them."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from identity.access import ActorRequest, actor_required
from identity.permissions import Permission
from oversight.policies import visible_unit
from oversight.queries.readiness import NEEDS, below
from registry import tree
from registry.levels import Line


@require_GET
@actor_required(Permission.OVERSIGHT_VIEW)
def readiness_below(request: ActorRequest, key: str | None = None) -> HttpResponse:
    """Rows units, columns needs, one line at a time; those that lack most first. Two queries however many units."""
    actor = request.actor
    unit = visible_unit(actor, key)
    line = Line.PARTY if request.GET.get("line") == Line.PARTY else Line.GOVERNMENT
    rows = sorted(below(unit, [line]), key=lambda row: (-len(row.missing), row.unit.code))
    above = [
        one
        for one in reversed(tree.ancestors(unit.id))
        if one.id == actor.unit.id or tree.is_under(one.id, actor.unit.id)
    ]
    crumbs = [(one.name, _address(one.key if one.id != actor.unit.id else None)) for one in above]
    context = {
        "viewed": unit,
        "crumbs": crumbs,
        "needs": NEEDS,
        "rows": [(row, _address(row.unit.key) if tree.children(row.unit.id) else "") for row in rows],
        "ready": sum(row.is_ready for row in rows),
        "line": line,
        "lines": (Line.PARTY, Line.GOVERNMENT),
    }
    return render(request, "oversight/readiness.html", context)


def _address(key: str | None) -> str:
    return reverse("oversight:unit-readiness", args=[key]) if key else reverse("oversight:readiness")
