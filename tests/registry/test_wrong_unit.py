"""The answer to an address of a unit that is not there: the same for every reason, with a search over units."""

import re
import statistics
import time
from typing import Any

import pytest

from registry import epoch
from registry.models import Unit
from tests.world import World

MISSING = ["/u/nowhere/", "/u/w123/desk/", "/u/v1/", "/u/vn/", "/u/W111/x", "/u/w111;x/", "/u//", "/u/%00/"]


def body(response: Any) -> str:
    """The page without what is new in every answer or echoes the asked address."""
    text = response.content.decode()
    return re.sub(r"(csrf\S*|nonce|value|href|action)=\"[^\"]*\"", "", text)


@pytest.mark.parametrize("path", MISSING)
def test_unknown_planned_and_malformed_units_get_one_page(world: World, client: Any, path: str) -> None:
    first = client.get("/u/unknown/")
    response = client.get(path)
    assert response.status_code == first.status_code == 404
    assert body(response) == body(first)
    assert "tenant" not in body(response)
    assert "schema" not in body(response)


def test_an_officer_gets_the_same_page(world: World) -> None:
    officer = world.client("w111", "officer")
    assert body(officer.get("/u/w123/desk/")) == body(officer.get("/u/nowhere/desk/"))


@pytest.mark.parametrize("query", ["hoa binh", "Hòa Bình", "w111"])
def test_the_page_searches_over_units(world: World, client: Any, query: str) -> None:
    response = client.get("/u/nowhere/", {"q": query})
    assert response.status_code == 404
    assert "Phường Hòa Bình" in response.content.decode()


def test_a_unit_behind_the_release_answers_later_and_its_neighbour_now(world: World, client: Any) -> None:
    Unit.objects.filter(key="w112").update(schema_version=1)
    epoch.bump()
    response = client.get("/u/w112/")
    assert response.status_code == 503
    assert int(response["Retry-After"]) > 0
    assert client.get("/u/w111/").status_code == 200


@pytest.mark.serial
def test_the_page_takes_the_same_time_whether_the_unit_exists_or_not(world: World, client: Any) -> None:
    spent: dict[str, list[float]] = {"/u/w123/": [], "/u/nowhere/": []}
    for _ in range(60):
        for path, times in spent.items():
            began = time.perf_counter()
            client.get(path)
            times.append(time.perf_counter() - began)
    planned, unknown = (statistics.median(sorted(times)[:20]) for times in spent.values())
    assert abs(planned - unknown) < max(planned, unknown) * 0.25
