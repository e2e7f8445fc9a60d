"""Movements between units through the pages: who gets what is said before, and the loser of a race is told."""

from datetime import timedelta
from typing import Any

import pytest

from exchange.models import CompetenceQuestion
from kernel import clock
from tenants.cases.enums import CaseStatus
from tenants.cases.models import Parcel
from tests.factories.moves import Mover

pytestmark = pytest.mark.django_db


@pytest.fixture
def move(world: Any) -> Mover:
    return Mover(world)


def desk(key: str, case_id: Any, noun: str = "") -> str:
    return f"/u/{key}/desk/cases/{case_id}/{noun}{'/' if noun else ''}"


def test_escalation_says_where_it_goes_and_goes_there(world, move):
    case_id = move.take_in("w111")
    browser = world.client("w111", "chief")
    page = browser.get(desk("w111", case_id, "escalation")).content.decode()
    assert "Chuyển lên Thành phố Đông Hà" in page
    assert "Gửi đi" in page
    response = browser.post(desk("w111", case_id, "escalation"), {"to": "w11", "reason": "Vượt thẩm quyền"})
    assert response.status_code == 303
    move.deliver()
    assert "Hồ sơ đang ở Thành phố Đông Hà" in browser.get(desk("w111", case_id)).content.decode()
    assert move.status(case_id, "w11") == CaseStatus.RECEIVED


def test_unit_is_found_without_script_and_named_on_the_button(world, move):
    case_id = move.take_in("w111")
    browser = world.client("w111", "chief")
    looked = browser.post(
        desk("w111", case_id, "transfer"), {"find": "phu lam", "reason": "Việc của xã", "look": "1"}
    ).content.decode()
    assert 'value="w121"' in looked
    assert "Việc của xã" in looked
    chosen = browser.get(desk("w111", case_id, "transfer"), {"to": "w121"}).content.decode()
    assert "Chuyển đơn đến Xã Phú Lâm" in chosen
    response = browser.post(
        desk("w111", case_id, "transfer"), {"find": "phu lam", "to": "w121", "reason": "Việc của xã"}
    )
    assert response.status_code == 303
    move.deliver()
    assert "000001/2026/w111" in world.client("w121", "officer").get("/u/w121/desk/inbox/").content.decode()


def test_picker_lists_units_for_the_whole_country_and_says_paper(world, move):
    page = world.client("w111", "chief").get("/u/w111/desk/units/", {"find": "xa chua mo"}).content.decode()
    assert 'value="w123"' in page
    assert "gửi bằng giấy" in page
    assert (
        "Không có đơn vị nào khớp"
        in world.client("w111", "chief").get("/u/w111/desk/units/", {"find": "zzzz"}).content.decode()
    )


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ({"reason": "Vì"}, "Hãy chọn đơn vị nhận"),
        ({"reason": "Vì", "to": "khong-co"}, "Không có đơn vị này"),
        ({"reason": "Vì", "to": "w121", "external": "Tòa án"}, "Chỉ chọn một nơi nhận"),
        ({"reason": "Vì", "to": "w111"}, ""),
    ],
)
def test_wrong_addressee_is_told_and_the_reason_is_kept(world, move, data, told):
    case_id = move.take_in("w111")
    response = world.client("w111", "chief").post(desk("w111", case_id, "transfer"), {**data, "reason": "Lý do đã gõ"})
    page = response.content.decode()
    assert response.status_code in (409, 422)
    assert told in page
    assert "Lý do đã gõ" in page


def test_several_arrivals_are_accepted_at_once(world, move):
    ids = [move.take_in("w111") for _n in range(3)]
    for case_id in ids:
        move.transfer(case_id, "w111", "w121")
    move.recall(ids[2], "w111")
    browser = world.client("w121", "officer")
    response = browser.post("/u/w121/desk/inbox/acceptance/", {"cases": [str(one) for one in ids], "once_key": "k"})
    assert response.status_code == 303
    page = browser.get("/u/w121/desk/inbox/").content.decode()
    assert "Đã tiếp nhận 2 vụ việc" in page
    assert move.status(ids[0], "w121") == CaseStatus.ENTERED
    browser.post("/u/w121/desk/inbox/acceptance/", {"cases": [str(one) for one in ids], "once_key": "k"})


def test_second_acceptance_reads_when_the_first_was(world, move):
    case_id = move.take_in("w111")
    move.transfer(case_id, "w111", "w121")
    move.accept(case_id, "w121")
    page = world.client("w121", "officer").get(desk("w121", case_id, "acceptance"))
    assert page.status_code == 409
    assert "đã được tiếp nhận lúc" in page.content.decode()


def test_recall_that_comes_too_late_reads_when_it_was_accepted(world, move):
    case_id = move.take_in("w111")
    move.transfer(case_id, "w111", "w121")
    browser = world.client("w111", "chief")
    assert browser.get(desk("w111", case_id, "recall")).status_code == 200
    move.accept(case_id, "w121")
    response = browser.post(desk("w111", case_id, "recall"), {"reason": "Gửi nhầm nơi"})
    page = response.content.decode()
    assert response.status_code == 409
    assert "tiếp nhận lúc" in page
    assert "Gửi nhầm nơi" in page


