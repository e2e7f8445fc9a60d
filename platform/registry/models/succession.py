from django.db import models

from registry.models.unit import Unit


class Succession(models.Model):
    """What became of a unit; `is_default` takes over whatever no rule assigns."""

    old = models.ForeignKey(Unit, models.PROTECT, related_name="successions")
    new = models.ForeignKey(Unit, models.PROTECT, related_name="predecessions")
    on = models.DateField(help_text="first day of the successor")
    is_default = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["old", "new"], name="succession_once")]

    def __str__(self) -> str:
        return f"{self.old_id} → {self.new_id}"
