"""The nightly recount of duties with a date: a difference planted in any of them is found, healed by a delta and told; back again it alarms."""

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from deadlines import due
from deadlines.models import DueItem
from exchange import delivery
from kernel import clock, ids
from kernel.outbox import OutboxRow
from oversight.actions.recount import recount_all
from oversight.models import RecountRun
from tenants.conclusions.actions import clocks
from tenants.conclusions.rules import terms
from tenants.inspections.actions.withdrawing import withdraw_urging
from tests.factories import cases, conclusions, letters, reports
from tests.inspections.test_urging import urged
from tests.world import World

pytestmark = pytest.mark.django_db

#: Which duty is tampered with.
CODES = ("A3", "A12", "TASK", "LETTER", "F1")
PLANTED: dict[str, Callable[[DueItem], Any]] = {
    "met": lambda item: DueItem.objects.filter(pk=item.pk).update(met_on=clock.today()),
    "cancelled": lambda item: DueItem.objects.filter(pk=item.pk).update(cancelled_on=clock.today()),
    "lost": lambda item: DueItem.objects.filter(pk=item.pk).delete(),
    "invented": lambda item: DueItem.objects.filter(pk=item.pk).update(case_id=ids.new_id()),
}


@pytest.fixture
def unit_id(world: World) -> int:
    """A ward that owes an answer, a notice, a task, a reply and a report; an urging was withdrawn."""
    reports.expected(world, "w111")
    with world.scope("w111"):
        chief, admin = world.actor("w111", "chief"), world.actor("w111", "admin")
        lead = conclusions.body(admin)
        cases.take_in(world.actor("w111", "officer"))
        conclusions.preparation(chief, lead)
        owed = conclusions.draft(chief)
        clocks.start_notice(owed, terms.by_hand(clock.today() + timedelta(days=5), clock.today(), owed.unit_id))
        owed.save(update_fields=["notice_due_on", "terms"])
        conclusions.task(chief, lead)
    letters.sent(world)
    (withdrawn,) = urged(world)
    with world.scope("w11"):
        withdraw_urging(withdrawn.pk, reason="Nhầm.", actor=world.actor("w11", "chief"))
    assert recounted(world) == 0, "the word of the withdrawal is under way"
    delivery.deliver_waiting(withdrawn.thread)
    assert recounted(world) == 0, RecountRun.objects.latest("id").differences
    return world.unit("w111").id


def recounted(world: World) -> int:
    return recount_all([world.unit("w111")])


def of_code(unit_id: int, code: str) -> DueItem:
    return DueItem.objects.open().of_unit(unit_id).filter(kind=code).order_by("made_at")[0]


@pytest.mark.parametrize("code", CODES)
def test_a_planted_difference_is_found_healed_and_told(
    world: World, unit_id: int, code: str, caplog: pytest.LogCaptureFixture
) -> None:
    for how, plant in PLANTED.items():
        item = of_code(unit_id, code)
        plant(item)
        assert recounted(world) > 0, how
        told = RecountRun.objects.latest("id").differences
        assert {one["kind"] for one in told} == {code}, how
        healed = DueItem.objects.open().of_unit(unit_id).get(case_id=item.case_id, kind=code)
        assert healed.due_on == item.due_on, how
        assert recounted(world) == 0, how
    # The same tampering two nights in a row is somebody's work.
    caplog.set_level(logging.ERROR, logger="tiepdan.recount")
    for _night in range(2):
        PLANTED["met"](of_code(unit_id, code))
        assert recounted(world) > 0
    assert "came back" in caplog.text
    assert any(one.get("again") for one in RecountRun.objects.latest("id").differences)


def test_a_date_that_is_not_the_rows_is_written_again_and_the_figure_of_late_ones_follows(
    world: World, unit_id: int
) -> None:
    item = of_code(unit_id, "LETTER")
    with clock.at(item.due_on + timedelta(days=2)):
        due.sweep()
        late = DueItem.objects.overdue().of_unit(unit_id).count()
        before = OutboxRow.objects.filter(fact="overdue").count()
        DueItem.objects.filter(pk=item.pk).update(due_on=item.due_on + timedelta(days=40), target_on=item.due_on)
        DueItem.objects.filter(pk=of_code(unit_id, "TASK").pk).update(met_on=clock.today())
        recounted(world)
        healed = DueItem.objects.get(pk=item.pk)
        assert (healed.due_on, healed.overdue_since) == (item.due_on, item.due_on + timedelta(days=1))
        assert DueItem.objects.overdue().of_unit(unit_id).count() == late
        assert OutboxRow.objects.filter(fact="overdue").count() > before
        assert recounted(world) == 0
