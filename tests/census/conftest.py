"""One stage for the census: built once in a run, copied for each worker that needs it, thrown away after its last test there."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests import cluster


@pytest.fixture(scope="package")
def stage(django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
    """The small world with everything an address can name; a test takes back what it does."""
    from registry import snapshot
    from tests.census.stage import build
    from tests.world import World

    with django_db_blocker.unblock():
        built = cluster.copy_kept("stage", lambda: build(World()))
        snapshot.forget()
    yield built
    with django_db_blocker.unblock():
        cluster.copy_world()
        snapshot.forget()
