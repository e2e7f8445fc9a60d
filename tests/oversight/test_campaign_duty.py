"""Those on duty: the roster, alerts on crowds at the desk, notes on the situation; and what another unit never reads."""

from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from identity.models import Account
from kernel import clock
from kernel.errors import Conflict, Invalid, NotFound, NotPermitted
from oversight.actions import alerts, rosters, situation_notes
from oversight.actions.rosters import OnDuty, ShiftData
from oversight.models import Alert, AlertKind, SituationNote
from tenants.cases.actions.visits import VisitData, enter_visit
from tenants.cases.rules.intake import PersonData
from tenants.documents.models import Notice
from tenants.inspections.actions.alerting import tell_alerts
from tests.factories import campaigns as make
from tests.factories import cases
from tests.world import World

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 10, 19, 12, 0, tzinfo=clock.OFFICE_ZONE)
TODAY = NOON.date()
NAME = "Đặng Thị Đánh-Dấu Ngọc"
CITIZEN = PersonData(full_name=NAME, address="Xóm Đánh-Dấu-Ổi")


@pytest.fixture(autouse=True)
def noon() -> Any:
    with clock.at(NOON):
        yield


def page(world: World, key: str, who: str, path: str, status: int = 200) -> str:
    answer = world.client(key, who).get(f"/u/{key}/desk/{path}")
    text = str(answer.content.decode())
    assert answer.status_code == status, text[:2000]
    return text


def came(world: World, key: str, n: int, *, on: date = TODAY) -> None:
    with world.scope(key):
        data = VisitData(
            purpose="ADVICE", visited_on=on, person=CITIZEN, person_count=n, summary="Hỏi về thửa đất số 4711"
        )
        enter_visit(data, actor=world.actor(key, "officer"))


def test_roster_keeps_who_was_lent_and_refuses_one_person_in_two_places(world: World) -> None:
    row = make.issued(world, "w12")
    lent = OnDuty(
        name="Ngô Văn Tăng Cường",
        position="Chuyên viên",
        phone="0299 123 456",
        home="Phòng Tài nguyên và Môi trường huyện",
    )
    officer = OnDuty(account_id=world.account("w12", "officer").pk, is_leader=True)
    morning = make.shift(world, "w12", row, officer, lent, hours=(7, 13))
    told = page(world, "w12", "chief", f"campaigns/{row.pk}/roster/")
    assert "tăng cường từ Phòng Tài nguyên và Môi trường huyện" in told
    assert 'href="tel:0299123456"' in told
    assert world.account("w12", "officer").full_name in page(world, "w12", "chief", f"campaigns/{row.pk}/roster/print/")

    for people in (
        (officer,),
        (OnDuty(name="ngô văn tăng cường", phone="0299123456 "),),
        (OnDuty(name="Ngô Văn Tăng Cường", phone="0299 123 456"),),
    ):
        other = make.issued(world, "w12", name="Đại hội")
        taken = people[0].account_id is not None or people[0].phone == lent.phone
        if taken:
            with pytest.raises(Conflict, match="đã trực ca 07:00"):
                make.shift(world, "w12", other, *people, hours=(12, 20))
        else:
            # Another telephone: another person of the same name.
            make.shift(world, "w12", other, *people, hours=(12, 20))
    for people, field in (
        ((), ""), ((OnDuty(name="A", is_leader=True), OnDuty(name="B", is_leader=True)), "people"),
        ((OnDuty(account_id=world.account("w11", "officer").pk),), "people"),
    ):  # fmt: skip
        if field:
            with pytest.raises(Invalid) as refused:
                make.shift(world, "w12", row, *people, hours=(14, 16))
            assert list(refused.value.fields) == [field]
    with pytest.raises(Invalid) as refused:
        make.shift(world, "w12", row, day=TODAY - timedelta(days=1))
    assert "day" in refused.value.fields

    # The afternoon follows without a gap; who is on duty now is who stands there at noon.
    make.shift(world, "w12", row, officer, hours=(13, 18))
    with world.scope("w12"):
        chief = world.actor("w12", "chief")
        with pytest.raises(Conflict, match="đã bắt đầu"):
            rosters.remove_shift(morning.pk, campaign=row.pk, actor=chief)
        start = datetime.combine(TODAY, time(7), clock.OFFICE_ZONE)
        again = ShiftData(starts_at=start, ends_at=start + timedelta(hours=6), place="Cổng trụ sở", people=[lent])
        rosters.change_shift(morning.pk, data=again, actor=chief, version=morning.version)
        with pytest.raises(Conflict):
            rosters.change_shift(morning.pk, data=again, actor=chief, version=morning.version)
    centre = page(world, "w12", "chief", f"campaigns/{row.pk}/centre/")
    duty = centre[centre.index('id="c-duty"') : centre.index('id="c-notes"')]
    assert "Ngô Văn Tăng Cường" in duty
    assert world.account("w12", "officer").full_name not in duty


