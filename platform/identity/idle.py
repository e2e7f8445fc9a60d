"""The idle lock: after 15 minutes without a person at the desk the session asks for the password again.

The session stays signed in, so that what was typed stays on the page; the server refuses until it is unlocked.
"""

from datetime import timedelta

from django.contrib.sessions.backends.base import SessionBase

from kernel import clock

IDLE_LIMIT = timedelta(minutes=15)
# A request within this time of the last noted one is not written down: one session write a minute at most.
_GRAIN = 30
_SEEN = "seen_at"
# Requests that a page makes by itself (refreshing a count) must not keep a desk open.
BACKGROUND_HEADER = "X-Background"


def is_locked(session: SessionBase) -> bool:
    """Whether nobody worked in this session for the limit; a session never seen before counts as just opened."""
    seen = session.get(_SEEN)
    return seen is not None and _now() - int(seen) >= IDLE_LIMIT.total_seconds()


def note_activity(session: SessionBase) -> None:
    """Somebody worked just now; does nothing on a locked session."""
    seen = session.get(_SEEN)
    if seen is None or _GRAIN <= _now() - int(seen) < IDLE_LIMIT.total_seconds():
        session[_SEEN] = _now()


def unlock(session: SessionBase) -> None:
    """The person has proved who they are."""
    session[_SEEN] = _now()


def _now() -> int:
    return int(clock.now().timestamp())
