"""A task that a letter demands is closed and its letter answered at one moment: one of the two comes first, neither waits for ever."""

from datetime import timedelta
from uuid import UUID

import pytest

from exchange import delivery, hints
from kernel import clock
from registry.levels import Line
from tenants.conclusions.actions import finishing
from tenants.conclusions.enums import TaskStatus
from tenants.conclusions.models import Task
from tenants.documents.actions import letters
from tenants.documents.enums import LetterStatus
from tenants.documents.models import Letter
from tenants.inspections.actions import meetings
from tenants.inspections.actions.meetings import MeetingData
from tenants.inspections.enums import MeetingKind
from tests.concurrency.test_races import race
from tests.world import World

pytestmark = [pytest.mark.serial]

TIMES = 12


def test_closing_a_task_and_answering_its_letter_at_once(committing: World) -> None:
    world = committing
    with hints.paused():
        tasks = _demanded(world)
        with world.scope("w111"):
            asked = {task.pk: task.subject_id for task in tasks}

        def close(task_id: UUID) -> None:
            with world.scope("w111"):
                finishing.close_task(task_id, actor=world.actor("w111", "chairman"))

        def answer(task_id: UUID) -> None:
            with world.scope("w111"):
                letters.answer_letter(asked[task_id], text="Đã làm xong.", actor=world.actor("w111", "chief"))

        results = race(list(asked), close, answer)
    # Whoever was second reads that it is over; a deadlock would be another error and break the race.
    assert all(sum(one is not None for one in both) <= 1 for both in results)
    with world.scope("w111"):
        assert set(Task.objects.filter(pk__in=asked).values_list("status", flat=True)) == {TaskStatus.CLOSED}
        answered = Letter.objects.filter(pk__in=asked.values()).values_list("status", flat=True)
        assert set(answered) == {LetterStatus.ANSWERED}


def _demanded(world: World) -> list[Task]:
    today = clock.today()
    data = MeetingData(title="Làm việc", planned_on=today + timedelta(days=1), units=("w111",))
    with world.scope("w11"):
        chief = world.actor("w11", "chief")
        row = meetings.plan_meeting(MeetingKind.AD_HOC, year=today.year, line=Line.GOVERNMENT, data=data, actor=chief)
        meetings.invite_units(row.pk, actor=chief)
        meetings.record_meeting(row.pk, held_on=today, came=["w111"], record="Trao đổi.", actor=chief)
        for number in range(TIMES):
            meetings.conclude_meeting(
                row.pk, units=["w111"], conclusion=f"Việc {number}.", due_on=today + timedelta(days=9), actor=chief
            )
    delivery.deliver_waiting()
    with world.scope("w111"):
        found = list(Task.objects.filter(subject="LETTER"))
        assert len(found) == TIMES
        for task in found:
            finishing.report_result(task, text="Xong.", reported_on=today, actor=world.actor("w111", "chief"))
    return found
