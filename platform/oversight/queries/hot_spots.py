"""The list of hot spots with how long nobody wrote about each, and the page of one."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, IntegerField, Q, Value, When

from identity.actors import Actor
from identity.permissions import Permission
from kernel import clock
from oversight.models import HotSpot, HotSpotQuerySet, HotSpotUpdate
from oversight.models.hot_spot import is_silent
from oversight.policies import visible_hot_spots
from oversight.rules import hot_spots as rules
from oversight.rules.hot_spots import Risk
from registry import tree
from registry.levels import Line
from registry.tree import UnitInfo


@dataclass(frozen=True, kw_only=True)
class HotSpotFilters:
    """``show``: open unless told, ``stale`` or ``closed``; ``risk``: a code; ``unit``: a unit, with all under it."""

    show: str = ""
    risk: str = ""
    unit: UnitInfo | None = None


@dataclass(frozen=True)
class HotSpotRow:
    """One line of the list, and the head of a page."""

    spot: HotSpot
    unit: UnitInfo
    risk: Risk
    field: str
    line: str
    days_silent: int
    is_stale: bool


@dataclass(frozen=True, slots=True)
class HotSpotCounts:
    """What the supervisor's board says in one line."""

    open: int
    stale: int
    high: int


def hot_spot_list(actor: Actor, filters: HotSpotFilters | None = None) -> HotSpotQuerySet:
    """Those the actor sees, narrowed: the highest risk first, then the one that was silent longest."""
    wanted = filters or HotSpotFilters()
    found = visible_hot_spots(actor)
    match wanted.show:
        case "closed":
            found = found.closed()
        case "stale":
            found = found.stale(clock.today())
        case _:
            found = found.open()
    if wanted.risk:
        found = found.filter(risk=wanted.risk)
    if wanted.unit is not None:
        found = found.filter(unit_id__in=[wanted.unit.id, *(one.id for one in tree.descendants(wanted.unit.id))])
    places = [When(risk=risk.code, then=Value(place)) for place, risk in enumerate(rules.risks())]
    order = Case(*places, default=Value(len(places)), output_field=IntegerField())
    ordered: HotSpotQuerySet = found.order_by(order, "updated_on", "id")
    return ordered


def hot_spot_row(spot: HotSpot, on: date | None = None) -> HotSpotRow:
    """What a line or a page says of one; no query."""
    today = on or clock.today()
    return HotSpotRow(
        spot=spot,
        unit=tree.get(spot.unit_id),
        risk=rules.risk(spot.risk),
        field=rules.field_words(spot.field),
        line=str(Line(spot.line).label),
        days_silent=spot.days_silent(today),
        is_stale=spot.is_stale(today),
    )


def history_of(spot: HotSpot) -> list[tuple[HotSpotUpdate, Risk]]:
    """The news, newest first, with the level of that day."""
    return [(one, rules.risk(one.risk)) for one in spot.updates.order_by("-written_at", "-id")]


def hot_spot_counts(actor: Actor, unit: UnitInfo) -> HotSpotCounts:
    """Open, silent too long and of the highest risk in a unit and under it; one query."""
    found = hot_spot_list(actor, HotSpotFilters(unit=unit)).order_by()
    told = found.aggregate(
        open=Count("pk"),
        stale=Count("pk", filter=is_silent(clock.today())),
        high=Count("pk", filter=Q(risk=rules.risks()[0].code)),
    )
    return HotSpotCounts(**told)


def units_with_hot_spots(actor: Actor) -> list[UnitInfo]:
    """The units of the filter; empty where only the own unit is seen."""
    if not actor.may(Permission.OVERSIGHT_VIEW):
        return []
    ids = visible_hot_spots(actor).filter(~Q(unit_id=actor.unit.id)).values_list("unit_id", flat=True).distinct()
    return sorted((tree.get(unit_id) for unit_id in ids), key=lambda one: one.code)
