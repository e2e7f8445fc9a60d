"""Counting what somebody without an account tries, in the database, so that it holds without a cache.

Only keyed digests are stored. Used by citizens' pages of units: how often one address registers, how often it guesses a code.
"""

from collections.abc import Callable
from datetime import timedelta

from django.utils.translation import gettext as _

from exchange.models import TrackingGuard
from exchange.rules import guesses
from exchange.tracking import add_one, in_words, keyed
from kernel import clock
from kernel.errors import TooMany
from kernel.transactions import atomic

#: So many registrations from one address a day go through at once; a library or an office shares one.
FREE = 5
PAUSE = timedelta(minutes=15)


def refuse_while_paused(kind: str, value: str) -> None:
    """Raise TooMany with ``retry_after`` while this caller pauses."""
    found = TrackingGuard.objects.filter(digest=keyed(kind, value)).first()
    if found is None or found.until is None or found.until <= clock.now():
        return
    wait = max(1, round((found.until - clock.now()).total_seconds()))
    raise TooMany(
        "too_many_tries",
        _("Đã gửi nhiều lần. Hãy thử lại sau %(wait)s.") % {"wait": in_words(wait)},
        retry_after=wait,
    )


def count_guess(kind: str, value: str) -> None:
    """A code that opened nothing; after five the caller pauses."""
    _count(kind, value, guesses.address_wait)


def count_sending(kind: str, value: str) -> None:
    """Something was sent in; from the fifth of a day on there is a pause between two."""
    _count(kind, value, lambda n: PAUSE if n >= FREE else None)


def forget(kind: str, value: str) -> None:
    """The code was right: what was counted before does not count any more."""
    TrackingGuard.objects.filter(digest=keyed(kind, value)).delete()


def _count(kind: str, value: str, wait_of: Callable[[int], timedelta | None]) -> None:
    digest = keyed(kind, value)
    with atomic():
        wait = wait_of(add_one(digest, clock.now()))
        TrackingGuard.objects.filter(digest=digest).update(until=None if wait is None else clock.now() + wait)
