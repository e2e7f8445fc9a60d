"""The code by which a citizen follows a case without an account."""

from django.db import models

from kernel import clock


class TrackingCode(models.Model):
    """Code and PIN of one case. The PIN stands here only as a keyed, slow digest."""

    code = models.CharField(primary_key=True, max_length=14)
    case_id = models.UUIDField(unique=True)
    pin_digest = models.BinaryField(max_length=32)
    #: False for a denunciation whose denouncer did not ask to follow it.
    allowed = models.BooleanField(default=True)
    #: A denunciation: the page says neither its kind nor a unit below the province.
    is_discreet = models.BooleanField(default=False)
    issued_at = models.DateTimeField(default=clock.now)
    pin_changed_at = models.DateTimeField(default=clock.now)

    def __str__(self) -> str:
        return f"…{self.code[-4:]}"
