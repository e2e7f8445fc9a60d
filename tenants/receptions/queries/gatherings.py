"""Lower units whose citizens often gather here: proposed to be told (plan S3, item 20), with figures and without a name."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max, Sum

from kernel import clock
from registry import tree
from registry.info import UnitInfo
from tenants.documents.models import Letter
from tenants.receptions.models import Arrival
from tenants.receptions.rules.arrivals import often


@dataclass(frozen=True, slots=True)
class Gathering:
    """A home unit, how often and with how many persons its citizens came in the days that count; when it was last told."""

    unit: UnitInfo
    arrivals: int
    persons: int
    largest: int
    last_at: datetime
    told_on: datetime | None


def gatherings() -> list[Gathering]:
    """Home units at or above the threshold, most often first; two queries."""
    since = clock.now() - timedelta(days=often().days)
    rows = (
        Arrival.objects.hosted()
        .counted()
        .since(since)
        .values("home_unit_id")
        .annotate(n=Count("id"), persons=Sum("person_count"), largest=Max("person_count"), last=Max("arrived_at"))
        .filter(n__gte=often().arrivals)
        .order_by("-n", "-persons")
    )
    found = list(rows)
    told = _told(since) if found else {}
    return [
        Gathering(
            unit := tree.get(row["home_unit_id"]),
            row["n"],
            row["persons"],
            row["largest"],
            row["last"],
            told.get(unit.key),
        )
        for row in found
    ]


def _told(since: datetime) -> dict[str, datetime]:
    letters = Letter.objects.outgoing().filter(facts__has_key="gathering", made_at__gte=since).order_by("made_at")
    return {facts["gathering"]: at for facts, at in letters.values_list("facts", "made_at")}
