"""Flash reports: figures from the unit's own rows, signed with the next number, sent with proof, added up by the unit above."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from deadlines import due
from deadlines.models import DueItem
from kernel import clock
from kernel.errors import Conflict, Invalid, InvalidTransition, NotFound, NotPermitted
from oversight.actions import campaigns, flash_reports, hot_spots
from oversight.models import FlashReport
from tenants.cases.actions.visits import VisitData, enter_visit
from tenants.cases.rules.intake import PersonData
from tenants.documents.models import Document
from tenants.inspections.actions.flash_issuing import sign_report
from tests.api.test_cases import Caller
from tests.factories import campaigns as make
from tests.factories import cases
from tests.factories import hot_spots as spots
from tests.factories.documents import proof_of
from tests.world import World

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 10, 19, 12, 0, tzinfo=clock.OFFICE_ZONE)
TODAY = NOON.date()
NAME = "Đặng Thị Đánh-Dấu Ngọc"


@pytest.fixture(autouse=True)
def noon() -> Any:
    with clock.at(NOON):
        yield


def page(world: World, key: str, who: str, path: str, status: int = 200) -> str:
    answer = world.client(key, who).get(f"/u/{key}/desk/campaigns/{path}")
    text = str(answer.content.decode())
    assert answer.status_code == status, text[:2000]
    return text


def came(world: World, key: str, n: int) -> None:
    with world.scope(key):
        person = PersonData(full_name=NAME, address="Xóm Lẻ")
        data = VisitData(purpose="ADVICE", visited_on=TODAY, person=person, person_count=n, summary="Hỏi về đất.")
        enter_visit(data, actor=world.actor(key, "officer"))


def numbers(report: FlashReport) -> dict[str, int]:
    return {one["code"]: one["n"] for one in report.figures}


def test_figures_fill_themselves_in_and_stand_still_once_it_is_issued(world: World) -> None:
    row = make.issued(world, "w12", to_bodies=["Thường trực HĐND huyện"], to_units=("w1",))
    for n in (1, 12):
        came(world, "w12", n)
    draft = make.report(world, "w12", row, is_issued=False)
    assert numbers(draft) == {
        "sessions": 0, "visits": 2, "persons": 13, "petitions": 0, "crowds": 1, "crowd_persons": 12, "alerts": 1,
        "hot_spots_opened": 0, "hot_spots_updated": 0, "hot_spots_closed": 0, "arrivals": 0, "over_level": 0,
    }  # fmt: skip
    # Not for the unit above until it is issued.
    page(world, "w1", "supervisor", f"reports/{draft.pk}/", 404)
    with world.scope("w12"):
        cases.take_in(world.actor("w12", "officer"))
        chief, chairman = world.actor("w12", "chief"), world.actor("w12", "chairman")
        with pytest.raises(Invalid):
            flash_reports.begin_report(row.pk, kind="DAILY", day=TODAY + timedelta(days=1), actor=chief)
        with pytest.raises(Invalid, match="không yêu cầu"):
            flash_reports.begin_report(row.pk, kind="CLOSING", day=TODAY, actor=chief)
        assert flash_reports.begin_report(row.pk, kind="DAILY", day=TODAY, actor=chief).pk == draft.pk
        with pytest.raises(Invalid):
            flash_reports.write_report(draft.pk, text="Gặp ông Nguyễn Thị An.", actor=chief)
        with pytest.raises(NotPermitted, match="chưa được ủy quyền ký"):
            sign_report(draft.pk, proof=proof_of(chief), actor=chief)
        with clock.at(NOON - timedelta(minutes=6)):
            old = proof_of(chairman)
        with pytest.raises(NotPermitted, match="xác nhận lại"):
            sign_report(draft.pk, proof=old, actor=chairman)
    # Each signature asks who signs; the second click of the same form signs nothing twice.
    head, issuing = world.client("w12", "chairman"), f"/u/w12/desk/campaigns/reports/{draft.pk}/issue/"
    told = {"version": draft.version, "once_key": "k1"}
    assert head.post(issuing, told).status_code == 422
    refused = head.post(issuing, {**told, "confirmation": "sai"})
    assert (refused.status_code, "Mật khẩu hoặc mã xác thực không đúng" in refused.content.decode()) == (422, True)
    for _click in range(2):
        assert head.post(issuing, {**told, "confirmation": world.password}).status_code == 303
    with world.scope("w12"):
        issued = FlashReport.objects.get(pk=draft.pk)
        assert numbers(issued)["visits"] == 3
        assert numbers(issued)["petitions"] == 1
        assert (issued.symbol, issued.signer_lines[0]) == ("01/BC-UBND", "TM. ỦY BAN NHÂN DÂN")
        # It stands in the register of outgoing documents; the next report of any kind has the next number.
        assert Document.objects.get(subject_id=issued.pk).number == 1
        with pytest.raises(InvalidTransition, match="đã phát hành số 01/BC-UBND"):
            flash_reports.write_report(draft.pk, text="Sửa.", actor=chief)
    came(world, "w12", 7)
    issued.refresh_from_db()
    assert numbers(issued)["visits"] == 3
    printed = page(world, "w12", "chief", f"reports/{issued.pk}/print/")
    assert "01/BC-UBND" in printed
    assert "Thường trực HĐND huyện" in printed
    assert NAME not in printed

    # A unit says itself that it has it; of a body outside somebody types the proof.
    receipts = {one.name.split(",")[0]: one for one in issued.receipts.all()}
    assert set(receipts) == {"Tỉnh Sông Hồng", "Thường trực HĐND huyện"}
    assert "Đã nhận báo cáo" in page(world, "w1", "chief", f"reports/{issued.pk}/")
    start = world.client("w1", "chief")
    assert "chưa xác nhận đã nhận" in start.get("/u/w1/desk/").content.decode()
    with world.scope("w1"):
        flash_reports.receive_report(issued.pk, actor=world.actor("w1", "chief"))
    assert "chưa xác nhận đã nhận" not in start.get("/u/w1/desk/").content.decode()
    with world.scope("w12"):
        outside = receipts["Thường trực HĐND huyện"]
        with pytest.raises(InvalidTransition, match="tự xác nhận"):
            flash_reports.prove_receipt(issued.pk, receipts["Tỉnh Sông Hồng"].pk, proof="Đã gửi.", actor=chief)
        with pytest.raises(Invalid):
            flash_reports.prove_receipt(issued.pk, outside.pk, proof=" ", actor=chief)
        flash_reports.prove_receipt(issued.pk, outside.pk, proof="Ký nhận lúc 16:45", actor=chief)
        with pytest.raises(Conflict):
            flash_reports.prove_receipt(issued.pk, outside.pk, proof="Lần nữa", actor=chief)
        with pytest.raises(NotPermitted):
            flash_reports.receive_report(issued.pk, actor=chief)
    told = page(world, "w12", "chief", f"reports/{issued.pk}/")
    assert "Ký nhận lúc 16:45" in told
    assert "chờ xác nhận" not in told


def test_unit_above_sees_who_reported_who_is_late_and_the_sum(world: World) -> None:
    top = make.issued(world, "w1", units=("w12", "w121", "w122"))
    below = {key: make.issue(world, key, make.own(world, key)) for key in ("w12", "w121", "w122")}
    came(world, "w121", 6)
    came(world, "w12", 2)
    with clock.at(NOON + timedelta(hours=6)):
        make.report(world, "w12", below["w12"])
    make.report(world, "w121", below["w121"])
    query = f"{top.pk}/reports/?kind=DAILY&day={TODAY}"
    told = page(world, "w1", "supervisor", query)
    table = told[told.index('id="below"') :]
    assert "1 đơn vị chưa gửi; dòng cộng chỉ gồm đơn vị đã gửi." in table
    assert (table.count("gửi muộn"), table.count("chưa gửi</span>"), table.count("quá hạn")) == (1, 1, 0)
    sums = table[table.index("<tfoot") : table.index("</tfoot>")]
    # One alert, two visits of eight persons, one crowd of six: the sums of what was reported, no zero for who did not.
    told_sums = [part.split("</b>")[0] for part in sums.split("<b>")[1:]]
    assert told_sums == ["1", "2", "8", "0", "1", "6", "0", "0", "0", "0", "0", "0"]
    with clock.at(NOON + timedelta(hours=6)):
        assert "quá hạn" in page(world, "w1", "supervisor", query)
        assert "quá giờ 16:30" in world.client("w122", "chief").get("/u/w122/desk/").content.decode()
    assert NAME not in told
    api = Caller(world, "w1", "supervisor")
    table = api.get(f"campaigns/{top.pk}/consolidation/?kind=DAILY&day={TODAY}").json()
    assert [(row["unit"], row["report"] is not None) for row in table["rows"]] == [
        ("w12", True), ("w121", True), ("w122", False),
    ]  # fmt: skip
    assert (table["totals"]["persons"], table["totals"]["crowds"]) == (8, 1)
    assert api.get(f"campaigns/{top.pk}/consolidation/?kind=DAILY&day=2030-01-01").status_code == 422
    assert sorted(api.get(f"campaigns/{top.pk}/centre/").json()["reported"]) == ["w12", "w121"]
    # A sibling reads neither the sum nor the report; a recipient does.
    report = FlashReport.objects.get(campaign=below["w121"])
    page(world, "w122", "chief", f"reports/{report.pk}/", 404)
    page(world, "w122", "chief", query, 404)
    page(world, "w12", "chief", f"reports/{report.pk}/")


def owed(world: World, key: str) -> dict[int, str]:
    """Day of October → what became of the report that is due on it."""
    rows = DueItem.objects.of_unit(world.unit(key).id).filter(kind="FLASH", line="GOVERNMENT").order_by("due_on", "id")
    words = {row.due_on.day: "met" if row.met_on else "late" if row.overdue_since else "open" for row in rows}
    return words | {row.due_on.day: "cancelled" for row in rows if row.cancelled_on}


def test_missed_report_is_late_on_the_board_and_the_duty_follows_the_plan(world: World) -> None:
    days = {"last": TODAY + timedelta(days=4), "mid_on": None, "closing_on": TODAY + timedelta(days=5)}
    top = make.issued(world, "w1", units=("w12",), **days)
    assert not owed(world, "w12")
    row = make.issue(world, "w12", make.own(world, "w12"))
    assert owed(world, "w12") == {19: "open", 20: "open", 21: "open", 22: "open", 23: "open", 24: "open"}
    make.report(world, "w12", row)
    with clock.at(NOON + timedelta(days=2)):
        due.sweep()
        assert owed(world, "w12") == {19: "met", 20: "late", 21: "open", 22: "open", 23: "open", 24: "open"}
        at = "/u/w1/desk/oversight/"
        watch = world.client("w1", "supervisor")
        board = watch.get(f"{at}w1/duties/?line=GOVERNMENT&year=2026&figure=report").content.decode()
        assert "1/2" in board
        listed = watch.get(f"{at}w12/duties/days/?line=GOVERNMENT&year=2026&figure=report&period=2026-10")
        text = listed.content.decode()
        assert "Quá hạn, chưa xong" in text
        assert "Gửi báo cáo nhanh, giữa và cuối đợt cao điểm" in text
        # Reported afterwards it counts as late; what the unit above asks for besides is owed from then on.
        with world.scope("w12"):
            chief, head = world.actor("w12", "chief"), world.actor("w12", "chairman")
            late = flash_reports.begin_report(row.pk, kind="DAILY", day=TODAY + timedelta(days=1), actor=chief)
            flash_reports.write_report(late.pk, text="Gửi muộn.", actor=chief)
            sign_report(late.pk, proof=proof_of(head), actor=head)
        with world.scope("w1"):
            longer = make.data(
                **{**days, "last": TODAY + timedelta(days=6), "closing_on": TODAY + timedelta(days=5)}, units=("w12",)
            )
            campaigns.amend_campaign(top.pk, data=longer, why="Kéo dài.", actor=world.actor("w1", "chief"))
        assert owed(world, "w12") == {19: "met", 20: "met", 21: "open", 22: "open", 23: "open", 24: "open", 25: "open"}
        with world.scope("w1"):
            campaigns.end_campaign(top.pk, why="Bế mạc sớm.", actor=world.actor("w1", "chairman"))
        with world.scope("w12"):
            campaigns.end_campaign(row.pk, why="Bế mạc sớm.", actor=world.actor("w12", "chairman"))
    found = (
        DueItem.objects.of_unit(world.unit("w12").id).open().values_list("due_on__day", flat=True).order_by("due_on")
    )
    assert list(found) == [21, 24]


def test_hot_spots_of_the_days_stand_in_the_report(world: World) -> None:
    """Opened, told of and closed in the days of the report; what was before or is another unit's is not counted."""
    row = make.issued(world, "w12")
    chief = world.actor("w12", "chief")
    with world.scope("w12"):
        with clock.at(NOON - timedelta(days=3)):
            told, closed, _quiet = (spots.hot_spot(chief) for _n in range(3))
        spots.hot_spot(chief)
        news = hot_spots.News(text="Đã đối thoại.", risk="LOW")
        for _n in range(2):
            hot_spots.update_hot_spot(told.pk, news, actor=chief)
        hot_spots.close_hot_spot(closed.pk, result="Đã đồng thuận.", on=TODAY, actor=chief)
    with world.scope("w11"):
        spots.hot_spot(world.actor("w11", "chief"))
    report = make.report(world, "w12", row, is_issued=False)
    figures = {code: n for code, n in numbers(report).items() if code.startswith("hot")}
    assert figures == {"hot_spots_opened": 1, "hot_spots_updated": 1, "hot_spots_closed": 1}


