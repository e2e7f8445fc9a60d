"""A year of a plan, lived twice in the tests' world: the same figures, and the same by independent SQL."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection

from config.simulate.office import Cast
from config.simulate.year import Told, line_of, live
from identity.actors import actor_for
from identity.models import Account, Membership
from kernel.transactions import atomic
from oversight.actions.due_recount import recount_dues
from registry.levels import Line
from tests.config.board_by_sql import check_board
from tests.world import FROM, World

YEAR = 2026
#: The unit of the world that has each plan's level.
UNITS = {"S0": "w111", "S1": "w121", "S2": "w1", "S3": "w12", "S4": "w11"}
Run = Callable[[str], tuple[Told, dict[str, dict[str, int]], dict[str, int]]]


class Undo(Exception):
    """Leaves the transaction without a trace."""


def cast_of(world: World, code: str) -> Cast:
    """The plan's unit with its people; the office of the line and a deputy are added to the world."""
    key, line = UNITS[code], line_of(code)
    head = "secretary" if line == Line.PARTY else "chairman"
    deputy_role = "deputy_secretary" if line == Line.PARTY else "vice_chairman"
    unit = world.unit(key)

    def added(name: str, role: str) -> Any:
        account, _made = Account.objects.get_or_create(
            username=f"{name}.{key}", defaults={"full_name": f"Văn {name} {key}", "home_unit_id": unit.id}
        )
        Membership.objects.get_or_create(
            account=account, unit_id=unit.id, role=role, line=line, is_head=False, valid_from=FROM
        )
        return actor_for(account, unit)

    return Cast(
        unit=unit,
        line=line,
        office=added("vp", "office_chief"),
        head=world.actor(key, head),
        admin=world.actor(key, "admin"),
        deputy=added("pho", deputy_role),
    )


@pytest.fixture
def year(world: World) -> Run:
    """Run the year of a plan and undo it; gives what it told and what SQL counts meanwhile."""

    def run(code: str) -> tuple[Told, dict[str, dict[str, int]], dict[str, int]]:
        cast = cast_of(world, code)
        found: list[Any] = []

        def lived() -> None:
            with atomic():
                told = live(code, cast, seed=7, year=YEAR)
                with world.scope(UNITS[code]):
                    found.extend([told, by_sql(str(cast.line)), duties_by_sql(cast)])
                    check_board(cast, YEAR)
                    assert recount_dues() == [], "the rows of a lived year owe what stands in public"
                raise Undo

        with pytest.raises(Undo):
            lived()
        return found[0], found[1], found[2]

    return run


@pytest.mark.long
@pytest.mark.parametrize("code", sorted(UNITS))
def test_year_is_the_same_twice_and_by_sql(year: Run, code: str) -> None:
    check(year, code)


def check(year: Run, code: str) -> None:
    """Twice with one seed; figures as SQL has them; the register as the sessions have it."""
    first, counted, duties = year(code)
    print("\n".join(first.lines()))
    again, _counted, _duties = year(code)
    assert again.lines() == first.lines()
    assert first.figures.counts == counted
    assert {name: first.duties[name] for name in duties} == duties


