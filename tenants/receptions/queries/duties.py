"""The figures of the duty register, computed from the unit's own sessions and plans."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, OuterRef, Q, Subquery

from kernel import active, clock
from oversight.models import DutyDay, DutyKind, Per
from oversight.queries.minimums import days_a_month, minimum_of, weeks_of
from registry import tree
from tenants.receptions.enums import PlanStatus, RegistrationStatus, SessionKind, SessionStatus
from tenants.receptions.models import Plan, ReceptionSession
from tenants.receptions.protocols import conferences_of
from tenants.receptions.queries.duty_days import session_days
from tenants.receptions.rules.duties import SessionFacts, Tally, holder_on, shares, tally
from tenants.receptions.rules.plan_values import Values, merged
from tenants.staff.queries.holders import Holding, holders_between


@dataclass(frozen=True, slots=True)
class Figures:
    """One holder's row of one period, as the table ``oversight.Duty`` keeps it."""

    kind: str
    period: date
    holder_id: UUID | None
    holder_name: str
    legal: int
    planned: int | None
    below_minimum: bool
    announced: int = 0
    posted_late: int = 0
    unposted: int = 0
    in_person: int = 0
    delegated: int = 0
    postponed: int = 0
    made_up: int = 0
    cancelled: int = 0
    missed: int = 0
    ad_hoc: int = 0


UNDECIDED = (SessionStatus.PROPOSED, SessionStatus.CANCELLED)
NUMBERS = (
    "announced", "posted_late", "unposted", "in_person", "delegated", "postponed", "made_up", "cancelled", "missed", "ad_hoc",
)  # fmt: skip


def month_figures(line: str, month: date) -> tuple[list[Figures], list[DutyDay]]:
    """The reception days of one month: a row for each who was in office, the vacancy included, and the days behind them."""
    first, last = month_of(month)
    facts, held = session_facts(line, first, last), holders_between(line, first, last)
    return _month(line, first, last, _Plans(line, first.year), facts, held), session_days(line, facts, held)


def year_figures(line: str, year: int) -> list[Figures]:
    """The twelve months of a year and the conferences; the number of queries does not grow with sessions."""
    facts = session_facts(line, date(year, 1, 1), date(year, 12, 31))
    plans = _Plans(line, year)
    months = [month_of(date(year, number, 1)) for number in range(1, 13)]
    held = holders_between(line, date(year, 1, 1), date(year, 12, 31))
    rows = [row for first, last in months for row in _month(line, first, last, plans, facts, held)]
    return [*rows, *conference_figures(line, year, plans, held)]


def conference_figures(
    line: str,
    year: int,
    plans: _Plans | None = None,
    held: Sequence[Holding] | None = None,
) -> list[Figures]:
    """The conferences of a year against the quota; each belongs to who was in office on its day."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    values = (plans or _Plans(line, year)).on(last)
    holdings = held if held is not None else holders_between(line, first, last)
    minimum = minimum_of(_unit(), line, last, DutyKind.CONFERENCE)
    legal = minimum.days if minimum and minimum.per == Per.YEAR else 0
    quota = values.conference_quota if values else None
    found = conferences_of(line, year)
    owed, planned = shares(legal, holdings), shares(quota, holdings) if quota is not None else {}
    counts: dict[UUID | None, dict[str, int]] = {one.account_id: dict.fromkeys(NUMBERS, 0) for one in holdings}
    for row in found:
        mine = counts[holder_on(row.on or clock.today(), holdings) if holdings else None]
        mine["announced"] += row.is_announced
        mine["posted_late"] += row.is_announced_late
        mine["postponed"] += row.is_postponed
        mine["cancelled"] += row.is_cancelled
        mine["in_person"] += row.is_held and not row.is_delegated
        mine["delegated"] += row.is_held and row.is_delegated
        mine["ad_hoc"] += row.is_held and row.is_ad_hoc
    today = clock.today()
    rows = []
    for holder, numbers in counts.items():
        part = planned.get(holder, 0) if quota is not None else None
        if last < today and quota is not None:
            numbers["missed"] = max((part or 0) - numbers["in_person"], 0)
        rows.append(
            Figures(
                DutyKind.CONFERENCE,
                first,
                holder,
                _name(holder, holdings),
                owed.get(holder, 0),
                part,
                below_minimum=quota is not None and quota < legal,
                **numbers,
            )
        )
    return [row for row in rows if row.legal or row.planned or any(getattr(row, name) for name in NUMBERS)]


def plan_of(line: str, on: date) -> Plan | None:
    """The version that applies on a line on a day: the latest of the day's year that was dated by then."""
    return _Plans(line, on.year).plan_on(on)