def test_program_does_the_same_and_never_signs(world: World) -> None:
    api = Caller(world, "w12", "chief")
    body = {
        "kind": "ASSEMBLY", "name": "Kỳ họp", "first": TODAY.isoformat(), "last": (TODAY + timedelta(days=3)).isoformat(),
        "daily_at": "16:30", "line": "GOVERNMENT", "units": ["w121"],
    }  # fmt: skip
    made = api.post("campaigns/", body, idempotency_key="k1")
    assert made.status_code == 201, made.content
    assert api.post("campaigns/", body, idempotency_key="k1").json()["id"] == made.json()["id"]
    at = f"campaigns/{made.json()['id']}"
    assert (
        api.post(f"{at}/issue/", {"plan_number": "363/KH-UBND", "plan_on": TODAY.isoformat()}).json()["status"]
        == "ISSUED"
    )
    assert [(one["unit"], one["is_taken_over"]) for one in api.get(f"{at}/units/").json()] == [("w121", False)]
    shift = {
        "starts_at": "2026-10-19T07:00:00+07:00", "ends_at": "2026-10-19T17:00:00+07:00", "place": "Trụ sở",
        "people": [{"name": "Ông Ba", "home": "Phòng Dân tộc huyện", "is_leader": True}],
    }  # fmt: skip
    assert api.post(f"{at}/shifts/", shift).status_code == 201
    assert api.post(f"{at}/shifts/", shift).json()["code"] == "person_on_duty"
    report = api.post(f"{at}/reports/", {"kind": "DAILY", "day": TODAY.isoformat()}).json()
    came(world, "w12", 9)
    written = api.post(f"flash-reports/{report['id']}/text/", {"text": "Một đoàn."}).json()
    assert {one["code"]: one["n"] for one in written["figures"]}["crowds"] == 1
    alert = api.get("alerts/").json()["results"][0]
    taken = api.post(f"alerts/{alert['id']}/acknowledgement/", {"measures": "Đã tiếp."})
    assert (taken.status_code, taken.json()["measures"]) == (200, "Đã tiếp.")
    assert api.post(f"flash-reports/{report['id']}/issue/", {}).status_code == 404
    everything = "".join(
        api.get(path).content.decode()
        for path in (f"{at}/", f"{at}/shifts/", f"{at}/notes/", f"{at}/reports/", "alerts/")
    )
    assert NAME not in everything
    with world.scope("w11"), pytest.raises(NotFound):
        flash_reports.receive_report(report["id"], actor=world.actor("w11", "chief"))
