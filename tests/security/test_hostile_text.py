"""Any text of any length and script: refused with the field named and the text kept, or taken and shown harmlessly."""

import csv
import io
import json
import re
from html import unescape
from typing import Any

import pytest
from django.utils.html import escape
from openpyxl import load_workbook

from registry.addresses import site_url, unit_url
from tests.census.stage import Stage
from tests.census.table import UNIT, Row, petition, petition_json
from tests.census.test_addresses import path_of
from tests.census.undoing import undone
from tests.security.texts import HALF, LONG, NUL, TEXTS
from tests.world import Browser

# Minutes of forms and texts: part of `make test-long`.
pytestmark = [pytest.mark.long, pytest.mark.usefixtures("db")]

ROWS = {row.name: row for row in UNIT}
OF_PERSON = ("full_name", "address", "id_number", "phone")
# Form → its text fields; what must be said beside them for the field to count stands in `BESIDE`.
FIELDS = {
    "cases:new": (
        *OF_PERSON, "content", "place", "complained_about", "forwarded_by", "forwarded_number", "denounced_name",
        "denounced_position", "find", "same_as", "persons-0-full_name", "persons-0-address", "persons-0-id_number",
    ),
    "cases:earlier": ("full_name", "id_number", "find", "same_as"),
    "cases:assign": ("note", "to"),
    "cases:assign_many": ("cases", "to", "back"),
    "cases:accept_many": ("cases",),
    "cases:note": ("text", "once_key", "version"),
    "cases:ask_supplement": ("text", "due_on"),
    "cases:ask_opinion": ("text", "body"),
    "cases:settle_request": ("reply",),
    "cases:send_paper": ("text",),
    "cases:accept_settlement": ("on",),
    "cases:answer": ("text", "answered_on"),
    "cases:close": ("outcome",),
    "cases:withdraw": ("reason", "on"),
    "cases:correct": ("content", "place", "reason", "received_on"),
    "cases:grant": ("reason", "until"),
    "cases:new_pin": ("checked",),
    "cases:unseal": ("reason",),
    "cases:join": ("reason", "find", "into"),
    "cases:split": ("content", "place", "denounced", "reason"),
    "cases:transfer": ("reason", "to", "find"),
    "cases:escalate": ("reason", "to"),
    "cases:assign_down": ("reason", "to", "due_on"),
    "cases:return": ("reason", "to"),
    "cases:recall": ("reason",),
    "cases:report_result": ("text",),
    "cases:check_result": ("reason",),
    "cases:record_paper_reply": ("text", "received_on"),
    "cases:ask_sender": ("text",),
    "cases:competence": ("reason", "unit", "find"),
    "deadlines:own-rule": ("code", "length"),
    "deadlines:own-day": ("name", "source", "day"),
    "staff:new-body": ("name", "contact"),
    "staff:edit-body": ("name", "contact"),
    "staff:profile": ("address", "hours", "phone", "public_text"),
    "identity:open": ("full_name", "username", "email", "phone", "position", "valid_from"),
    "identity:add": ("username", "position"),
    "identity:edit": ("full_name", "email", "phone"),
    "identity:add-role": ("position", "valid_to"),
    "identity:end-role": ("on", "successor"),
    "identity:roles": ("right", "shown", "grant"),
    "identity:new-token": ("name", "days"),
}  # fmt: skip
BESIDE = {
    "complained_about": {"kind": "COMPLAINT"},
    "forwarded_by": {"channel": "FORWARDED"},
    "forwarded_number": {"channel": "FORWARDED", "forwarded_by": "Báo"},
    "denounced_name": {"kind": "DENUNCIATION", "field": "administrative"},
    "denounced_position": {"kind": "DENUNCIATION", "field": "administrative", "denounced_name": "Phạm Văn Xấu"},
    "persons-0-full_name": {"who": "SEVERAL", "persons-0-address": "Ấp Tây"},
    "persons-0-address": {"who": "SEVERAL", "persons-0-full_name": "Trần Văn Bình"},
    "persons-0-id_number": {"who": "SEVERAL", "persons-0-full_name": "Trần Văn Bình"},
}
LOOKS = {"cases:new", "cases:join", "cases:transfer", "cases:assign_down", "cases:return", "cases:competence"}
PAIRS = [(name, field) for name, fields in FIELDS.items() for field in fields]
MUST_BE_NAMED = ("nul", "100,000 characters")
_RAW = re.compile(r"<script>alert|<img src=x|</textarea></title>")


