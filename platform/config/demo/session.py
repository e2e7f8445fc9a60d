"""A session of the National Assembly that is going on today: a province's campaign, taken over by one of its districts."""

from datetime import date, datetime, time, timedelta

from config.demo.desk import Desk, account_of
from config.demo.places import LONG_XUYEN
from config.demo.setup import PLAN_UNITS
from exchange import hints
from identity.confirmations import PASSWORD, Confirmation
from kernel import clock
from kernel.active import unit_scope
from oversight.actions import campaigns, flash_reports, rosters, situation_notes
from oversight.actions.campaigns import CampaignData
from oversight.actions.rosters import OnDuty, ShiftData
from oversight.models import Campaign, CampaignKind, Mood
from oversight.rules.campaigns import usual_bases, usual_hour, usual_recipients
from registry import tree
from registry.levels import Level, Line
from tenants.inspections.actions.flash_issuing import sign_report

#: The district of plan S3, and the one that the small demonstration has, too.
DISTRICTS = (PLAN_UNITS["S3"], LONG_XUYEN)
SINCE, LASTS = timedelta(days=3), timedelta(days=12)
HOURS = ((7, 12), (12, 17))
#: Bodies of the district that lend an officer to the desk (S3-16), with invented people.
LENT = (
    ("Lâm Thị Hồng Gấm", "Chuyên viên", "Phòng Tài nguyên và Môi trường huyện"),
    ("Sơn Minh Triết", "Chuyên viên", "Phòng Dân tộc huyện"),
)


def hold_session(desks: dict[int, Desk], key: str) -> bool:
    """Begin the session in the province, take it over in the district ``key``, report its first days; once.

    Returns whether it was done now: not where the demonstration has no such district.
    """
    unit = tree.by_key(key)
    above = [one for one in tree.ancestors(unit.id) if one.level == Level.PROVINCE and one.id in desks] if unit else []
    if unit is None or unit.id not in desks or not above or Campaign.objects.of_unit(unit.id).exists():
        return False
    province, district = desks[above[0].id], desks[unit.id]
    first = clock.today() - SINCE
    with hints.paused():
        _issue(province, first, [district.unit.key, *(one.key for one in tree.children(unit.id) if one.is_open)])
        _take_over(district, first)
        for day in (first + timedelta(days=n) for n in range(SINCE.days)):
            _report(district, day)
    return True


def _issue(desk: Desk, first: date, units: list[str]) -> None:
    data = CampaignData(
        kind=CampaignKind.ASSEMBLY,
        name="Phối hợp tiếp công dân phục vụ kỳ họp Quốc hội",
        first=first,
        last=first + LASTS,
        bases="\n".join(usual_bases(CampaignKind.ASSEMBLY)),
        place=str(desk.unit.profile.get("address", "")),
        units=units,
        daily_at=usual_hour(),
        mid_on=first + LASTS // 2,
        closing_on=first + LASTS,
        to_bodies=usual_recipients(desk.unit.level),
    )
    with unit_scope(desk.unit.ref), clock.at(first - timedelta(days=4)):
        row = campaigns.draft_campaign(data, line=Line.GOVERNMENT, actor=desk.chief)
        campaigns.issue_campaign(row.pk, plan_number="91/KH-UBND", plan_on=clock.today(), actor=desk.chief)


def _take_over(desk: Desk, first: date) -> None:
    row = Campaign.objects.of_unit(desk.unit.id).get()
    with unit_scope(desk.unit.ref), clock.at(first - timedelta(days=2)):
        campaigns.issue_campaign(row.pk, plan_number="58/KH-UBND", plan_on=clock.today(), actor=desk.chief)
        for n in range(LASTS.days + 1):
            for turn, hours in enumerate(HOURS):
                rosters.add_shift(
                    row.pk, data=_shift(desk, first + timedelta(days=n), hours, LENT[turn]), actor=desk.chief
                )


def _shift(desk: Desk, day: date, hours: tuple[int, int], lent: tuple[str, str, str]) -> ShiftData:
    name, position, home = lent
    starts, ends = (datetime.combine(day, time(hour), clock.OFFICE_ZONE) for hour in hours)
    return ShiftData(
        starts_at=starts,
        ends_at=ends,
        place="Ban Tiếp công dân huyện",
        people=[
            OnDuty(account_id=desk.head.account_id, is_leader=True),
            OnDuty(account_id=desk.officer.account_id, phone="0900 000 001"),
            OnDuty(name=name, position=position, phone="0900 000 002", home=home),
        ],
    )


def _report(desk: Desk, day: date) -> None:
    row = Campaign.objects.of_unit(desk.unit.id).get()
    with unit_scope(desk.unit.ref), clock.at(datetime.combine(day, time(16), clock.OFFICE_ZONE)):
        situation_notes.write_note(
            row.pk,
            day=day,
            text="Công dân đến ít, trật tự.",
            forecast="Ngày mai không tăng.",
            mood=Mood.CALM,
            actor=desk.chief,
        )
        report = flash_reports.begin_report(row.pk, kind="DAILY", day=day, actor=desk.chief)
        flash_reports.write_report(report.pk, text="Tình hình ổn định, không phát sinh điểm nóng.", actor=desk.chief)
        sign_report(report.pk, proof=Confirmation(account_of(desk.head), PASSWORD, clock.now()), actor=desk.head)
