"""How often somebody guessed: in the database, so that it holds without a cache."""

from django.db import models


class TrackingGuard(models.Model):
    """Wrong tries of one address or on one code, both known only by a keyed digest.

    A code that does not exist gets a row like one that does: the two cannot be told apart.
    """

    digest = models.BinaryField(primary_key=True, max_length=32)
    wrong = models.IntegerField(default=0)
    last_at = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["last_at"], name="tracking_guard_last")]

    def __str__(self) -> str:
        return f"{self.wrong} × {bytes(self.digest).hex()[:8]}"
