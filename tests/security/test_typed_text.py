"""Any text of any length and script: refused with the field named and the text kept, or taken and shown harmlessly.

All fields of a form at once with each text; each field alone with each text is the matter of test_hostile_text.py.
"""

import csv
import io
import json
from typing import Any

import pytest
from django.utils.html import escape
from openpyxl import load_workbook

from registry.addresses import site_url, unit_url
from tests.census.stage import Stage
from tests.census.table import Row, petition, petition_json
from tests.census.test_addresses import path_of
from tests.census.undoing import undone
from tests.security.judging import BESIDE, FIELDS, IN_JSON, LOOKS, ROWS, is_raw, problem
from tests.security.texts import HALF, LONG, NUL, TEXTS
from tests.world import Browser

pytestmark = pytest.mark.usefixtures("db")


def batches(name: str) -> list[tuple[dict[str, Any], list[str]]]:
    """The fields of a form that may be filled in together, with what must be said beside them."""
    found: dict[tuple[str, ...], tuple[dict[str, Any], list[str]]] = {}
    for field in FIELDS[name]:
        beside = BESIDE.get(field, {})
        more, fields = found.setdefault(next(iter(beside.items()), ()), ({}, []))
        more |= beside
        fields.append(field)
    return list(found.values())


@pytest.mark.parametrize("name", FIELDS)
def test_form_refuses_by_name_or_shows_harmlessly(name: str, stage: Stage) -> None:
    row = ROWS[name]
    browser, path = stage.browser(row.unit, row.who), path_of(row, stage)
    for beside, fields in batches(name):
        for kind, text in TEXTS.items():
            typed = {**row.body(stage), **beside, **dict.fromkeys(fields, text)}
            with undone():
                wrong = problem(browser, browser.post(path, typed), stage, row, fields, kind, text)
            assert wrong == "", (kind, fields)
        if "find" in fields and name in LOOKS:
            with undone():
                looked = browser.post(path, {**row.body(stage), "find": TEXTS["everything"], "look": "1"})
            assert (looked.status_code, is_raw(looked)) == (200, False)


@pytest.mark.parametrize("text", [NUL, LONG[:3000], TEXTS["everything"]], ids=["nul", "long", "everything"])
def test_draft_takes_any_text_and_gives_it_back(text: str, stage: Stage) -> None:
    browser = stage.browser("w111", "officer")
    draft = unit_url("w111", "cases:draft", "intake")
    assert browser.post(draft, {**petition(stage), "content": text, text[:50]: "tên ô lạ"}).status_code == 204
    shown = browser.get(unit_url("w111", "cases:new"))
    assert not is_raw(shown)
    is_kept = escape(text.replace("\x00", "")) in shown.content.decode()
    assert is_kept


@pytest.mark.parametrize("name", ["a%00b", "%F0%9F%87%BB", "x" * 300, "%2e%2e", "note-%00"])
def test_draft_of_a_strange_name_does_no_harm(name: str, stage: Stage) -> None:
    answer = stage.browser("w111", "officer").post(f"/u/w111/desk/drafts/{name}/", {"text": "x"})
    assert answer.status_code in (204, 404, 422)


def test_draft_too_long_to_keep_is_refused(stage: Stage) -> None:
    answer = stage.browser("w111", "officer").post(unit_url("w111", "cases:draft", "intake"), {"content": LONG * 3})
    assert answer.status_code == 422


# Page → everything that can be looked for or chosen on it.
LOOKED_FOR = [
    ("w111", "officer", "cases:list", ("q", "page", "sort", "assignee", "received_from")),
    ("w111", "chief", "cases:export", ("q",)),
    ("w111", "officer", "cases:unit_choices", ("find",)),
    ("w111", "officer", "cases:new", ("forwarded_by",)),
    ("w111", "officer", "cases:transfer", ("to",)),
    ("w111", "admin", "identity:people", ("q",)),
    ("w111", "admin", "identity:log", ("q", "since")),
    ("w111", "admin", "identity:below", ("q",)),
    ("w111", "admin", "deadlines:rules", ("year",)),
    ("w11", "supervisor", "oversight:board", ("kind", "period")),
    ("w11", "supervisor", "oversight:list", ("page", "fact")),
]


