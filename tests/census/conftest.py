"""One stage for all tests of a file: built and committed once, thrown away before the next file begins."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests import cluster


@pytest.fixture(scope="module")
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
