"""The nightly recount of the duty register: a planted difference in each figure is found, healed and logged; back again it alarms."""

import logging
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from kernel import clock, ids
from oversight.actions.recount import recount_all
from oversight.models import Duty, DutyDay, DutyKind, RecountRun
from registry.levels import Line
from tenants.receptions.actions.duties import refresh_duty
from tenants.receptions.enums import SessionStatus
from tenants.receptions.queries.duties import NUMBERS
from tests.receptions.test_duties import session
from tests.world import World

pytestmark = pytest.mark.django_db

NOVEMBER = date(2026, 11, 1)


@pytest.fixture(autouse=True)
def counted(world: World) -> Any:
    """A month with a held, a delegated and a postponed day, counted; the end of the month as today."""
    with clock.at(date(2026, 11, 27)):
        with world.scope("w111"):
            session(date(2026, 11, 5))
            session(date(2026, 11, 12), host_mode="DELEGATED", posted_at=None)
            session(date(2026, 11, 19), SessionStatus.POSTPONED, moved_reason="WEATHER")
            refresh_duty(Line.PARTY, NOVEMBER)
        assert recounted(world) == 0
        yield


def recounted(world: World) -> int:
    return recount_all([world.unit("w111")])


def mine(world: World) -> Any:
    return Duty.objects.filter(unit_id=world.unit("w111").id, kind=DutyKind.RECEPTION, line=Line.PARTY)


@pytest.mark.parametrize("name", ["legal", "planned", *NUMBERS])
def test_planted_difference_is_found_healed_and_logged(world: World, name: str) -> None:
    row = mine(world).get()
    true = getattr(row, name)
    mine(world).update(**{name: (true or 0) + 3})
    assert recounted(world) == 1
    (told,) = RecountRun.objects.latest("id").differences
    assert told["fact"] == f"duty {name}"
    assert told["kind"] == "PARTY RECEPTION"
    assert told["day"] == "2026-11-01"
    assert told["recorded"] - told["counted"] == (4 if name == "planned" else 3)
    assert getattr(mine(world).get(), name) == true
    assert recounted(world) == 0


def test_a_row_of_a_holder_who_never_was_and_a_lost_row_are_found(world: World) -> None:
    mine(world).update(holder_id=uuid4())
    assert recounted(world) > 0
    assert mine(world).get().holder_id == world.account("w111", "secretary").pk
    mine(world).delete()
    assert recounted(world) > 0
    assert mine(world).count() == 1


@pytest.mark.parametrize(
    "changed", [{"status": "MISSED"}, {"reason": "HEALTH"}, {"day": date(2026, 11, 6)}, {"is_posted_late": True}]
)
def test_a_day_that_is_not_what_the_session_says_is_found(world: World, changed: dict[str, Any]) -> None:
    days = DutyDay.objects.filter(unit_id=world.unit("w111").id)
    before = list(days.order_by("day").values_list("day", "status", "reason", "is_posted_late"))
    DutyDay.objects.filter(pk=days.order_by("day")[0].pk).update(**changed)
    assert recounted(world) == 1
    assert list(days.order_by("day").values_list("day", "status", "reason", "is_posted_late")) == before


def test_a_day_too_many_or_too_few_is_found(world: World) -> None:
    days = DutyDay.objects.filter(unit_id=world.unit("w111").id)
    DutyDay.objects.create(
        unit_id=world.unit("w111").id, line=Line.PARTY, kind=DutyKind.RECEPTION, object_id=ids.new_id(),
        day=date(2026, 11, 9), status="IN_PERSON",
    )  # fmt: skip
    assert recounted(world) == 1
    assert days.count() == 3
    days.first().delete()  # type: ignore[union-attr]
    assert recounted(world) == 1
    assert days.count() == 3
    (told,) = RecountRun.objects.latest("id").differences
    assert (told["counted"], told["recorded"]) == (3, 2)


def test_a_difference_that_comes_back_the_next_night_is_an_alarm(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    for night in range(2):
        mine(world).update(missed=7)
        with clock.at(date(2026, 11, 27) + timedelta(days=night)), caplog.at_level(logging.ERROR, "tiepdan.recount"):
            recounted(world)
        assert ("came back" in caplog.text) == bool(night)
    (told,) = RecountRun.objects.latest("id").differences
    assert told["again"] is True
