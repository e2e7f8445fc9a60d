"""Campaigns: a province's becomes the district's and the wards', none narrower; activated by the head; ended, amended, kept."""

from datetime import date, time, timedelta
from typing import Any

import pytest

from kernel import clock
from kernel.errors import Conflict, Invalid, InvalidTransition, NotFound, NotPermitted
from kernel.journal.models import Event
from oversight import campaign_policies as policies
from oversight.actions import campaigns as actions
from oversight.models import Campaign, CampaignStatus
from oversight.rules.campaigns import campaign_data, expected_reports
from tests.factories import campaigns as make
from tests.world import World

pytestmark = pytest.mark.django_db

TODAY = date(2026, 10, 19)
BELOW = ("w11", "w111", "w112", "w122", "w123")


@pytest.fixture(autouse=True)
def today() -> Any:
    with clock.at(TODAY):
        yield


def page(world: World, key: str, who: str, path: str = "", status: int = 200) -> str:
    answer = world.client(key, who).get(f"/u/{key}/desk/campaigns/{path}")
    text = str(answer.content.decode())
    assert answer.status_code == status, text[:2000]
    return text


def test_campaign_of_the_province_opens_a_draft_in_each_unit_two_levels_down(world: World) -> None:
    row = make.issued(world, "w1", units=BELOW, to_bodies=["Ban Tiếp công dân Trung ương", ""])
    below = {one.unit_id: one for one in Campaign.objects.filter(root=row.pk).exclude(pk=row.pk)}
    # The planned ward is not on the platform, the district of w122 takes no part.
    assert set(below) == {world.unit(key).id for key in ("w11", "w111", "w112", "w122")}
    district, ward, other = (below[world.unit(key).id] for key in ("w11", "w111", "w122"))
    assert (district.parent_id, ward.parent_id, other.parent_id) == (row.pk, district.pk, row.pk)
    assert (ward.status, ward.first, ward.crowd, ward.daily_at) == (CampaignStatus.DRAFT, TODAY, 5, time(16, 30))
    assert [one["name"].split(",")[0] for one in ward.recipients] == ["Thành phố Đông Hà", "Tỉnh Sông Hồng"]
    assert row.recipients == [{"unit": None, "name": "Ban Tiếp công dân Trung ương"}]

    # The ward sees what to do with it, and takes it over by a plan of its own.
    told = page(world, "w111", "chief", f"{ward.pk}/")
    assert "Dự thảo do Thành phố Đông Hà mở" in told
    issued = make.issue(world, "w111", ward, number="45/KH-UBND")
    assert (issued.status, issued.plan_number, issued.active_from) == (CampaignStatus.ISSUED, "45/KH-UBND", TODAY)
    with world.scope("w111"):
        assert Event.objects.filter(kind="campaign_issued").count() == 1
    seen = page(world, "w1", "supervisor", f"{row.pk}/")
    assert "45/KH-UBND" in seen
    assert seen.count("chưa ban hành") == 3
    assert "không trên hệ thống" in seen
    # The district issues its own: no second draft appears in the ward.
    make.issue(world, "w11", district)
    assert Campaign.objects.of_unit(ward.unit_id).count() == 1


def test_unit_asks_for_more_and_never_for_less_than_the_unit_above(world: World) -> None:
    row = make.issued(world, "w1", units=("w11",))
    mine = make.own(world, "w11")
    chief = world.actor("w11", "chief")
    with world.scope("w11"):
        narrow = make.data(
            last=TODAY + timedelta(days=8),
            crowd=6,
            daily_at=time(17, 0),
            closing_on=None,
            first=TODAY + timedelta(days=1),
        )
        with pytest.raises(Invalid) as refused:
            actions.change_campaign(mine.pk, data=narrow, actor=chief)
        assert set(refused.value.fields) == {"first", "last", "crowd", "daily_at", "closing_on"}
        wide = make.data(last=TODAY + timedelta(days=20), crowd=3, daily_at=time(15, 0))
        mine = actions.change_campaign(mine.pk, data=wide, actor=chief, version=mine.version)
        with pytest.raises(InvalidTransition, match="cấp trên yêu cầu"):
            actions.drop_campaign(mine.pk, actor=chief)
        with pytest.raises(Conflict):
            actions.change_campaign(mine.pk, data=wide, actor=chief, version=1)
    make.issue(world, "w11", mine)
    with world.scope("w1"):
        longer = make.data(last=TODAY + timedelta(days=30), units=("w11", "w111"), crowd=4)
        same = make.data(units=("w11",))
        with pytest.raises(Invalid, match="thay đổi"):
            actions.amend_campaign(row.pk, data=same, why="Không có gì.", actor=world.actor("w1", "chief"))
        actions.amend_campaign(row.pk, data=longer, why="Kỳ họp kéo dài.", actor=world.actor("w1", "chief"))
    mine.refresh_from_db()
    # Widened to the longer period; its own stricter threshold and hour stay. The ward that joined later has its draft.
    assert (mine.last, mine.crowd, mine.daily_at) == (TODAY + timedelta(days=30), 3, time(15, 0))
    assert mine.amendments[0]["changes"] == {"last": ["2026-11-08", "2026-11-18"]}
    assert make.own(world, "w111").parent_id == mine.pk
    told = page(world, "w11", "chief", f"{mine.pk}/")
    assert "Kỳ họp kéo dài." in told
    assert "Đến hết ngày: 08/11/2026 → <b>18/11/2026</b>" in told