@pytest.mark.parametrize(("key", "who", "name", "fields"), LOOKED_FOR, ids=[row[2] for row in LOOKED_FOR])
def test_searches_and_filters_take_any_text(
    key: str, who: str, name: str, fields: tuple[str, ...], stage: Stage
) -> None:
    browser, path = stage.browser(key, who), path_of(ROWS[name], stage).partition("?")[0]
    for kind, text in {**TEXTS, "digits": "٣٤٥٦", "huge": "9" * 40, "minus": "-1"}.items():
        answer = browser.get(path, dict.fromkeys(fields, text[:5000]))
        # Of the figures there is none for a period or a fact that is unknown.
        assert answer.status_code in ((404, 422) if {"period", "fact"} & set(fields) else (200,)), kind
        assert not is_raw(answer), kind


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("track", {"code": "ABCD", "pin": "123456"}),
        ("account_login", {"login": "officer.w111", "password": "x"}),
        ("account_reset_password", {"email": "a@b.vn"}),
        ("account-code", {"code": "ABCD"}),
    ],
)
def test_pages_of_the_site_take_any_text(name: str, fields: dict[str, str], stage: Stage) -> None:
    for field in fields:
        for number, (kind, text) in enumerate(TEXTS.items()):
            with undone():
                browser = Browser(REMOTE_ADDR=f"10.1.{number}.1")
                answer = browser.post(site_url(name), {**fields, field: text})
                assert answer.status_code in (200, 302, 404, 422, 429), (field, kind, answer.status_code)
            assert not is_raw(answer), (field, kind)


@pytest.mark.parametrize("path", ["/units/", "/u/nowhere/desk/"])
def test_search_over_units_takes_any_text(path: str, stage: Stage) -> None:
    for kind, text in TEXTS.items():
        answer = Browser().get(path, {"q": text[:5000]})
        assert answer.status_code in (200, 404), kind
        assert not is_raw(answer), kind


# -- programs


@pytest.mark.parametrize("row", IN_JSON, ids=lambda row: row.name)
def test_call_refuses_by_name_or_takes_it(row: Row, stage: Stage) -> None:
    program, path = stage.program(row.unit, row.who), path_of(row, stage)
    method = "post" if row.post else "patch"
    plain = row.body(stage)
    strange: dict[str, Any] = {**TEXTS, "half": HALF, "number": 7, "list": ["x"], "object": {"x": HALF}, "null": None}
    for kind, text in strange.items():
        # An unknown name beside, and hostile itself.
        body = {**_replaced(plain, text), f"khong_co {kind}": text}
        with undone():
            answer = getattr(program, method)(path, json.dumps(body), content_type="application/json")
        assert answer.status_code in (200, 201, 404, 409, 422), (kind, answer.status_code)
        if answer.status_code == 422:
            assert answer.json().get("fields") or answer.json()["code"] == "nothing_changed", kind
            assert answer["Content-Type"] == "application/problem+json"


def _replaced(value: Any, text: Any) -> Any:
    """The same shape with every text in it replaced."""
    if isinstance(value, dict):
        return {name: _replaced(inner, text) for name, inner in value.items()}
    if isinstance(value, list):
        return [_replaced(inner, text) for inner in value]
    return text if isinstance(value, str) else value


@pytest.mark.parametrize(
    "sent", [b"{", b"[]", b"null", b'"x"', b"\xff\xfe", b"7", b'{"text": NaN}', b"{}" * 3, b"[" * 5000]
)
def test_call_with_a_broken_body_is_refused(sent: bytes, stage: Stage) -> None:
    for name in ("api:cases", "api:case-notes", "api:case"):
        row = ROWS[name]
        method = "patch" if row.patch else "post"
        answer = getattr(stage.program("w111", "officer"), method)(
            path_of(row, stage), sent, content_type="application/json"
        )
        assert answer.status_code in (400, 422), (name, answer.status_code)


