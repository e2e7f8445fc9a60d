"""Fixtures every test may use.

`db`: one transaction, rolled back. `world`: the units and accounts that always exist (tests/world.py), rolled back, too.
`committing`: for tests whose work must be committed (threads, other processes): the database is copied anew afterwards.
"""

import gc
import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connections
from django.template.base import Template
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from tests import cluster, rendering

# How long a busy machine takes to make examples says nothing about the product.
hypothesis_settings.register_profile("tests", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("tests")


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        cluster.begin_run()


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput") and cluster.RUN_FOLDER in os.environ:
        connections.close_all()
        cluster.end_run()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        mark = item.get_closest_marker("django_db")
        if mark is not None and mark.kwargs.get("transaction"):
            raise pytest.UsageError(f"{item.nodeid}: Django's flush knows only public; use the fixture `committing`")


def pytest_collection_finish() -> None:
    """As in config.wsgi: what was loaded is not looked through for garbage again and again, a twelfth of the suite's time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture(scope="session", autouse=True)
def _context_of_pages_alone(django_test_environment: None) -> None:
    """Django copies the context of every template for ``response.context``, each option of a select included: a tenth of the suite's time."""
    Template._render = rendering.of_page_alone


@pytest.fixture(scope="session")
def django_db_setup(request: pytest.FixtureRequest, django_test_environment: None, django_db_blocker: Any) -> None:
    """A database of this worker, copied from the world."""
    from tests import world  # Django is set up only now

    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    with django_db_blocker.unblock():
        cluster.use_database(worker, world.build)


@pytest.fixture(autouse=True)
def _no_memory_between_tests() -> Iterator[None]:
    """No unit stays active, and a picture of the tree that a rolled-back test changed is looked at again."""
    from kernel import active
    from registry import snapshot

    yield
    left = active.enter(None)
    snapshot.doubt()
    assert left is None, f"the test left unit {left} active"


@pytest.fixture
def world(db: None) -> Any:
    """The units and accounts that always exist; see tests/world.py."""
    from tests.world import World

    return World()


@pytest.fixture
def committing(django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
    """The world without a transaction around the test, on both connections; copied anew afterwards."""
    from tests.world import World

    with django_db_blocker.unblock():
        try:
            yield World()
        finally:
            from registry import snapshot

            cluster.copy_world()
            snapshot.forget()


@pytest.fixture
def client() -> Any:
    """An anonymous browser that goes through the unit layer."""
    from tests.world import Browser

    return Browser()
