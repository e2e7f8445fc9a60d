"""What the database itself refuses about custody and envelopes, and the small rules around them."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from exchange import callers, custody, delivery, faultpoints, hashing, jobs
from exchange.enums import MOVING, EnvelopeStatus, MovementKind
from exchange.models import Custody, Envelope
from kernel import errors
from kernel.ids import new_id
from tests.factories.moves import Mover


def envelope(case_id: Any, order: int, **changes: Any) -> Envelope:
    values = {"kind": MovementKind.TRANSFER, "from_unit": 1, "to_unit": 2, **changes}
    return Envelope.objects.create(case_id=case_id, order=order, **values)


def test_second_move_of_a_case_under_way_is_refused_by_the_database(db: None) -> None:
    case_id = new_id()
    envelope(case_id, 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        envelope(case_id, 2, kind=MovementKind.RETURN)
    envelope(case_id, 3, kind=MovementKind.EVENT)
    Envelope.objects.filter(order=1).update(status=EnvelopeStatus.RECALLED)
    envelope(case_id, 4)


def test_two_cases_cannot_be_in_transit_by_one_envelope(db: None) -> None:
    moving = envelope(new_id(), 1)
    for n in range(2):
        held = custody.create(new_id(), 1)
        if n:
            with pytest.raises(IntegrityError), transaction.atomic():
                custody.change(held, transit=moving)
        else:
            custody.change(held, transit=moving)


def test_envelope_without_an_addressee_is_refused(db: None) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        envelope(new_id(), 1, to_unit=None)


def test_stale_custody_changes_no_row(db: None) -> None:
    held = custody.create(new_id(), 1)
    stale = Custody.objects.get(pk=held.pk)
    custody.change(held, outside=True)
    with pytest.raises(errors.Conflict):
        custody.change(stale, outside=False)
    held.refresh_from_db()
    assert held.outside
    assert held.seq == 2


def test_custody_of_an_unknown_case_is_not_found(db: None) -> None:
    with pytest.raises(errors.NotFound):
        custody.get(new_id())


def test_many_custodies_cost_one_query(db: None, django_assert_num_queries: Any) -> None:
    ids = [custody.create(new_id(), 1).pk for _ in range(3)]
    with django_assert_num_queries(1):
        assert set(custody.of_cases(ids)) == set(ids)


def test_hash_does_not_depend_on_the_order_of_keys() -> None:
    assert hashing.digest({"a": 1, "b": "ệ"}) == hashing.digest({"b": "ệ", "a": 1})
    assert hashing.digest({"a": 1}) != hashing.digest({"a": "1"})


@pytest.mark.parametrize(
    ("meta", "proxies", "expected"),
    [
        ({"REMOTE_ADDR": "203.0.113.7", "HTTP_X_FORWARDED_FOR": "1.2.3.4"}, 0, "203.0.113.7"),
        ({"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": "9.9.9.9, 203.0.113.7"}, 1, "203.0.113.7"),
        ({"REMOTE_ADDR": "10.0.0.1"}, 1, "10.0.0.1"),
        ({"REMOTE_ADDR": "2001:db8:1:2:3:4:5:6"}, 0, "2001:db8:1:2::/64"),
        ({"REMOTE_ADDR": ""}, 0, ""),
    ],
)
def test_caller_trusts_no_more_proxies_than_are_ours(
    meta: dict[str, str], proxies: int, expected: str, settings: Any
) -> None:
    settings.PROXIES = proxies
    assert callers.caller(meta) == expected


def test_fault_points_do_nothing_outside_fault_tests() -> None:
    for point in faultpoints.POINTS:
        faultpoints.reach(point)


def test_jobs_deliver_what_is_hinted_and_what_is_due(world: Any) -> None:
    move = Mover(world)
    case_id = move.take_in("w111")
    moved = move.transfer(case_id, "w111", "w121", deliver=False)
    assert jobs.sweep() == {}
    assert jobs.deliver(str(moved.envelope.pk)) == delivery.Outcome.DELIVERED
    assert jobs.deliver(str(moved.envelope.pk)) == delivery.Outcome.DONE_BEFORE
    assert move.held(case_id).handling_unit == world.unit("w121").id


def test_public_rows_of_a_movement_hold_no_personal_data(world: Any) -> None:
    move = Mover(world)
    case_id = move.take_in("w111", content="DẤU-HIỆU-RIÊNG")
    move.transfer(case_id, "w111", "w121")
    with world.scope("w121"):
        names = list(move.case(case_id).people.values_list("person__full_name", flat=True))
    rows = repr([*Envelope.objects.values(), *Custody.objects.values()])
    assert names
    assert not any(name in rows for name in [*names, "DẤU-HIỆU-RIÊNG"])


def test_moving_kinds_are_the_ones_that_move_custody() -> None:
    still = {MovementKind.RECALL, MovementKind.EVENT, MovementKind.LETTER, MovementKind.ARRIVAL}
    assert set(MovementKind) - still == MOVING
