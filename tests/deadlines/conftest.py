from collections.abc import Iterator

import pytest

from deadlines import memory


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    """Rules and days of a rolled-back test must not be remembered by the next one."""
    memory.forget()
    yield
    memory.forget()
