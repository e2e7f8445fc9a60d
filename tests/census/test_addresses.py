"""Every address of the product, opened as everybody: what each gets stands in the table."""

import time
from typing import Any

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from identity import second_factor
from registry.addresses import site_url, unit_url
from tests.census.stage import STRANGER, SUPERIOR, Stage
from tests.census.table import SITE, UNIT, Row, SiteRow, Status
from tests.census.undoing import undone
from tests.census.walking import Address, walk
from tests.world import Browser

UNIT_ADDRESSES = walk("config.urls_unit")
SITE_ADDRESSES = walk("config.urls_site")
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def path_of(row: Row, stage: Stage, unit: str = "", **instead: Any) -> str:
    """The address of a row under a unit, its own unless told; ``instead`` puts another thing in."""
    given = {name: thing[1:] if thing.startswith("=") else stage[thing] for name, thing in row.at.items()}
    return unit_url(unit or row.unit, row.name, **{**given, **instead}) + row.query


def ask(browser: Browser, method: str, path: str, row: Row | SiteRow, stage: Stage, **options: Any) -> Any:
    """One request, and nothing of it stays."""
    if method != "get":
        options["data"] = row.body(stage)
        if row.name.startswith("api:") and getattr(row, "in_json", True):
            options["content_type"] = "application/json"
    with undone():
        answer = getattr(browser, method)(path, **options)
        answer.close()
    return answer


@pytest.mark.parametrize(("conf", "rows"), [(UNIT_ADDRESSES, UNIT), (SITE_ADDRESSES, SITE)], ids=["unit", "site"])
def test_every_address_has_a_row_and_every_row_an_address(conf: list[Address], rows: list[Row | SiteRow]) -> None:
    known, named = {one.name for one in conf}, [row.name for row in rows]
    assert sorted(known - set(named)) == [], "an address without a row: add one to tests/census/table.py"
    assert sorted(set(named) - known) == [], "a row without an address"
    assert sorted({name for name in named if named.count(name) > 1}) == []
    assert len(known) == len(conf), "two addresses of one name"


def test_rows_name_the_arguments_and_methods_of_their_addresses() -> None:
    rows: dict[str, Row | SiteRow] = {row.name: row for row in (*UNIT, *SITE)}
    for address in UNIT_ADDRESSES + SITE_ADDRESSES:
        row = rows[address.name]
        assert set(row.at) == set(address.arguments), address.name
        if isinstance(row, Row) and address.methods:
            assert set(row.methods) == address.methods, address.name


def test_addresses_of_a_unit_are_guarded() -> None:
    """Officers' pages pass `actor_required`, calls of the API name a right for each method."""
    public = {row.name for row in UNIT if row.is_public}
    for address in UNIT_ADDRESSES:
        if address.name in public:
            continue
        if address.name.startswith("api:"):
            assert {method.lower() for method in address.view.cls.needs} == address.methods, address.name
        else:
            assert hasattr(address.view, "permission"), f"{address.name}: not behind actor_required"


@pytest.mark.parametrize("row", UNIT, ids=lambda row: row.name)
@pytest.mark.usefixtures("db")
def test_address_of_a_unit(row: Row, stage: Stage) -> None:
    path = path_of(row, stage)
    persons = people_of(row, stage)
    got = {
        f"{person} {method}": ask(browser, method, path, row, stage, **answered_shortly(expected)).status_code
        for person, (browser, expected) in persons.items()
        for method in row.methods
    }
    wanted = {
        f"{person} {method}": expected if isinstance(expected, int) else expected[method]
        for person, (_browser, expected) in persons.items()
        for method in row.methods
    }
    assert got == wanted


def answered_shortly(expected: Status) -> dict[str, Any]:
    """Who is to be refused asks for the short form of the refusal: its page is looked at elsewhere."""
    return {"headers": {"Accept": "application/json"}} if isinstance(expected, int) and expected >= 400 else {}


