"""When a mail is tried again, and what the tries together say."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

MOST_TRIES = 60
"""With the pauses below: more than a day; after that a person must look."""
_FIRST = timedelta(minutes=1)
_LONGEST = timedelta(minutes=30)


class Outcome(StrEnum):
    """What came of one try."""

    ACCEPTED = "accepted"
    REFUSED = "refused"  # for good (5xx)
    LATER = "later"  # the gateway asks to come again (4xx)
    UNREACHABLE = "unreachable"  # no connection: nothing was handed over
    UNCERTAIN = "uncertain"  # the connection ended after the text was handed over and before the answer
    STARTED = "started"  # the process died in between: nobody knows


UNSURE = frozenset({Outcome.UNCERTAIN, Outcome.STARTED})


def next_try(now: datetime, tries: int) -> datetime:
    """A minute after the first failure, then twice as long each time, half an hour at most."""
    doubled: timedelta = _FIRST * (1 << min(max(tries - 1, 0), 10))
    return now + min(doubled, _LONGEST)


def may_be_double(tries: Sequence[dict[str, Any]]) -> bool:
    """Whether the gateway may have taken the message more than once: taken in the end, and unsure before."""
    outcomes = [str(one.get("outcome", "")) for one in tries]
    return Outcome.ACCEPTED in outcomes and any(one in UNSURE for one in outcomes)


def is_unsure(tries: Sequence[dict[str, Any]]) -> bool:
    """Whether the message may have been taken although no answer came."""
    outcomes = [str(one.get("outcome", "")) for one in tries]
    return Outcome.ACCEPTED not in outcomes and any(one in UNSURE for one in outcomes)
