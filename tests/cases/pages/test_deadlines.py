"""The unit's own shorter target beside the legal day, and days that are only expected: list, page, print, export, API."""

import csv
import io
from datetime import date, datetime
from typing import Any

import pytest

from deadlines.actions import own_rules
from deadlines.models import DueItem
from identity.actions.tokens import make_token
from identity.permissions import TOKEN_SCOPES
from kernel import clock
from kernel.clock import OFFICE_ZONE
from tenants.cases.models import Case
from tests.factories import cases
from tests.world import Browser

pytestmark = pytest.mark.django_db

DESK = "/u/w111/desk/cases/"
API = "/u/w111/api/v1/cases/"


def add(world: Any) -> Case:
    with world.scope("w111"):
        return cases.take_in(world.actor("w111", "officer"))


def deadlines_of(world: Any, case: Case) -> Any:
    chief = world.actor("w111", "chief")
    with world.scope("w111"):
        secret = make_token(name="test", scopes=chief.permissions & TOKEN_SCOPES, days=1, actor=chief).secret
    answer = Browser().get(f"{API}{case.pk}/deadlines/", headers={"Authorization": f"Bearer {secret}"})
    assert answer.status_code == 200
    return answer.json()


@pytest.fixture
def shortened(world: Any) -> Case:
    """A complaint of a ward that shortened its own term for the first decision (B2) to three working days."""
    with world.scope("w111"):
        own_rules.set_own_length("B2", 3, actor=world.actor("w111", "admin"))
    return add(world)


def test_own_target_stands_beside_the_legal_day_on_page_list_and_derivation(world: Any, shortened: Case) -> None:
    item = DueItem.objects.get(case_id=shortened.pk, kind="B2")
    assert item.is_own_target
    chief = world.client("w111", "chief")
    target, last = f"{item.target_on:%d/%m/%Y}", f"{item.due_on:%d/%m/%Y}"
    page = chief.get(f"{DESK}{shortened.pk}/").content.decode()
    assert "mục tiêu: " in page
    assert "hạn theo luật" in page
    assert f"phấn đấu xong ngày {target}; hạn cuối theo luật là ngày {last}" in page
    assert "hạn theo luật" in chief.get(DESK).content.decode()


def test_what_nears_its_own_target_is_due_soon(world: Any, shortened: Case) -> None:
    item = DueItem.objects.get(case_id=shortened.pk, kind="B2")
    with clock.at(item.target_on):
        assert shortened.number in world.client("w111", "chief").get(DESK, {"due": "soon"}).content.decode()


def test_export_and_api_tell_target_and_legal_day(world: Any, shortened: Case) -> None:
    item = DueItem.objects.get(case_id=shortened.pk, kind="B2")
    text = world.client("w111", "chief").get(f"{DESK}export/csv/").content.decode("utf-8-sig")
    row = next(csv.DictReader(io.StringIO(text)))
    nearest = DueItem.objects.filter(case_id=shortened.pk).earliest("due_on", "id")
    assert row["Hạn"] == f"{nearest.due_on:%d/%m/%Y}"
    assert row["Dự kiến"] == ""
    told = deadlines_of(world, shortened)
    mine = next(one for one in told if one["kind"] == "B2")
    assert (mine["target_on"], mine["due_on"]) == (item.target_on.isoformat(), item.due_on.isoformat())
    assert mine["is_own_target"] is True
    assert mine["is_expected"] is False
    assert any("Đơn vị tự đặt" in line for line in mine["derivation"])


def test_days_of_a_year_without_decree_are_marked_everywhere(world: Any) -> None:
    with clock.at(datetime(2026, 12, 30, 9, 0, tzinfo=OFFICE_ZONE)):
        case = add(world)
        assert DueItem.objects.filter(case_id=case.pk, due_on__gte=date(2027, 1, 1)).exists()
        chief = world.client("w111", "chief")
        assert "(dự kiến)" in chief.get(DESK).content.decode()
        assert "(dự kiến)" in chief.get(f"{DESK}{case.pk}/").content.decode()
        assert "(dự kiến), cơ quan tiếp nhận trả lời" in chief.get(f"{DESK}{case.pk}/receipt/").content.decode()
        text = chief.get(f"{DESK}export/csv/").content.decode("utf-8-sig")
        assert next(csv.DictReader(io.StringIO(text)))["Dự kiến"] == "dự kiến"
        told = deadlines_of(world, case)
        assert all(one["is_expected"] for one in told)
        listed = world.client("w1", "supervisor").get("/u/w1/desk/oversight/w111/list/?fact=open").content.decode()
        assert case.number in listed
        assert "(dự kiến)" in listed
