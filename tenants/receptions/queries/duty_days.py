"""The days behind the figures of the duty register, as the levels above may list them: no name, no words, codes only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from kernel import active, clock
from oversight.enums import DayReason, DayStatus
from oversight.models import DutyDay, DutyKind
from tenants.receptions.enums import SessionKind
from tenants.receptions.protocols import ConferenceFacts, conferences_of
from tenants.receptions.rules.duties import SessionFacts, holder_on, status_of
from tenants.staff.queries.holders import Holding, holders_between


def session_days(line: str, facts: Iterable[SessionFacts], held: Sequence[Holding]) -> list[DutyDay]:
    """A row for each session that is or was a day of reception."""
    today = clock.today()
    rows = []
    for one in facts:
        status = status_of(one, today)
        if status is None or one.id is None:
            continue
        is_off = status in (DayStatus.POSTPONED, DayStatus.CANCELLED)
        rows.append(
            DutyDay(
                unit_id=active.current().id,
                line=line,
                kind=DutyKind.RECEPTION,
                object_id=one.id,
                day=one.held_on,
                status=status,
                reason=one.reason if is_off and one.reason in DayReason.values else "",
                moved_to=one.moved_to if status == DayStatus.POSTPONED else None,
                is_ad_hoc=one.kind == SessionKind.AD_HOC,
                is_made_up=one.is_made_up,
                is_posted=one.is_posted,
                is_posted_late=one.is_posted_late,
                holder_id=holder_on(one.held_on, held),
            )
        )
    return rows


def conference_days(line: str, year: int) -> list[DutyDay]:
    """A row for each conference of the year."""
    held = holders_between(line, date(year, 1, 1), date(year, 12, 31))
    return [
        DutyDay(
            unit_id=active.current().id,
            line=line,
            kind=DutyKind.CONFERENCE,
            object_id=one.id,
            day=on,
            status=_status(one),
            is_ad_hoc=one.is_ad_hoc,
            is_made_up=one.is_postponed and one.is_held,
            is_posted=one.is_announced,
            is_posted_late=one.is_announced_late,
            holder_id=holder_on(on, held),
        )
        for one in conferences_of(line, year)
        if (on := one.on) is not None and one.id is not None
    ]


def _status(one: ConferenceFacts) -> DayStatus:
    if one.is_cancelled:
        return DayStatus.CANCELLED
    if not one.is_held:
        return DayStatus.AHEAD
    return DayStatus.DELEGATED if one.is_delegated else DayStatus.IN_PERSON
