"""Ending sessions."""

import uuid

from identity.models import Account


def end_sessions(account: Account) -> None:
    """Sign the account out everywhere, at once: every session carries a hash of this stamp."""
    account.session_stamp = uuid.uuid4()
    account.save(update_fields=["session_stamp"])
