"""The duty board: cells and their lists, order, filters, vacancy, ranking, two levels down, constant queries, no citizen."""

import csv
import io
import re
from datetime import date
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from deadlines.models import DueItem
from kernel import clock, ids
from oversight.models import Duty, DutyDay, DutyKind, Instrument, InstrumentKind
from registry.levels import Line
from tests.world import World

pytestmark = pytest.mark.django_db

TODAY = date(2026, 10, 15)
SEPTEMBER, OCTOBER = date(2026, 9, 1), date(2026, 10, 1)
PROVINCE = "/u/w1/desk/oversight/w1/duties/"
QUESTION = "?line=PARTY&year=2026"


@pytest.fixture(autouse=True)
def today() -> Any:
    with clock.at(TODAY):
        yield


def duty(world: World, key: str, period: date = SEPTEMBER, **more: Any) -> Duty:
    told = {"holder_id": uuid4(), "holder_name": f"Bí thư {key}", "legal": 2, **more}
    return Duty.objects.create(
        unit_id=world.unit(key).id, line=Line.PARTY, kind=DutyKind.RECEPTION, period=period, **told
    )


def due_item(world: World, key: str, code: str, due_on: date, met_on: date | None = None, **more: Any) -> DueItem:
    return DueItem.objects.create(
        unit_id=world.unit(key).id, kind=code, case_id=ids.new_id(), started_on=due_on, due_on=due_on, target_on=due_on,
        met_on=met_on, source="Luật", **{"case_kind": "", **more},
    )  # fmt: skip


def cells(page: str, name: str) -> list[str]:
    """The cells of one row as they are read: sum of the year, then the twelve months."""
    row = page.split(f">{name}<")[1].split("</tr>")[0]
    return [text_of(cell) for cell in row.split("<td")[1:]]


def text_of(html: str) -> str:
    """What is read, without the tags; begins anywhere inside the first one."""
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", html.partition(">")[2])).split())


def rows(page: str) -> list[str]:
    """The units in the order of the rows, the own one first."""
    body = page.split("<tbody>")[1].split("</tbody>")[0]
    return [text_of(row.split('<th scope="row"')[1].split("</th>")[0]) for row in body.split("<tr")[1:]]


def test_cell_reads_done_of_owed_with_signs_and_the_worst_stands_first(world: World) -> None:
    duty(world, "w111", in_person=2)
    duty(world, "w112", in_person=1, delegated=1)
    duty(world, "w121", missed=1, postponed=1)
    page = world.client("w1", "supervisor").get(f"{PROVINCE}{QUESTION}&depth=all&level=COMMUNE").content.decode()
    assert cells(page, "Phường Hòa Bình")[9] == "2/2 ●●"
    assert cells(page, "Phường Thống Nhất")[9] == "1/2 ● ○"
    assert cells(page, "Xã Phú Lâm")[9] == "0/2 ◇ ×"
    assert cells(page, "Xã Phú Lâm")[0] == "0/2 thiếu 2"
    names = rows(page)
    assert names[1].startswith("Xã Phú Lâm")
    assert names[2].startswith("Phường Thống Nhất")
    assert "thiếu từ 09/2026" in names[1]


def test_planned_days_above_the_law_count_and_the_running_month_is_not_short(world: World) -> None:
    duty(world, "w111", planned=3, in_person=2)
    duty(world, "w111", OCTOBER, in_person=0)
    page = world.client("w11", "supervisor").get(f"/u/w11/desk/oversight/w11/duties/{QUESTION}").content.decode()
    year = cells(page, "Phường Hòa Bình")
    assert year[0] == "2/3 thiếu 1"
    assert year[9] == "2/3 ●●"
    assert year[10] == "0/2"


def test_vacancy_is_read_as_vacancy_and_misses_nothing(world: World) -> None:
    duty(world, "w111", holder_id=None, holder_name="", missed=1)
    duty(world, "w112", OCTOBER, holder_id=None, holder_name="")
    supervisor = world.client("w11", "supervisor")
    page = supervisor.get(f"/u/w11/desk/oversight/w11/duties/{QUESTION}").content.decode()
    assert cells(page, "Phường Hòa Bình")[9] == "trống ×"
    assert cells(page, "Phường Hòa Bình")[0] == "0/0"
    vacant = supervisor.get(f"/u/w11/desk/oversight/w11/duties/{QUESTION}&standing=vacant").content.decode()
    assert [name.split()[1] for name in rows(vacant)[1:]] == ["Thống"]


