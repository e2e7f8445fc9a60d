"""Keeping the duty register true: written again from the unit's own rows in the transaction that changes one of them."""

from datetime import date, timedelta

from kernel import active, clock
from kernel.transactions import joined, lock_unit_duties
from oversight.models import Duty, DutyDay, DutyKind
from registry.levels import Line
from tenants.receptions.queries.duties import (
    NUMBERS,
    Figures,
    conference_figures,
    month_figures,
    month_of,
    session_facts,
)
from tenants.receptions.queries.duty_days import conference_days, session_days
from tenants.staff.queries.holders import holders_between

DAY_COLUMNS = [
    field.attname
    for field in DutyDay._meta.concrete_fields
    if field.attname not in ("id", "unit_id", "kind", "object_id")
]


def refresh_duty(line: str, on: date) -> None:
    """Count the month of ``on`` again for a line of the active unit: who owed and who did. Call it last in an action.

    A session that moved from one month to another needs both days. Two actions at once count one after the other, each with
    what the other left. Announces nothing: what changed was told by the action that changed it.
    """
    with joined:
        lock_unit_duties(active.current())
        month, last = month_of(on)
        rows, days = month_figures(line, month)
        _write(line, DutyKind.RECEPTION, month, rows)
        _write_days(line, DutyKind.RECEPTION, month, last, days)


def refresh_conference_duty(line: str, year: int) -> None:
    """The same for the conferences of a year; called by the room of dialogues."""
    with joined:
        lock_unit_duties(active.current())
        first, last = date(year, 1, 1), date(year, 12, 31)
        _write(line, DutyKind.CONFERENCE, first, conference_figures(line, year))
        _write_days(line, DutyKind.CONFERENCE, first, last, conference_days(line, year))


def list_days_ahead(line: str) -> None:
    """List the sessions of the months to come, for who asks what comes next; these months owe nothing yet."""
    with joined:
        lock_unit_duties(active.current())
        _first, end = month_of(clock.today())
        first, last = end + timedelta(days=1), date(end.year + 1, 12, 31)
        days = session_days(line, session_facts(line, first, last), holders_between(line, first, last))
        _write_days(line, DutyKind.RECEPTION, first, last, days)


def refresh_year(line: str, year: int) -> None:
    """Every month of a year that has begun, and its conferences: after a plan is issued, amended or ended."""
    today = clock.today()
    for number in range(1, 13):
        month = date(year, number, 1)
        if month <= today:
            refresh_duty(line, month)
    refresh_conference_duty(line, year)


def refresh_today() -> int:
    """The current month of both lines of the active unit, and the one before in its first days; returns how many periods.

    Each night: a day that passed without a session is missed although nobody did anything.
    """
    today = clock.today()
    months = {today.replace(day=1)}
    if today.day <= 3:
        months.add(today.replace(year=today.year - (today.month == 1), month=(today.month - 2) % 12 + 1, day=1))
    for line in (Line.PARTY, Line.GOVERNMENT):
        for month in months:
            refresh_duty(line, month)
        refresh_conference_duty(line, today.year)
    return 2 * len(months)


def _write(line: str, kind: str, period: date, rows: list[Figures]) -> None:
    unit_id = active.current().id
    kept = Duty.objects.filter(unit_id=unit_id, line=line, kind=kind, period=period)
    kept.exclude(pk__in=_ids(kept, {row.holder_id for row in rows})).delete()
    for row in rows:
        Duty.objects.update_or_create(
            unit_id=unit_id,
            line=line,
            kind=kind,
            period=period,
            holder_id=row.holder_id,
            defaults={
                "holder_name": row.holder_name,
                "legal": row.legal,
                "planned": row.planned,
                "below_minimum": row.below_minimum,
                "changed_at": clock.now(),
                **{name: getattr(row, name) for name in NUMBERS},
            },
        )


def _write_days(line: str, kind: str, first: date, last: date, days: list[DutyDay]) -> None:
    unit_id = active.current().id
    kept = DutyDay.objects.filter(unit_id=unit_id, line=line, kind=kind, day__range=(first, last))
    kept.exclude(object_id__in=[one.object_id for one in days]).delete()
    # A session that moved here from another month has its row already.
    DutyDay.objects.bulk_create(
        days, update_conflicts=True, unique_fields=["unit_id", "kind", "object_id"], update_fields=DAY_COLUMNS
    )


def _ids(kept: object, holders: set[object]) -> list[int]:
    return [row.pk for row in kept if row.holder_id in holders]  # type: ignore[attr-defined]
