"""The units whose journals are swept. The kernel knows no registry: that room registers itself when it is ready."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from django.db import connection

from kernel.active import UnitLike, unit_scope

_opened: Callable[[], Sequence[UnitLike]] | None = None


def register(opened: Callable[[], Sequence[UnitLike]]) -> None:
    """Name the function that lists every unit with a schema of this release."""
    global _opened
    _opened = opened


def units() -> Sequence[UnitLike]:
    """Every unit with a schema; raises ``RuntimeError`` when nobody registered."""
    if _opened is None:
        raise RuntimeError("no room has registered the units")
    return _opened()


@contextmanager
def each_in(unit: UnitLike) -> Iterator[None]:
    """One step of a sweep: inside the unit, and afterwards a chance for an overgrown backend to be replaced."""
    with unit_scope(unit):
        yield
    if not connection.in_atomic_block:
        connection.close_if_unusable_or_obsolete()
