"""Who may open which page: entitled, colleague without the right, stranger, anonymous."""

from typing import Any
from uuid import UUID

import pytest

from tests.factories import cases
from tests.factories.moves import Mover

pytestmark = pytest.mark.django_db

# Address, who may, what the entitled gets, who is a colleague without the right and what that one gets.
PAGES = [
    ("", "officer", 200, "admin", 200),
    ("inbox/", "officer", 200, "handler", 403),
    ("workload/", "chief", 200, "officer", 403),
    ("workload/print/", "chief", 200, "officer", 403),
    ("units/?find=ha", "officer", 200, None, 0),
    ("cases/", "officer", 200, None, 0),
    ("cases/new/", "officer", 200, "handler", 403),
    ("cases/export/xlsx/", "chief", 200, "handler", 403),
    ("cases/export/csv/", "chief", 200, "officer", 403),
]
STEPS = [
    ("", "officer", 200, "admin", 404),
    ("assignment/", "officer", 200, "handler", 404),
    ("note/", "officer", 200, None, 0),
    ("attachments/", "officer", 200, None, 0),
    ("supplement/", "officer", 200, None, 0),
    ("opinion/", "officer", 200, None, 0),
    ("settlement/", "chief", 200, "officer", 403),
    ("answer/", "chief", 200, "officer", 403),
    ("closing/", "chief", 409, "officer", 403),
    ("withdrawal/", "officer", 200, None, 0),
    ("correction/", "officer", 200, None, 0),
    ("joining/", "officer", 200, None, 0),
    ("split/", "officer", 200, None, 0),
    ("grant/", "officer", 200, None, 0),
    ("pin/", "officer", 200, None, 0),
    ("unsealing/", "officer", 409, None, 0),
    ("transfer/", "officer", 200, None, 0),
    ("escalation/", "officer", 200, None, 0),
    ("assignment-down/", "officer", 409, None, 0),
    ("acceptance/", "officer", 409, None, 0),
    ("return/", "officer", 409, None, 0),
    ("recall/", "officer", 409, None, 0),
    ("result/", "officer", 409, None, 0),
    ("result-check/", "officer", 409, None, 0),
    ("paper-reply/", "officer", 409, None, 0),
    ("sender-question/", "officer", 409, None, 0),
    ("receipt/", "officer", 200, "admin", 404),
]


@pytest.fixture
def case_id(world: Any) -> UUID:
    with world.scope("w111"):
        return cases.take_in(world.actor("w111", "officer")).pk


@pytest.mark.parametrize(("path", "who", "status", "colleague", "refused"), PAGES)
def test_page_opens_for_whom_it_is_meant(world, client, path, who, status, colleague, refused):
    address = f"/u/w111/desk/{path}"
    assert world.client("w111", who).get(address).status_code == status
    if colleague:
        assert world.client("w111", colleague).get(address).status_code == refused
    assert world.client("w121", "chief").get(address).status_code == 404
    anonymous = client.get(address)
    assert anonymous.status_code == 303
    assert anonymous["Location"].startswith("/signin/")


@pytest.mark.parametrize(("noun", "who", "status", "colleague", "refused"), STEPS)
def test_step_opens_for_whom_it_is_meant(world, client, case_id, noun, who, status, colleague, refused):
    address = f"/u/w111/desk/cases/{case_id}/{noun}"
    response = world.client("w111", who).get(address)
    assert response.status_code == status, response.content.decode()[-3000:]
    if colleague:
        assert world.client("w111", colleague).get(address).status_code == refused
    assert world.client("w121", "chief").get(address).status_code == 404
    # The case of a ward in the hands of the district's officer: no movement, so it does not exist there.
    assert world.client("w11", "chief").get(f"/u/w11/desk/cases/{case_id}/{noun}").status_code == 404
    anonymous = client.get(address)
    assert anonymous.status_code == 303
    assert anonymous["Location"].startswith("/signin/")


def test_case_of_a_colleague_is_not_there_for_a_handler(world, case_id):
    assert world.client("w111", "handler").get(f"/u/w111/desk/cases/{case_id}/").status_code == 404


@pytest.mark.parametrize("noun", ["acceptance/", "return/"])
def test_arrival_can_be_accepted_or_returned(world, noun):
    move = Mover(world)
    case_id = move.take_in("w111")
    move.transfer(case_id, "w111", "w121")
    browser = world.client("w121", "officer")
    assert browser.get(f"/u/w121/desk/cases/{case_id}/{noun}").status_code == 200
    assert browser.get(f"/u/w121/desk/cases/{case_id}/").status_code == 200
    assert str(case_id) in browser.get("/u/w121/desk/inbox/").content.decode()
