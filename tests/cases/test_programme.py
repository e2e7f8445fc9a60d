"""The programme of complex and long-running cases: marks, solution, dialogue, directives, and the list that is given away."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from deadlines.models import DueItem
from identity.models import Account
from kernel import clock, errors
from kernel.journal.models import Event
from oversight.models import Alert, CaseCard
from oversight.queries.programme import programme_rows
from tenants.cases import policies
from tenants.cases.actions.programme import directing, marking, solving
from tenants.cases.actions.programme.directing import DirectiveData
from tenants.cases.enums import CaseKind, Ground, Principal
from tenants.cases.models import Case, ProgrammeEntry
from tenants.cases.queries.programme import programme_cases
from tenants.documents.models import Notice
from tenants.inspections.actions.alerting import tell_alerts
from tenants.staff.models import Body
from tests.api.test_cases import Caller
from tests.factories import cases
from tests.factories import hot_spots as make
from tests.world import World

pytestmark = pytest.mark.django_db

CASES = "/u/w111/desk/cases/"
LIST = f"{CASES}programme/"


def day(days: int = 0) -> str:
    return f"{clock.today() + timedelta(days=days):%d/%m/%Y}"


def taken_in(world: World, days_ago: int = 0, **changes: Any) -> Case:
    with world.scope("w111"), clock.at(clock.today() - timedelta(days=days_ago)):
        return cases.take_in(world.actor("w111", "officer"), **changes)


def found(world: World, mark: str, who: str = "chief") -> set[str]:
    actor = world.actor("w111", who)
    with world.scope("w111"):
        return {case.number for case in programme_cases(actor, mark)}


def test_complex_is_a_status_with_criteria_in_writing(world: World) -> None:
    """Decree 155/2026 Art. 3a, Decree 31/2019 Art. 3.2: criteria, a paper, and the law of the kind; taken back with a reason."""
    complaint, denunciation = taken_in(world), taken_in(world, kind=CaseKind.DENUNCIATION)
    proposal = taken_in(world, kind=CaseKind.PROPOSAL, field="policy")
    browser = world.client("w111", "chief")
    told = {"number": "45/TB-UBND", "on": day(), "by": "Chủ tịch", "grounds": ["MANY", "BODIES"]}
    for wrong, words in (
        ({"grounds": []}, "Chưa chọn."),
        ({"number": ""}, "Chưa ghi ô này."),
        ({"on": day(1)}, "chưa đến"),
    ):
        answer = browser.post(f"{CASES}{complaint.pk}/complexity/", {**told, **wrong})
        assert answer.status_code == 422
        assert words in answer.content.decode()
    refused = browser.post(f"{CASES}{proposal.pk}/complexity/", told)
    assert "Luật chỉ quy định vụ việc phức tạp với khiếu nại và tố cáo" in refused.content.decode()
    assert found(world, "complex") == set()
    for case in (complaint, denunciation):
        assert browser.post(f"{CASES}{case.pk}/complexity/", told).status_code == 303
    page = browser.get(f"{CASES}{denunciation.pk}/").content.decode()
    assert "Vụ việc đặc biệt phức tạp" in page
    assert "Nghị định 31/2019/NĐ-CP, Điều 3 khoản 2" in page
    page = browser.get(f"{CASES}{complaint.pk}/").content.decode()
    assert "đặc biệt" not in page
    assert str(Ground.BODIES.label) in page
    assert "Nghị định 155/2026/NĐ-CP, Điều 3a" in page
    assert found(world, "complex") == found(world, "") == {complaint.number, denunciation.number}
    again = browser.get(f"{CASES}{complaint.pk}/complexity/")
    assert (again.status_code, "Đã xác định là vụ việc phức tạp" in again.content.decode()) == (409, True)
    with world.scope("w111"):
        mark = ProgrammeEntry.objects.get(case=complaint)
    removal = f"{CASES}{complaint.pk}/marks/{mark.pk}/removal/"
    assert browser.post(removal, {"reason": "Chỉ một nội dung."}).status_code == 303
    assert browser.post(removal, {"reason": "Lần nữa."}).status_code == 409
    assert found(world, "complex") == {denunciation.number}
    assert CaseCard.objects.get(case_id=complaint.pk).complex_on is None
    assert "Chỉ một nội dung." in browser.get(f"{CASES}{complaint.pk}/").content.decode()


def test_new_complex_matter_alerts_the_head_and_the_levels_above_at_once(world: World) -> None:
    """Plan S3-10: within the same transaction; that there is one, of how many persons, and nothing of what."""
    case = taken_in(world, data=cases.group(12))
    assert not Alert.objects.exists()
    with world.scope("w111"):
        make.complex_case(case, world.actor("w111", "chief"))
    alert = Alert.objects.get()
    assert (alert.kind, alert.unit_id, alert.person_count) == ("COMPLEX", world.unit("w111").id, 12)
    assert (alert.place, alert.object_id) == ("", case.pk)
    Account.objects.filter(username="chairman.w111").update(email="chairman@vidu.vn")
    Account.objects.filter(username="supervisor.w11").update(email="supervisor@vidu.vn")
    assert tell_alerts() == 1
    mailed = set()
    for key in ("w111", "w11"):
        with world.scope(key):
            mailed |= {(one.address, case.number in one.text) for one in Notice.objects.filter(matter="alert")}
    assert mailed == {("chairman@vidu.vn", False), ("supervisor@vidu.vn", False)}
    for key, who in (("w111", "chairman"), ("w11", "supervisor"), ("w1", "supervisor"), ("w12", "supervisor")):
        shown = world.client(key, who).get(f"/u/{key}/desk/campaigns/alerts/").content.decode()
        assert ("Vụ việc phức tạp mới phát sinh" in shown) == (key != "w12")
        assert case.number not in shown


def test_solution_is_followed_to_its_dialogue_and_seen_above_without_the_case(world: World) -> None:
    """Plan S3-09 and S3-22: progress is supervised from cards and due items; the filter empties with a dialogue."""
    case, other = taken_in(world, days_ago=120), taken_in(world, days_ago=100, people=(cases.BOB,))
    chief, unit = world.actor("w111", "chief"), world.unit("w11")
    with world.scope("w111"):
        with pytest.raises(errors.InvalidTransition, match="Chưa có phương án"):
            solving.note_progress(case, text="Đã đo.", on=clock.today(), actor=chief)
        # A dialogue from before is none about the solution.
        solving.record_dialogue(
            case, text="Chưa đồng ý.", on=clock.today() - timedelta(days=30), by="Chủ tịch", actor=chief
        )
        for one in (case, other):
            make.solution(one, chief, on=clock.today() - timedelta(days=10))
        body = Body.objects.create(name="Phòng Tài nguyên", sort_key="x")
        solving.plan_step(case, text="Đo lại thửa.", body=body, due_on=clock.today() + timedelta(days=3), actor=chief)
        step = solving.plan_step(
            case, text="Giao nền.", body=body, due_on=clock.today() + timedelta(days=2), actor=chief
        )
    assert found(world, "no_dialogue") == {case.number, other.number}
    assert found(world, "no_solution") == found(world, "late_step") == set()
    assert [item.due_on for item in DueItem.objects.open().filter(case_id=case.pk, kind="STEP")] == [step.due_on]
    assert CaseCard.objects.get(case_id=case.pk).due_on != step.due_on  # the citizen is not told of it

    with clock.at(clock.today() + timedelta(days=3)):
        assert found(world, "late_step") == {case.number}
        (row, *_rest) = programme_rows(unit, clock.today())
        assert (row.unit.key, row.counts.cases, row.counts.prolonged, row.counts.solution) == ("w111", 2, 2, 2)
        assert (row.counts.no_dialogue, row.counts.late_step, row.counts.settled) == (2, 1, 0)
        browser = world.client("w111", "chief")
        path = f"{CASES}{case.pk}/"
        assert browser.post(f"{path}progress/", {"text": "Đã giao nền.", "on": day()}).status_code == 303
        told = {"on": day(), "by": "Chủ tịch UBND", "text": "Công dân đồng ý."}
        assert browser.post(f"{path}dialogue/", told).status_code == 303
        done = {"text": "Đã giao.", "on": day()}
        assert browser.post(f"{path}next-step/{step.pk}/result/", done).status_code == 303
        assert found(world, "no_dialogue") == {other.number}
        assert found(world, "late_step") == set()
        page = browser.get(path).content.decode()
        for words in ("Bố trí nền tái định cư số 14.", "Đã giao nền.", "Công dân đồng ý.", "Phòng Tài nguyên"):
            assert words in page
        shown = browser.get(f"{LIST}?mark=no_dialogue").content.decode()
        assert (other.number in shown, case.number in shown, "chưa đối thoại" in shown) == (True, False, True)
        above = world.client("w1", "supervisor").get("/u/w1/desk/oversight/w11/programme/").content.decode()
        assert "Phường Hòa Bình" in above
        assert "?unit=w111&amp;reason=CASE" in above
        assert case.number not in above
        assert "tái định cư" not in above
        counts = Caller(world, "w11", "supervisor").get("board/w111/programme/").json()[0]["counts"]
        assert (counts["cases"], counts["no_dialogue"], counts["late_step"]) == (2, 1, 0)
        assert programme_rows(unit, clock.today())[0].counts.progress_on == clock.today()


def test_each_principal_directs_in_a_row_of_its_own_and_each_line_sees_its_own(world: World) -> None:
    """Plan S3-17: Party committee, council and People's Committee on one case."""
    case = taken_in(world)
    secretary, chief, chairman = (world.actor("w111", who) for who in ("secretary", "chief", "chairman"))
    path = f"{CASES}{case.pk}/directives/"

    def told(principal: str, **more: Any) -> dict[str, Any]:
        return {"principal": principal, "number": f"1-{principal[:2]}", "on": day(), "by": "Chủ tịch", **more}

    government, party = world.client("w111", "chief"), world.client("w111", "secretary")
    answer = government.post(path, told("PARTY_COMMITTEE", text="Thay cấp ủy."))
    assert answer.status_code == 422  # not among the choices of this line
    assert government.post(path, told("PEOPLES_COMMITTEE", text="UBND giao.", due_on=day(5))).status_code == 303
    assert government.post(path, told("COUNCIL", text="HĐND giám sát.")).status_code == 303
    assert party.post(path, told("PARTY_COMMITTEE", text="Cấp ủy chỉ đạo mật.", by="Bí thư")).status_code == 303
    with world.scope("w111"):
        data = DirectiveData(principal=Principal.PARTY_COMMITTEE, text="x", number="1", on=clock.today(), by="x")
        with pytest.raises(errors.Invalid, match="kênh đó"):
            directing.direct(cases.found(case.pk), data, actor=chief)
        rows = {row.principal: row for row in ProgrammeEntry.objects.filter(case=case)}
    assert len(rows) == 3
    page = government.get(f"{CASES}{case.pk}/").content.decode()
    assert page.index("UBND giao.") < page.index("HĐND giám sát.")
    assert "Cấp ủy chỉ đạo mật." not in page
    secret = rows["PARTY_COMMITTEE"]
    assert government.get(f"{path}{secret.pk}/result/").status_code == 404
    caller = Caller(world, "w111", "chief")
    for call in ("programme", "events"):
        assert "mật" not in caller.get(f"cases/{case.pk}/{call}/").content.decode()
    seen = party.get(f"{CASES}{case.pk}/").content.decode()
    assert ("Cấp ủy chỉ đạo mật." in seen, "HĐND giám sát." in seen, "UBND giao." in seen) == (True, True, False)
    done = {"text": "Đã báo cáo UBND.", "on": day()}
    assert government.post(f"{path}{rows['PEOPLES_COMMITTEE'].pk}/result/", done).status_code == 303
    assert government.post(f"{path}{rows['PEOPLES_COMMITTEE'].pk}/result/", done).status_code == 409
    assert "Đã báo cáo UBND." in government.get(f"{CASES}{case.pk}/").content.decode()
    # The head of the line links it: the other line reads it, and only reads.
    assert party.post(f"{path}{secret.pk}/link/", {"is_linked": "on"}).status_code == 303
    assert "Cấp ủy chỉ đạo mật." in government.get(f"{CASES}{case.pk}/").content.decode()
    assert government.post(f"{path}{secret.pk}/result/", done).status_code == 403
    with world.scope("w111"), pytest.raises(errors.NotPermitted):
        directing.link_directive(secret, is_linked=False, actor=chairman)
    with world.scope("w111"):
        assert policies.visible_entries(secretary).filter(case=case).count() == 2


