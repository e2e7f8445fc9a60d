"""Where the connection stands: after rollbacks, in threads, over random walks through units."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kernel import active
from kernel.active import NoActiveUnit, unit_scope
from kernel.journal.models import Draft
from kernel.transactions import on_commit
from registry.info import UnitInfo
from tests.isolation.planted import citizen, names_seen, plant
from tests.world import KEYS, World


def where() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SHOW search_path")
        return str(cursor.fetchone()[0])


def test_a_cursor_stands_in_the_active_unit(world: World) -> None:
    assert where() == "public"
    with world.scope("w111") as unit:
        assert unit is not None
        assert where() == f"{unit.schema}, public"
        with unit_scope(None):
            assert where() == "public"
        assert where() == f"{unit.schema}, public"
    assert where() == "public"


def test_moving_between_units_is_no_query_of_the_page(world: World, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(2):  # type: ignore[operator]
        for key in ("w111", "w112"):
            with world.scope(key):
                Draft.objects.count()


def test_the_path_is_right_after_a_savepoint_is_rolled_back(world: World) -> None:
    plant(world)
    with world.scope("w111"):
        try:
            with transaction.atomic():
                Draft.objects.update(form="changed")
                raise LookupError
        except LookupError:
            pass
        assert Draft.objects.get().form == "form w111"
    with world.scope("w112"):
        try:
            with transaction.atomic():
                Draft.objects.create(form="form w112", data={}).save()
                with connection.cursor() as cursor:
                    cursor.execute("SELECT 1/0")
        except Exception:
            pass
        assert names_seen() == {citizen("w112")}


def test_the_path_is_right_after_somebody_else_moved_it(world: World) -> None:
    with world.scope("w111") as unit:
        assert unit is not None
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL search_path TO public")
        assert where() == f"{unit.schema}, public"


def test_the_path_is_right_after_discard_all(committing: World) -> None:
    with committing.scope("w111") as unit:
        assert unit is not None
        where()
        with connection.cursor() as cursor:
            cursor.execute("DISCARD ALL")
        assert where() == f"{unit.schema}, public"


STEP = st.tuples(st.sampled_from(KEYS), st.sampled_from(["read", "write", "rollback", "fail", "nest", "leave"]))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEP, max_size=12))
def test_random_walks_see_only_the_unit_they_are_in(world: World, steps: list[tuple[str, str]]) -> None:
    with thrown_away():
        plant(world)
        for key, step in steps:
            _walk(world, key, step)
            assert active.current_or_none() is None
            assert where() == "public"


@contextmanager
def thrown_away() -> Iterator[None]:
    """Undo what one example did; each example begins in the same world."""
    savepoint = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(savepoint)


def _walk(world: World, key: str, step: str) -> None:
    with world.scope(key):
        if step == "write":
            Draft.objects.create(form=f"more {step}", data={"name": citizen(key)})
            Draft.objects.filter(form__startswith="more").delete()
        elif step == "rollback":
            try:
                with transaction.atomic():
                    Draft.objects.all().delete()
                    raise LookupError
            except LookupError:
                pass
        elif step == "fail":
            try:
                with transaction.atomic(), connection.cursor() as cursor:
                    cursor.execute("SELECT * FROM there_is_no_such_table")
            except Exception:
                pass
        elif step == "nest":
            with world.scope("w12"):
                assert names_seen() == {citizen("w12")}
        elif step == "leave":
            with unit_scope(None), pytest.raises(NoActiveUnit):
                names_seen()
        assert names_seen() == {citizen(key)}


def test_a_new_thread_is_in_no_unit(world: World) -> None:
    found: list[object] = []
    with world.scope("w111"):
        thread = threading.Thread(target=lambda: found.append(active.current_or_none()))
        thread.start()
        thread.join()
    assert found == [None]


def test_threads_in_different_units_never_meet(committing: World) -> None:
    plant(committing)
    units = {key: committing.unit(key) for key in KEYS}
    seen: dict[str, list[set[str]]] = {key: [] for key in KEYS}
    begin = threading.Barrier(len(KEYS))

    def work(key: str, unit: UnitInfo) -> None:
        try:
            begin.wait()
            for _ in range(20):
                with unit_scope(unit):
                    seen[key].append(names_seen())
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=pair) for pair in units.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for key, rounds in seen.items():
        assert rounds == [{citizen(key)}] * 20


def test_on_commit_runs_in_the_unit_it_was_asked_in(committing: World) -> None:
    plant(committing)
    found: list[set[str]] = []
    with committing.scope("w112"):
        with transaction.atomic():
            with committing.scope("w111"):
                on_commit(lambda: found.append(names_seen()))
            with unit_scope(None):
                on_commit(lambda: found.append({str(active.current_or_none())}))
        assert names_seen() == {citizen("w112")}
    assert found == [{citizen("w111")}, {"None"}]


def test_a_backend_is_given_up_after_many_units_but_never_inside_a_transaction(
    committing: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    from config.database import base

    monkeypatch.setattr(base, "UNITS_PER_BACKEND", 3)
    for key in KEYS[:5]:
        with committing.scope(key):
            Draft.objects.count()
    held = connection.connection
    with transaction.atomic():
        connection.close_if_unusable_or_obsolete()
        assert connection.connection is held
    connection.close_if_unusable_or_obsolete()
    assert connection.connection is None
    with committing.scope("w111"):
        assert Draft.objects.count() == 0
