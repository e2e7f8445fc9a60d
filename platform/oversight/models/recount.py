from django.db import models


class RecountRun(models.Model):
    """A nightly recount: how many units were compared and what was repaired."""

    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    units = models.IntegerField(default=0)
    differences = models.JSONField(default=list)
