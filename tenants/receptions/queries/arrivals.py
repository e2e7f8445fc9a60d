"""Pages of arrivals: the unit's own on both sides, those of units below, one with its persons and its log."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from identity.actors import Actor
from kernel import clock, errors
from kernel.journal import events
from oversight.models import ArrivalCard
from oversight.models.arrival_card import OPEN, ArrivalCardQuerySet
from registry import tree
from registry.info import UnitInfo
from tenants.cases.enums import SENDERS
from tenants.cases.models import Case, CasePerson, Visit
from tenants.cases.policies import visible_cases
from tenants.receptions.enums import ArrivalSide, ArrivalStep
from tenants.receptions.models import Arrival
from tenants.receptions.models.arrival import ArrivalQuerySet
from tenants.receptions.policies import arrivals as policies
from tenants.receptions.queries.register import visible_visits

SHOWN = ("open", "late", "ended")
MOST_BELOW = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What the list is narrowed to: a side and one of SHOWN; an empty word narrows nothing."""

    side: str = ""
    show: str = ""


@dataclass(frozen=True, slots=True)
class BelowLine:
    """Citizens of a unit below who stand before one above it: counts only."""

    card: ArrivalCard
    home: UnitInfo
    host: UnitInfo
    is_late: bool


@dataclass(frozen=True, slots=True)
class Logged:
    """One step: when, who (of the other unit its name), what, in which words."""

    at: datetime
    who: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class ArrivalPage:
    """One arrival as the unit reads it. ``people`` and ``case_people`` are None for who sees no names."""

    row: Arrival
    is_late: bool
    people: list[dict[str, str]] | None
    case: Case | None
    case_people: list[str] | None
    departs_at: datetime | None
    handed_over_at: datetime | None
    ended_at: datetime | None
    calls: list[tuple[datetime, dict[str, Any]]]
    log: list[Logged]


def arrival_list(actor: Actor, filters: Filters) -> ArrivalQuerySet:
    """The unit's arrivals, newest first."""
    found = policies.visible_arrivals(actor)
    if filters.side in ArrivalSide.values:
        found = found.filter(side=filters.side)
    match filters.show:
        case "open":
            found = found.open()
        case "late":
            found = found.open().filter(asked_until__lt=clock.now())
        case "ended":
            found = found.exclude(status__in=OPEN)
    return found.order_by("-arrived_at", "-id")


def counts(actor: Actor) -> dict[str, int]:
    """How many of each quick filter; one query."""
    is_open = Q(status__in=OPEN)
    told = policies.visible_arrivals(actor).aggregate(
        all=Count("pk"),
        open=Count("pk", filter=is_open),
        late=Count("pk", filter=is_open & Q(asked_until__lt=clock.now())),
        ended=Count("pk", filter=~is_open),
    )
    return {name: int(n) for name, n in told.items()}


def between_cards(unit: UnitInfo) -> ArrivalCardQuerySet:
    """Open arrivals of citizens of units below that stand before another unit: what a district learns of its communes."""
    return ArrivalCard.objects.open().from_below(unit.id).exclude(host_unit=unit.id)


def below_lines(actor: Actor) -> list[BelowLine]:
    """The same as lines of the page; one query, for who sees arrivals in a unit that has units below."""
    if not policies.hosts_arrivals(actor.unit):
        return []
    cards = between_cards(actor.unit).order_by("asked_until", "id")[:MOST_BELOW]
    now = clock.now()
    return [BelowLine(card, tree.get(card.home_unit), tree.get(card.host_unit), card.is_late(now)) for card in cards]


def arrival_page(actor: Actor, row: Arrival) -> ArrivalPage:
    """One arrival; names only for who sees every case of the unit, and of the own case only where that one is seen."""
    sees = policies.sees_names(actor)
    case = visible_cases(actor).filter(pk=row.case_id).first() if row.case_id else None
    return ArrivalPage(
        row=row,
        is_late=row.is_late(clock.now()),
        people=list(row.people) if sees else None,
        case=case,
        case_people=_people_of(case) if sees and case is not None else None,
        departs_at=_moment(row.plan.get("departs_at")),
        handed_over_at=_moment(row.handover.get("at")),
        ended_at=_moment(row.ending.get("at")),
        calls=[(datetime.fromisoformat(one["at"]), one) for one in row.calls],
        log=_log(row),
    )


def visit_to_tell(actor: Actor, visit_id: UUID | str) -> Visit:
    """The visit in this unit's register that an arrival is begun from; nothing is told of one in which somebody denounces."""
    try:
        visit = visible_visits(actor).filter(pk=UUID(str(visit_id))).first()
    except ValueError:
        visit = None
    if visit is None:
        raise errors.NotFound("visit_not_found", _("Không tìm thấy lượt tiếp này."))
    if not may_be_told(visit):
        raise errors.InvalidTransition(
            "visit_confidential",
            _(
                "Lượt tiếp này có tố cáo hoặc danh tính được giữ bí mật nên không báo về địa phương (Luật Tố cáo, Điều 9, 47)."
            ),
        )
    found: Visit = visit
    return found


def may_be_told(visit: Visit) -> bool:
    """Who denounced is kept secret, most of all at home (Law on Denunciations, Art. 9 and 47): such a visit is not told."""
    return visit.person_id is not None if visit.case is None else not visit.case.is_denunciation


def _people_of(case: Case) -> list[str]:
    if case.is_denunciation:
        return []
    rows = CasePerson.objects.filter(case=case, capacity__in=SENDERS, person__isnull=False).select_related("person")
    found = [row.person for row in rows.order_by("order", "id") if row.person is not None]
    return [f"{one.full_name}, {one.address}" if one.address else one.full_name for one in found]


def _log(row: Arrival) -> list[Logged]:
    return [
        Logged(event.at, event.data.get("sender") or event.actor_name, *TELLERS[event.kind](event.data))
        for event in events.of_case(row.pk)
        if event.kind in TELLERS
    ]


def _moment(kept: str | None) -> datetime | None:
    return datetime.fromisoformat(kept) if kept else None


Teller = Callable[[dict[str, Any]], tuple[str, str]]


def _step(step: ArrivalStep) -> Teller:
    return lambda data: (str(step.label), "")


TELLERS: dict[str, Teller] = {
    **{f"arrival_{step.value.lower()}": _step(step) for step in ArrivalStep},
    "arrival_called": lambda data: (_("Ghi cuộc gọi"), ""),
    "arrival_undeliverable": lambda data: (_("Không chuyển được qua hệ thống: hãy gọi điện"), ""),
}