def test_filters_by_level_standing_and_branch(world: World) -> None:
    duty(world, "w111", in_person=2)
    duty(world, "w121")
    duty(world, "w122", in_person=2, below_minimum=True)
    supervisor = world.client("w1", "supervisor")

    def found(more: str) -> list[str]:
        return [
            name.split(" khuyết")[0]
            for name in rows(supervisor.get(f"{PROVINCE}{QUESTION}&depth=all{more}").content.decode())[1:]
        ]

    assert len(found("")) == 6
    assert found("&level=DISTRICT") == ["Thành phố Đông Hà", "Huyện Tây Sơn"]
    assert found("&standing=short") == ["Xã Phú Lâm thiếu từ 09/2026"]
    assert found("&standing=met") == ["Phường Hòa Bình", "Thị trấn Tây Sơn"]
    assert found("&standing=below") == ["Thị trấn Tây Sơn"]
    assert found("&standing=none&level=COMMUNE") == ["Phường Thống Nhất"]
    assert found("&under=w12") == ["Xã Phú Lâm thiếu từ 09/2026", "Thị trấn Tây Sơn"]
    assert supervisor.get(f"{PROVINCE}{QUESTION}&under=v1").status_code == 404


def test_ranking_caps_at_one_and_never_adds_delegated_days(world: World) -> None:
    duty(world, "w111", in_person=5)
    duty(world, "w112", in_person=1, delegated=4)
    page = (
        world.client("w11", "supervisor").get(f"/u/w11/desk/oversight/w11/duties/ranking/{QUESTION}").content.decode()
    )
    body = page.split("<tbody>")[1]
    first, second = (text_of("<tr" + row) for row in body.split("<tr")[1:3])
    assert first.startswith("1 Phường Hòa Bình 2 5 0 0 100 %")
    assert second.startswith("2 Phường Thống Nhất 2 1 4 1 50 %")


def test_duties_with_a_date_in_time_late_and_overdue(world: World) -> None:
    due_item(world, "w111", "A12", date(2026, 9, 10), date(2026, 9, 10), line="PARTY")
    due_item(world, "w111", "E3", date(2026, 9, 12), date(2026, 9, 20), line="PARTY")
    due_item(world, "w111", "A12", date(2026, 9, 20), line="PARTY")
    due_item(world, "w111", "A12", date(2026, 9, 20), line="GOVERNMENT")
    due_item(world, "w111", "A12", date(2026, 9, 20), cancelled_on=date(2026, 9, 2), line="PARTY")
    supervisor = world.client("w11", "supervisor")
    page = supervisor.get(f"/u/w11/desk/oversight/w11/duties/{QUESTION}&figure=conclusion").content.decode()
    assert cells(page, "Phường Hòa Bình")[9] == "1/3 △ ×"
    assert cells(page, "Phường Hòa Bình")[0] == "1/3 thiếu 2"
    listed = supervisor.get(
        f"/u/w11/desk/oversight/w111/duties/days/{QUESTION}&figure=conclusion&period=2026-09"
    ).content.decode()
    body = [text_of("<tr" + row) for row in listed.split("<tbody>")[1].split("<tr")[1:4]]
    assert body[0].startswith("10/09/2026 ✓ Đúng hạn 10/09/2026")
    assert body[1].startswith("12/09/2026 △ Muộn 20/09/2026 muộn 8 ngày")
    assert body[2].startswith("20/09/2026 × Quá hạn, chưa xong – quá 25 ngày")


def test_late_and_missing_reports_stand_on_the_board(world: World) -> None:
    due_item(world, "w111", "F1", date(2026, 9, 17), date(2026, 9, 16), line="GOVERNMENT")
    due_item(world, "w111", "F4", date(2026, 9, 25), date(2026, 9, 28), line="GOVERNMENT")
    due_item(world, "w112", "F1", date(2026, 9, 17), line="GOVERNMENT")
    page = (
        world.client("w11", "supervisor")
        .get("/u/w11/desk/oversight/w11/duties/?line=GOVERNMENT&year=2026&figure=report")
        .content.decode()
    )
    assert cells(page, "Phường Hòa Bình")[9] == "1/2 △"
    assert cells(page, "Phường Thống Nhất")[9] == "0/1 ×"


def test_answers_leave_denunciations_out_and_stand_on_both_lines(world: World) -> None:
    due_item(world, "w111", "A3", date(2026, 9, 10), date(2026, 9, 9), case_kind="COMPLAINT")
    due_item(world, "w111", "A3", date(2026, 9, 10), case_kind="DENUNCIATION")
    supervisor = world.client("w11", "supervisor")
    for line in ("PARTY", "GOVERNMENT"):
        page = supervisor.get(f"/u/w11/desk/oversight/w11/duties/?line={line}&year=2026&figure=answer").content.decode()
        assert cells(page, "Phường Hòa Bình")[9] == "1/1"
        days = f"/u/w11/desk/oversight/w111/duties/days/?line={line}&figure=answer&period=2026-09"
        assert supervisor.get(days).content.decode().count("<tr") == 2


