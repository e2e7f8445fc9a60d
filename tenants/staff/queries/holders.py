"""Who holds the position of the head, and to whom a power is handed, on a day."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Q

from identity.models import Membership
from kernel import active, clock
from registry.levels import Line
from tenants.staff.enums import Power
from tenants.staff.models import Delegation


@dataclass(frozen=True, slots=True)
class Holding:
    """One person in office from one day to another, both included; ``None`` as account: vacant."""

    account_id: UUID | None
    name: str
    title: str
    first: date
    last: date


def holder_of(line: str, on: date | None = None) -> Membership | None:
    """The head of the active unit on a line and a day (today); the latest to take office where two overlap. ``None``: vacant.

    Who held the position on a past day held it, whether or not the account works today.
    """
    day = on or clock.today()
    for row in _heads(line, day, day):
        if row.valid_from <= day <= _last_day(row, day):
            return row
    return None


def holders_between(line: str, first: date, last: date) -> list[Holding]:
    """Who was in office from ``first`` to ``last``, without a gap: a vacancy is a row of its own. One query."""
    rows = _heads(line, first, last)
    held: list[Holding] = []
    day = first
    while day <= last:
        row = next((one for one in rows if one.valid_from <= day <= _last_day(one, last)), None)
        key = row.account_id if row else None
        if held and held[-1].account_id == key:
            held[-1] = Holding(key, held[-1].name, held[-1].title, held[-1].first, day)
        else:
            held.append(Holding(key, row.account.full_name if row else "", row.position if row else "", day, day))
        day += timedelta(days=1)
    return held


def delegated(power: Power | str, line: str, on: date | None = None) -> Delegation | None:
    """The delegation of a power on a line that holds on a day (today); the latest made where several do."""
    found = Delegation.objects.in_force(on).filter(line__in=[str(line), Line.BOTH.value], powers__contains=[str(power)])
    return found.order_by("-made_at", "-id").first()


def last_day_in_office(row: Membership) -> date | None:
    """When the term ends, as far as it is known."""
    return row.valid_to


def _heads(line: str, first: date, last: date) -> list[Membership]:
    """Heads of the line whose term touches the days, the latest to take office first."""
    found = Membership.objects.in_unit(active.current().id).filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=first),
        Q(ended_at__isnull=True) | Q(ended_at__gte=datetime.combine(first, time.min, clock.OFFICE_ZONE)),
        valid_from__lte=last,
        is_head=True,
        line__in=[str(line), Line.BOTH.value],
    )
    return list(found.select_related("account").order_by("-valid_from", "-id"))


def _last_day(row: Membership, otherwise: date) -> date:
    """The last day in office; one ended by hand holds the day no more on which it ended."""
    last = row.valid_to if row.valid_to is not None else max(otherwise, row.valid_from)
    if row.ended_at is not None:
        last = min(last, clock.day_of(row.ended_at) - timedelta(days=1))
    return last
