from django.db import models

from kernel import clock
from kernel.models import UnitModel


class ChainLink(UnitModel):
    """The number and the hash that the sealer gave to one event; insert-only like the event itself."""

    append_only = True

    number = models.BigIntegerField(primary_key=True)
    event_id = models.UUIDField()
    prev_hash = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32)
    sealed_at = models.DateTimeField(default=clock.now)

    class Meta:
        app_label = "journal"
        constraints = [
            # One event, one link: two sealers that got past the lock would fail here instead of forking the chain.
            models.UniqueConstraint(fields=["event_id"], name="chain_link_event"),
        ]

    def __str__(self) -> str:
        return f"{self.number}"