def test_head_puts_a_campaign_in_force_at_once_and_ends_it_with_a_reason(world: World) -> None:
    ahead = TODAY + timedelta(days=14)
    row = make.drafted(world, "w12", first=ahead, last=ahead + timedelta(days=3), mid_on=None, closing_on=None)
    with world.scope("w12"):
        with pytest.raises(NotPermitted):
            actions.activate_campaign(row.pk, why="Vội.", actor=world.actor("w12", "chief"))
        head = world.actor("w12", "chairman")
        with pytest.raises(Invalid):
            actions.activate_campaign(row.pk, why=" ", actor=head)
        row = actions.activate_campaign(row.pk, why="Phát sinh đông người.", actor=head, version=row.version)
        assert row.is_active(TODAY)
        assert row.is_ad_hoc
        with pytest.raises(InvalidTransition, match="đang có hiệu lực"):
            actions.activate_campaign(row.pk, why="Lần nữa.", actor=head)
        with pytest.raises(Invalid) as refused:
            actions.end_campaign(row.pk, actor=head)
        assert list(refused.value.fields) == ["why"]
        row = actions.end_campaign(row.pk, why="Đã ổn định.", actor=head)
        assert not row.is_active(TODAY)
        kinds = list(Event.objects.filter(kind__startswith="campaign_").values_list("kind", flat=True))
    assert sorted(kinds) == ["campaign_activated", "campaign_drafted", "campaign_ended"]
    assert "Phát sinh đông người." in page(world, "w12", "chairman", f"{row.pk}/")


def test_what_cannot_be_is_refused_at_its_field(world: World) -> None:
    for field, changes in {
        "last": {"last": TODAY - timedelta(days=1)},
        "crowd": {"crowd": 1},
        "mid_on": {"mid_on": TODAY - timedelta(days=1)},
        "units": {"units": ("w121", "v1")},
        "to_units": {"to_units": ("khong-co",)},
        "name": {"name": "Đợt của ông An 089185001234"},
    }.items():
        with pytest.raises(Invalid) as refused:
            make.drafted(world, "w12", **changes)
        assert list(refused.value.fields) == [field]
    assert not Campaign.objects.exists()


def test_others_see_nothing_of_it(world: World) -> None:
    row = make.issued(world, "w11", units=("w111",))
    draft = make.drafted(world, "w111")
    with world.scope("w12"), pytest.raises(NotFound):
        policies.get_campaign(world.actor("w12", "chief"), row.pk)
    # The ward sees its own, not the district's; the other line sees neither; the district sees no draft of a ward.
    page(world, "w111", "chief", f"{row.pk}/", 404)
    page(world, "w11", "secretary", f"{row.pk}/", 404)
    page(world, "w11", "supervisor", f"{draft.pk}/", 404)
    page(world, "w11", "admin", status=403)
    # The district's supervisor reads the ward's issued one and changes nothing.
    make.issue(world, "w111", draft)
    page(world, "w11", "supervisor", f"{draft.pk}/")
    answer = world.client("w11", "chief").post(f"/u/w11/desk/campaigns/{draft.pk}/edit/", {"name": "Khác"})
    assert answer.status_code in (403, 422)
    draft.refresh_from_db()
    assert draft.name == make.NAME


def test_rhythm_gives_the_reports_of_each_day_the_middle_and_the_end() -> None:
    row = Campaign(
        first=TODAY, last=TODAY + timedelta(days=2), daily_at=time(16, 30), mid_on=TODAY + timedelta(days=1),
        closing_on=TODAY + timedelta(days=3), crowd=5,
    )  # fmt: skip
    told = [
        (one.kind.value, one.day.day, one.first.day, one.last.day, f"{one.due_at:%H:%M}")
        for one in expected_reports(row, TODAY)
    ]
    assert told == [
        ("DAILY", 19, 19, 19, "16:30"), ("DAILY", 20, 20, 20, "16:30"), ("DAILY", 21, 21, 21, "16:30"),
        ("MID", 20, 19, 20, "17:00"), ("CLOSING", 22, 19, 21, "17:00"),
    ]  # fmt: skip
    # Thresholds and rhythm are data that name where they come from.
    assert all(campaign_data()[name]["source"] for name in ("crowd", "rhythm", "recipients", "bases"))
    assert campaign_data()["crowd"]["persons"] == 5


def test_yearly_report_on_the_directive_is_asked_of_every_unit(world: World) -> None:
    asked = page(world, "w1", "chief", "new/?kind=PROGRAMME")
    assert "Chỉ thị số 35-CT/TW ngày 26/5/2014" in asked
    year = make.data(
        kind="PROGRAMME", name="Thực hiện Chỉ thị số 35-CT/TW năm 2026", first=date(2026, 1, 1), last=date(2026, 12, 31),
        daily_at=None, mid_on=None, closing_on=TODAY, units=("w11", "w111"),
    )  # fmt: skip
    with world.scope("w1"):
        row = actions.draft_campaign(year, line="GOVERNMENT", actor=world.actor("w1", "chief"))
    make.issue(world, "w1", row)
    ward = make.issue(world, "w111", make.own(world, "w111"))
    report = make.report(world, "w111", ward, kind="CLOSING", text="Đã quán triệt Chỉ thị.")
    assert (report.first, report.last) == (date(2026, 1, 1), TODAY)
    told = page(world, "w1", "supervisor", f"{row.pk}/reports/?kind=CLOSING&day={TODAY}")
    assert report.symbol in told
    assert "1 đơn vị chưa gửi" in told
