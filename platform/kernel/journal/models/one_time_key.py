from django.db import models

from kernel import clock, ids
from kernel.models import PublicRef, UnitModel


class OneTimeKey(UnitModel):
    """A form or call that was carried out once: key, actor, fingerprint, object and status, never the body."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    key = models.CharField(max_length=100)
    actor = PublicRef("identity.Account")
    fingerprint = models.CharField(max_length=64)
    object_id = models.UUIDField(null=True)
    status = models.SmallIntegerField(default=201)
    at = models.DateTimeField(default=clock.now)

    class Meta:
        app_label = "journal"
        constraints = [
            # Without an account (the system) a key is unique by itself, hence NULLS NOT DISTINCT.
            models.UniqueConstraint(fields=["key", "actor"], name="one_time_key_actor", nulls_distinct=False),
        ]
        indexes = [models.Index(fields=["at"], name="one_time_key_at")]

    def __str__(self) -> str:
        return self.key
