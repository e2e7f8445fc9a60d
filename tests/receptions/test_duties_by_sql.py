"""Every column of the duty register, month by month and holder by holder, as SQL of its own counts them from the rows."""

import random
from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from identity.models import Membership
from kernel import clock
from oversight.models import Duty, DutyKind
from registry.levels import Line
from tenants.receptions.actions.duties import refresh_duty
from tenants.receptions.enums import Ground, HostMode, SessionKind, SessionStatus
from tenants.receptions.models import ReceptionSession
from tenants.receptions.queries.duties import NUMBERS
from tests.factories import receptions as make
from tests.world import World

YEAR = 2026
TODAY = date(YEAR, 12, 20)

SQL = """
WITH office AS (
    SELECT d::date AS day, (
        SELECT account_id FROM identity_membership m
        WHERE m.unit_id = %(unit)s AND m.is_head AND m.line IN (%(line)s, 'BOTH') AND m.valid_from <= d
          AND coalesce(m.valid_to, 'infinity') >= d
          AND (m.ended_at IS NULL OR (m.ended_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date > d)
        ORDER BY m.valid_from DESC, m.id DESC LIMIT 1) AS holder
    FROM generate_series(make_date(%(year)s, 1, 1), make_date(%(year)s, 12, 31), '1 day') d
), s AS (
    SELECT r.*, holder, date_trunc('month', held_on)::date AS period,
        EXISTS (SELECT 1 FROM receptions_registration g WHERE g.session_id = r.id AND g.status = 'RECEIVED')
            OR (posted_at IS NOT NULL AND head_present IS NOT FALSE) AS counts,
        posted_at IS NOT NULL AND status NOT IN ('POSTPONED', 'CANCELLED') AS told
    FROM receptions_receptionsession r JOIN office ON office.day = held_on
    WHERE line = %(line)s
      AND NOT (kind = 'AD_HOC' AND approved_at IS NULL AND status IN ('PROPOSED', 'CANCELLED'))
), day AS (
    SELECT period, holder, held_on,
        bool_or(told) AS announced,
        bool_or(told AND coalesce((postings -> 0 ->> 'is_late')::bool, false)) AS posted_late,
        bool_or(kind = 'PERIODIC' AND posted_at IS NULL AND status NOT IN ('POSTPONED', 'CANCELLED')
            AND (held_on < %(today)s OR status IN %(begun)s)) AS unposted,
        bool_or(status = 'POSTPONED') AS postponed,
        bool_or(status = 'CANCELLED') AS cancelled,
        bool_or(status = 'HELD' AND counts AND kind = 'PERIODIC' AND host_mode = 'IN_PERSON') AS in_person,
        bool_or(status = 'HELD' AND counts AND kind = 'PERIODIC' AND host_mode = 'DELEGATED') AS delegated,
        bool_or(status = 'HELD' AND counts AND kind = 'AD_HOC') AS ad_hoc,
        bool_or(status = 'HELD' AND counts AND kind = 'PERIODIC' AND moved_from_id IS NOT NULL) AS made_up,
        bool_or(kind = 'PERIODIC' AND (status = 'MISSED' OR (status = 'HELD' AND NOT counts)
            OR (status IN ('PROPOSED', 'PLANNED', 'PUBLISHED', 'READY') AND held_on < %(today)s))) AS missed
    FROM s GROUP BY period, holder, held_on
)
SELECT period, holder,
    count(*) FILTER (WHERE announced), count(*) FILTER (WHERE posted_late),
    count(*) FILTER (WHERE unposted AND NOT announced), count(*) FILTER (WHERE in_person),
    count(*) FILTER (WHERE delegated AND NOT in_person), count(*) FILTER (WHERE postponed),
    count(*) FILTER (WHERE made_up), count(*) FILTER (WHERE cancelled),
    count(*) FILTER (WHERE missed AND NOT in_person AND NOT delegated),
    count(*) FILTER (WHERE ad_hoc AND NOT in_person AND NOT delegated)
FROM day GROUP BY period, holder
"""
BEGUN = ("OPEN", "HELD", "MISSED")
COLUMNS = (
    "announced", "posted_late", "unposted", "in_person", "delegated", "postponed", "made_up", "cancelled", "missed", "ad_hoc",
)  # fmt: skip
Counts = dict[tuple[date, Any], dict[str, int]]


