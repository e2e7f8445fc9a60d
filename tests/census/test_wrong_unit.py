"""An address of a unit that is not there: one answer, whatever the reason, the person and the path."""

from typing import Any

import pytest

from tests.census.answers import comparable
from tests.census.stage import Stage
from tests.world import Browser

pytestmark = pytest.mark.usefixtures("db")

PLANNED, UNKNOWN = ("w123", "v1"), ("nowhere", "w999", "30301")
MALFORMED = ("W111", "w111;x", "w111%00", "%C3%A1", "w" * 30, "w_1", "vn", "-", "w111%20", "%2e%2e")
PATHS = ("", "desk/", "desk/cases/", "desk/oversight/w111/", "api/v1/cases/", "khong-co/")
PERSONS = (None, ("w111", "officer"), ("w1", "supervisor"), ("w111", "operator"))


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path or "/")
@pytest.mark.parametrize("person", PERSONS, ids=str)
def test_planned_unknown_and_malformed_keys_cannot_be_told_apart(person: Any, path: str, stage: Stage) -> None:
    browser = stage.browser(*person) if person else Browser()
    # Who asks makes no difference to the reading of an address: each of the malformed ones is tried once.
    keys = (*PLANNED, *UNKNOWN, *(MALFORMED if person is None else MALFORMED[:2]))
    for method in ("get", "post"):
        answers = {key: getattr(browser, method)(f"/u/{key}/{path}") for key in keys}
        first = answers["w123"]
        assert first.status_code == 404
        for key, answer in answers.items():
            assert comparable(answer) == comparable(first), (method, key)
            assert sorted(answer.headers) == sorted(first.headers), (method, key)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path or "/")
def test_without_the_last_slash_too(path: str, stage: Stage) -> None:
    answers = {key: Browser().get(f"/u/{key}/{path}".rstrip("/")) for key in ("w123", "v1", "nowhere", "vn")}
    assert len({comparable(answer) for answer in answers.values()}) == 1


@pytest.mark.parametrize("query", ["hoa binh", "Hòa Bình", "w111", "phuong hoa"])
def test_page_helps_to_find_the_right_unit(query: str, stage: Stage) -> None:
    answer = Browser().get("/u/nowhere/desk/", {"q": query})
    assert answer.status_code == 404
    assert 'href="/units/w111/"' in answer.content.decode()