def test_return_names_the_sender_and_carries_the_reason(world, move):
    case_id = move.take_in("w111")
    move.transfer(case_id, "w111", "w121")
    browser = world.client("w121", "officer")
    assert "Trả lại Phường Hòa Bình" in browser.get(desk("w121", case_id, "return")).content.decode()
    assert browser.post(desk("w121", case_id, "return"), {"reason": "Không thuộc xã"}).status_code == 303
    move.deliver()
    page = world.client("w111", "officer").get("/u/w111/desk/inbox/").content.decode()
    assert "Bị trả lại" in page
    assert "Không thuộc xã" in page


def test_assignment_down_result_and_its_check(world, move):
    case_id = move.take_in("w11")
    due = (clock.today() + timedelta(days=7)).strftime("%d/%m/%Y")
    above, below = world.client("w11", "chief"), world.client("w111", "chief")
    data = {"to": "w111", "due_on": due, "demand_result": "on", "reason": "Xác minh và báo cáo"}
    assert above.post(desk("w11", case_id, "assignment-down"), data).status_code == 303
    move.deliver()
    assert below.post(desk("w111", case_id, "acceptance"), {}).status_code == 303
    assert "Gửi báo cáo về Thành phố Đông Hà" in below.get(desk("w111", case_id, "result")).content.decode()
    assert below.post(desk("w111", case_id, "result"), {"text": "Đã xác minh xong."}).status_code == 303
    move.deliver()
    inbox = above.get("/u/w11/desk/inbox/").content.decode()
    assert "Kết quả chờ kiểm tra" in inbox
    refused = above.post(desk("w11", case_id, "result-check"), {"accept": "no", "reason": ""})
    assert refused.status_code == 422
    assert "vì sao kết quả chưa đạt" in refused.content.decode()
    assert above.post(desk("w11", case_id, "result-check"), {"accept": "yes"}).status_code == 303


def test_paper_goes_out_with_a_slip_and_its_reply_comes_in(world, move):
    case_id = move.take_in("w111")
    browser = world.client("w111", "officer")
    assert (
        browser.post(
            desk("w111", case_id, "transfer"), {"external": "Tòa án nhân dân tỉnh", "reason": "Việc của tòa án"}
        ).status_code
        == 303
    )
    move.deliver()
    page = browser.get("/u/w111/desk/inbox/").content.decode()
    assert "chờ phúc đáp" in page
    with world.scope("w111"):
        parcel = Parcel.objects.sent().get()
    slip = browser.get(desk("w111", case_id, f"movements/{parcel.pk}/slip")).content.decode()
    assert "Tòa án nhân dân tỉnh" in slip
    assert "Nguyễn Thị An" in slip
    letter = browser.get(desk("w111", case_id, f"movements/{parcel.pk}/letter")).content.decode()
    assert "đã chuyển đơn của ông/bà đến Tòa án nhân dân tỉnh" in letter
    reply = {"text": "Tòa án đã thụ lý.", "received_on": clock.today().strftime("%d/%m/%Y")}
    assert browser.post(desk("w111", case_id, "paper-reply"), reply).status_code == 303


def test_missing_paper_is_asked_and_sent_without_a_return(world, move):
    case_id = move.take_in("w111")
    move.transfer(case_id, "w111", "w121")
    move.accept(case_id, "w121")
    asker, sender = world.client("w121", "officer"), world.client("w111", "officer")
    assert asker.post(desk("w121", case_id, "sender-question"), {"text": "Thiếu bản đồ"}).status_code == 303
    move.deliver()
    inbox = sender.get("/u/w111/desk/inbox/").content.decode()
    assert "Thiếu bản đồ" in inbox
    with world.scope("w111"):
        request_id = move.case(case_id).requests.get().pk
    address = desk("w111", case_id, f"requests/{request_id}/paper")
    assert address in sender.get(desk("w111", case_id)).content.decode()
    assert sender.post(address, {"text": "Gửi kèm bản đồ"}).status_code == 303
    move.deliver()
    assert "Gửi kèm bản đồ" in asker.get(desk("w121", case_id)).content.decode()


def test_two_returns_ask_the_common_superior_who_sees_no_dossier(world, move):
    case_id = move.take_in("w111")
    for to in ("w112", "w121"):
        move.transfer(case_id, "w111", to)
        move.send_back(case_id, to)
    question = CompetenceQuestion.objects.get()
    superior = world.client("w1", "chairman")
    assert "Đang chờ" in world.client("w111", "chief").get(desk("w111", case_id)).content.decode()
    page = superior.get("/u/w1/desk/inbox/").content.decode()
    assert "Xác định thẩm quyền" in page
    assert "Nguyễn Thị An" not in page
    address = f"/u/w1/desk/inbox/competence/{question.pk}/"
    shown = superior.get(address).content.decode()
    assert "Không đồng ý mức bồi thường" not in shown
    assert superior.post(address, {}).status_code == 422
    assert superior.post(address, {"unit": "w121", "reason": "Đất thuộc xã"}).status_code == 303
    assert world.client("w1", "officer").get(address).status_code == 403
    assert world.client("w12", "chairman").get(f"/u/w12/desk/inbox/competence/{question.pk}/").status_code == 404
    assert superior.get(f"{address}letter/").status_code == 200


def test_slip_of_a_denunciation_names_nobody(world, move):
    case_id = move.take_in("w111", kind="DENUNCIATION")
    move.transfer(case_id, "w111", "w121")
    browser = world.client("w111", "chief")
    with world.scope("w111"):
        parcel = Parcel.objects.sent().get()
    for paper in ("slip", "letter"):
        page = browser.get(desk("w111", case_id, f"movements/{parcel.pk}/{paper}"))
        assert page.status_code == 200
        assert "Nguyễn Thị An" not in page.content.decode()
