"""A row and a queryset belong to the unit they were made in and are refused in every other."""

import copy
import pickle
from collections.abc import Callable
from typing import Any

import pytest
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Count, Exists, Max, OuterRef, QuerySet, Subquery

from kernel.active import NoActiveUnit, WrongUnit, current, unit_scope
from kernel.journal.models import ChainLink, Counter, Draft, Event
from tests.isolation.planted import Planted, citizen, plant
from tests.world import World


@pytest.fixture
def planted(world: World) -> Planted:
    return plant(world)


READS: dict[str, Callable[[QuerySet[Any]], Any]] = {
    "list": list,
    "len": len,
    "bool": bool,
    "first": lambda rows: rows.first(),
    "get": lambda rows: rows.get(),
    "slice": lambda rows: list(rows[:1]),
    "index": lambda rows: rows[0],
    "count": lambda rows: rows.count(),
    "exists": lambda rows: rows.exists(),
    "values": lambda rows: list(rows.values()),
    "values_list": lambda rows: list(rows.values_list("form")),
    "iterator": lambda rows: list(rows.iterator()),
    "chunked iterator": lambda rows: list(rows.iterator(chunk_size=1)),
    "aggregate": lambda rows: rows.aggregate(Max("form")),
    "annotate": lambda rows: list(rows.annotate(n=Count("id"))),
    "in_bulk": lambda rows: rows.in_bulk(),
    "dates": lambda rows: list(rows.datetimes("saved_at", "day")),
    "union": lambda rows: list(rows.union(rows)),
    "or": lambda rows: list(rows | rows.filter(form="x")),
    "lock": lambda rows: list(rows.select_for_update()),
    "earliest": lambda rows: rows.earliest("saved_at"),
    "contains": lambda rows: rows.contains(Draft()),
    "paginator": lambda rows: Paginator(rows.order_by("id"), 10).page(1).object_list[0],
    "explain": lambda rows: rows.explain(),
    "update": lambda rows: rows.update(form="taken over"),
    "delete": lambda rows: rows.delete(),
    "create": lambda rows: rows.create(form="new"),
    "get_or_create": lambda rows: rows.get_or_create(form="new"),
    "update_or_create": lambda rows: rows.update_or_create(form="new"),
    "bulk_create": lambda rows: rows.bulk_create([Draft(form="new")]),
    "bulk_update": lambda rows: rows.bulk_update([Draft(form="new")], ["form"]),
    "raw delete": lambda rows: rows._raw_delete("default"),
    "subquery": lambda rows: list(Counter.objects.filter(series__in=rows.values("form"))),
    "exists subquery": lambda rows: list(Counter.objects.filter(Exists(rows.filter(form=OuterRef("series"))))),
    "scalar subquery": lambda rows: list(Counter.objects.annotate(f=Subquery(rows.values("form")[:1]))),
}


@pytest.mark.parametrize("read", READS.values(), ids=READS)
def test_a_queryset_of_one_unit_is_refused_in_another(
    world: World, planted: Planted, read: Callable[[QuerySet[Any]], Any]
) -> None:
    with world.scope("w111"):
        rows = Draft.objects.filter(id=planted.draft)
    with world.scope("w112"), pytest.raises(WrongUnit):
        read(rows)
    with pytest.raises(NoActiveUnit):
        read(rows)
    with world.scope("w112"):
        assert Draft.objects.get().form == "form w112"


@pytest.mark.parametrize("name", ["list", "len", "index", "slice", "count", "exists", "contains", "bool"])
def test_rows_already_fetched_are_not_given_out_in_another_unit(world: World, planted: Planted, name: str) -> None:
    with world.scope("w111"):
        rows = Draft.objects.all()
        assert len(rows) == 1
    with world.scope("w112"), pytest.raises(WrongUnit):
        READS[name](rows)


def test_an_iteration_begun_in_one_unit_stops_in_another(world: World, planted: Planted) -> None:
    with world.scope("w111"):
        Draft.objects.create(form="second")
        rows = Draft.objects.order_by("form").iterator()
        next(rows)
    with world.scope("w112"), pytest.raises(WrongUnit):
        next(rows)


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, lambda x: pickle.loads(pickle.dumps(x))])
def test_copies_and_pickles_keep_the_stamp(world: World, planted: Planted, copied: Callable[[Any], Any]) -> None:
    with world.scope("w111"):
        row, rows, query = copied(Draft.objects.get()), copied(Draft.objects.all()), copied(Draft.objects.all().query)
    with world.scope("w112"):
        with pytest.raises(WrongUnit):
            row.save()
        with pytest.raises(WrongUnit):
            list(rows)
        with pytest.raises(WrongUnit):
            str(query)


