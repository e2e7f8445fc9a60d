"""Querysets compiled once: other values give other rows, and nothing of the surroundings is baked in."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction

from deadlines.models import DueItem
from identity.models import Account, Membership
from kernel import clock
from kernel.active import NoActiveUnit, unit_scope
from kernel.prepared import Prepared
from tenants.cases.models import Case
from tests.factories import cases
from tests.world import World


def test_other_values_give_other_rows(world: World, django_assert_num_queries: Any) -> None:
    found = Prepared(lambda username: Account.objects.filter(username=username))
    alice, bob = world.account("w111", "officer"), world.account("w111", "handler")
    with django_assert_num_queries(3):
        assert found.first(alice.username) == alice
        assert found.first(bob.username) == bob
        assert found.first("nobody") is None


def test_row_is_the_one_of_the_queryset(world: World) -> None:
    with world.scope("w111"):
        case = cases.take_in(world.actor("w111", "officer"))
        row = Prepared(lambda pk: Case.objects.filter(pk=pk)).first(case.pk)
        assert row is not None
        assert {f.attname: getattr(row, f.attname) for f in Case._meta.concrete_fields} == {
            f.attname: getattr(case, f.attname) for f in Case._meta.concrete_fields
        }


def test_related_rows_and_json_come_with_it(world: World, django_assert_num_queries: Any) -> None:
    with world.scope("w111"):
        case = cases.take_in(world.actor("w111", "officer"))
    items = Prepared(lambda pk: DueItem.objects.filter(case_id=pk).order_by("id")).rows(case.pk)
    assert [item.derivation for item in items] == [
        item.derivation for item in DueItem.objects.filter(case_id=case.pk).order_by("id")
    ]
    account = world.account("w111", "officer")
    seat = Prepared(lambda pk: Membership.objects.select_related("account").filter(account_id=pk)).first(account.pk)
    with django_assert_num_queries(0):
        assert seat is not None
        assert seat.account == account


def test_the_clock_is_asked_anew(world: World) -> None:
    account = world.account("w111", "officer")
    Membership.objects.filter(account=account).update(valid_to=clock.today())
    in_force = Prepared(lambda pk: Membership.objects.of_account(pk).in_force())
    assert in_force.rows(account.pk)
    with clock.at(clock.today() + timedelta(days=1)):
        assert not in_force.rows(account.pk)
    assert in_force.rows(account.pk)


def test_units_table_reads_the_active_unit_and_refuses_without_one(world: World) -> None:
    by_id = Prepared(lambda pk: Case.objects.filter(pk=pk))
    with world.scope("w111"):
        case = cases.take_in(world.actor("w111", "officer"))
        assert by_id.first(case.pk) is not None
    with world.scope("w112"):
        assert by_id.first(case.pk) is None
    with unit_scope(None), pytest.raises(NoActiveUnit):
        by_id.first(case.pk)


def test_lock_outside_a_transaction_is_refused(committing: World) -> None:
    locked = Prepared(lambda pk: Account.objects.select_for_update().filter(pk=pk))
    account = committing.account("w111", "officer")
    with transaction.atomic():
        assert locked.first(account.pk) == account
    with pytest.raises(transaction.TransactionManagementError):
        locked.first(account.pk)


def test_value_that_would_change_the_sql_is_refused(db: None) -> None:
    by_name = Prepared(lambda name: Account.objects.filter(full_name=name))
    with pytest.raises(TypeError):
        by_name.first(None)
    by_name.first("Nguyễn Thị An")
    with pytest.raises(TypeError):
        by_name.first(None)


@pytest.mark.parametrize(
    "build",
    [
        lambda pk: Account.objects.all(),
        lambda pk: Account.objects.filter(full_name__contains=str(pk)),
    ],
    ids=["never used", "used in another form"],
)
def test_value_that_is_not_in_the_sql_is_refused(build: Any, db: None) -> None:
    with pytest.raises(ValueError, match="as they are given"):
        Prepared(build).rows(uuid4())


def test_dates_are_values_too(world: World) -> None:
    from_day = Prepared(lambda day: Membership.objects.filter(valid_from__gte=day))
    assert from_day.rows(date(2000, 1, 1))
    assert not from_day.rows(date(2999, 1, 1))


def test_list_is_one_value_whatever_its_length(world: World, django_assert_num_queries: Any) -> None:
    found = Prepared(lambda ids: Account.objects.filter(pk__any=ids).values_list("username"))
    people = [world.account("w111", name) for name in ("officer", "handler", "chief")]
    with django_assert_num_queries(4):
        for count in (1, 3, 0, 2):
            told = found.rows([one.pk for one in people[:count]])
            assert set(told) == {(one.username,) for one in people[:count]}


def test_lookup_any_follows_a_reference_and_finds_what_in_finds(world: World) -> None:
    people = [world.account("w111", name).pk for name in ("officer", "handler")]
    for name in ("account_id", "account"):
        assert set(Membership.objects.filter(**{f"{name}__any": people})) == set(
            Membership.objects.filter(**{f"{name}__in": people})
        )
