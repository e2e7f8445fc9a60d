"""Deltas become roll-ups exactly once, for the unit and every unit above it."""

from datetime import date

import pytest

from kernel import outbox
from kernel.outbox import OutboxRow
from oversight.actions.fold import fold_all, fold_batch
from oversight.facts import Fact
from oversight.models import Rollup
from tests.world import World

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 2)


def add(unit_id: int, n: int, day: date = DAY, fact: Fact = Fact.TAKEN_IN) -> None:
    outbox.emit(unit_id=unit_id, fact=fact, kind="REFLECTION", day=day, n=n)


def figure(unit_id: int, which: str = "tree") -> int:
    return sum(Rollup.objects.filter(unit_id=unit_id, fact=Fact.TAKEN_IN).values_list(which, flat=True))


def test_fold_adds_a_ward_s_delta_to_every_unit_above(world: World):
    ward, district, province = (world.unit(key) for key in ("w111", "w11", "w1"))
    add(ward.id, 2)
    add(district.id, 1)
    fold_all()
    assert [figure(unit.id) for unit in (ward, district, province)] == [2, 3, 3]
    assert [figure(unit.id, "own") for unit in (ward, district, province)] == [2, 1, 0]


def test_fold_twice_counts_once(world: World):
    ward = world.unit("w111")
    add(ward.id, 1)
    assert fold_batch() == 1
    assert fold_batch() == 0
    assert figure(ward.id) == 1
    assert not OutboxRow.objects.exists()


def test_fold_in_any_batch_size_gives_the_same(world: World):
    ward = world.unit("w111")
    for n in (1, 1, -1, 3, -2):
        add(ward.id, n)
    while fold_batch(2):
        pass
    assert figure(ward.id) == 2


def test_fold_leaves_other_branches_alone(world: World):
    add(world.unit("w111").id, 5)
    fold_all()
    assert figure(world.unit("w12").id) == 0
    assert figure(world.unit("w112").id) == 0


def test_fold_is_a_constant_number_of_statements(world: World, django_assert_num_queries):
    for n in range(1, 30):
        add(world.unit("w111").id, n)
    with django_assert_num_queries(1):
        fold_batch()
