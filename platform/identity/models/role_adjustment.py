"""Where a unit departs from the preset of a role."""

from typing import ClassVar

from django.db import models

from identity.permissions import Permission
from identity.roles import Role


class RoleAdjustment(models.Model):
    """One permission that a unit gives to or takes from a role; absent means the preset holds."""

    unit = models.ForeignKey("registry.Unit", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=32, choices=Role.choices)
    permission = models.CharField(max_length=32, choices=[(p.value, p.value) for p in Permission])
    granted = models.BooleanField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["unit", "role", "permission"], name="identity_adjustment_once"),
        ]

    def __str__(self) -> str:
        return f"{'+' if self.granted else '-'}{self.permission} {self.role} @ {self.unit_id}"