def by_sql(line: str) -> dict[str, dict[str, int]]:
    """The figures of one line and year of the active unit, in SQL of its own."""
    sessions = "receptions_receptionsession WHERE line = %(line)s AND extract(year FROM held_on) = %(year)s"
    conclusions = (
        "SELECT id FROM conclusions_conclusion WHERE line = %(line)s AND extract(year FROM concluded_on) = %(year)s"
    )
    tasks = (
        "conclusions_task WHERE (line = %(line)s AND extract(year FROM assigned_on) = %(year)s "
        f"OR conclusion_id IN ({conclusions}))"
    )
    entered = "extract(year FROM {} AT TIME ZONE 'Asia/Ho_Chi_Minh') = %(year)s"
    registrations = f"receptions_registration WHERE line = %(line)s AND {entered.format('entered_at')}"
    conferences = "dialogues_conference WHERE line = %(line)s AND year = %(year)s"
    last = "DATE '2026-12-31'"
    done = "greatest(reported_on, answered_on)"

    def rows(sql: str) -> dict[str, int]:
        with connection.cursor() as cursor:
            cursor.execute(sql, {"line": line, "year": YEAR})
            return dict(sorted(cursor.fetchall()))

    def by(column: str, source: str) -> dict[str, int]:
        return rows(f"SELECT {column}, count(*) FROM {source} GROUP BY 1")

    def one(name: str, sql: str) -> dict[str, int]:
        return {name: next(iter(rows(f"SELECT '{name}', ({sql})").values()))}

    gone = "status NOT IN ('POSTPONED', 'CANCELLED')"
    return {
        "sessions": by("status", sessions),
        "held days": by("host_mode", f"{sessions} AND status = 'HELD'"),
        "announced": one(
            "days", f"SELECT count(DISTINCT held_on) FROM {sessions} AND posted_at IS NOT NULL AND {gone}"
        ),
        "registrations": by("status", registrations),
        "visits": one("all", f"SELECT count(*) FROM cases_visit WHERE session_id IN (SELECT id FROM {sessions})"),
        "cases made": one("all", f"SELECT count(petition_id) FROM {registrations}"),
        "conferences": by("status", conferences),
        "opinions": by("status", f"dialogues_opinion WHERE conference_id IN (SELECT id FROM {conferences})"),
        "conclusions": by("status", f"conclusions_conclusion WHERE id IN ({conclusions})"),
        "tasks": by("status", tasks),
        "tasks late": {
            **one(
                "open",
                f"SELECT count(*) FROM {tasks} AND due_on < {last} "
                "AND status IN ('ASSIGNED', 'IN_PROGRESS', 'OBSTACLE', 'REPORTED')",
            ),
            **one("closed", f"SELECT count(*) FROM {tasks} AND status = 'CLOSED' AND {done} > due_on"),
        },
        "documents": by(
            "series", "documents_document WHERE line = %(line)s AND year = %(year)s AND number IS NOT NULL"
        ),
        "notices": by("status", f"documents_notice WHERE line = %(line)s AND {entered.format('made_at')}"),
    }


def duties_by_sql(cast: Cast) -> dict[str, int]:
    """The days of the register, counted from the sessions and conferences themselves."""
    sql = """
    WITH s AS (
        SELECT *, (SELECT count(*) FROM receptions_registration r WHERE r.session_id = s.id AND r.status = 'RECEIVED') AS came
        FROM receptions_receptionsession s WHERE line = %(line)s AND extract(year FROM held_on) = %(year)s
    ), good AS (
        SELECT * FROM s WHERE status = 'HELD' AND (came > 0 OR (posted_at IS NOT NULL AND head_present IS NOT FALSE))
    ), mine AS (SELECT DISTINCT held_on FROM good WHERE kind = 'PERIODIC' AND host_mode = 'IN_PERSON'),
    handed AS (SELECT DISTINCT held_on FROM good WHERE kind = 'PERIODIC' AND host_mode = 'DELEGATED'
               AND held_on NOT IN (SELECT held_on FROM mine)),
    extra AS (SELECT DISTINCT held_on FROM good WHERE kind = 'AD_HOC'
              AND held_on NOT IN (SELECT held_on FROM mine UNION SELECT held_on FROM handed)),
    c AS (SELECT * FROM dialogues_conference WHERE line = %(line)s AND year = %(year)s),
    spoke AS (SELECT * FROM c WHERE status IN ('HELD', 'REVIEWED', 'CONCLUDED', 'CLOSED'))
    SELECT (SELECT count(*) FROM mine) + (SELECT count(*) FROM spoke),
           (SELECT count(*) FROM handed),
           (SELECT count(*) FROM extra) + (SELECT count(*) FROM spoke WHERE is_ad_hoc)
    """
    with connection.cursor() as cursor:
        cursor.execute(sql, {"line": str(cast.line), "year": YEAR})
        in_person, delegated, ad_hoc = cursor.fetchone()
    return {"in_person": in_person, "delegated": delegated, "ad_hoc": ad_hoc}


def test_year_stops_on_the_day_it_is_told(world: World) -> None:
    cast, found = cast_of(world, "S3"), []

    def until_february() -> None:
        with atomic():
            found.append(live("S3", cast, seed=7, year=YEAR, until=date(YEAR, 2, 10)))
            raise Undo

    with pytest.raises(Undo):
        until_february()
    with pytest.raises(Undo):
        until_february()
    first, again = found
    assert first.lines() == again.lines()
    assert first.figures.counts["sessions"]["PLANNED"] >= 10
    assert first.figures.counts["visits"]["all"] > 0


@pytest.mark.long
def test_board_equals_sql_after_some_months(world: World) -> None:
    cast = cast_of(world, "S0")

    def lived() -> None:
        with atomic():
            live("S0", cast, seed=7, year=YEAR, until=date(YEAR, 5, 31))
            with world.scope("w111"):
                check_board(cast, YEAR)
            raise Undo

    with pytest.raises(Undo):
        lived()
