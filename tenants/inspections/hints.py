"""Telling the worker that an alert waits. A lost hint costs seconds: the sweep looks, too."""

import logging

from kernel.transactions import on_commit

log = logging.getLogger(__name__)


def tell_soon() -> None:
    """After the commit, ask a worker to tell those on duty; a broker that does not answer is no error."""

    def publish() -> None:
        # The job imports the actions: only when a hint is sent.
        from tenants.inspections.jobs import tell_alerts

        try:
            tell_alerts.apply_async(retry=False, ignore_result=True)
        except Exception as failure:
            log.warning("hint not published: %s", type(failure).__name__)

    on_commit(publish)