WRITES: dict[str, Callable[[Any], Any]] = {
    "save": lambda row: row.save(),
    "save of one field": lambda row: row.save(update_fields=["form"]),
    "forced insert": lambda row: row.save(force_insert=True),
    "save on a named connection": lambda row: row.save(using="default"),
    "save_base": lambda row: row.save_base(raw=True),
    "delete": lambda row: row.delete(),
    "refresh": lambda row: row.refresh_from_db(),
    "bulk_create": lambda row: Draft.objects.bulk_create([row]),
    "bulk_create that ignores": lambda row: Draft.objects.bulk_create([row], ignore_conflicts=True),
    "bulk_update": lambda row: Draft.objects.bulk_update([row], ["form"]),
}


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_a_row_of_one_unit_is_refused_in_another(world: World, planted: Planted, write: Callable[[Any], Any]) -> None:
    with world.scope("w111"):
        row = Draft.objects.get()
    with world.scope("w112"), pytest.raises(WrongUnit):
        write(row)
    with pytest.raises(NoActiveUnit):
        write(row)
    with world.scope("w112"):
        assert Draft.objects.get().form == "form w112"
    with world.scope("w111"):
        assert Draft.objects.get().data == {"name": citizen("w111")}


def test_a_new_row_made_in_one_unit_is_refused_in_another(world: World) -> None:
    with world.scope("w111"):
        row = Draft(form="unsaved")
    with world.scope("w112"), pytest.raises(WrongUnit):
        row.save()


def test_a_row_made_outside_any_unit_belongs_to_none(world: World) -> None:
    row = Draft(form="unsaved")
    with world.scope("w112"), pytest.raises(WrongUnit):
        row.save()


def test_deferred_fields_are_not_read_in_another_unit(world: World, planted: Planted) -> None:
    with world.scope("w111"):
        row = Draft.objects.only("id").get()
    with world.scope("w112"), pytest.raises(WrongUnit):
        assert row.form


def test_a_queryset_made_where_no_unit_is_active_belongs_to_the_first_that_uses_it(
    world: World, planted: Planted
) -> None:
    rows = Draft.objects.all()
    with world.scope("w111"):
        assert [row.form for row in rows.all()] == ["form w111"]
        assert [row.form for row in rows] == ["form w111"]
    with world.scope("w112"), pytest.raises(WrongUnit):
        list(rows)


def test_a_class_attribute_queryset_serves_each_unit_its_own_rows(world: World, planted: Planted) -> None:
    attribute = Draft.objects.all()
    for key in ("w111", "w112", "w12"):
        with world.scope(key):
            assert [row.form for row in attribute.all()] == [f"form {key}"]


def test_without_a_unit_its_tables_are_refused(world: World) -> None:
    for question in (lambda: list(Draft.objects.all()), lambda: Draft(form="x").save(), lambda: Event.objects.count()):
        with pytest.raises(NoActiveUnit):
            question()


def test_raw_queries_are_not_offered(world: World) -> None:
    with world.scope("w111"), pytest.raises(NotImplementedError):
        Draft.objects.raw("SELECT * FROM journal_draft")


def test_one_transaction_touches_one_unit(world: World, planted: Planted) -> None:
    with transaction.atomic(), world.scope("w111"):
        assert Draft.objects.count() == 1
        with unit_scope(world.unit("w112")), pytest.raises(WrongUnit):
            Draft.objects.count()
        with unit_scope(None):
            world.account("w111", "officer")
    with transaction.atomic(), world.scope("w112"):
        assert Draft.objects.count() == 1


def test_the_database_itself_refuses_a_row_with_another_units_number(world: World, planted: Planted) -> None:
    from django.db import IntegrityError

    with world.scope("w111"):
        row = Event.objects.get()
        assert row.unit_id == current().id
    with world.scope("w112"), pytest.raises(IntegrityError):
        Event.objects.create(unit_id=row.unit_id, kind="case_taken_in", actor_name="x")


@pytest.mark.parametrize("model", [Event, ChainLink])
def test_the_serving_role_cannot_change_the_past(world: World, planted: Planted, model: Any) -> None:
    from django.db import ProgrammingError

    for change in (lambda: model.objects.update(**{_some_column(model): None}), lambda: model.objects.all().delete()):
        refused = pytest.raises(ProgrammingError, match="permission denied")
        with world.scope("w111"), refused, transaction.atomic():
            change()


def _some_column(model: Any) -> str:
    return "case_id" if model is Event else "event_id"
