"""The active unit of this thread, task or request.

A new thread, Celery task or shell has none: whoever starts one enters a unit on purpose.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Protocol


class NoActiveUnit(RuntimeError):
    """A table of a unit was asked for while no unit is active."""


class WrongUnit(RuntimeError):
    """A row, a queryset or a transaction of one unit was used in another."""


class UnitLike(Protocol):
    """Anything that names a unit: a model instance, a UnitInfo, a UnitRef."""

    @property
    def id(self) -> int: ...

    @property
    def key(self) -> str: ...


@dataclass(frozen=True, slots=True)
class UnitRef:
    """A unit by its immutable number and its address key."""

    id: int
    key: str

    @property
    def schema(self) -> str:
        return schema_name(self.id)


def schema_name(unit_id: int) -> str:
    """`u` and the immutable number: the schema of a unit."""
    return f"u{unit_id}"


# A new thread begins with an empty context: no unit.
_active: ContextVar[UnitRef | None] = ContextVar("active unit", default=None)


def current_or_none() -> UnitRef | None:
    """The active unit, if any."""
    return _active.get()


def current() -> UnitRef:
    """The active unit; raises `NoActiveUnit`."""
    unit = current_or_none()
    if unit is None:
        raise NoActiveUnit("no unit is active; enter one with unit_scope()")
    return unit


def current_id() -> int | None:
    """The number of the active unit, if any."""
    unit = current_or_none()
    return None if unit is None else unit.id


def enter(unit: UnitLike | None) -> UnitRef | None:
    """Make a unit (or none) active and return what was active before: for the WSGI layer, whose scope is not a block."""
    before = current_or_none()
    _active.set(None if unit is None else UnitRef(unit.id, unit.key))
    return before


@contextmanager
def unit_scope(unit: UnitLike | None) -> Iterator[UnitRef | None]:
    """Work inside one unit (None: inside no unit); restores what was active before."""
    before = enter(unit)
    try:
        yield current_or_none()
    finally:
        _active.set(before)
