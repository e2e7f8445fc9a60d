"""Events are written once, in the unit they happened in, and never changed."""

from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from identity.actors import system_actor
from kernel import clock
from kernel.active import NoActiveUnit
from kernel.ids import new_id
from kernel.journal import counters, events
from kernel.journal.models import ChainLink, Event
from kernel.transactions import atomic


def test_record_keeps_who_when_and_what(world: Any) -> None:
    actor, case_id = world.actor("w111", "officer"), new_id()
    with world.scope("w111"), clock.at(clock.today()) as now:
        event = events.record("case_taken_in", actor=actor, case_id=case_id, number="000001/2026/w111")
        kept = Event.objects.get(pk=event.pk)
        assert (kept.actor_id, kept.actor_name, kept.at) == (actor.account_id, actor.name, now)
        assert (kept.data, kept.unit_id, kept.is_internal) == (
            {"number": "000001/2026/w111"},
            world.unit("w111").id,
            False,
        )


def test_record_of_the_system_has_a_name_and_no_account(world: Any) -> None:
    with world.scope("w111"):
        event = events.record("case_received", actor=system_actor(world.unit("w111")))
        assert (event.actor_id, event.actor_name) == (None, "Hệ thống")


def test_of_case_is_in_the_order_of_the_office_clock(world: Any) -> None:
    actor, case_id = world.actor("w111", "officer"), new_id()
    with world.scope("w111"):
        for day in (20, 5, 11):
            with clock.at(clock.today().replace(month=10, day=day)):
                events.record(f"day_{day}", actor=actor, case_id=case_id)
        events.record("other", actor=actor, case_id=new_id())
        assert [event.kind for event in events.of_case(case_id)] == ["day_5", "day_11", "day_20"]
    with world.scope("w112"):
        assert not events.of_case(case_id).exists()


def test_record_without_a_unit_is_refused(world: Any) -> None:
    actor = world.actor("w111", "officer")
    with pytest.raises(NoActiveUnit):
        events.record("x", actor=actor)
    with pytest.raises(NoActiveUnit):
        counters.next_number("case", 2026)


@pytest.mark.parametrize("table", ["journal_event", "journal_chainlink"])
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET {column} = {column}"])
def test_the_serving_role_cannot_change_or_delete_history(world: Any, table: str, statement: str) -> None:
    column = "kind" if table == "journal_event" else "hash"
    with (
        world.scope("w111"),
        pytest.raises(ProgrammingError, match="permission denied"),
        atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(table, column=column))


def test_append_only_tables_say_so() -> None:
    assert Event.append_only
    assert ChainLink.append_only


def test_next_number_counts_each_series_and_year_in_each_unit(world: Any) -> None:
    with world.scope("w111"):
        assert [counters.next_number("case", 2026) for _n in range(3)] == [1, 2, 3]
        assert counters.next_number("case", 2027) == 1
        assert counters.next_number("petition", 2026) == 1
    with world.scope("w112"):
        assert counters.next_number("case", 2026) == 1


def test_next_number_of_a_rolled_back_transaction_is_given_again(world: Any) -> None:
    with world.scope("w111"):
        counters.next_number("case", 2026)
        with atomic():
            assert counters.next_number("case", 2026) == 2
            transaction.set_rollback(True)
        assert counters.next_number("case", 2026) == 2
