"""The duty board over 167 units and over every unit the country ever had: how long, how many queries, and in which order."""

import time
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kernel import clock
from oversight.enums import Figure
from oversight.queries.duty_board import duty_board
from oversight.queries.duty_figures import Asked
from registry import snapshot
from registry.models import Unit
from registry.packaged import import_packaged
from tests.scale.supervision import FILL_DUTIES
from tests.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.long, pytest.mark.serial]

TODAY = date(2026, 11, 28)
ROUNDS = 7
FILL_DUE_ITEMS = """
    INSERT INTO deadlines_dueitem (id, unit_id, kind, case_id, case_kind, line, started_on, due_on, target_on, met_on,
        is_superseded, source, derivation, made_at)
    SELECT gen_random_uuid(), u.id, 'A3', gen_random_uuid(), 'COMPLAINT', '', m::date, m::date + 14, m::date + 14,
        CASE WHEN u.id % 4 > 0 THEN m::date + 10 + u.id % 9 END, false, '', '{}', now()
    FROM registry_unit u, generate_series(date '2026-01-01', date '2026-12-01', interval '1 month') AS m"""


@pytest.fixture
def country(world: World) -> Any:
    """Every unit of the packaged tree with a year of duties; forgotten with the test's transaction."""
    import_packaged()
    snapshot.forget()
    with connection.cursor() as cursor:
        cursor.execute(FILL_DUTIES)
        cursor.execute(FILL_DUE_ITEMS)
        cursor.execute("ANALYZE oversight_duty; ANALYZE deadlines_dueitem")
    yield list(Unit.objects.order_by("id").values_list("id", flat=True))
    snapshot.forget()


def measured(run: Callable[[], Any]) -> tuple[float, float]:
    """Median and p95 of some rounds, in milliseconds."""
    taken = []
    for _round in range(ROUNDS):
        begun = time.perf_counter()
        run()
        taken.append((time.perf_counter() - begun) * 1000)
    taken.sort()
    return taken[len(taken) // 2], taken[int(len(taken) * 0.95)]


@pytest.mark.parametrize("figure", [Figure.RECEPTION, Figure.ANSWER])
def test_board_of_a_province_and_of_every_unit(world: World, country: list[int], figure: Figure) -> None:
    unit, queries = world.unit("w1"), []
    with clock.at(TODAY):
        assert len(country) > 10_000
        for units, size in ((167, 200), (len(country), 50)):
            asked = Asked(figure, "PARTY", 2026, tuple(country[-units:]))
            with CaptureQueriesContext(connection) as asked_for:
                shown = duty_board(unit, asked, size=size)
            queries.append(len(asked_for))
            shorts = [line.sum.short for line in shown.lines]
            assert shown.found == units
            assert shorts == sorted(shorts, reverse=True)
            assert len(shorts) == min(units, size)
            middle, late = measured(lambda asked=asked, size=size: duty_board(unit, asked, size=size))  # type: ignore[misc]
            print(f"{figure.value}: {units} units × 12 months: median {middle:.0f} ms, p95 {late:.0f} ms")
        assert queries[0] == queries[1]