@pytest.mark.parametrize("kind", TEXTS)
def test_queries_of_calls_take_any_text(kind: str, stage: Stage) -> None:
    text = TEXTS[kind][:5000]
    officer, supervisor = stage.program("w111", "officer"), stage.program("w11", "supervisor")
    for field in ("q", "status", "kind", "cursor", "page_size"):
        assert officer.get(unit_url("w111", "api:cases"), {field: text}).status_code in (200, 404), field
    for field in ("period", "kind", "fact", "page"):
        path = unit_url("w11", "api:board-cases", "w111")
        assert supervisor.get(path, {"fact": "open", field: text}).status_code in (200, 404, 422), field
    assert Browser().get("/api/v1/units/", {"q": text}).status_code == 200
    tracked = Browser(REMOTE_ADDR="10.2.0.1").post(
        "/api/v1/tracking/", {"code": text, "pin": "123456"}, content_type="application/json"
    )
    assert tracked.status_code in (404, 422, 429)


@pytest.mark.parametrize("value", ["x" * 5000, "ký tự", "\x7f", "v1", '"v99999999999999999999"', "W/"])
def test_headers_of_calls_take_any_text(value: str, stage: Stage) -> None:
    row, officer = ROWS["api:case-notes"], stage.program("w111", "officer")
    for header in ("Idempotency-Key", "If-Match", "Accept-Language", "Accept"):
        answer = officer.post(
            path_of(row, stage),
            {"text": "x"},
            content_type="application/json",
            headers={header: value.encode().decode("latin-1")},
        )
        assert answer.status_code in (200, 406, 409, 422), (header, answer.status_code)


@pytest.mark.parametrize("token", ["td_\x00", "td_" + "x" * 500, "ký tự", "", "td_a b", "\udcff"])
def test_any_token_is_refused(token: str, stage: Stage) -> None:
    sent = f"Bearer {token}".encode("utf-8", "surrogateescape").decode("latin-1")
    assert Browser(HTTP_AUTHORIZATION=sent).get(unit_url("w111", "api:cases")).status_code == 401


# -- what leaves as a sheet

FORMULAS = ("=cmd|' /C calc'!A0", "+84 912", "-2+3", "@SUM(1)", "\t=1+1", '=HYPERLINK("http://x")')


def test_sheets_hold_formulas_as_text(stage: Stage) -> None:
    officer, chief = stage.browser("w111", "officer"), stage.browser("w111", "chief")
    for formula in FORMULAS:
        typed = {**petition(stage), "content": formula, "full_name": formula, "place": formula}
        assert officer.post(unit_url("w111", "cases:new"), typed).status_code == 303, formula
    book = load_workbook(io.BytesIO(chief.get(unit_url("w111", "cases:export", "xlsx")).content))
    cells = [cell for row in book.active.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert sum(cell.value == FORMULAS[0] for cell in cells) >= 2
    text = chief.get(unit_url("w111", "cases:export", "csv")).content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert sum(cell == f"'{FORMULAS[0]}" for row in rows for cell in row) >= 2


def test_call_takes_what_the_form_takes(stage: Stage) -> None:
    """The same words through both doors: NUL, direction marks and length are judged alike."""
    officer, program = stage.browser("w111", "officer"), stage.program("w111", "officer")
    for kind, text in TEXTS.items():
        with undone():
            form = officer.post(unit_url("w111", "cases:new"), {**petition(stage), "place": text}).status_code
            call = program.post(
                unit_url("w111", "api:cases"),
                json.dumps({**petition_json(stage), "place": text}),
                content_type="application/json",
            ).status_code
        assert (form, call) in {(303, 201), (422, 422)}, kind
