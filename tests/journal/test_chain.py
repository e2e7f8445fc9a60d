"""The chain names the first row that was altered, taken away or cut off."""

import argparse
import threading
from typing import Any

import pytest
from django.db import connection, connections

from kernel import clock
from kernel.chain_head import ChainHead
from kernel.ids import new_id
from kernel.journal import chain, cli, events, jobs
from kernel.journal.models import ChainLink, Event
from kernel.transactions import atomic


def fill(world: Any, n: int, key: str = "w111") -> None:
    actor = world.actor(key, "officer")
    for number in range(n):
        events.record(
            "note_added", actor=actor, case_id=new_id(), text=f"Ghi chú số {number}: đất, thuế", amount=number / 7
        )


def tamper(world: Any, sql: str, *values: Any) -> None:
    """What only somebody with the owner's rights can do."""
    schema = world.unit("w111").schema
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"SET search_path TO {schema}")
        cursor.execute(sql, values)
        cursor.execute("SET search_path TO public")


def test_seal_pending_numbers_every_event_once(world: Any) -> None:
    with world.scope("w111"):
        fill(world, 5)
        assert chain.seal_pending() == 5
        assert chain.seal_pending() == 0
        assert list(ChainLink.objects.order_by("number").values_list("number", flat=True)) == [1, 2, 3, 4, 5]
        assert set(ChainLink.objects.values_list("event_id", flat=True)) == set(
            Event.objects.values_list("pk", flat=True)
        )
        assert chain.verify() == []
        head = ChainHead.objects.get(unit_id=world.unit("w111").id)
        assert (head.number, bytes(head.hash)) == (5, bytes(ChainLink.objects.get(number=5).hash))


def test_seal_pending_takes_events_whose_key_and_time_are_older_than_sealed_ones(world: Any) -> None:
    actor = world.actor("w111", "officer")
    with world.scope("w111"):
        early = new_id()  # drawn first, committed last
        fill(world, 3)
        chain.seal_pending()
        Event.objects.create(
            id=early, kind="late_commit", actor_id=actor.account_id, actor_name="x", at=clock.now().replace(year=2025)
        )
        assert chain.seal_pending() == 1
        assert ChainLink.objects.get(event_id=early).number == 4
        assert chain.verify() == []


def test_seal_pending_goes_on_over_batches(world: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chain, "BATCH", 2)
    with world.scope("w111"):
        fill(world, 5)
        assert chain.seal_pending() == 5
        assert chain.verify() == []


def test_events_not_sealed_yet_are_no_finding(world: Any) -> None:
    with world.scope("w111"):
        assert chain.verify() == []
        fill(world, 1)
        assert chain.verify() == []


@pytest.fixture
def sealed(committing: Any) -> Any:
    """Six events of w111, sealed and committed; the owner's connection can then tamper."""
    with committing.scope("w111"):
        fill(committing, 6)
        chain.seal_pending()
    return committing


def event_at(number: int) -> Any:
    return ChainLink.objects.get(number=number).event_id


FORGERIES = {
    "altered text": (
        "UPDATE journal_event SET data = jsonb_set(data, '{text}', '\"khác\"') WHERE id = %s",
        "altered",
        3,
    ),
    "altered time": ("UPDATE journal_event SET at = at + interval '1 microsecond' WHERE id = %s", "altered", 3),
    "altered name": ("UPDATE journal_event SET actor_name = 'Người khác' WHERE id = %s", "altered", 3),
    "made internal": ("UPDATE journal_event SET is_internal = NOT is_internal WHERE id = %s", "altered", 3),
    "deleted event": ("DELETE FROM journal_event WHERE id = %s", "missing", 3),
    "deleted link": ("DELETE FROM journal_chainlink WHERE event_id = %s", "missing", 3),
    "cut off": ("DELETE FROM journal_chainlink WHERE number >= 3 AND %s IS NOT NULL", "cut_off", 3),
    "rewritten hash": ("UPDATE journal_chainlink SET hash = '\\x00' WHERE event_id = %s", "altered", 3),
}


@pytest.mark.parametrize("forgery", FORGERIES.values(), ids=FORGERIES.keys())
def test_verify_names_the_first_row_that_is_not_as_written(sealed: Any, forgery: tuple[str, str, int]) -> None:
    sql, problem, number = forgery
    with sealed.scope("w111"):
        target = event_at(3)
        tamper(sealed, sql, target)
        findings = chain.verify()
    assert [(found.problem, found.number) for found in findings] == [(problem, number)]


def test_verify_sees_a_whole_chain_rewritten_after_the_head_was_kept(sealed: Any) -> None:
    with sealed.scope("w111"):
        target = event_at(6)
        tamper(sealed, "UPDATE journal_event SET kind = 'forged' WHERE id = %s", target)
        event = Event.objects.get(pk=target)
        link = ChainLink.objects.get(number=6)
        tamper(
            sealed,
            "UPDATE journal_chainlink SET hash = %s WHERE number = 6",
            chain.link_hash(event, 6, bytes(link.prev_hash)),
        )
        assert [found.problem for found in chain.verify()] == ["head"]


def test_two_sealers_at_once_make_one_chain(committing: Any) -> None:
    with committing.scope("w111"):
        fill(committing, 30)
    start = threading.Barrier(4)

    def sealer() -> None:
        start.wait()
        try:
            with committing.scope("w111"):
                chain.seal_pending()
        finally:
            connection.close()

    threads = [threading.Thread(target=sealer) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    with committing.scope("w111"):
        assert ChainLink.objects.count() == 30
        assert chain.verify() == []


def test_seal_while_an_event_is_uncommitted_takes_it_the_next_time(committing: Any) -> None:
    written, done = threading.Event(), threading.Event()

    def writer() -> None:
        with committing.scope("w111"), atomic():
            fill(committing, 1)
            written.set()
            done.wait(30)
        connection.close()

    thread = threading.Thread(target=writer)
    thread.start()
    assert written.wait(30)
    with committing.scope("w111"):
        fill(committing, 2)
        assert chain.seal_pending() == 2
        done.set()
        thread.join(30)
        assert chain.seal_pending() == 1
        assert chain.verify() == []


def test_job_seals_every_unit(world: Any) -> None:
    for key in ("w111", "w122", "w1"):
        with world.scope(key):
            fill(world, 2, key)
    assert jobs.seal() == 6
    assert ChainHead.objects.count() == 3


def test_audit_verify_says_which_unit_and_row(sealed: Any, capsys: pytest.CaptureFixture[str]) -> None:
    parser = argparse.ArgumentParser()
    cli.register(parser.add_subparsers())
    whole = parser.parse_args(["audit", "verify"])
    assert whole.handler(whole) == 0
    with sealed.scope("w111"):
        tamper(sealed, "UPDATE journal_event SET kind = 'forged' WHERE id = %s", event_at(2))
    capsys.readouterr()
    one = parser.parse_args(["audit", "verify", "--unit", "w111"])
    assert one.handler(one) == 1
    out = capsys.readouterr().out
    assert out.startswith("w111\taltered\t2\t")
    assert "Sự kiện số 2" in out
    unknown = parser.parse_args(["audit", "verify", "--unit", "nowhere"])
    assert unknown.handler(unknown) == 2
