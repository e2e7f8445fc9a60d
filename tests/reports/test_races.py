"""Two superiors decide on one report at the same moment: one wins, the other is told who."""

import threading

import pytest
from django.db import connections

from kernel import active
from kernel.errors import Conflict
from oversight.actions import reports as decisions
from oversight.models import PeriodReport, ReportStatus
from oversight.rules.report_periods import of_year
from tests.factories import reports as made
from tests.world import World

pytestmark = pytest.mark.serial


def test_two_superiors_at_once_have_one_winner(committing: World) -> None:
    world = committing
    periods = of_year(2026, made.TT06.periods)[:3]
    rows = [made.submitted(world, key, period) for key in ("w111", "w112") for period in periods]
    unit = world.unit("w11")
    actors = [world.actor("w11", "chairman"), world.actor("w11", "chief")]
    barrier = threading.Barrier(2, timeout=30)
    lost: list[list[Conflict | None]] = [[None, None] for _ in rows]

    def run(place: int) -> None:
        try:
            with active.unit_scope(unit):
                for index, row in enumerate(rows):
                    barrier.wait()
                    try:
                        if place:
                            decisions.return_report(row, remarks=[("01/TCD", 5, "Xem lại.")], actor=actors[place])
                        else:
                            decisions.accept_report(row, actor=actors[place])
                    except Conflict as refused:
                        lost[index][place] = refused
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(place,)) for place in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    for row, refused in zip(rows, lost, strict=True):
        (loser,) = [place for place in (0, 1) if refused[place] is not None]
        told = refused[loser]
        assert told is not None
        assert told.facts["who"] == actors[1 - loser].name
        after = PeriodReport.objects.get(pk=row.pk)
        assert after.status == (ReportStatus.RETURNED if loser == 0 else ReportStatus.ACCEPTED)
        assert after.decided_by_name == actors[1 - loser].name
