"""The year's conferences against the plan's quota: what was held, combined, ad hoc, and what is still missing."""

from dataclasses import dataclass
from datetime import date

from kernel import clock
from tenants.dialogues.enums import ConferenceStatus
from tenants.dialogues.models import Conference
from tenants.dialogues.models.conference import HELD
from tenants.dialogues.queries.orders import Orders, orders_in_force
from tenants.receptions.protocols import ConferenceFacts


@dataclass(frozen=True, slots=True)
class Quota:
    """One line's year; ``owed`` is None without a plan in force."""

    line: str
    year: int
    orders: Orders | None
    held: int
    combined: int
    ad_hoc: int
    planned_rows: int

    @property
    def owed(self) -> int | None:
        return self.orders.quota if self.orders else None

    @property
    def missing(self) -> int:
        """How many the plan still orders; ad hoc and combined ones count."""
        return max((self.owed or 0) - self.held, 0)

    @property
    def to_plan(self) -> int:
        """How many of the plan's conferences are not entered yet."""
        return max((self.owed or 0) - self.planned_rows, 0)


def quota_of(line: str, year: int, rows: list[Conference] | None = None) -> Quota:
    """The counter of a line and a year."""
    found = rows if rows is not None else list(Conference.objects.of_year(year).filter(line=line))
    held = [row for row in found if row.status in HELD and row.line == line]
    return Quota(
        line=line,
        year=year,
        orders=orders_in_force(year, line),
        held=len(held),
        combined=sum(row.with_voter_meeting for row in held),
        ad_hoc=sum(row.is_ad_hoc for row in held),
        planned_rows=sum(row.ordinal is not None and row.line == line for row in found),
    )


def conference_facts(line: str, year: int) -> list[ConferenceFacts]:
    """For the duty register (``receptions.protocols``): every conference of a line and a year; one query."""
    rows = Conference.objects.of_year(year).filter(line=line).order_by("held_on", "id")
    return [
        ConferenceFacts(
            on=_within(row.held_on or clock.today(), year),
            id=row.pk,
            is_held=row.status in HELD,
            # The chair who was not the head when it was held received the power for it.
            is_delegated=bool(row.values.get("is_delegated")),
            is_announced=row.announced_at is not None,
            is_announced_late=any(one.get("is_late") for one in row.notices),
            is_postponed=bool(row.changes) and row.status != ConferenceStatus.CANCELLED,
            is_cancelled=row.status == ConferenceStatus.CANCELLED,
            is_ad_hoc=row.is_ad_hoc,
        )
        for row in rows
    ]


def _within(day: date, year: int) -> date:
    """A plan's conference put off to January, or one of next year without a day, still counts in its own year."""
    return min(max(day, date(year, 1, 1)), date(year, 12, 31))
