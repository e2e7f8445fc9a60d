"""Celery tasks carry the unit they were published in; one without a unit does nothing."""

import threading
from typing import Any

import pytest
from celery import current_app

from kernel import active
from kernel.active import NoActiveUnit
from kernel.jobs import UNIT_HEADER, site_job, unit_job
from tests.isolation.planted import citizen, names_seen, plant
from tests.world import World


@unit_job(name="tests.read_names")
def read_names() -> list[str]:
    return sorted(names_seen())


@site_job(name="tests.where_am_i")
def where_am_i() -> str | None:
    unit = active.current_or_none()
    return unit.key if unit else None


def test_a_task_works_in_the_unit_it_was_published_in(world: World) -> None:
    plant(world)
    with world.scope("w111"):
        result = read_names.apply()
    assert result.get() == [citizen("w111")]
    assert active.current_or_none() is None


def test_a_task_published_in_one_unit_is_not_run_in_another(world: World) -> None:
    plant(world)
    with world.scope("w112"):
        task = read_names.s()
        with world.scope("w111"):
            result = task.apply()
        assert result.get() == [citizen("w111")]


def test_publishing_where_no_unit_is_active_is_refused(world: World) -> None:
    with pytest.raises(NoActiveUnit):
        read_names.delay()
    with pytest.raises(NoActiveUnit):
        read_names.apply_async(countdown=5)


def test_a_task_called_where_no_unit_is_active_is_refused(world: World) -> None:
    with pytest.raises(NoActiveUnit):
        read_names()


def test_a_site_task_is_in_no_unit_wherever_it_was_published(world: World) -> None:
    with world.scope("w111"):
        assert where_am_i.apply().get() is None
        assert where_am_i() is None


def test_the_message_carries_number_and_key_and_nothing_else(world: World) -> None:
    sent: dict[str, Any] = {}
    from celery.signals import before_task_publish

    def take(headers: Any = None, body: Any = None, **_: Any) -> None:
        sent.update(headers=headers, body=body)

    before_task_publish.connect(take)
    app = current_app._get_current_object()
    with app.connection_for_write("memory://") as broker, world.scope("w111"):
        read_names.apply_async(connection=broker)
    before_task_publish.disconnect(take)
    assert sent["headers"][UNIT_HEADER] == [world.unit("w111").id, "w111"]
    assert citizen("w111") not in repr(sent)


@pytest.mark.parametrize("with_unit", [True, False])
def test_a_worker_enters_the_unit_of_the_message_and_refuses_one_without(committing: World, with_unit: bool) -> None:
    """The way of a real worker: message → Request → trace → __call__."""
    from celery.app.trace import build_tracer

    plant(committing)
    app = current_app._get_current_object()
    unit = committing.unit("w112")
    request = {"id": "1", "task": read_names.name, "args": [], "kwargs": {}, "is_eager": False}
    if with_unit:
        request[UNIT_HEADER] = [unit.id, unit.key]
    task = app.tasks[read_names.name]
    outcome: list[Any] = []

    def work() -> None:
        from django.db import connection

        tracer = build_tracer(task.name, task, app=app, eager=False, propagate=False)
        outcome.append(tracer("1", (), {}, request))
        connection.close()

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    info = outcome[0].info
    if with_unit:
        assert outcome[0].retval == [citizen("w112")]
    else:
        assert isinstance(getattr(info, "retval", info), NoActiveUnit)
