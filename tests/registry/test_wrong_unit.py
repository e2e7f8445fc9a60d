"""The answer to an address of a unit that is not there: the same for every reason, with a search over units."""

import re
import sys
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from registry import epoch
from registry.models import Unit
from tests.world import World

PRODUCT = tuple(str(settings.BASE_DIR / room) for room in ("platform", "tenants", "api"))
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


def work(browser: Any, path: str) -> tuple[list[str], list[str]]:
    """What answering a request takes: every function of the product in the order of its calls, and every query."""
    called: list[str] = []

    def note(frame: FrameType, event: str, _argument: Any) -> None:
        if event == "call" and frame.f_code.co_filename.startswith(PRODUCT):
            called.append(f"{Path(frame.f_code.co_filename).name}:{frame.f_code.co_qualname}")

    with CaptureQueriesContext(connection) as asked:
        sys.setprofile(note)
        try:
            assert browser.get(path).status_code == 404
        finally:
            sys.setprofile(None)
    # A unit that is known is asked in addition whether it is open: one look at an attribute.
    steps = [step for step in called if step != "info.py:UnitInfo.is_opened"]
    return steps, [re.sub(r"'[^']*'", "…", query["sql"]) for query in asked.captured_queries]


@pytest.mark.parametrize("person", [None, ("w111", "officer"), ("w1", "supervisor")], ids=str)
@pytest.mark.parametrize("rest", ["", "desk/", "desk/cases/", "api/v1/cases/"], ids=lambda rest: rest or "/")
def test_the_page_takes_the_same_work_whether_the_unit_exists_or_not(
    world: World, client: Any, person: tuple[str, str] | None, rest: str
) -> None:
    """Its time follows from that; python -m tests.scale.wrong_unit measures it."""
    browser = world.client(*person) if person else client
    keys = ("nowhere", "w123", "v1", "w999", "vn", "W111", "w111;x", "w" * 30)
    work(browser, f"/u/{keys[0]}/{rest}")  # what is made once a process is made
    done = {key: work(browser, f"/u/{key}/{rest}") for key in keys}
    steps, queries = done["nowhere"]
    assert len(steps) > 10
    assert bool(queries) == bool(person)
    for key, found in done.items():
        assert found == (steps, queries), key