def by_sql(unit_id: int, today: date) -> Counts:
    """Non-empty rows of the register of the Party line."""
    with connection.cursor() as cursor:
        cursor.execute(SQL, {"unit": unit_id, "line": Line.PARTY.value, "year": YEAR, "today": today, "begun": BEGUN})
        found = {(row[0], row[1]): dict(zip(COLUMNS, row[2:], strict=True)) for row in cursor.fetchall()}
    return {key: counts for key, counts in found.items() if any(counts.values())}


def by_register(unit_id: int) -> Counts:
    """The same, as the table keeps it."""
    rows = Duty.objects.filter(unit_id=unit_id, line=Line.PARTY, kind=DutyKind.RECEPTION, period__year=YEAR)
    found = {(row.period, row.holder_id): {name: getattr(row, name) for name in COLUMNS} for row in rows}
    return {key: counts for key, counts in found.items() if any(counts.values())}


def a_year(seed: int) -> None:
    """Sessions of every kind, status, host and posting on the days of a year; some put off and made up, some days with two."""
    dice = random.Random(seed)
    before: dict[date, ReceptionSession] = {}
    for number in range(300):
        on = date(YEAR, 1, 1) + timedelta(days=dice.randrange(365))
        kind = dice.choice([SessionKind.PERIODIC, SessionKind.PERIODIC, SessionKind.AD_HOC])
        posted = dice.random() < 0.7
        status = dice.choice(list(SessionStatus))
        made = ReceptionSession.objects.create(
            line=Line.PARTY, kind=kind, planned_on=on, held_on=on, status=status,
            ground=Ground.PROMINENT if kind == SessionKind.AD_HOC else "",
            approved_at=clock.now() if dice.random() < 0.7 else None,
            host_mode=dice.choice(list(HostMode)), head_present=dice.choice([True, False, None]),
            posted_at=clock.now() if posted else None,
            postings=[{"is_late": dice.random() < 0.4}, {"is_late": True}] if posted else [],
            moved_from=dice.choice(list(before.values())) if before and dice.random() < 0.4 else None,
        )  # fmt: skip
        if status == SessionStatus.POSTPONED:
            before[on] = made
        if dice.random() < 0.4:
            make.registration(made, number=f"DK-{number}", status=dice.choice(["RECEIVED", "ABSENT"]))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_column_of_the_register_is_as_sql_counts_it(world: World, seed: int) -> None:
    unit = world.unit("w111")
    secretary, chief = world.account("w111", "secretary"), world.account("w111", "chief")
    # In office to 10 May, nobody to 20 June, the successor until somebody takes the office away in October.
    Membership.objects.filter(account=secretary, is_head=True).update(valid_to=date(YEAR, 5, 10))
    Membership.objects.create(
        account=chief, unit_id=unit.id, role="secretary", line=Line.PARTY, is_head=True, valid_from=date(YEAR, 6, 21),
        ended_at=datetime(YEAR, 10, 5, 10, tzinfo=clock.OFFICE_ZONE),
    )  # fmt: skip
    with world.scope("w111"), clock.at(TODAY):
        a_year(seed)
        for month in range(1, 13):
            refresh_duty(Line.PARTY, date(YEAR, month, 1))
        counted, kept = by_sql(unit.id, TODAY), by_register(unit.id)
    assert set(COLUMNS) == set(NUMBERS)
    assert kept == counted
    total: dict[Any, dict[str, int]] = defaultdict(lambda: dict.fromkeys(COLUMNS, 0))
    for (_period, holder), counts in kept.items():
        for name, n in counts.items():
            total[holder][name] += n
    assert set(total) == {secretary.pk, chief.pk, None}
    # The comparison says something: nothing of it is empty, of the vacancy neither.
    assert all(sum(one[name] for one in total.values()) > 0 for name in COLUMNS)
    assert total[None]["missed"] > 0
