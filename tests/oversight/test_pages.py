"""The supervisor's pages: figures down the tree, lists without names, small denunciation counts hidden."""

import csv
import io
from datetime import date
from typing import Any

import pytest
from openpyxl import load_workbook

from exchange import delivery, hints
from kernel import clock
from oversight.actions.fold import fold_all
from oversight.models import PetitionCard
from tenants.cases.actions import correcting, intake, joining, movements
from tenants.cases.data_steps import card_petitions
from tenants.cases.enums import CaseKind
from tests.factories.cases import petition, take_in
from tests.world import World

pytestmark = pytest.mark.django_db

BOARD = "/u/w1/desk/oversight/"


def enter(world: World, key: str, kind: str = CaseKind.REFLECTION, times: int = 1) -> Any:
    with world.scope(key):
        cases = [take_in(world.actor(key, "officer"), petition(kind)) for _ in range(times)]
    fold_all()
    return cases[-1]


def cells(page: str, name: str) -> list[str]:
    """The figures of one row as they are read."""
    row = page.split(f">{name}</")[1].split("</tr>")[0]
    found = []
    for cell in row.split("<td")[1:]:
        text = cell.split(">", 1)[1].split("</td>")[0]
        found.append("•" if "•" in text else "".join(part for part in text.replace("</a>", "").split(">")[-1:] if part))
    return found


def test_board_sums_the_subtree_and_drills_down(world: World):
    enter(world, "w111", times=2)
    enter(world, "w112")
    supervisor = world.client("w1", "supervisor")
    province = supervisor.get(BOARD).content.decode()
    assert cells(province, "Thành phố Đông Hà")[0] == "3"
    district = supervisor.get(f"{BOARD}w11/").content.decode()
    assert cells(district, "Phường Hòa Bình")[0] == "2"
    assert cells(district, "Phường Thống Nhất")[0] == "1"
    ward = supervisor.get(f"{BOARD}w111/")
    assert ward.status_code == 200


def test_board_of_another_branch_is_not_found(world: World):
    supervisor = world.client("w11", "supervisor")
    assert supervisor.get("/u/w11/desk/oversight/w111/").status_code == 200
    for key in ("w121", "w12", "w1", "v1", "none"):
        assert supervisor.get(f"/u/w11/desk/oversight/{key}/").status_code == 404
        assert supervisor.get(f"/u/w11/desk/oversight/{key}/list/?fact=open").status_code == 404


def test_list_tells_no_name_and_opens_only_what_was_sent_up(world: World):
    kept = enter(world, "w111")
    sent = enter(world, "w111")
    with world.scope("w111"), hints.paused():
        movements.escalate(sent, reason="Vượt thẩm quyền.", actor=world.actor("w111", "chief"))
        delivery.deliver_waiting()
    fold_all()
    page = world.client("w11", "supervisor").get("/u/w11/desk/oversight/list/?fact=open").content.decode()
    assert kept.number in page
    assert sent.number in page
    assert f"/desk/cases/{sent.pk}/" in page
    assert f"/desk/cases/{kept.pk}/" not in page
    assert "Nguyễn Thị An" not in page
    assert "bồi thường" not in page


def test_list_counts_what_its_figure_counts(world: World):
    enter(world, "w111", times=3)
    page = (
        world.client("w1", "supervisor")
        .get(f"{BOARD}w111/list/?fact=taken_in&period={clock.today().year}")
        .content.decode()
    )
    assert "<b>3 đơn</b> trong 3 vụ việc." in page


