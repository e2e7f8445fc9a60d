"""What belongs to another unit, another case or another person does not exist."""

import pytest

from kernel.ids import new_id
from registry.addresses import unit_url
from tests.census.answers import comparable
from tests.census.stage import Stage
from tests.census.table import UNIT, Row
from tests.census.test_addresses import answered_shortly, ask, path_of

pytestmark = pytest.mark.usefixtures("db")

OF_A_CASE = [row for row in UNIT if "case_id" in row.at]
OF_A_PART = [row for row in OF_A_CASE if len(row.at) > 1]
# A personal filter that is not there is forgotten already, whoever asks: the answer tells nothing.
FORGOTTEN = {"cases:forget_filter", "oversight:forget-duty-view"}
OF_AN_OBJECT = [
    row
    for row in UNIT
    if row.at
    and "case_id" not in row.at
    and row.name not in FORGOTTEN
    and not any(thing.startswith("=") for thing in row.at.values())
]
# A letter and an arrival bear one id in both units: the stage's came from w11, which has them too.
SENDERS = {"letter_id": "w11", "arrival_id": "w11"}
# Campaigns, their rosters, alerts and reports, and hot spots are for the units above, too.
SEEN_FROM_ABOVE = {"campaign_id", "shift_id", "alert_id", "receipt_id", "hot_spot_id"}
# An administrator of the unit above cares for the accounts below.
OF_AN_ACCOUNT = {row.name for row in OF_AN_OBJECT if "account_id" in row.at}
OF_A_UNIT = [row for row in UNIT if row.at.get("key", "").startswith("=")]


@pytest.mark.parametrize("row", OF_A_CASE, ids=lambda row: row.name)
def test_case_of_another_unit_is_not_found_under_the_own_address(row: Row, stage: Stage) -> None:
    """Neighbour, another district's ward, the unit above, the province: a right above gives no case below."""
    for key in ("w11", "w121", "w1"):
        browser = (stage.program if row.is_api else stage.browser)(key, row.who)
        # The whole page is compared for the superior; for the others what it says.
        shortly = {} if key == "w11" else answered_shortly(404)
        for method in row.methods:
            there = ask(browser, method, path_of(row, stage, key, case_id=stage["fresh"]), row, stage, **shortly)
            nowhere = ask(browser, method, path_of(row, stage, key, case_id=new_id()), row, stage, **shortly)
            assert there.status_code == 404, (key, method)
            assert comparable(there) == comparable(nowhere), (key, method)


@pytest.mark.parametrize("row", OF_A_PART, ids=lambda row: row.name)
def test_part_of_another_case_is_not_found(row: Row, stage: Stage) -> None:
    browser = (stage.program if row.is_api else stage.browser)("w111", row.who)
    for method in row.methods:
        # Both cases are this unit's, and visible; where nobody asked anything the step itself is refused first.
        refused = {404, 409} if "request_id" in row.at and method == "get" else {404}
        assert ask(browser, method, path_of(row, stage, case_id=stage["twin"]), row, stage).status_code in refused, (
            method
        )


@pytest.mark.parametrize("row", OF_AN_OBJECT, ids=lambda row: row.name)
def test_object_of_another_unit_is_not_found(row: Row, stage: Stage) -> None:
    others = ("w121", "w12") if row.name in OF_AN_ACCOUNT else ("w121", "w11", "w12")
    sender = next((SENDERS[name] for name in row.at if name in SENDERS), "")
    above = "w11" if SEEN_FROM_ABOVE & set(row.at) else ""
    for key in (one for one in others if one not in (row.unit, sender, above)):
        browser = (stage.program if row.is_api else stage.browser)(key, row.who)
        for method in row.methods:
            answer = ask(browser, method, path_of(row, stage, key), row, stage, **answered_shortly(404))
            assert answer.status_code == 404, (key, method)


@pytest.mark.parametrize(
    "row", [row for row in OF_AN_OBJECT if SEEN_FROM_ABOVE & set(row.at)], ids=lambda row: row.name
)
def test_unit_above_reads_what_is_seen_from_above_and_changes_nothing(row: Row, stage: Stage) -> None:
    browser = (stage.program if row.is_api else stage.browser)("w11", row.who)
    allowed = {"get": {200, 403, 404, 409}, "post": {403, 404}, "delete": {403, 404}}
    for method in row.methods:
        answer = ask(browser, method, path_of(row, stage, "w11"), row, stage, **answered_shortly(404))
        assert answer.status_code in allowed[method], (method, answer.status_code)


@pytest.mark.parametrize("row", OF_A_UNIT, ids=lambda row: row.name)
def test_figures_of_a_unit_not_below_are_not_found(row: Row, stage: Stage) -> None:
    """Wards of the other district, that district, the own superior, units planned, unknown, and the root: one answer."""
    browser = (stage.program if row.is_api else stage.browser)("w11", "supervisor")
    answers = {
        key: comparable(browser.get(path_of(row, stage, key=key)))
        for key in ("w121", "w122", "w12", "w1", "w123", "v1", "vn", "khong-co")
    }
    assert {status for status, _body in answers.values()} == {404}
    assert len({body for _status, body in answers.values()}) == 1, "the answers tell which units exist"


def test_right_on_figures_opens_what_was_sent_up_and_nothing_else(stage: Stage) -> None:
    """The dossiers other units sent here, for reading; not the unit's own cases, never a ward's."""
    supervisor, program = stage.browser("w11", "supervisor"), stage.program("w11", "supervisor")
    for name, opens in (("result", True), ("received", True), ("sealed", True), ("above", False), ("fresh", False)):
        expected = 200 if opens else 404
        assert supervisor.get(unit_url("w11", "cases:page", stage[name])).status_code == expected, name
        assert program.get(unit_url("w11", "api:case", stage[name])).status_code == expected, name
        listed = str(stage[name]) in program.get(unit_url("w11", "api:cases")).content.decode()
        assert listed == opens, name
    for noun in ("note", "assign", "close", "transfer", "accept", "unseal"):
        assert supervisor.get(unit_url("w11", f"cases:{noun}", stage["sealed"])).status_code == 403, noun


def test_token_of_another_unit_opens_nothing_here(stage: Stage) -> None:
    for key in ("w121", "w11"):
        program = stage.program(key, "chief")
        assert program.get(unit_url("w111", "api:cases")).status_code == 404
        assert program.get(unit_url("w111", "api:case", stage["fresh"])).status_code == 404


def test_administrator_ends_a_token_of_the_own_unit_only(stage: Stage) -> None:
    assert (
        stage.browser("w111", "admin").post(unit_url("w111", "identity:revoke-token", stage["token"])).status_code
        == 303
    )
    assert stage.program("w111", "officer").get(unit_url("w111", "api:cases")).status_code == 401
