"""One stage for all tests of a file: built once in a run, copied for each file and thrown away before the next one begins."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest

from tests import cluster

LABEL = "stage"
# What this process built, with the names of what lies in the database kept under LABEL.
_built: list[Any] = []


@pytest.fixture(scope="module")
def stage(django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
    """The small world with everything an address can name."""
    from registry import snapshot
    from tests.census.stage import build
    from tests.world import World

    with django_db_blocker.unblock():
        if not _built:
            _built.append(build(World()))
            cluster.keep_as(LABEL)
        else:
            cluster.copy_kept(LABEL)
            snapshot.forget()
    yield deepcopy(_built[0])
    with django_db_blocker.unblock():
        cluster.copy_world()
        snapshot.forget()