def test_crowd_at_the_desk_reaches_those_on_duty_the_head_and_the_centre_above(world: World) -> None:
    top = make.issued(world, "w1", units=("w12", "w121"), number="91/KH-UBND")
    make.shift(world, "w1", top)
    ward = make.issue(world, "w121", make.own(world, "w121"))
    make.shift(world, "w121", ward, OnDuty(account_id=world.account("w121", "handler").pk))
    for one in Account.objects.filter(home_unit_id__in=[world.unit(key).id for key in ("w1", "w12", "w121")]):
        Account.objects.filter(pk=one.pk).update(email=f"{one.username}@vidu.vn")

    came(world, "w121", 4)
    came(world, "w121", 12, on=TODAY - timedelta(days=1))
    came(world, "w122", 12)
    assert not Alert.objects.exists()
    came(world, "w121", 12)
    alert = Alert.objects.get()
    assert (alert.kind, alert.person_count, alert.campaign) == (AlertKind.CROWD, 12, ward)

    assert tell_alerts() == 1
    assert tell_alerts() == 0
    mailed = {}
    for key in ("w1", "w12", "w121"):
        with world.scope(key):
            mailed[key] = {(one.address, one.text) for one in Notice.objects.filter(matter="alert")}
    assert {address for address, _text in mailed["w121"]} == {
        "handler.w121@vidu.vn",
        "chairman.w121@vidu.vn",
        "secretary.w121@vidu.vn",
    }
    # The district has nobody on duty: the province's centre has.
    assert mailed["w12"] == set()
    assert {address for address, _text in mailed["w1"]} == {"officer.w1@vidu.vn"}
    assert not any(NAME in text or "12 người" in text for _to, text in mailed["w121"])

    # On the start page of who is on duty, of the head, of the centre above; a colleague without any of it sees none.
    crowd = "Đoàn đông người tại nơi tiếp công dân"
    for key, who in (("w121", "handler"), ("w121", "secretary"), ("w1", "officer")):
        assert crowd in page(world, key, who, ""), who
    assert crowd not in page(world, "w1", "handler", "")
    told = page(world, "w12", "supervisor", "campaigns/alerts/")
    assert "12 người" in told
    assert NAME not in told
    page(world, "w122", "chief", f"campaigns/alerts/{alert.pk}/", 404)
    answer = world.client("w12", "chief").post(f"/u/w12/desk/campaigns/alerts/{alert.pk}/", {"measures": "Chỉ đạo."})
    assert answer.status_code == 403

    with world.scope("w121"):
        on_duty = world.actor("w121", "handler")
        with pytest.raises(Invalid):
            alerts.acknowledge_alert(alert.pk, measures="Gọi 0912 000 001.", actor=on_duty)
        alerts.acknowledge_alert(alert.pk, measures="Bố trí phòng tiếp, mời phòng chuyên môn.", actor=on_duty)
        with pytest.raises(Conflict, match="đã nhận cảnh báo này lúc 12:00"):
            alerts.acknowledge_alert(alert.pk, measures="Lần hai.", actor=world.actor("w121", "chairman"))
    assert "Bố trí phòng tiếp" in page(world, "w1", "supervisor", f"campaigns/{top.pk}/")
    assert "1 đoàn đông người từ đầu đợt" in page(world, "w1", "supervisor", f"campaigns/{top.pk}/")


