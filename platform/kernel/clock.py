"""The office clock: the only place that asks what time it is.

Tests and the demo's past set it with `at()`; it then stands still at that moment in this thread or task.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

OFFICE_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
OFFICE_OPENS = time(8, 0)

_set: ContextVar[datetime | None] = ContextVar("office clock", default=None)


def now() -> datetime:
    """This instant, aware, in UTC."""
    return _set.get() or datetime.now(UTC)


def today() -> date:
    """The business day in Asia/Ho_Chi_Minh."""
    return now().astimezone(OFFICE_ZONE).date()


def day_of(moment: datetime) -> date:
    """The business day an instant falls on."""
    return moment.astimezone(OFFICE_ZONE).date()


@contextmanager
def at(moment: datetime | date) -> Iterator[datetime]:
    """Set the clock of this thread: a day means its opening hour, 08:00; nests."""
    if not isinstance(moment, datetime):
        moment = datetime.combine(moment, OFFICE_OPENS, OFFICE_ZONE)
    elif moment.tzinfo is None:
        moment = moment.replace(tzinfo=OFFICE_ZONE)
    before = _set.get()
    _set.set(moment)
    try:
        yield moment
    finally:
        _set.set(before)