def planned_a_month(values: Values, month: date) -> int | None:
    """How many reception days a plan orders in a month."""
    if values.reception_days is None:
        return None
    if values.reception_per == Per.WEEK:
        return values.reception_days * weeks_of(month)
    return values.reception_days


def session_facts(line: str, first: date, last: date) -> list[SessionFacts]:
    """What counting needs of the sessions of some months; one query."""
    came = Q(registrations__status=RegistrationStatus.RECEIVED)
    rows = (
        ReceptionSession.objects.filter(line=line, held_on__gte=first, held_on__lte=last)
        # A proposal that the head has not approved was never a day of reception.
        .exclude(kind=SessionKind.AD_HOC, approved_at=None, status__in=UNDECIDED)
        .annotate(visits=Count("registrations", filter=came), moved_on=_next_day())
        .order_by("held_on", "id")
    )
    return [
        SessionFacts(
            kind=row.kind,
            status=row.status,
            planned_on=row.planned_on,
            held_on=row.held_on,
            host_mode=row.host_mode,
            head_present=row.head_present,
            is_posted=row.posted_at is not None,
            is_posted_late=any(posting.get("is_late") for posting in row.postings[:1]),
            is_made_up=row.moved_from_id is not None,
            is_first=row.kind == SessionKind.PERIODIC and row.moved_from_id is None,
            id=row.pk,
            reason=row.moved_reason,
            moved_to=getattr(row, "moved_on", None),
            visits=getattr(row, "visits", 0),
        )
        for row in rows
    ]


def _next_day() -> Subquery:
    """The day to which a session was put off; a session is put off to one other."""
    return Subquery(ReceptionSession.objects.filter(moved_from=OuterRef("pk")).values("held_on")[:1])


def month_of(day: date) -> tuple[date, date]:
    """First and last day of the month of a day."""
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])


def _month(
    line: str,
    first: date,
    last: date,
    plans: _Plans,
    facts: Sequence[SessionFacts],
    held: Sequence[Holding] | None = None,
) -> list[Figures]:
    values = plans.on(last)
    holdings = _clipped(held, first, last) if held is not None else holders_between(line, first, last)
    minimum = minimum_of(_unit(), line, first)
    legal = days_a_month(minimum, first) if minimum else 0
    planned = planned_a_month(values, first) if values else None
    named = values.reception_dates(first.year, first.month) if values else []
    tallies = tally(
        facts,
        holdings,
        first=first,
        last=last,
        today=clock.today(),
        legal=legal,
        # Days named by the plan belong to who is in office on them; only when they are as many as the plan orders.
        planned_on=named if len(named) == planned else (),
        planned=planned,
    )
    below = planned is not None and planned < legal
    return [_figures(DutyKind.RECEPTION, first, holder, one, holdings, below) for holder, one in tallies.items()]


def _figures(
    kind: str, period: date, holder: UUID | None, one: Tally, holdings: Sequence[Holding], below: bool
) -> Figures:
    return Figures(
        kind, period, holder, _name(holder, holdings), one.legal, one.planned, below,
        **{name: one.count(name) for name in NUMBERS},
    )  # fmt: skip


def _clipped(held: Sequence[Holding], first: date, last: date) -> list[Holding]:
    return [
        Holding(one.account_id, one.name, one.title, max(one.first, first), min(one.last, last))
        for one in held
        if one.first <= last and one.last >= first
    ]


def _name(holder: UUID | None, holdings: Sequence[Holding]) -> str:
    return next((one.name for one in holdings if one.account_id == holder), "")


def _unit() -> tree.UnitInfo:
    return tree.get(active.current().id)


class _Plans:
    """The issued versions of a year, asked once; what applied on a day, overlaid once a version."""

    def __init__(self, line: str, year: int) -> None:
        found = Plan.objects.filter(year=year, line=line).exclude(status=PlanStatus.DRAFT)
        self._versions = list(found.order_by("-version_no", "-id"))
        self._values: dict[UUID, Values] = {}

    def plan_on(self, day: date) -> Plan | None:
        return next((one for one in self._versions if one.dated_on is not None and one.dated_on <= day), None)

    def on(self, day: date) -> Values | None:
        plan = self.plan_on(day)
        if plan is None:
            return None
        if plan.pk not in self._values:
            self._values[plan.pk] = merged(plan)
        return self._values[plan.pk]
