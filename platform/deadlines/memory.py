"""Small tables that every page asks (calendar, rules) are kept in the process and read again every half minute.

A change made in this process shows at once (``forget``); in the other processes after at most ``SECONDS``.
"""

import time
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")
SECONDS = 30.0
_all: list["Remembered"] = []  # type: ignore[type-arg]


class Remembered(Generic[T]):
    """The last answer of ``load``, for ``SECONDS``. Threads may load twice; both get the same rows."""

    def __init__(self, load: Callable[[], T]) -> None:
        self._load = load
        self._kept: tuple[float, T] | None = None
        _all.append(self)

    def __call__(self) -> T:
        kept = self._kept
        if kept is None or time.monotonic() - kept[0] > SECONDS:
            kept = self._kept = (time.monotonic(), self._load())
        return kept[1]

    def forget(self) -> None:
        self._kept = None


def forget() -> None:
    """Read everything again at the next question; called after each change of these tables."""
    for remembered in _all:
        remembered.forget()
