"""The site's first page, the directory of units, and a unit's page for citizens; public, without personal data."""

from dataclasses import dataclass
from datetime import date

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from config import navigation
from identity.access import actor_required
from kernel import clock
from registry import addresses, tree
from registry.info import UnitInfo
from registry.levels import Level, Status
from tenants.dialogues.queries.public_opinions import collecting_now

PER_PAGE = 50
MOST_FOUND = 1000
LONGEST_QUERY = 100
MOST_SUCCESSORS = 12


@dataclass(frozen=True, slots=True)
class Entry:
    """One unit of the directory: how it is found today."""

    unit: UnitInfo
    where: str
    url: str
    is_open: bool
    ended_on: date | None
    successors: list[UnitInfo]

    @property
    def last_successors(self) -> int:
        """How many successors the list leaves out."""
        return max(0, len(self.successors) - MOST_SUCCESSORS)

    @property
    def first_successors(self) -> list[UnitInfo]:
        return self.successors[:MOST_SUCCESSORS]


@require_safe
def site_home(request: HttpRequest) -> HttpResponse:
    """Find a unit, follow a case, sign in."""
    return render(request, "site/home.html", {"provinces": [entry(one) for one in _provinces()]})


@require_safe
def units(request: HttpRequest) -> HttpResponse:
    """Units by name without marks, old name or code; planned and ended ones too, 50 a page."""
    query = request.GET.get("q", "")[:LONGEST_QUERY].strip()
    found = tree.search(query, limit=MOST_FOUND) if query else _provinces()
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {"query": query, "page": page, "entries": [entry(one) for one in page.object_list], "most": MOST_FOUND}
    return render(request, "registry/units.html", context)


@require_safe
def unit_card(request: HttpRequest, key: str) -> HttpResponse:
    """What is known of any unit, opened here or not."""
    unit = tree.by_key(key)
    if unit is None or unit.level == Level.NATION:
        raise Http404
    below = [entry(one) for one in tree.children(unit.id)]
    return render(request, "registry/unit_card.html", {"entry": entry(unit), "below": below, "above": _above(unit)})


@require_safe
def unit_home(request: HttpRequest) -> HttpResponse:
    """The unit's page for citizens: address, hours, how to complain, conferences that take opinions, follow a case."""
    unit: UnitInfo = request.unit  # type: ignore[attr-defined]
    context = {
        "entry": entry(unit),
        "profile": unit.profile,
        "above": _above(unit),
        "conferences": collecting_now(),
    }
    return render(request, "registry/unit_home.html", context)


@require_safe
@actor_required()
def desk(request: HttpRequest) -> HttpResponse:
    """To the page a working day begins with, by the actor's rights."""
    response = HttpResponse(status=303)
    response["Location"] = navigation.start_url(request.actor)  # type: ignore[attr-defined]
    return response


def entry(unit: UnitInfo) -> Entry:
    """The unit as the directory shows it."""
    today = clock.today()
    has_ended = unit.ended_on(today) or unit.status == Status.ENDED
    url = addresses.unit_url(unit, "unit-home") if unit.is_opened else addresses.site_url("unit-card", unit.key)
    return Entry(
        unit=unit,
        where=", ".join(unit.full_name.split(", ")[1:]),
        url=url,
        is_open=unit.is_open,
        ended_on=unit.valid_to if has_ended else None,
        successors=tree.successors(unit.id) if has_ended else [],
    )


def _provinces() -> list[UnitInfo]:
    top = tree.root()
    return tree.children(top.id) if top else []


def _above(unit: UnitInfo) -> list[UnitInfo]:
    return [one for one in reversed(tree.ancestors(unit.id)) if one.level != Level.NATION]
