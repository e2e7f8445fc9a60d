"""The unit picker: finds one of all units by name with or without marks, old name or code; asks no database."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from identity.access import ActorRequest, actor_required
from registry import tree
from registry.tree import UnitInfo
from tenants.cases.views.responses import page

MOST = 12
SHORTEST = 2


@dataclass(frozen=True)
class Choice:
    """One unit to choose: where it lies and how a letter reaches it."""

    unit: UnitInfo
    above: str
    is_chosen: bool


@dataclass(frozen=True)
class Picked:
    """What the picker shows: the name of the form's field, what was typed and what was found."""

    name: str
    typed: str
    choices: list[Choice]
    is_searched: bool
    within: bool = False


def pick(
    typed: str, *, chosen: UnitInfo | None, name: str = "to", but: int | None = None, within: int | None = None
) -> Picked:
    """Units matching what was typed, the chosen one first; ``within`` keeps only those under one unit."""
    units = [chosen] if chosen else []
    is_searched = len(typed.strip()) >= SHORTEST
    if is_searched:
        units += [unit for unit in tree.search(typed, limit=40) if chosen is None or unit.id != chosen.id]
    elif within is not None:
        units += [unit for unit in tree.children(within) if chosen is None or unit.id != chosen.id]
    shown = [u for u in units if u.id != but and (within is None or tree.is_under(u.id, within))][:MOST]
    choices = [Choice(unit, _above(unit), chosen is not None and unit.id == chosen.id) for unit in shown]
    return Picked(name, typed, choices, is_searched, within is not None)


def _above(unit: UnitInfo) -> str:
    return ", ".join(unit.full_name.split(", ")[1:])


@require_GET
@actor_required()
def unit_choices(request: ActorRequest) -> HttpResponse:
    """The list under a picker's search box, as it changes while typing."""
    chosen = tree.by_key(request.GET.get("to") or request.GET.get("unit") or "")
    name = "unit" if request.GET.get("name") == "unit" else "to"
    within = request.actor.unit.id if request.GET.get("within") else None
    picked = pick(request.GET.get("find", "")[:100], chosen=chosen, name=name, but=request.actor.unit.id, within=within)
    return page(request, "cases/unit_choices.html", {"picked": picked})
