"""Telling every process that the registry has changed."""

from django.db import transaction

from kernel import clock
from kernel.ids import new_id
from registry import snapshot
from registry.models import RegistryEpoch

# Where many units change in a row the other processes learn of them this often, not only at the end.
SECONDS_BETWEEN_BUMPS = 5.0


def bump(using: str = "default") -> None:
    """Change the epoch in the current transaction; this process looks at once, the others within a second or so."""
    RegistryEpoch.objects.using(using).update_or_create(id=1, defaults={"token": new_id(), "at": clock.now()})
    snapshot.doubt()
    # Another connection sees it only after the commit.
    transaction.on_commit(snapshot.doubt, using=using)
