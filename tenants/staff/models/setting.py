"""What a unit sets for itself: one row a topic, validated JSON."""

from django.db import models

from kernel import clock
from kernel.models import PublicRef, UnitRoot


class Setting(UnitRoot):
    """One topic (rooms, hours, letterheads, default participants, texts of a document kind, …); shapes: ``staff.rules``."""

    topic = models.CharField(max_length=60)
    value = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(default=clock.now)
    changed_by = PublicRef("identity.Account")

    class Meta(UnitRoot.Meta):
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["topic"], name="staff_setting_once")]

    def __str__(self) -> str:
        return self.topic
