"""Official papers: head, number, who signs, and who is not named."""

from typing import Any

import pytest

from tenants.cases.enums import CaseKind
from tests.factories import cases

pytestmark = pytest.mark.django_db


def paper(world: Any, path: str, who: str = "chief") -> str:
    response = world.client("w111", who).get(f"/u/w111/desk/{path}")
    assert response.status_code == 200
    return response.content.decode()


def test_answer_has_head_number_kind_and_signer(world):
    with world.scope("w111"):
        case = cases.answer(cases.take_in(world.actor("w111", "officer")), world.actor("w111", "chief"))
        answer = case.answers.get()
    page = paper(world, f"cases/{case.pk}/answers/{answer.pk}/letter/")
    for words in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "ỦY BAN NHÂN DÂN PHƯỜNG HÒA BÌNH", answer.number, "Nguyễn Thị An",
                  "Đã thụ lý hoặc đã giải quyết", world.account("w111", "chairman").full_name):  # fmt: skip
        assert words in page


def test_answer_to_a_denouncer_names_nobody(world):
    with world.scope("w111"):
        case = cases.take_in(world.actor("w111", "officer"), kind=CaseKind.DENUNCIATION)
        case = cases.answer(case, world.actor("w111", "chief"))
        answer = case.answers.get()
    page = paper(world, f"cases/{case.pk}/answers/{answer.pk}/letter/")
    assert "Nguyễn Thị An" not in page
    assert f"Người gửi đơn số {case.number}" in page


def test_receipt_without_a_pin_says_how_to_get_one(world):
    with world.scope("w111"):
        case = cases.take_in(world.actor("w111", "officer"))
    page = paper(world, f"cases/{case.pk}/receipt/", "officer")
    assert "không hiện lại" in page
    assert f"/u/w111/desk/cases/{case.pk}/pin/" in page


def test_receipt_is_kept_by_no_cache(world):
    with world.scope("w111"):
        case = cases.take_in(world.actor("w111", "officer"))
    response = world.client("w111", "officer").get(f"/u/w111/desk/cases/{case.pk}/receipt/")
    assert "no-store" in response["Cache-Control"]


def test_workload_on_paper_lists_everyone_who_works(world):
    assert world.account("w111", "handler").full_name in paper(world, "workload/print/")


@pytest.mark.parametrize("path", ["answers", "requests"])
def test_paper_of_another_case_is_not_there(world, path):
    with world.scope("w111"):
        case = cases.answer(cases.take_in(world.actor("w111", "officer")), world.actor("w111", "chief"))
        other = cases.take_in(world.actor("w111", "officer"))
        answer = case.answers.get()
    browser = world.client("w111", "chief")
    assert browser.get(f"/u/w111/desk/cases/{other.pk}/{path}/{answer.pk}/letter/").status_code == 404
    assert browser.get(f"/u/w111/desk/cases/{case.pk}/movements/{answer.pk}/slip/").status_code == 404
