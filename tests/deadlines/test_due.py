"""Duties: opened, met, cancelled, moved; found late once and counted once."""

import threading
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from deadlines import due
from deadlines.models import DueItem
from kernel import clock
from kernel.ids import new_id
from kernel.outbox import OutboxRow
from registry import tree

RECEIVED = date(2026, 11, 2)
LATE = date(2026, 11, 18)


@pytest.fixture
def case() -> UUID:
    return new_id()


def ward(key: str = "w111") -> int:
    unit = tree.by_key(key)
    assert unit is not None
    return unit.id


def opened(case: UUID, unit_id: int | None = None, code: str = "ASSIGN") -> DueItem:
    return due.open_item(unit_id or ward(), code, case, RECEIVED, due_on=date(2026, 11, 16), case_kind="COMPLAINT")


def overdue_figure(unit_id: int) -> int:
    return sum(row.n for row in OutboxRow.objects.filter(unit_id=unit_id, fact="overdue"))


def test_open_item_keeps_dates_source_and_derivation(world: Any, case: UUID) -> None:
    unit = world.unit("w111").id
    item = due.open_item(unit, "B2", case, date(2026, 11, 18), case_kind="COMPLAINT")
    item.refresh_from_db()
    assert (item.due_on, item.started_on, item.unit_id) == (date(2026, 11, 30), date(2026, 11, 18), unit)
    assert "136/2025/QH15" in item.source
    assert any("24/11/2026" in line for line in item.derivation["lines"])


def test_sweep_marks_the_late_once_and_counts_them_once(world: Any, case: UUID) -> None:
    item = opened(case)
    assert due.sweep(on=date(2026, 11, 16)) == 0  # the last permitted day is not late
    assert due.sweep(on=LATE) == 1
    assert due.sweep(on=LATE) == 0
    item.refresh_from_db()
    assert item.overdue_since == date(2026, 11, 17)
    assert overdue_figure(ward()) == 1
    row = OutboxRow.objects.get(fact="overdue")
    assert (row.kind, row.day, row.line) == ("COMPLAINT", LATE, "GOVERNMENT")


def test_sweep_over_many_units_works_in_batches(world: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(due, "BATCH", 3)
    units = [ward(key) for key in ("w111", "w112", "w121", "w122", "w11")]
    for unit_id in [*units, *units]:
        opened(new_id(), unit_id)
    with CaptureQueriesContext(connection) as queries:
        assert due.sweep(on=LATE) == 10
    assert len([q for q in queries if "SKIP LOCKED" in q["sql"]]) == 5
    assert [overdue_figure(unit_id) for unit_id in units] == [2] * 5


def test_meeting_an_overdue_item_takes_it_out_of_the_figure(world: Any, case: UUID) -> None:
    item = opened(case)
    due.sweep(on=LATE)
    with clock.at(LATE):
        assert due.meet(ward(), case) == 1
        assert due.meet(ward(), case) == 0
    item.refresh_from_db()
    assert (item.met_on, item.overdue_since) == (LATE, date(2026, 11, 17))
    assert overdue_figure(ward()) == 0
    assert due.sweep(on=date(2026, 12, 1)) == 0


def test_meeting_in_time_counts_nothing(world: Any, case: UUID) -> None:
    opened(case)
    due.meet(ward(), case, on=date(2026, 11, 10))
    assert not OutboxRow.objects.exists()


def test_meet_of_one_code_leaves_the_others(world: Any, case: UUID) -> None:
    opened(case)
    opened(case, code="SUPPLEMENT")
    assert due.meet(ward(), case, "SUPPLEMENT") == 1
    assert [item.kind for item in DueItem.objects.open()] == ["ASSIGN"]


def test_cancel_and_reopen_of_an_overdue_item_keep_the_figure_right(world: Any, case: UUID) -> None:
    opened(case)
    due.sweep(on=LATE)
    assert due.cancel(ward(), case) == 1
    assert overdue_figure(ward()) == 0
    assert not DueItem.objects.open().exists()
    assert due.reopen(ward(), case) == 1
    assert overdue_figure(ward()) == 1
    assert DueItem.objects.overdue().count() == 1


def test_reopen_leaves_what_a_correction_replaced(world: Any, case: UUID) -> None:
    opened(case)
    due.cancel(ward(), case, superseded=True)
    opened(case)
    due.cancel(ward(), case)
    assert due.reopen(ward(), case) == 1
    assert DueItem.objects.open().count() == 1


def test_move_carries_dates_and_lateness_to_the_other_unit(world: Any, case: UUID) -> None:
    opened(case)
    due.sweep(on=LATE)
    assert due.move(case, ward(), ward("w11")) == 1
    assert (overdue_figure(ward()), overdue_figure(ward("w11"))) == (0, 1)
    assert due.of_object(case, ward("w11")).get().due_on == date(2026, 11, 16)
    assert not due.of_object(case, ward()).exists()


def test_lag_tells_what_the_sweep_has_not_seen(world: Any, case: UUID) -> None:
    opened(case)
    assert due.lag(on=LATE) == (1, date(2026, 11, 16))
    due.sweep(on=LATE)
    assert due.lag(on=LATE) == (0, None)


def test_sweep_reads_through_the_partial_index(world: Any, case: UUID) -> None:
    opened(case)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        late = DueItem.objects.late_on(LATE).filter(overdue_since__isnull=True).order_by("due_on")
        assert "due_item_sweep" in late.explain()


def test_two_sweeps_at_once_count_each_item_once(committing: Any) -> None:
    for _number in range(40):
        opened(new_id())
    found: list[int] = []
    start = threading.Barrier(4)

    def sweeper() -> None:
        start.wait()
        try:
            found.append(due.sweep(on=LATE))
        finally:
            connection.close()

    threads = [threading.Thread(target=sweeper) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sum(found) == 40
    assert overdue_figure(ward()) == 40


def test_sweep_skips_what_a_unit_is_meeting_right_now(committing: Any) -> None:
    case = new_id()
    opened(case)
    held, done = threading.Event(), threading.Event()

    def meeting() -> None:
        from kernel.transactions import atomic

        with atomic():
            due.meet(ward(), case)
            held.set()
            done.wait(30)
        connection.close()

    thread = threading.Thread(target=meeting)
    thread.start()
    assert held.wait(30)
    assert due.sweep(on=LATE) == 0
    done.set()
    thread.join(30)
    assert due.sweep(on=LATE) == 0
    assert overdue_figure(ward()) == 0
