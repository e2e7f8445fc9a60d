"""The session of the National Assembly that the full demonstration stands in, made in the small world."""

from random import Random

import pytest

from config.demo.desk import Desk
from config.demo.session import hold_session
from kernel import clock
from oversight.models import Campaign, CampaignStatus, FlashReport, ShiftPerson
from tests.world import World

pytestmark = pytest.mark.django_db


def desk(world: World, key: str) -> Desk:
    people = {
        name: world.actor(key, who)
        for name, who in (("officer", "officer"), ("handler", "handler"), ("chief", "chief"), ("head", "chairman"))
    }
    return Desk(unit=world.unit(key), random=Random(1), **people)


def test_session_is_going_on_today_and_begun_once(world: World) -> None:
    desks = {one.unit.id: one for one in (desk(world, "w1"), desk(world, "w12"))}
    assert not hold_session(desks, "947")
    assert hold_session(desks, "w12")
    assert not hold_session(desks, "w12")
    province, district = (Campaign.objects.of_unit(world.unit(key).id).get() for key in ("w1", "w12"))
    assert district.parent == province
    assert district.is_active(clock.today())
    # The wards have their drafts; three days are reported; somebody is on duty today.
    assert Campaign.objects.filter(root=province.pk, status=CampaignStatus.DRAFT).count() == 2
    assert FlashReport.objects.issued().filter(campaign=district).count() == 3
    noon = clock.now().astimezone(clock.OFFICE_ZONE).replace(hour=12, minute=0)
    assert {one.home for one in ShiftPerson.objects.on_duty([district.unit_id], noon)} == {"", "Phòng Dân tộc huyện"}
