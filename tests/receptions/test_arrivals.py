"""Citizens who went above their level: alert, representatives, officers, handing over, result; who sees what (plan S3)."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from deadlines import due
from deadlines.models import DueItem
from exchange import delivery
from exchange.models import Envelope
from identity.models import Account
from kernel import clock
from kernel.errors import Conflict, Invalid, InvalidTransition, NotFound, NotPermitted
from kernel.journal.models import Event
from oversight.models import Alert, ArrivalCard
from registry.addresses import unit_url
from tenants.documents import sending
from tenants.documents.models import Letter, Notice
from tenants.inspections.actions.alerting import tell_alerts
from tenants.receptions.actions import arrivals as act
from tenants.receptions.actions.arrivals import Ending, Handover, Plan
from tenants.receptions.models import Arrival
from tests.factories import arrivals as make
from tests.factories import cases
from tests.world import World

HERE = "/u/w1/desk/receptions/arrivals/"
HOME = "/u/w111/desk/receptions/arrivals/"


def body(answer: Any, status: int = 200) -> str:
    text = str(answer.content.decode())
    assert answer.status_code == status, text[:3000]
    return text


def kinds(world: World, key: str) -> list[str]:
    with world.scope(key):
        told = Event.objects.filter(kind__startswith="arrival_").order_by("at", "id")
        return [event.kind.removeprefix("arrival_") for event in told]


def test_group_is_told_home_fetched_handed_over_and_confirmed(world: World) -> None:
    """S3-13, 14, 24: from the alert to the confirmed return, each step in both logs, in this order only."""
    for name in ("chairman", "officer"):
        Account.objects.filter(username=f"{name}.w111").update(email=f"{name}@vidu.vn")
    arrival = make.registered(world)
    here = make.found(world, "w111", arrival)
    assert (here.side, here.person_count, here.matter, here.status) == (
        "HOME",
        12,
        "Bồi thường đất làm đường.",
        "REPORTED",
    )
    duty = DueItem.objects.get(case_id=arrival)
    assert (duty.unit_id, duty.kind, duty.due_on) == (world.unit("w111").id, "ARRIVAL", clock.day_of(here.asked_until))
    alert = Alert.objects.get(object_id=arrival)
    assert (alert.unit_id, alert.kind, alert.place, alert.person_count) == (
        duty.unit_id,
        "ARRIVAL",
        "Tỉnh Sông Hồng",
        12,
    )
    assert tell_alerts() == 1
    with world.scope("w111"):
        notice = Notice.objects.get(matter="arrival")
        assert "12 công dân" in notice.text
        assert "đất" not in notice.text
        sending.send_waiting()
    assert sorted(one.to[0] for one in mail.outbox) == ["chairman@vidu.vn", "officer@vidu.vn"], "each once"
    alerted = body(world.client("w111", "chairman").get(unit_url("w111", "campaigns:alert", alert.pk)))
    assert f"{HOME}{arrival}/" in alerted
    today = body(world.client("w111", "chairman").get("/u/w111/desk/"))
    assert "12 công dân của địa phương đang ở Tỉnh Sông Hồng" in today
    assert "12 công dân của địa phương" in body(world.client("w111", "officer").get("/u/w111/desk/inbox/"))
    with pytest.raises(InvalidTransition, match="chưa cử cán bộ"):
        make.handed_over(world, arrival)
    with pytest.raises(InvalidTransition, match="cử cán bộ trước"):
        make.ended(world, arrival, result="PERSUADED")
    make.take(world, "w1", "hear_representatives", arrival, people=make.FIVE, at=clock.now())
    make.answered(world, arrival)
    with pytest.raises(InvalidTransition, match="chưa ghi bàn giao"):
        make.ended(world, arrival)
    with pytest.raises(Invalid, match="từ 1 đến 12"):
        make.handed_over(world, arrival, persons=13)
    make.handed_over(world, arrival)
    with pytest.raises(InvalidTransition, match="đã được bàn giao"):
        make.answered(world, arrival)
    make.ended(world, arrival)
    with pytest.raises(InvalidTransition, match="đã kết thúc"):
        make.take(world, "w1", "withdraw_arrival", arrival, why="Nhầm.")
    alert.refresh_from_db()
    assert alert.acknowledged_by_name == world.actor("w111", "officer").name, "who answered has taken it"
    steps = ["registered", "heard", "answered", "handed_over", "ended"]
    assert kinds(world, "w1") == steps
    assert kinds(world, "w111") == steps
    there, here = make.found(world, "w1", arrival), make.found(world, "w111", arrival)
    assert there.ending == here.ending
    assert [one["name"] for one in here.people] == [one["name"] for one in make.FIVE]
    assert there.plan["officers"][0]["name"] == "Ông Năm"
    card = ArrivalCard.objects.get(pk=arrival)
    assert (card.status, card.result, card.representatives, card.officer_count) == ("ENDED", "RETURNED", 5, 1)
    assert DueItem.objects.get(case_id=arrival).met_on == clock.today()
    assert set(Envelope.objects.filter(case_id=arrival).values_list("status", flat=True)) == {"closed"}
    record = body(world.client("w1", "officer").get(f"{HERE}{arrival}/record/"))
    assert "Bàn giao 12 trong 12 công dân" in record
    assert "Ông Năm, Phó Chủ tịch" in record


def test_names_stand_in_the_two_units_only(world: World) -> None:
    """S3-07: the third unit, the unit between, the supervisor, API and sheets never show a planted citizen."""
    marked = {"name": "Đặng Thị Dấu-Hiệu", "address": "Ngõ Dấu-Hiệu 7"}
    arrival = make.registered(world, matter="Việc Dấu-Hiệu.")
    make.take(world, "w1", "hear_representatives", arrival, people=[marked], at=clock.now())
    for key in ("w1", "w111"):
        shown = body(world.client(key, "officer").get(f"/u/{key}/desk/receptions/arrivals/{arrival}/"))
        assert "Đặng Thị Dấu-Hiệu" in shown
    assert "Dấu-Hiệu" not in repr(list(ArrivalCard.objects.values())) + repr(list(Envelope.objects.values()))
    for key in ("w1", "w111"):
        with world.scope(key):
            assert "Đặng Thị" not in repr(list(Event.objects.values("data")))
    between = world.client("w11", "chief")
    listed = body(between.get("/u/w11/desk/receptions/arrivals/"))
    assert "12 công dân của Phường Hòa Bình" in listed
    assert "12 công dân của Phường Hòa Bình" in body(between.get("/u/w11/desk/"))
    seen = [
        listed,
        *(
            body(world.client(key, who).get(path))
            for key, who, path in (
                ("w11", "chief", "/u/w11/desk/"),
                ("w11", "supervisor", "/u/w11/desk/oversight/over-level/"),
                ("w1", "supervisor", "/u/w1/desk/oversight/w11/over-level/"),
                ("w1", "supervisor", "/u/w1/desk/oversight/w11/over-level/print/"),
                ("w1", "supervisor", "/u/w1/desk/oversight/w11/over-level/export/?format=csv&list=1"),
                ("w12", "chief", "/u/w12/desk/receptions/arrivals/"),
                ("w121", "chief", "/u/w121/desk/"),
                ("w112", "chief", "/u/w112/desk/receptions/arrivals/"),
            )
        ),
    ]
    assert not [text for text in seen if "Dấu-Hiệu" in text]
    assert not [text for text in seen[-3:] if "12 công dân" in text]
    for key in ("w11", "w12", "w121"):
        client = world.client(key, "chief")
        assert client.get(f"/u/{key}/desk/receptions/arrivals/{arrival}/").status_code == 404
        with world.scope(key):
            assert not Arrival.objects.exists()
            with pytest.raises(NotFound):
                act.note_call(arrival, at=clock.now(), whom="Ai", said="Gì", actor=world.actor(key, "chief"))


@pytest.mark.parametrize(("changes", "said"), [
    ({"home": "w11", "host": "w11"}, "không thuộc địa bàn"),
    ({"home": "w121", "host": "w11", "level_reached": "DISTRICT"}, "không thuộc địa bàn"),
    ({"home": "w11", "level_reached": "DISTRICT"}, "Cấp đến phải cao hơn"),
    ({"person_count": 0}, "số người đã đến"),
    ({"matter": " "}, "tóm tắt việc"),
    ({"arrived_at": clock.now() + timedelta(days=1)}, "chưa đến"),
    ({"asked_until": clock.now() - timedelta(days=1)}, "Giờ hẹn"),
])  # fmt: skip
def test_what_cannot_be_registered_is_refused_in_words(world: World, changes: dict[str, Any], said: str) -> None:
    with pytest.raises(Invalid, match=said):
        make.registered(world, **changes)
    assert not ArrivalCard.objects.exists()
    assert not DueItem.objects.filter(kind="ARRIVAL").exists()


def test_who_may_and_which_side(world: World) -> None:
    with pytest.raises(InvalidTransition, match="cấp xã"):
        make.registered(world, "w111", "w112")
    with pytest.raises(NotPermitted):
        make.registered(world, who="supervisor")
    arrival = make.registered(world)
    with pytest.raises(InvalidTransition, match="do Phường Hòa Bình"):
        make.take(world, "w1", "answer_arrival", arrival, plan=Plan(text="x", officers=make.OFFICERS))
    with pytest.raises(InvalidTransition, match="do Tỉnh Sông Hồng"):
        make.take(world, "w111", "withdraw_arrival", arrival, why="x")
    with pytest.raises(NotFound):
        make.take(world, "w111", "note_call", arrival, who="handler", at=clock.now(), whom="A", said="B")
    six = [*make.FIVE, {"name": "Thứ Sáu"}]
    with pytest.raises(Invalid, match="tối đa 5 người đại diện"):
        make.take(world, "w1", "hear_representatives", arrival, people=six, at=clock.now())
    with pytest.raises(Invalid, match="chức vụ"):
        make.take(world, "w111", "answer_arrival", arrival, plan=Plan(text="x", officers=[{"name": "Ông Năm"}]))
    make.answered(world, arrival)
    at = clock.now() - timedelta(days=2)
    with pytest.raises(Invalid, match="trước lúc công dân đến"):
        make.take(world, "w1", "hand_over", arrival, handover=Handover(at=at, giver="A", taker="B", persons=1))
    with pytest.raises(Conflict, match="vừa được thay đổi"):
        make.take(world, "w1", "note_call", arrival, version=1, at=clock.now(), whom="A", said="B")


def test_second_of_two_units_at_once_hears_what_the_first_did(world: World) -> None:
    """The home unit ends it while its word is under way: the host cannot hand over any more."""
    arrival = make.registered(world)
    make.answered(world, arrival)
    with world.scope("w111"):
        ending = Ending(result="PERSUADED", at=clock.now(), persons=12)
        act.end_arrival(arrival, ending=ending, actor=world.actor("w111", "chief"))
    assert make.found(world, "w1", arrival).status == "ANSWERED", "not delivered yet"
    with pytest.raises(InvalidTransition, match="đã kết thúc"):
        make.handed_over(world, arrival)
    delivery.deliver_waiting(arrival)
    assert make.found(world, "w1", arrival).result == "Được giải thích, vận động, tự trở về"


def test_late_confirmation_stands_as_overdue(world: World) -> None:
    arrival = make.registered(world)
    make.answered(world, arrival)
    with clock.at(clock.now() + timedelta(days=2)):
        due.sweep()
        item = DueItem.objects.get(case_id=arrival)
        assert item.overdue_since == item.due_on + timedelta(days=1)
        assert "quá giờ hẹn" in body(world.client("w111", "chairman").get("/u/w111/desk/"))
        assert "quá giờ hẹn" in body(world.client("w11", "chief").get("/u/w11/desk/receptions/arrivals/"))
        assert body(world.client("w1", "officer").get(f"{HERE}?show=late")).count("Phường Hòa Bình") == 1
        make.ended(world, arrival, result="REFUSED", persons=0)
        assert not DueItem.objects.open().filter(case_id=arrival).exists()
        assert "Công dân không trở về" in body(world.client("w1", "officer").get(HERE))


def test_correction_and_withdrawal_reach_home_and_its_duty(world: World) -> None:
    arrival = make.registered(world)
    later = clock.now() + timedelta(days=2)
    make.take(world, "w1", "correct_arrival", arrival, data=make.data(person_count=9, asked_until=later, matter="Sửa."))
    here = make.found(world, "w111", arrival)
    assert (here.person_count, here.matter, here.asked_until) == (9, "Sửa.", later)
    assert DueItem.objects.open().get(case_id=arrival).due_on == clock.day_of(later)
    make.take(world, "w1", "correct_arrival", arrival, data=make.data(person_count=15))
    assert Alert.objects.get(object_id=arrival).person_count == 15, "one alert, grown"
    make.take(world, "w1", "withdraw_arrival", arrival, why="Ghi nhầm phường.")
    assert not Alert.objects.waiting().exists()
    assert make.found(world, "w111", arrival).withdrawn_why == "Ghi nhầm phường."
    assert not DueItem.objects.open().filter(case_id=arrival).exists()
    assert "12 công dân" not in body(world.client("w111", "chairman").get("/u/w111/desk/"))
    with pytest.raises(InvalidTransition, match="đã được rút"):
        make.answered(world, arrival)


def test_own_case_is_linked_by_the_number_shown_and_counts_how_often(world: World) -> None:
    """The host never learns the case; a denunciation is never linked and a confidential visit never told."""
    with world.scope("w111"):
        officer = world.actor("w111", "officer")
        case = cases.take_in(officer)
        secret = cases.take_in(officer, kind="DENUNCIATION")
    first = make.registered(world, case_number=case.number)
    second = make.registered(world, host="w11", level_reached="DISTRICT", case_number="")
    assert make.found(world, "w111", first).case_id == case.pk
    make.take(world, "w111", "link_case", second, number=case.number)
    assert ArrivalCard.objects.get(pk=second).occurrence == 2
    there = make.found(world, "w11", second)
    assert (there.occurrence, there.case_id) == (2, None)
    client = world.client("w111", "officer")
    assert "Nguyễn Thị An" in body(client.get(f"{HOME}{first}/"))
    page = body(client.get(f"/u/w111/desk/cases/{case.pk}/"))
    assert page.count("/desk/receptions/arrivals/") == 2, "each arrival is one click from its case"
    assert "12 người đến Tỉnh Sông Hồng (vượt cấp)" in page
    assert "Nguyễn Thị An" not in body(world.client("w1", "officer").get(f"{HERE}{first}/"))
    third = make.registered(world, case_number=secret.number)
    assert make.found(world, "w111", third).case_id is None
    with pytest.raises(Invalid, match="giữ bí mật"):
        make.take(world, "w111", "link_case", third, number=secret.number)
    with world.scope("w1"):
        group = cases.take_in(world.actor("w1", "officer"), cases.group(12, 5))
        came = f"?visit={group.visits.get().pk}"
        assert came in body(world.client("w1", "officer").get(f"/u/w1/desk/cases/{group.pk}/"))
        begun = world.client("w1", "officer").get(f"{HERE}new/{came}").context["form"]
        assert (begun["person_count"].value(), begun["matter"].value()) == (12, group.content)
        visit = cases.take_in(world.actor("w1", "officer"), kind="DENUNCIATION").visits.get()
        assert f"?visit={visit.pk}" not in body(world.client("w1", "officer").get("/u/w1/desk/receptions/register/"))
    with pytest.raises(InvalidTransition, match="Luật Tố cáo"):
        make.registered(world, visit_id=visit.pk)


def test_home_off_the_platform_gets_a_letter_and_the_host_writes_its_answer(world: World) -> None:
    arrival = make.registered(world, "w12", "w123", level_reached="DISTRICT")
    row = make.found(world, "w12", arrival)
    assert not Envelope.objects.filter(case_id=arrival).exists()
    with world.scope("w12"):
        letter = Letter.objects.get(pk=row.letter_id)
        assert (letter.status, letter.number) == ("ON_PAPER", "01/UBND")
        assert "12 công dân của Xã Chưa Mở" in letter.text
    client = world.client("w12", "chief")
    assert "Gọi điện và gửi văn bản bằng giấy" in body(client.get(f"/u/w12/desk/receptions/arrivals/{arrival}/"))
    make.take(world, "w12", "note_call", arrival, at=clock.now(), whom="Ông Bảy, Chủ tịch xã", said="Sẽ lên ngay.")
    make.answered(world, arrival, "w12")
    make.handed_over(world, arrival, "w12")
    make.ended(world, arrival, "w12")
    assert kinds(world, "w12") == ["registered", "called", "answered", "handed_over", "ended"]


def test_visit_becomes_an_arrival_with_one_click_and_a_second_click_changes_nothing(world: World) -> None:
    client = world.client("w11", "officer")
    day = f"{clock.today():%d/%m/%Y}"
    visit = {
        "full_name": "Trần Văn Sáu",
        "purpose": "ADVICE",
        "summary": "Hỏi về đất.",
        "person_count": "7",
        "visited_on": day,
    }
    answer = client.post("/u/w11/desk/visits/new/", {**visit, "once_key": str(uuid4()), "arrival": "1"})
    at = answer["Location"]
    assert "/arrivals/new/?visit=" in at
    page = client.get(at)
    form = page.context["form"]
    assert (form["person_count"].value(), form["matter"].value()) == (7, "Hỏi về đất.")
    looked = client.post(at, {"look": "1", "find": "hoa binh", "person_count": "7"})
    assert "Phường Hòa Bình" in body(looked)
    assert "Xã Phú Lâm" not in body(client.post(at, {"look": "1", "find": "phu lam"})), "not below"
    told = {name: form[name].value() or "" for name in form.fields}
    told |= {
        "to": "w111",
        "level_reached": "DISTRICT",
        "arrived_on": day,
        "arrived_at": "00:01",
        "once_key": str(uuid4()),
    }
    told |= {"asked_on": day, "asked_at": "23:59"}
    made = client.post(at, told)
    assert made.status_code == 303, body(made, made.status_code)[:5000]
    assert client.post(at, told)["Location"] == made["Location"]
    with world.scope("w11"):
        row = Arrival.objects.get()
        assert str(row.visit_id) in at
    assert "Hãy tìm và chọn đơn vị" in body(client.post(at, {**told, "to": "", "once_key": ""}), 422)
    refused = client.post(at, {**told, "asked_at": "00:00", "once_key": str(uuid4())})
    assert "Giờ hẹn địa phương" in body(refused, 422)


def test_often_gathering_citizens_bring_a_letter_with_figures_only(world: World) -> None:
    """S3-20: from three arrivals in ninety days; the persons stay in the rows of the home unit."""
    for _n in range(2):
        make.registered(world)
    client = world.client("w1", "chief")
    assert "Thường xuyên tập trung" not in body(client.get(HERE))
    assert client.get(f"{HERE}often/w111/").status_code == 404
    third = make.registered(world)
    make.take(world, "w1", "hear_representatives", third, people=make.FIVE, at=clock.now())
    assert "3 lượt, 36 người" in body(client.get(HERE))
    form = client.get(f"{HERE}often/w111/").context["form"]
    told = {"title": form["title"].value(), "text": form["text"].value(), "once_key": str(uuid4())}
    assert client.post(f"{HERE}often/w111/", told).status_code == 303
    assert client.post(f"{HERE}often/w111/", told).status_code == 303
    with world.scope("w1"):
        (letter,) = Letter.objects.all()
    delivery.deliver_waiting(letter.thread)
    with world.scope("w111"):
        arrived = Letter.objects.get()
        assert "đã đến 3 lượt với 36 lượt người" in arrived.text
        assert "Đại diện" not in arrived.text.replace("người đại diện", "")
    assert "đã thông báo ngày" in body(client.get(HERE))
    make.take(world, "w1", "withdraw_arrival", third, why="Nhầm.")
    assert "Thường xuyên tập trung" not in body(client.get(HERE)), "what was a mistake does not count"


def test_list_costs_the_same_for_one_and_for_three(world: World) -> None:
    client = world.client("w1", "chief")

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            body(client.get(HERE))
            body(client.get("/u/w1/desk/oversight/over-level/"))
        return len(captured)

    make.registered(world)
    make.registered(world, home="w112")
    cost()
    before = cost()
    make.registered(world, home="w121")
    assert cost() == before
