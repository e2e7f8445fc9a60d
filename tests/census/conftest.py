"""One stage for all tests of the census: built and committed once a worker, thrown away afterwards."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests import cluster


@pytest.fixture(scope="package")
def stage(django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
    """The small world with everything an address can name."""
    from tests.census.stage import build
    from tests.world import World

    with django_db_blocker.unblock():
        made = build(World())
    yield made
    with django_db_blocker.unblock():
        from registry import snapshot

        cluster.copy_world()
        snapshot.forget()