def people_of(row: Row, stage: Stage) -> dict[str, tuple[Browser, Status]]:
    """Everybody who asks, with what the table says of each; the entitled last."""
    if row.is_public:
        everybody = [
            Browser(),
            *(stage.browser(key, "chief") for key in ("w121", "w11", "w111")),
            stage.browser("w111", "operator"),
        ]
        return {str(number): (browser, row.methods) for number, browser in enumerate(everybody)}
    door = stage.program if row.is_api else stage.browser
    found: dict[str, tuple[Browser, Status]] = {"anonymous": (Browser(), 401 if row.is_api else 303)}
    for word, units in (("stranger", STRANGER), ("superior", SUPERIOR)):
        if key := units.get(row.unit):
            # With the same role where they work as the entitled has here.
            who = row.who if (key, row.who) in stage.cookies else "chief"
            found[f"{word} {who}.{key}"] = (door(key, who), 404)
    if row.is_api:
        found["entitled without a token"] = (stage.browser(row.unit, row.who), 401)
    if row.unit == "w111":
        found["operator"] = (door(row.unit, "operator"), row.operator)
    if row.who != "admin":
        found["admin"] = (door(row.unit, "admin"), row.admin)
    who, refused = row.colleague
    if who and (row.unit, who) in stage.cookies:
        found[f"colleague {who}"] = (door(row.unit, who), refused)
    found[f"entitled {row.who}"] = (door(row.unit, row.who), row.methods)
    return found


@pytest.mark.parametrize("row", [row for row in UNIT if not row.is_public], ids=lambda row: row.name)
@pytest.mark.usefixtures("db")
def test_method_that_is_not_served_is_refused(row: Row, stage: Stage) -> None:
    browser = (stage.program if row.is_api else stage.browser)(row.unit, row.who)
    path = path_of(row, stage)
    missing = {"get", "post", "delete"} - set(row.methods)
    got = {method: ask(browser, method, path, row, stage, **answered_shortly(405)).status_code for method in missing}
    assert set(got.values()) <= {403, 405}, got


@pytest.mark.usefixtures("db")
def test_anonymous_is_sent_to_the_sign_in_and_back(stage: Stage) -> None:
    for row in UNIT:
        if row.is_public or row.is_api or not row.get:
            continue
        path = path_of(row, stage)
        answer = Browser().get(path)
        assert answer["Location"].startswith("/signin/?next=%2Fu%2F"), row.name
        fragment = Browser().get(path, headers={"HX-Request": "true"})
        assert fragment.headers["HX-Redirect"].startswith("/signin/?next="), row.name


@pytest.mark.parametrize("row", SITE, ids=lambda row: row.name)
@pytest.mark.usefixtures("db")
def test_address_of_the_site(row: SiteRow, stage: Stage) -> None:
    given = {name: thing[1:] for name, thing in row.at.items()}
    path = site_url(row.name, **given) + row.query
    wanted = {
        ("anonymous", "get"): row.anonymous or 405,
        ("anonymous", "post"): row.anonymous_post or 405,
        ("signed in", "get"): row.signed_in or 405,
        ("signed in", "post"): row.post or 405,
    }
    got = {
        (person, method): ask(
            Browser() if person == "anonymous" else stage.browser("w111", "officer"), method, path, row, stage
        ).status_code
        for person, method in wanted
    }
    assert got == wanted


@pytest.mark.parametrize("row", [row for row in SITE if row.with_codes], ids=lambda row: row.name)
@pytest.mark.usefixtures("db")
def test_address_of_the_site_after_a_sign_in_with_two_steps(row: SiteRow, stage: Stage) -> None:
    browser = Browser()
    account = stage.world.account("w111", "officer")
    second_factor.set_secret(account, SECRET)
    RecoveryCodes.activate(account)
    browser.post("/signin/", {"login": account.username, "password": stage.world.password})
    code = format_hotp_value(hotp_value(SECRET, int(time.time()) // 30))
    assert browser.post("/signin/second-step/", {"code": code}).status_code == 302
    assert ask(browser, "get", site_url(row.name), row, stage).status_code == row.with_codes
