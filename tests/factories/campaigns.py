"""Campaigns of the small world, made through the product's own actions by people of the unit."""

from datetime import date, datetime, time, timedelta
from typing import Any

from kernel import clock
from oversight.actions import campaigns, flash_reports, rosters
from oversight.actions.campaigns import CampaignData
from oversight.actions.rosters import OnDuty, ShiftData
from oversight.models import Campaign, FlashReport, Shift
from registry.levels import Line
from tenants.inspections.actions.flash_issuing import sign_report
from tests.factories.documents import proof_of
from tests.world import World

NAME = "Phục vụ Kỳ họp Quốc hội"


def data(**changes: Any) -> CampaignData:
    """Ten days from today with a report every day at 16:30, one in the middle and one at the end."""
    today = clock.today()
    values: dict[str, Any] = {
        "kind": "ASSEMBLY",
        "name": NAME,
        "first": today,
        "last": today + timedelta(days=9),
        "bases": "Luật Tiếp công dân",
        "place": "Trụ sở tiếp công dân",
        "daily_at": time(16, 30),
        "mid_on": today + timedelta(days=5),
        "closing_on": today + timedelta(days=9),
    }
    return CampaignData(**{**values, **changes})


def drafted(world: World, key: str = "w1", *, who: str = "chief", **changes: Any) -> Campaign:
    """A draft of a unit."""
    with world.scope(key):
        return campaigns.draft_campaign(data(**changes), line=Line.GOVERNMENT, actor=world.actor(key, who))


def issued(world: World, key: str = "w1", *, number: str = "91/KH-UBND", **changes: Any) -> Campaign:
    """An issued campaign of a unit; the units that take part have their drafts."""
    row = drafted(world, key, **changes)
    return issue(world, key, row, number=number)


def issue(world: World, key: str, row: Campaign, *, number: str = "12/KH-UBND") -> Campaign:
    """The unit's plan gets its number."""
    with world.scope(key):
        return campaigns.issue_campaign(
            row.pk, plan_number=number, plan_on=clock.today(), actor=world.actor(key, "chief")
        )


def own(world: World, key: str) -> Campaign:
    """The newest campaign of a unit."""
    found: Campaign = Campaign.objects.of_unit(world.unit(key).id).order_by("-made_at", "-id")[0]
    return found


def shift(
    world: World,
    key: str,
    row: Campaign,
    *people: OnDuty,
    day: date | None = None,
    hours: tuple[int, int] = (0, 24),
    who: str = "chief",
) -> Shift:
    """A shift of a day, the whole day unless told; its people are the unit's officer unless told."""
    start = datetime.combine(day or clock.today(), time(), clock.OFFICE_ZONE)
    given = ShiftData(
        starts_at=start + timedelta(hours=hours[0]),
        ends_at=start + timedelta(hours=hours[1]),
        place="Trụ sở tiếp công dân",
        people=people or [OnDuty(account_id=world.account(key, "officer").pk, is_leader=True)],
    )
    with world.scope(key):
        return rosters.add_shift(row.pk, data=given, actor=world.actor(key, who))


def report(
    world: World,
    key: str,
    row: Campaign,
    *,
    kind: str = "DAILY",
    text: str = "Tình hình ổn định.",
    is_issued: bool = True,
) -> FlashReport:
    """The report of today, written and, unless told otherwise, issued by the chairman."""
    with world.scope(key):
        chief = world.actor(key, "chief")
        made = flash_reports.begin_report(row.pk, kind=kind, day=clock.today(), actor=chief)
        made = flash_reports.write_report(made.pk, text=text, actor=chief)
        head = world.actor(key, "chairman")
        return sign_report(made.pk, proof=proof_of(head), actor=head) if is_issued else made
