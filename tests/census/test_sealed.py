"""A denunciation against the head of a unit exists for nobody there: by id, in lists, searches, exports and figures."""

from typing import Any

import pytest

from kernel.ids import new_id
from oversight.facts import Fact
from registry.addresses import unit_url
from tests.census.answers import comparable, said
from tests.census.stage import DENOUNCER, SEALED_MARK, Stage
from tests.census.table import UNIT, Row
from tests.census.test_addresses import answered_shortly, ask, path_of
from tests.factories import cases
from tests.factories.moves import Mover
from tests.isolation.markers import traces
from tests.world import PEOPLE

pytestmark = pytest.mark.usefixtures("db")

MEMBERS = [name for name in PEOPLE if name != "supervisor"] + ["clerk", "operator"]
OF_A_CASE = [row for row in UNIT if "case_id" in row.at]
PARTS = {"attachment_id": "sealed_attachment", "parcel_id": "sealed_parcel"}
FACTS = Fact.values


def members_at(row: Row) -> list[str]:
    """The denounced and who typed it at every address; of the others two by turns, so that each is tried over the product."""
    others = [name for name in MEMBERS if name not in ("chairman", "officer")]
    turn = UNIT.index(row)
    return ["chairman", "officer", *(others[(turn + step) % len(others)] for step in (0, len(others) // 2))]


@pytest.mark.parametrize("row", OF_A_CASE, ids=lambda row: row.name)
def test_address_of_a_sealed_case_answers_as_if_there_were_none(row: Row, stage: Stage) -> None:
    """The denounced, the administrator, colleagues, and who typed it; the same words as for an id that was never given."""
    parts = {name: stage[thing] for name, thing in PARTS.items() if name in row.at}
    there = path_of(row, stage, "w111", case_id=stage["sealed"], **parts)
    nowhere = path_of(row, stage, "w111", case_id=new_id(), **parts)
    for who in members_at(row):
        if row.name == "cases:receipt" and who == "officer":
            continue
        browser = (stage.program if row.is_api else stage.browser)("w111", who)
        # The whole page is compared for who typed it; for the others what it says.
        shortly = {} if who == "officer" else answered_shortly(404)
        for method in row.methods:
            sealed = ask(browser, method, there, row, stage, **shortly)
            assert sealed.status_code == (404 if not row.is_api else sealed.status_code), (who, method)
            assert sealed.status_code in (403, 404), (who, method)
            assert comparable(sealed) == comparable(ask(browser, method, nowhere, row, stage, **shortly)), (who, method)


def test_who_typed_it_keeps_number_and_receipt(stage: Stage) -> None:
    browser = stage.browser("w111", "officer")
    receipt = said(browser.get(unit_url("w111", "cases:receipt", stage["sealed"])))
    assert stage["sealed_number"] in receipt
    assert not list(traces([SEALED_MARK, DENOUNCER.full_name, "to-cao-kin"], receipt, "receipt"))
    assert stage["sealed_number"] in said(browser.get(unit_url("w111", "cases:today")))


def test_superior_has_it(stage: Stage) -> None:
    assert stage.browser("w11", "chairman").get(unit_url("w11", "cases:page", stage["sealed"])).status_code == 200
    assert stage.program("w11", "chairman").get(unit_url("w11", "api:case", stage["sealed"])).status_code == 200


WITHOUT_OBJECT = [row for row in UNIT if row.get and (not row.at or row.name == "cases:export")]
SEARCHES = ("cases:list", "cases:export", "api:cases")


@pytest.mark.parametrize("row", WITHOUT_OBJECT, ids=lambda row: row.name)
def test_no_page_list_search_or_export_of_the_unit_tells_of_a_sealed_case(row: Row, stage: Stage) -> None:
    marks = [str(stage["sealed"]), stage["sealed_number"], SEALED_MARK, DENOUNCER.full_name, "to-cao-kin"]
    path = path_of(row, stage, "w111")
    for who in members_at(row):
        browser = (stage.program if row.is_api else stage.browser)("w111", who)
        asked = [path]
        if row.name in ("oversight:list", "oversight:list-export"):
            asked = [f"{path}?fact={fact}" for fact in FACTS]
        if row.name in SEARCHES:
            asked += [f"{path}?q={word}" for word in ("000013", "niem phong", "to kin", "089111222333")]
        for one in asked:
            told = said(browser.get(one))
            # What was typed into the search box stands in it again.
            told = told.replace("?q=000013", "").replace('value="000013"', "")
            allowed = (
                [stage["sealed_number"], str(stage["sealed"])] if (row.name, who) == ("cases:today", "officer") else []
            )
            assert not list(traces([mark for mark in marks if mark not in allowed], told, f"{who} at {one}"))


@pytest.mark.parametrize("find", ["000013", "Quản Thị Tố-Kín", "089111222333", "niem phong"])
def test_looking_for_earlier_cases_never_finds_a_sealed_one(stage: Stage, find: str) -> None:
    for who in ("officer", "chief", "clerk"):
        browser = stage.browser("w111", who)
        typed = {"kind": "COMPLAINT", "full_name": find, "find": find, "id_number": find}
        earlier = said(browser.post(unit_url("w111", "cases:earlier"), typed))
        joining = said(browser.post(unit_url("w111", "cases:join", stage["twin"]), {"find": find, "look": "1"}))
        for told in (earlier, joining):
            assert str(stage["sealed"]) not in told
            assert stage["sealed_number"] not in told


def test_figures_of_the_ward_are_the_same_before_and_after(stage: Stage) -> None:
    """Pages, lists, exports and calls about the ward: nothing moves, neither there nor at the superiors'."""
    before = _figures(stage)
    with stage.world.scope("w111"):
        receipt = cases.receipt(
            stage.world.actor("w111", "officer"),
            kind="DENUNCIATION",
            people=(DENOUNCER,),
            denounced=(),
            denounced_heads=(stage.world.account("w111", "chairman").pk,),
        )
    assert receipt.sealed
    Mover(stage.world).deliver()
    assert _figures(stage) == before


def _figures(stage: Stage) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, who in (("w111", "chairman"), ("w11", "supervisor"), ("w1", "supervisor")):
        program, browser = stage.program(key, who), stage.browser(key, who)
        told = program.get(unit_url(key, "api:board-unit", "w111")).json()
        found[f"{key} board"] = {name: told[name] for name in ("total", "own", "rows")}
        for fact in FACTS:
            listed = program.get(unit_url(key, "api:board-cases", "w111") + f"?fact={fact}")
            found[f"{key} {fact}"] = [line["number"] for line in listed.json()["results"]]
        if who == "supervisor":
            found[f"{key} sheet"] = browser.get(unit_url(key, "oversight:unit-export", "w111") + "?format=csv").content
            lists = unit_url(key, "oversight:unit-list-export", "w111") + "?format=csv&fact="
            found |= {f"{key} list {fact}": browser.get(lists + fact).content for fact in FACTS}
    return found
