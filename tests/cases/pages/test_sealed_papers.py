"""A denunciation sealed from its unit that leaves on paper: who prints what, and what stands on it."""

from typing import Any

import pytest

from tenants.cases.actions.intake import TakenIn
from tenants.cases.enums import CaseKind
from tenants.cases.models import Case, Person
from tenants.cases.rules.intake import PersonData
from tests.factories import cases
from tests.world import PEOPLE

pytestmark = pytest.mark.django_db

DENOUNCER = PersonData(full_name="Quản Thị Tố Kín", address="Ngõ Kín 5")
CONTENT = "Nhận tiền của nhà thầu ba lần."
RECORD = "/u/w1/desk/cases/new/record/"
TYPED = {
    "who": "SCRIBED",
    "kind": "DENUNCIATION",
    "full_name": DENOUNCER.full_name,
    "address": DENOUNCER.address,
    "denounced_name": "Ông Chủ Tịch",
    "content": CONTENT,
}


def against_head(world: Any, key: str) -> TakenIn:
    with world.scope(key):
        return cases.receipt(
            world.actor(key, "officer"),
            kind=CaseKind.DENUNCIATION,
            people=(DENOUNCER,),
            content=CONTENT,
            denounced=(),
            denounced_heads=(world.account(key, "chairman").pk,),
        )


def test_officer_who_typed_it_prints_the_cover_from_the_receipt(world: Any) -> None:
    taken = against_head(world, "w1")
    officer = world.client("w1", "officer")
    address = f"/u/w1/desk/cases/{taken.case_id}/cover/"
    assert address in officer.get(f"/u/w1/desk/cases/{taken.case_id}/receipt/").content.decode()
    answer = officer.get(address)
    page = answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    for told in (taken.number, "dán kín", "Cơ quan cấp trên có thẩm quyền", "Tài liệu kèm theo: 00"):
        assert told in page
    chairman = world.account("w1", "chairman").full_name
    for hidden in (DENOUNCER.full_name, DENOUNCER.address, CONTENT, chairman, "ố cáo"):
        assert hidden not in page


def test_head_administrator_and_colleagues_find_no_cover(world: Any) -> None:
    taken = against_head(world, "w1")
    for who in (name for name in PEOPLE if name != "officer"):
        browser = world.client("w1", who)
        for page in ("", "cover/", "receipt/"):
            assert browser.get(f"/u/w1/desk/cases/{taken.case_id}/{page}").status_code == 404, (who, page)


def test_what_went_through_the_platform_or_is_not_sealed_has_no_cover(world: Any) -> None:
    sent = against_head(world, "w111")
    officer = world.client("w111", "officer")
    assert "/cover/" not in officer.get(f"/u/w111/desk/cases/{sent.case_id}/receipt/").content.decode()
    assert officer.get(f"/u/w111/desk/cases/{sent.case_id}/cover/").status_code == 404
    with world.scope("w111"):
        usual = cases.take_in(world.actor("w111", "officer"))
    assert officer.get(f"/u/w111/desk/cases/{usual.pk}/cover/").status_code == 404


def test_record_is_printed_before_the_seal_and_stores_nothing(world: Any) -> None:
    answer = world.client("w1", "officer").post(RECORD, TYPED)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    for told in (DENOUNCER.full_name, CONTENT, "Ông Chủ Tịch", "Ký hoặc điểm chỉ", "chưa vào sổ"):
        assert told in page
    with world.scope("w1"):
        assert not Case.objects.exists()
        assert not Person.objects.exists()
    assert "In bản ghi để ký" in world.client("w1", "officer").get("/u/w1/desk/cases/new/").content.decode()


@pytest.mark.parametrize("typed", [{}, {"kind": "X", "content": "<script>\x00=1+1", "full_name": "a" * 9000}])
def test_record_of_nothing_or_nonsense_is_still_a_paper(world: Any, typed: dict[str, str]) -> None:
    answer = world.client("w1", "officer").post(RECORD, typed)
    assert answer.status_code == 200
    assert "<script>\x00" not in answer.content.decode()
    assert "<script>=" not in answer.content.decode()


def test_who_may_not_take_in_prints_no_record(world: Any) -> None:
    assert world.client("w1", "chairman").post(RECORD, TYPED).status_code == 403
    assert world.client("w1", "officer").get(RECORD).status_code == 405
