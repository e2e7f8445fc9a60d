"""Every field of text of every form and call with every hostile text, one at a time: minutes, so part of `make test-long`.

What `make test` runs of it stands in test_typed_text.py.
"""

import json
from typing import Any

import pytest

from registry.addresses import unit_url
from tests.census.stage import Stage
from tests.census.table import Row
from tests.census.test_addresses import path_of
from tests.census.undoing import undone
from tests.security.judging import BESIDE, FIELDS, IN_JSON, LOOKS, OF_PERSON, ROWS, is_raw, problem
from tests.security.texts import HALF, NUL, TEXTS

pytestmark = [pytest.mark.long, pytest.mark.usefixtures("db")]

PAIRS = [(name, field) for name, fields in FIELDS.items() for field in fields]


@pytest.mark.parametrize(("name", "field"), PAIRS)
def test_form_refuses_by_name_or_shows_harmlessly(name: str, field: str, stage: Stage) -> None:
    row = ROWS[name]
    browser = stage.browser(row.unit, row.who)
    path = path_of(row, stage)
    for kind, text in TEXTS.items():
        typed = {**row.body(stage), **BESIDE.get(field, {}), field: text}
        with undone():
            wrong = problem(browser, browser.post(path, typed), stage, row, [field], kind, text)
            assert wrong == "", kind
            if field == "find" and name in LOOKS:
                looked = browser.post(path, {**typed, "look": "1"})
                assert looked.status_code == 200, kind
                assert not is_raw(looked), kind


SEARCHES = [
    ("w111", "officer", "cases:list", "q"),
    ("w111", "chief", "cases:export", "q"),
    ("w111", "officer", "cases:unit_choices", "find"),
    ("w111", "officer", "cases:new", "forwarded_by"),
    ("w111", "officer", "cases:transfer", "to"),
    ("w111", "admin", "identity:people", "q"),
    ("w111", "admin", "identity:log", "q"),
    ("w111", "admin", "identity:log", "since"),
    ("w111", "admin", "identity:below", "q"),
    ("w111", "admin", "deadlines:rules", "year"),
    ("w11", "supervisor", "oversight:board", "kind"),
    ("w11", "supervisor", "oversight:list", "page"),
    ("w111", "officer", "cases:list", "page"),
    ("w111", "officer", "cases:list", "sort"),
    ("w111", "officer", "cases:list", "assignee"),
    ("w111", "officer", "cases:list", "received_from"),
]


@pytest.mark.parametrize(("key", "who", "name", "field"), SEARCHES)
def test_search_and_filters_take_any_text(key: str, who: str, name: str, field: str, stage: Stage) -> None:
    browser, path = stage.browser(key, who), path_of(ROWS[name], stage).partition("?")[0]
    for kind, text in {**TEXTS, "digits": "٣٤٥٦", "huge": "9" * 40, "minus": "-1", "year": "0000"}.items():
        answer = browser.get(path, {field: text[:5000]})
        assert answer.status_code == 200, (kind, answer.status_code)
        assert not is_raw(answer), kind


@pytest.mark.parametrize("field", ["period", "fact"])
def test_unknown_period_and_figure_are_refused_in_words(field: str, stage: Stage) -> None:
    for kind, text in {**TEXTS, "year": "0000", "quarter": "2026-Q9", "arabic": "٢٠٢٦"}.items():
        for name in ("oversight:board", "oversight:list", "oversight:list-export"):
            answer = stage.browser("w11", "supervisor").get(unit_url("w11", name), {field: text[:2000]})
            assert answer.status_code in (200, 404, 422), (kind, name)
            assert not is_raw(answer), kind


@pytest.mark.parametrize("row", IN_JSON, ids=lambda row: row.name)
def test_call_refuses_by_name_or_takes_it(row: Row, stage: Stage) -> None:
    program, path = stage.program(row.unit, row.who), path_of(row, stage)
    method = "post" if row.post else "patch"
    for where, body in _variants(row.body(stage)):
        with undone():
            answer = getattr(program, method)(path, json.dumps(body), content_type="application/json")
        assert answer.status_code in (200, 201, 404, 409, 422), (where, answer.status_code)
        if answer.status_code == 422:
            assert answer.json().get("fields") or answer.json()["code"] == "nothing_changed", where
            assert answer["Content-Type"] == "application/problem+json"


def _variants(body: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Each text of the body replaced by each hostile one, by other types, and an unknown name beside."""
    strange: dict[str, Any] = {
        **TEXTS,
        "half": HALF,
        "number": 7,
        "list": ["x"],
        "object": {"x": HALF},
        "null": None,
        "true": True,
    }
    found = [(f"{name}: {kind}", {**body, name: text}) for name in body for kind, text in strange.items()]
    if people := body.get("people"):
        found += [
            (f"people.{name}: {kind}", {**body, "people": [{**people[0], name: text}]})
            for name in OF_PERSON
            for kind, text in strange.items()
        ]
    if "changes" in body:
        columns = ("content", "place", "kind", "field", "channel", "received_on", "track_allowed", "people", "khong_co")
        found += [
            (f"changes.{name}: {kind}", {**body, "changes": {name: text}})
            for name in columns
            for kind, text in strange.items()
        ]
    found += [("beside: half", {**body, "khong_co": HALF}), ("beside: nul", {**body, "khong_co": NUL, HALF: "x"})]
    return found