def test_a_group_alerts_once_though_a_petition_is_made_of_it_and_nobody_alerts_without_a_campaign(world: World) -> None:
    make.issued(world, "w121", crowd=10)
    with world.scope("w121"):
        officer = world.actor("w121", "officer")
        cases.take_in(officer, cases.group(9, 2))
        assert not Alert.objects.exists()
        cases.take_in(officer, cases.group(12))
        first = Alert.objects.get()
        again = alerts.raise_alert(
            AlertKind.CROWD, unit_id=first.unit_id, person_count=15, object_id=first.object_id, actor=officer
        )
        assert (again.pk, again.person_count) == (first.pk, 15)
        assert (
            alerts.raise_alert(AlertKind.COMPLEX, unit_id=first.unit_id, object_id=first.object_id, actor=officer).pk
            != first.pk
        )
    with world.scope("w111"):
        cases.take_in(world.actor("w111", "officer"), cases.group(30))
    assert Alert.objects.filter(kind=AlertKind.CROWD).count() == 1


def test_note_says_figures_and_names_no_citizen(world: World) -> None:
    row = make.issued(world, "w12", units=("w121",))
    with world.scope("w12"):
        chief = world.actor("w12", "chief")
        cases.take_in(chief, people=(CITIZEN,))
        for text in (f"Bà {NAME} đến.", "ba dang thi danh-dau NGOC đến", "Số 089185001234 đến."):
            with pytest.raises(Invalid) as refused:
                situation_notes.write_note(row.pk, day=TODAY, text=text, actor=chief)
            assert list(refused.value.fields) == ["text"]
        with pytest.raises(Invalid):
            situation_notes.write_note(row.pk, day=TODAY + timedelta(days=1), text="Ngày mai.", actor=chief)
        with pytest.raises(NotPermitted):
            situation_notes.write_note(row.pk, day=TODAY, text="Ổn định.", actor=world.actor("w12", "chairman"))
        note = situation_notes.write_note(
            row.pk, day=TODAY, text="Một đoàn 12 người về tỉnh.", forecast="Ngày mai có thể đông hơn.", mood="WATCH", source="Công an huyện", actor=chief,
        )  # fmt: skip
    told = page(world, "w1", "supervisor", f"campaigns/{row.pk}/")
    assert "Công an huyện" in told
    assert "Ngày mai có thể đông hơn." in told
    with world.scope("w12"):
        with pytest.raises(NotFound):
            situation_notes.withdraw_note(row.pk, campaign=row.pk, why="Sai.", actor=chief)
        situation_notes.withdraw_note(note.pk, campaign=row.pk, why="Nhầm ngày.", actor=chief)
    assert "Nhầm ngày." in page(world, "w12", "chief", f"campaigns/{row.pk}/")
    assert SituationNote.objects.count() == 1


def test_pages_cost_the_same_with_one_unit_and_with_three(world: World) -> None:
    def filled(units: tuple[str, ...]) -> Any:
        row = make.issued(world, "w1", units=units)
        for key in units:
            mine = make.issue(world, key, make.own(world, key))
            make.shift(world, key, mine, OnDuty(name=f"Người {row.pk}", phone="1"))
            with world.scope(key):
                alerts.raise_alert(
                    AlertKind.COMPLEX, unit_id=mine.unit_id, campaign=mine, actor=world.actor(key, "chief")
                )
                situation_notes.write_note(mine.pk, day=TODAY, text="Ổn định.", actor=world.actor(key, "chief"))
        return row

    browser = world.client("w1", "chief")

    def asked(path: str) -> int:
        browser.get(f"/u/w1/desk/campaigns/{path}")
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(f"/u/w1/desk/campaigns/{path}").status_code == 200
        return len(queries)

    first = filled(("w11",))
    lists = [asked(path) for path in ("", "alerts/")]
    rows = [first, filled(("w11", "w111", "w112"))]
    assert lists == [asked(path) for path in ("", "alerts/")]
    for path in ("", "centre/", "reports/", "roster/"):
        counts = [asked(f"{row.pk}/{path}") for row in rows]
        assert counts[0] == counts[1], path
