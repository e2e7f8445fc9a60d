"""Telling the worker that something waits. A lost hint costs time, never a case: the sweeper looks too."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from asgiref.local import Local

from exchange.faultpoints import reach
from kernel.transactions import on_commit

log = logging.getLogger(__name__)
_state = Local()


@contextmanager
def paused() -> Iterator[None]:
    """Publish no hints: for who delivers by itself, such as the filling of the demo's past."""
    before = getattr(_state, "paused", False)
    _state.paused = True
    try:
        yield
    finally:
        _state.paused = before


def deliver_soon(envelope_id: UUID) -> None:
    """After the commit, ask a worker to deliver; a broker that does not answer is no error."""
    if getattr(_state, "paused", False):
        return

    def publish() -> None:
        # The job imports the delivery, which imports the rooms' models: only when a hint is sent.
        from exchange.jobs import deliver

        try:
            deliver.apply_async((str(envelope_id),), retry=False, ignore_result=True)
        except Exception as failure:
            log.warning("hint not published: %s", type(failure).__name__)
        reach("send.after_hint")

    on_commit(publish)
