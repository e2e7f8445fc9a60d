"""How old the open cases are: bands, where the long-running ones lie, and the list behind them."""

from datetime import timedelta

import pytest

from kernel import clock
from oversight.queries.ageing import ageing
from oversight.rules.ageing import BANDS, PROLONGED_AFTER
from tenants.cases.enums import CaseKind
from tests.factories.cases import petition, take_in
from tests.world import World

pytestmark = pytest.mark.django_db

BOARD = "/u/w1/desk/oversight/"


def received(world: World, key: str, days_ago: int, kind: str = CaseKind.COMPLAINT) -> str:
    with world.scope(key):
        day = clock.today() - timedelta(days=days_ago)
        return take_in(world.actor(key, "officer"), petition(kind, received_on=day)).number


def test_bands_hold_every_age_once() -> None:
    ages = [age for band in BANDS for age in range(band.first, (band.last or band.first + 400) + 1)]
    assert ages == list(range(len(ages)))
    assert [band.first for band in BANDS if band.is_prolonged] == [PROLONGED_AFTER + 1, 181]


def test_long_running_cases_are_counted_where_they_lie(world: World) -> None:
    for key, days in (("w111", 0), ("w111", 30), ("w111", 90), ("w112", 91), ("w121", 200), ("w121", 181), ("w1", 95)):
        received(world, key, days)
    received(world, "w111", 300, CaseKind.DENUNCIATION)
    found = ageing(world.unit("w1"), clock.today())
    assert [n for _band, n in found.bands] == [2, 0, 1, 2, 2]
    assert [(one.unit.key, one.is_own, one.cases, one.oldest_days) for one in found.prolonged] == [
        ("w12", False, 2, 200), ("w1", True, 1, 95), ("w11", False, 1, 91),
    ]  # fmt: skip
    assert (found.open, found.prolonged_cases, found.oldest_days) == (7, 4, 200)


def test_board_shows_number_and_age_and_the_list_has_exactly_them(world: World) -> None:
    late, young = received(world, "w111", 120), received(world, "w111", 10)
    supervisor = world.client("w1", "supervisor")
    board = supervisor.get(BOARD).content.decode()
    assert "1 vụ việc kéo dài" in board
    assert "lâu nhất 120 ngày" in board
    listed = supervisor.get(f"{BOARD}w11/list/?fact=open&prolonged=1").content.decode()
    assert late in listed
    assert young not in listed


def test_one_query_for_one_case_and_for_many(world: World, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    for key in ("w111", "w112", "w121"):
        received(world, key, 100)
    with django_assert_num_queries(1):
        ageing(world.unit("w1"), clock.today())
