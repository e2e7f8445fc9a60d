"""Asking a worker to begin soon. What is wanted stands in the unit's own rows: a worker that is not there is no error."""

import logging
from uuid import UUID

from kernel.transactions import on_commit

log = logging.getLogger("tiepdan.receptions")


def make_register_soon(account_id: UUID | None, key: UUID) -> None:
    """After the commit, ask a worker to write the register; its page offers to do it at once where none does."""

    def publish() -> None:
        # The job imports the actions: only when a hint is sent.
        from tenants.receptions.jobs import make_register

        try:
            make_register.apply_async([str(account_id), str(key)], retry=False, ignore_result=True)
        except Exception as failure:
            log.warning("hint not published: %s", type(failure).__name__)

    on_commit(publish)