def test_list_of_settled_matters_is_given_to_who_asked_and_why(world: World) -> None:
    """Plan S3-11: results and numbers of papers on demand; without body, paper and reason refused; in the unit's log each time."""
    settled, open_one = taken_in(world, days_ago=200), taken_in(world, days_ago=200, people=(cases.CHARLIE,))
    secret = taken_in(world, days_ago=200, kind=CaseKind.DENUNCIATION, people=(cases.BOB,))
    chief = world.actor("w111", "chief")
    with world.scope("w111"):
        for case, number in ((settled, "99/QĐ-UBND"), (secret, "77/KL-UBND")):
            marking.mark_settled(
                case, number=number, on=clock.today(), by="Chủ tịch UBND tỉnh", text="Giữ nguyên.", actor=chief
            )
    browser = world.client("w111", "chief")
    path = f"{LIST}settled/"
    asked = {
        "asked_by": "Tỉnh ủy Sóc Trăng",
        "number": "12-CV/TU",
        "on": day(),
        "reason": "Phục vụ kỳ họp.",
        "form": "xlsx",
    }
    for missing in ("asked_by", "number", "on", "reason"):
        assert browser.post(path, {**asked, missing: ""}).status_code == 422
    with world.scope("w111"):
        assert not Event.objects.filter(kind="settled_list_given").exists()

    def sheet(**more: str) -> str:
        answer = browser.post(path, {**asked, **more})
        assert answer.status_code == 200
        rows = load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True)
        return "\n".join(str(row) for row in rows)

    nameless, named = sheet(), sheet(with_names="on")
    assert "99/QĐ-UBND" in nameless
    assert "77/KL-UBND" in nameless
    assert open_one.number not in nameless
    assert "Nguyễn Thị An" not in nameless
    assert "Nguyễn Thị An" in named
    assert cases.BOB.full_name not in named
    paper = browser.post(path, {**asked, "form": "print"}).content.decode()
    assert "Cung cấp theo yêu cầu của Tỉnh ủy Sóc Trăng, văn bản số 12-CV/TU" in paper
    with world.scope("w111"):
        logged = list(Event.objects.filter(kind="settled_list_given").order_by("at", "id"))
    assert [one.data["rows"] for one in logged] == [2, 2, 2]
    assert logged[1].data["with_names"] is True
    assert logged[0].data["reason"] == "Phục vụ kỳ họp."
    assert logged[0].actor_name == chief.name
    assert world.client("w111", "officer").get(path).status_code == 403
    given = (
        Caller(world, "w111", "chief")
        .post("programme/settled-list/", {**asked, "on": clock.today().isoformat(), "form": ""})
        .json()
    )
    assert [row[0] for row in given["rows"]] == sorted([settled.number, secret.number])


def test_list_costs_the_same_for_one_row_and_for_three(world: World) -> None:
    chief = world.actor("w111", "chief")

    def long_one(kind: str = CaseKind.COMPLAINT) -> None:
        case = taken_in(world, days_ago=100, kind=kind)
        with world.scope("w111"):
            make.complex_case(case, chief)
            make.solution(case, chief)
            body, _made = Body.objects.get_or_create(name="Phòng Tài nguyên", sort_key="x")
            solving.plan_step(case, text="Đo.", body=body, due_on=clock.today(), actor=chief)

    browser = world.client("w111", "chief")

    def counted(address: str) -> int:
        browser.get(address)
        with CaptureQueriesContext(connection) as seen:
            assert browser.get(address).status_code == 200
        return len(seen)

    long_one()
    addresses = (LIST, f"{LIST}print/")
    one = [counted(address) for address in addresses]
    long_one()
    long_one(CaseKind.DENUNCIATION)
    assert [counted(address) for address in addresses] == one
    shown = browser.get(LIST).content.decode()
    assert "3</b> vụ việc" in shown
    assert shown.count("Danh tính niêm phong") == 1
