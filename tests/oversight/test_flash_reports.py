"""Flash reports: figures from the unit's own rows, signed with the next number, sent with proof, added up by the unit above."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from kernel import clock
from kernel.errors import Conflict, Invalid, InvalidTransition, NotFound, NotPermitted
from oversight.actions import flash_reports
from oversight.models import FlashReport
from tenants.cases.actions.visits import VisitData, enter_visit
from tenants.cases.rules.intake import PersonData
from tenants.documents.models import Document
from tenants.inspections.actions.flash_issuing import sign_report
from tests.api.test_cases import Caller
from tests.factories import campaigns as make
from tests.factories import cases
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
        "arrivals": 0, "over_level": 0,
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
        with pytest.raises(NotPermitted):
            sign_report(draft.pk, actor=chief)
        issued = sign_report(draft.pk, actor=chairman, version=draft.version)
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
    assert [part.split("</b>")[0] for part in sums.split("<b>")[1:]] == ["1", "2", "8", "0", "1", "6", "0", "0", "0"]
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