def test_list_behind_a_cell_tells_days_codes_and_who_was_in_office(world: World) -> None:
    row = duty(world, "w111", in_person=1, postponed=1)
    for day, status, more in (
        (date(2026, 9, 3), "IN_PERSON", {"is_posted": True}),
        (date(2026, 9, 30), "POSTPONED", {"reason": "HEALTH", "moved_to": date(2026, 10, 2)}),
    ):
        DutyDay.objects.create(
            unit_id=row.unit_id, line=Line.PARTY, kind=DutyKind.RECEPTION, object_id=ids.new_id(), day=day, status=status,
            holder_id=row.holder_id, **more,
        )  # fmt: skip
    supervisor = world.client("w11", "supervisor")
    days = f"/u/w11/desk/oversight/w111/duties/days/{QUESTION}&period=2026-09"
    page = supervisor.get(days).content.decode()
    listed = [text_of("<tr" + row) for row in page.split("<tbody>")[2].split("<tr")[1:3]]
    assert listed[0].startswith("03/09/2026 ● Trực tiếp")
    assert listed[1].startswith("30/09/2026 ◇ Đã hoãn Vì lý do sức khỏe, sang ngày 02/10/2026")
    assert "Bí thư w111" in listed[0]
    sheet = supervisor.get(days.replace("days/?", "days/export/?") + "&format=csv").content.decode("utf-8-sig")
    assert [line["Trạng thái"] for line in csv.DictReader(io.StringIO(sheet))] == ["Trực tiếp", "Đã hoãn"]


def test_stranger_branch_is_not_found_on_every_page(world: World) -> None:
    supervisor = world.client("w11", "supervisor")
    for page in (
        "duties/",
        "duties/ranking/",
        "duties/pictures/",
        "duties/print/",
        "duties/export/",
        "duties/days/",
        "instruments/",
    ):
        assert supervisor.get(f"/u/w11/desk/oversight/w111/{page}{QUESTION}").status_code == 200, page
        for key in ("w121", "w1", "v1", "none"):
            assert supervisor.get(f"/u/w11/desk/oversight/{key}/{page}{QUESTION}").status_code == 404, (key, page)
    assert supervisor.get(f"/u/w11/desk/oversight/w11/duties/{QUESTION}&figure=secrets").status_code == 404


def test_matrix_of_instruments_two_levels_down_lacks_most_first(world: World) -> None:
    for key, kind, more in (
        ("w111", InstrumentKind.PLAN, {"year": 2026}),
        ("w111", InstrumentKind.REGULATION, {}),
        ("w112", InstrumentKind.PLAN, {"year": 2025}),
        ("w121", InstrumentKind.HOUSE_RULES, {"valid_to": date(2026, 9, 1)}),
    ):
        Instrument.objects.create(
            id=ids.new_id(), unit_id=world.unit(key).id, line=Line.PARTY, kind=kind, title="Văn bản", number=f"07-{key}",
            dated_on=date(2026, 1, 5), valid_from=date(2026, 1, 5), **more,
        )  # fmt: skip
    supervisor = world.client("w1", "supervisor")
    address = f"/u/w1/desk/oversight/w1/instruments/{QUESTION}&depth=all&level=COMMUNE"
    page = supervisor.get(address).content.decode()
    assert cells(page, "Phường Hòa Bình")[:2] == ["✓ 07-w111 05/01/2026", "✓ 07-w111 05/01/2026"]
    assert cells(page, "Phường Thống Nhất")[0] == "chưa có"
    assert cells(page, "Xã Phú Lâm")[2] == "chưa có"
    assert rows(page)[-1] == "Phường Hòa Bình"
    lacking = supervisor.get(f"{address}&lacking=PLAN").content.decode()
    assert "Phường Hòa Bình" not in rows(lacking)
    assert len(rows(lacking)) == 3


@pytest.mark.parametrize("figure", ["reception", "conference", "posting", "conclusion", "answer", "task", "database"])
def test_pages_ask_the_same_number_of_queries_with_many_rows(world: World, figure: str) -> None:
    supervisor = world.client("w1", "supervisor")
    pages = [
        f"/u/w1/desk/oversight/w1/{page}{QUESTION}&depth=all&figure={figure}"
        for page in ("duties/", "duties/ranking/", "duties/pictures/", "duties/print/", "instruments/")
    ]

    def counted() -> list[int]:
        found = []
        for address in pages:
            with CaptureQueriesContext(
                connection,
            ) as queries:
                assert supervisor.get(address).status_code == 200
            found.append(len(queries))
        return found

    duty(world, "w111")
    counted()
    few = counted()
    for key in ("w1", "w11", "w12", "w112", "w121", "w122"):
        for month in range(1, 10):
            duty(world, key, date(2026, month, 1), in_person=1)
            due_item(world, key, "A3", date(2026, month, 5), case_kind="COMPLAINT")
            due_item(world, key, "TASK", date(2026, month, 5), line="PARTY")
    assert counted() == few
    assert max(few) <= 16, few