def test_list_behind_taken_in_adds_up_to_its_figure_after_a_join(world: World):
    """Five letters: two cases joined, a second letter to a third case, one letter dated last year by a correction."""
    officer, year = world.actor("w111", "officer"), clock.today().year
    kept, gone, other, early = (enter(world, "w111") for _ in range(4))
    with world.scope("w111"):
        joining.join_cases(gone, kept, reason="Trùng nội dung.", actor=officer)
        intake.join_petition(other, petition(CaseKind.REFLECTION), actor=officer)
        changes = {"received_on": date(year - 1, 12, 31)}
        correcting.correct_case(early, changes=changes, reason="Gõ nhầm.", actor=officer, version=None)
    fold_all()
    supervisor = world.client("w1", "supervisor")
    board = supervisor.get(f"{BOARD}w11/?period={year}").content.decode()
    assert cells(board, "Phường Hòa Bình")[0] == "4"
    address = f"{BOARD}w111/list/?fact=taken_in&period={year}"
    page = supervisor.get(address).content.decode()
    assert "<b>4 đơn</b> trong 2 vụ việc." in page
    assert gone.number not in page
    assert early.number not in page
    for case in (kept, other):
        row = page.split(case.number)[1].split("</tr>")[0]
        assert '<td data-label="Số đơn" class="num">2</td>' in row
    before = supervisor.get(f"{BOARD}w111/list/?fact=taken_in&period={year - 1}").content.decode()
    assert "<b>1 đơn</b> trong 1 vụ việc." in before
    assert early.number in before
    assert "Nguyễn Thị An" not in page
    text = supervisor.get(f"{BOARD}w111/list/export/?fact=taken_in&period={year}&format=csv").content.decode(
        "utf-8-sig"
    )
    assert [row["Số đơn"] for row in csv.DictReader(io.StringIO(text))] == ["2", "2"]


def test_cards_of_petitions_from_before_are_made_once(world: World):
    enter(world, "w111", times=3)
    PetitionCard.objects.all().delete()
    for _run in range(2):
        with world.scope("w111"):
            assert card_petitions(None) is None
    assert PetitionCard.objects.filter(unit_id=world.unit("w111").id).count() == 3


@pytest.mark.parametrize("period", ["", "quarter", "month"])
def test_one_denunciation_of_a_ward_is_hidden_and_not_recoverable(world: World, period: str):
    enter(world, "w111", CaseKind.DENUNCIATION)
    enter(world, "w112", CaseKind.DENUNCIATION, times=4)
    today = clock.today()
    code = {"": str(today.year), "quarter": f"{today.year}-Q{(today.month - 1) // 3 + 1}", "month": f"{today:%Y-%m}"}[
        period
    ]
    page = (
        world.client("w11", "supervisor")
        .get(f"/u/w11/desk/oversight/?kind=DENUNCIATION&period={code}")
        .content.decode()
    )
    assert cells(page, "Phường Hòa Bình")[0] == "•"
    assert cells(page, "Phường Thống Nhất")[0] == "•"  # shown, it would give the other away
    assert cells(page, "Toàn địa bàn")[0] == "5"
    mixed = world.client("w11", "supervisor").get(f"/u/w11/desk/oversight/?period={code}").content.decode()
    assert cells(mixed, "Phường Hòa Bình")[0] == "0"  # all kinds at a ward leave denunciations out
    listed = (
        world.client("w11", "supervisor")
        .get(f"/u/w11/desk/oversight/w111/list/?fact=taken_in&period={code}")
        .content.decode()
    )
    assert "0 vụ việc." in listed


def test_export_holds_the_same_and_hides_the_same(world: World):
    enter(world, "w111", CaseKind.DENUNCIATION)
    supervisor = world.client("w11", "supervisor")
    answer = supervisor.get("/u/w11/desk/oversight/export/?kind=DENUNCIATION&format=xlsx")
    assert answer["Content-Disposition"].startswith("attachment")
    sheet = load_workbook(io.BytesIO(b"".join(answer) if answer.streaming else answer.content)).active
    assert sheet is not None
    found = {row[1]: row[2] for row in sheet.iter_rows(values_only=True)}
    assert found["Phường Hòa Bình"] == "•"
    assert found["Toàn địa bàn"] == 1
    text = supervisor.get("/u/w11/desk/oversight/list/export/?fact=open&format=csv").content.decode("utf-8-sig")
    assert "Nguyễn" not in text


def test_officer_without_the_right_sees_no_board(world: World):
    assert world.client("w111", "officer").get("/u/w111/desk/oversight/").status_code == 403


def test_unknown_period_or_figure_is_refused_in_words(world: World):
    supervisor = world.client("w1", "supervisor")
    assert supervisor.get(f"{BOARD}?period=2026-13").status_code == 422
    assert supervisor.get(f"{BOARD}list/?fact=secrets").status_code == 404


def test_board_is_the_same_number_of_queries_with_many_rows(world: World, django_assert_max_num_queries: Any):
    supervisor = world.client("w1", "supervisor")
    enter(world, "w111")
    supervisor.get(BOARD)
    with django_assert_max_num_queries(12):
        supervisor.get(BOARD)
    for key in ("w112", "w121", "w122"):
        enter(world, key, times=2)
    with django_assert_max_num_queries(12):
        supervisor.get(BOARD)
