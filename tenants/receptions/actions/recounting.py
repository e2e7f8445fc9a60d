"""The duty register against the sessions and conferences themselves: what differs is written again and told to the nightly recount."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from kernel import active, clock
from kernel.transactions import atomic, lock_unit_duties
from oversight.models import Duty, DutyDay, DutyKind
from oversight.protocols import DutyDifference
from registry.levels import Line
from tenants.receptions.actions.duties import refresh_conference_duty, refresh_duty
from tenants.receptions.queries.duties import NUMBERS, Figures, session_facts, year_figures
from tenants.receptions.queries.duty_days import conference_days, session_days
from tenants.staff.queries.holders import holders_between

FIGURES = ("legal", *NUMBERS)
Key = tuple[str, date, UUID | None, str]
#: Kind, period, and all that is said of one day.
Days = set[tuple[str, date, tuple[object, ...]]]


@atomic
def recount_duties() -> list[DutyDifference]:
    """Compare this year and the last on both lines, repair each period that differs; returns the differences.

    Holds the unit's lock of counting, so that no session changes between the two looks. Periods that nobody ever counted and
    in which nothing happened are none of its business.
    """
    lock_unit_duties(active.current())
    this_year = clock.today().year
    return [
        found
        for line in (Line.PARTY, Line.GOVERNMENT)
        for year in (this_year - 1, this_year)
        for found in _recount_year(line, year)
    ]


def _recount_year(line: Line, year: int) -> list[DutyDifference]:
    first, last = date(year, 1, 1), date(year, 12, 31)
    kept = Duty.objects.filter(unit_id=active.current().id, line=line, period__range=(first, last))
    recorded = _figures(kept)
    days = _days(DutyDay.objects.filter(unit_id=active.current().id, line=line, day__range=(first, last)))
    facts, conferences = session_facts(line, first, last), conference_days(line, year)
    if not (recorded or days or facts or conferences):
        return []
    true_days = _days([*session_days(line, facts, holders_between(line, first, last)), *conferences])
    known = {(kind, period) for kind, period, *_rest in (*recorded, *days, *true_days)}
    counted = Counter({key: n for key, n in _figures(year_figures(line, year)).items() if key[:2] in known})
    found = [
        DutyDifference(str(line), kind, name, period, counted[key], recorded[key])
        for key in sorted(counted.keys() | recorded.keys(), key=str)
        if counted[key] != recorded[key]
        for kind, period, _holder, name in [key]
    ]
    for (kind, period), (true, told) in _by_period(true_days, days).items():
        if true != told:
            found.append(DutyDifference(str(line), kind, "days", period, len(true), len(told)))
    for kind, period in {(one.kind, one.period) for one in found}:
        if kind == DutyKind.CONFERENCE:
            refresh_conference_duty(line, period.year)
        else:
            refresh_duty(line, period)
    return found


def _figures(rows: Iterable[Duty | Figures]) -> Counter[Key]:
    # ``planned`` may be nothing at all, which differs from zero: it counts one up.
    found: Counter[Key] = Counter()
    for row in rows:
        kind, period, holder = row.kind, row.period, row.holder_id
        for name in FIGURES:
            found[str(kind), period, holder, name] += getattr(row, name)
        found[str(kind), period, holder, "planned"] += 0 if row.planned is None else row.planned + 1
    return found


def _days(rows: Iterable[DutyDay]) -> Days:
    return {
        (
            str(row.kind),
            row.day.replace(month=1, day=1) if row.kind == DutyKind.CONFERENCE else row.day.replace(day=1),
            (
                str(row.object_id), row.day, str(row.status), row.reason, row.moved_to, row.is_ad_hoc, row.is_made_up,
                row.is_posted, row.is_posted_late, row.holder_id,
            ),
        )
        for row in rows
    }  # fmt: skip


def _by_period(true: Days, told: Days) -> dict[tuple[str, date], tuple[Days, Days]]:
    periods = {(kind, period) for kind, period, _rest in true | told}
    return {
        one: ({row for row in true if row[:2] == one}, {row for row in told if row[:2] == one})
        for one in sorted(periods)
    }
