"""Hot spots: written by the unit, read by every unit above, named nobody; who is silent too long is shown."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from kernel import clock, errors
from oversight.actions import hot_spots as acts
from oversight.models import Alert, CaseCard, HotSpot, HotSpotUpdate
from tenants.cases.actions.programme import marking, solving
from tenants.cases.models import ProgrammeEntry
from tenants.cases.rules.intake import PersonData
from tests.api.test_cases import Caller
from tests.factories import cases
from tests.factories import hot_spots as make
from tests.isolation.markers import text_of, traces
from tests.world import World

pytestmark = pytest.mark.django_db

HOME = "/u/w111/desk/oversight/hot-spots/"
CITIZEN = PersonData(full_name="Đặng Thị Đánh-Dấu Ngọc", address="Xóm Đánh-Dấu-Ổi")
CONTENT = "Nội dung Đánh-Dấu về thửa đất số 4711"


def day(days: int = 0) -> str:
    return f"{clock.today() + timedelta(days=days):%d/%m/%Y}"


def typed(world: World, **changes: Any) -> dict[str, Any]:
    return {
        "line": "GOVERNMENT",
        "place": "Khóm 3",
        "matter": "Bồi thường đường vành đai",
        "field": "land",
        "risk": "HIGH",
        "people": "40",
        "measures": "Đối thoại.",
        "owner": str(world.account("w111", "officer").pk),
        "opened_on": day(),
        **changes,
    }


def test_hot_spot_is_written_below_and_read_on_every_level_above(world: World) -> None:
    """Plan S3-08: place, matter, risk, measures, owner; news with history; ageing; the end with a result."""
    browser = world.client("w111", "chief")
    assert browser.post(f"{HOME}new/", typed(world, risk="EXTREME", measures="")).status_code == 422
    answer = browser.post(f"{HOME}new/", typed(world))
    assert answer.status_code == 303
    spot = HotSpot.objects.get()
    page = f"{HOME}{spot.pk}/"
    assert answer["Location"] == page
    assert spot.owner_name == world.account("w111", "officer").full_name
    alert = Alert.objects.get()
    assert (alert.kind, alert.place, alert.person_count, alert.line) == ("HOT_SPOT", "Khóm 3", 40, "GOVERNMENT")

    later = clock.today() + timedelta(days=4)  # a high one must have news every three days
    with clock.at(later):
        for key in ("w11", "w1"):
            above = world.client(key, "supervisor")
            shown = above.get(f"/u/{key}/desk/oversight/hot-spots/?show=stale").content.decode()
            assert "Bồi thường đường vành đai" in shown
            assert "4 ngày chưa cập nhật" in shown
            board = above.get(f"/u/{key}/desk/oversight/").content.decode()
            assert "1 điểm nóng đang theo dõi" in board
            assert "1 quá hạn cập nhật" in board
            read = above.get(f"/u/{key}/desk/oversight/hot-spots/{spot.pk}/").content.decode()
            assert "ở đây chỉ xem" in read
            assert above.post(f"/u/{key}/desk/oversight/hot-spots/{spot.pk}/news/", {"text": "x"}).status_code == 403
        for key in ("w112", "w12", "w121"):
            assert world.client(key, "chief").get(f"/u/{key}/desk/oversight/hot-spots/{spot.pk}/").status_code == 404
        assert world.client("w111", "secretary").get(page).status_code == 404  # the other line
        browser = world.client("w111", "chief")
        news = {"text": "Đã đối thoại với 32 hộ.", "risk": "LOW", "people": "12", "version": spot.version}
        assert browser.post(f"{page}news/", news).status_code == 303
        stale = browser.post(f"{page}news/", {**news, "text": "Cũ."})
        assert "vừa được cập nhật" in stale.content.decode()
        shown = browser.get(page).content.decode()
        assert "Đã đối thoại với 32 hộ." in shown
        assert (shown.count("Mức độ Cao"), shown.count("Mức độ Thấp")) == (1, 1)
        assert "chưa cập nhật" not in browser.get(HOME).content.decode()
        sheet = world.client("w1", "supervisor").get("/u/w1/desk/oversight/hot-spots/export/")
        rows = list(load_workbook(io.BytesIO(sheet.content)).active.iter_rows(values_only=True))
        assert (rows[1][1], rows[1][4], rows[1][5]) == ("Khóm 3", "Thấp", 12)
        assert "Danh sách điểm nóng" in browser.get(f"{HOME}print/").content.decode()
        assert browser.post(f"{page}closing/", {"result": "", "on": day()}).status_code == 422
        assert browser.post(f"{page}closing/", {"result": "Các hộ đã nhận tiền.", "on": day()}).status_code == 303
        with world.scope("w111"), pytest.raises(errors.InvalidTransition, match="đã kết thúc"):
            acts.update_hot_spot(spot.pk, acts.News(text="x", risk="LOW"), actor=world.actor("w111", "chief"))
        called = Caller(world, "w1", "supervisor")
        assert called.get("hot-spots/").json()["results"] == []
        (closed,) = called.get("hot-spots/?show=closed").json()["results"]
        assert (closed["result"], closed["unit"]) == ("Các hộ đã nhận tiền.", "w111")
        assert len(called.get(f"hot-spots/{spot.pk}/").json()["news"]) == 3


def test_text_that_names_a_citizen_is_refused_and_nothing_of_him_rises(world: World) -> None:
    """A planted citizen: refused in every field of every form; the linked case and its papers stay in the unit."""
    chief = world.actor("w111", "chief")
    with world.scope("w111"):
        case = cases.take_in(world.actor("w111", "officer"), people=(CITIZEN,), content=CONTENT)
    browser = world.client("w111", "chief")
    for name in ("place", "matter", "measures"):
        answer = browser.post(f"{HOME}new/", typed(world, **{name: "Hộ bà đặng thị ĐÁNH DẤU Ngọc."}))
        assert answer.status_code == 422
        assert f"không được ghi tên công dân trong vụ việc: {CITIZEN.full_name}" in answer.content.decode()
    with world.scope("w111"):
        spot = make.hot_spot(chief)
    assert browser.post(f"{HOME}new/", typed(world, matter="Gọi 0912 000 001.")).status_code == 422
    for step, told in (
        ("news", {"text": CITIZEN.full_name, "risk": "LOW"}),
        ("closing", {"result": CITIZEN.full_name, "on": day()}),
    ):
        assert browser.post(f"{HOME}{spot.pk}/{step}/", told).status_code == 422
    assert (
        Caller(world, "w111", "chief")
        .post(f"hot-spots/{spot.pk}/news/", {"text": CITIZEN.full_name, "risk": "LOW"})
        .status_code
        == 422
    )
    with world.scope("w111"):
        marking.link_hot_spot(case, hot_spot=spot.pk, actor=chief)
        make.complex_case(cases.found(case.pk), chief)
        make.solution(cases.found(case.pk), chief, text=f"{CITIZEN.full_name}: {CONTENT}")
        solving.note_progress(cases.found(case.pk), text=CONTENT, on=clock.today(), actor=chief)
        linked = ProgrammeEntry.objects.get(case=case, kind="HOT_SPOT")
    assert linked.hot_spot_id == spot.pk
    assert case.number in browser.get(f"{HOME}{spot.pk}/").content.decode()
    assert str(spot) in browser.get(f"/u/w111/desk/cases/{case.pk}/").content.decode()
    markers = [CITIZEN.full_name, CITIZEN.address, CONTENT]
    leaks: list[str] = []
    for key in ("w11", "w1"):
        above = world.client(key, "supervisor")
        at = f"/u/{key}/desk/oversight"
        for path in (
            f"{at}/hot-spots/", f"{at}/hot-spots/{spot.pk}/", f"{at}/hot-spots/print/", f"{at}/hot-spots/export/",
            f"{at}/programme/", f"{at}/w111/programme/", f"{at}/w111/programme/export/?format=csv",
        ):  # fmt: skip
            answer = above.get(path)
            assert answer.status_code == 200, path
            leaks += traces(markers, text_of(answer), path)
            assert case.number not in text_of(answer)
    public = " ".join(str(row) for table in (HotSpot, HotSpotUpdate, CaseCard) for row in table.objects.values())
    leaks += traces(markers, public, "public rows")
    assert leaks == []


def test_list_costs_the_same_for_one_hot_spot_and_for_three(world: World) -> None:
    def write(key: str) -> None:
        with world.scope(key):
            make.hot_spot(world.actor(key, "chief"))

    browser = world.client("w1", "supervisor")

    def counted(address: str) -> int:
        browser.get(address)
        with CaptureQueriesContext(connection) as seen:
            assert browser.get(address).status_code == 200
        return len(seen)

    addresses = [f"/u/w1/desk/oversight/{page}" for page in ("hot-spots/", "hot-spots/print/", "programme/", "")]
    write("w111")
    one = [counted(address) for address in addresses]
    for key in ("w112", "w121"):
        write(key)
    assert [counted(address) for address in addresses] == one
    narrowed = browser.get("/u/w1/desk/oversight/hot-spots/?unit=w12").content.decode()
    assert "1</b> điểm nóng" in narrowed
