"""Telling the worker that a mail waits. A lost hint costs a minute: the sweep looks, too."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from asgiref.local import Local

from kernel.transactions import on_commit

log = logging.getLogger(__name__)
_state = Local()


@contextmanager
def paused() -> Iterator[None]:
    """Publish no hints: for the filling of the demo's past and for tests that send by themselves."""
    before = getattr(_state, "paused", False)
    _state.paused = True
    try:
        yield
    finally:
        _state.paused = before


def send_soon() -> None:
    """After the commit, ask a worker to send what waits; a broker that does not answer is no error."""
    if getattr(_state, "paused", False):
        return

    def publish() -> None:
        # The job imports the sending, which imports the actions: only when a hint is sent.
        from tenants.documents.jobs import send_mail

        try:
            send_mail.apply_async(retry=False, ignore_result=True)
        except Exception as failure:
            log.warning("hint not published: %s", type(failure).__name__)

    on_commit(publish)