@pytest.mark.parametrize(("name", "field"), PAIRS)
def test_form_refuses_by_name_or_shows_harmlessly(name: str, field: str, stage: Stage) -> None:
    row = ROWS[name]
    browser = stage.browser(row.unit, row.who)
    path = path_of(row, stage)
    for kind, text in TEXTS.items():
        typed = {**row.body(stage), **BESIDE.get(field, {}), field: text}
        with undone():
            problem = _problem(browser, browser.post(path, typed), stage, row, field, kind, text)
            assert problem == "", kind
            if field == "find" and name in LOOKS:
                looked = browser.post(path, {**typed, "look": "1"})
                assert looked.status_code == 200, kind
                assert not _is_raw(looked), kind


def _problem(browser: Browser, answer: Any, stage: Stage, row: Row, field: str, kind: str, text: str) -> str:
    """What is wrong with the answer to a hostile text; empty when nothing is. (Pages are long: they stay out of asserts.)"""
    page = answer.content.decode()
    if _is_raw(answer):
        return "shown as it was typed"
    if answer.status_code in (404, 409, 422):  # 404: a case to join that is not there; the form is shown again
        summary = page.partition('class="error-sum"')[2].partition("</div>")[0] or page.partition("notice")[2][:300]
        if not summary.strip():
            return "refused without a reason"
        if kind in MUST_BE_NAMED and answer.status_code == 422 and not _names(summary, field):
            return f"the field is not named: {unescape(summary)[:300]}"
        if kind != "nul" and _is_shown(page, field) and escape(text.strip()[:100]) not in page:
            return "what was typed is lost"
        return ""
    if answer.status_code not in (200, 204, 303):
        return f"status {answer.status_code}"
    if answer.status_code == 303 and kind == "everything":
        seen = [browser.get(answer["Location"])]
        if "case_id" in row.at:
            seen.append(browser.get(unit_url(row.unit, "cases:page", stage[row.at["case_id"]])))
        for one in seen:
            told = one.content.decode()
            if _is_raw(one) or ("7*7" in told and escape("{{7*7}}{% debug %}") not in told):
                return "shown as it was typed on the next page"
    return ""


def _is_raw(answer: Any) -> bool:
    return _RAW.search(answer.content.decode("utf-8", "replace")) is not None


def _names(summary: str, field: str) -> bool:
    return (
        f'#id_{field}"' in summary
        or f"#id_{field}_" in summary
        or field.startswith("persons-")
        or ": " in unescape(summary)
    )


def _is_shown(page: str, field: str) -> bool:
    return (
        re.search(rf'<(textarea|input type="text"|input type="search")[^>]*name="{re.escape(field)}"', page) is not None
    )


@pytest.mark.parametrize("text", [NUL, LONG[:3000], TEXTS["everything"]], ids=["nul", "long", "everything"])
def test_draft_takes_any_text_and_gives_it_back(text: str, stage: Stage) -> None:
    browser = stage.browser("w111", "officer")
    draft = unit_url("w111", "cases:draft", "intake")
    assert browser.post(draft, {**petition(stage), "content": text, text[:50]: "tên ô lạ"}).status_code == 204
    shown = browser.get(unit_url("w111", "cases:new"))
    assert not _is_raw(shown)
    is_kept = escape(text.replace("\x00", "")) in shown.content.decode()
    assert is_kept


@pytest.mark.parametrize("name", ["a%00b", "%F0%9F%87%BB", "x" * 300, "%2e%2e", "note-%00"])
def test_draft_of_a_strange_name_does_no_harm(name: str, stage: Stage) -> None:
    answer = stage.browser("w111", "officer").post(f"/u/w111/desk/drafts/{name}/", {"text": "x"})
    assert answer.status_code in (204, 404, 422)


def test_draft_too_long_to_keep_is_refused(stage: Stage) -> None:
    answer = stage.browser("w111", "officer").post(unit_url("w111", "cases:draft", "intake"), {"content": LONG * 3})
    assert answer.status_code == 422


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
        assert not _is_raw(answer), kind


@pytest.mark.parametrize("field", ["period", "fact"])
def test_unknown_period_and_figure_are_refused_in_words(field: str, stage: Stage) -> None:
    for kind, text in {**TEXTS, "year": "0000", "quarter": "2026-Q9", "arabic": "٢٠٢٦"}.items():
        for name in ("oversight:board", "oversight:list", "oversight:list-export"):
            answer = stage.browser("w11", "supervisor").get(unit_url("w11", name), {field: text[:2000]})
            assert answer.status_code in (200, 404, 422), (kind, name)
            assert not _is_raw(answer), kind


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
            assert not _is_raw(answer), (field, kind)


@pytest.mark.parametrize("path", ["/units/", "/u/nowhere/desk/"])
def test_search_over_units_takes_any_text(path: str, stage: Stage) -> None:
    for kind, text in TEXTS.items():
        answer = Browser().get(path, {"q": text[:5000]})
        assert answer.status_code in (200, 404), kind
        assert not _is_raw(answer), kind


# -- programs

IN_JSON = [row for row in UNIT if row.is_api and row.in_json and (row.post or row.patch)]


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
