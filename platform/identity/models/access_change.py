"""What administrators of units did to accounts and rights, as their superiors may read it."""

from typing import ClassVar

from django.db import models

from identity.enums import ChangeKind
from identity.roles import Role
from kernel import clock
from kernel.ids import new_id


class AccessChange(models.Model):
    """One change in one unit: numbers of units and accounts only, no name stands here.

    The unit's own log holds the event with names; this row is what the superiors' log shows.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    at = models.DateTimeField(default=clock.now)
    kind = models.CharField(max_length=32, choices=ChangeKind.choices)
    unit_id = models.IntegerField()
    actor_id = models.UUIDField(null=True)
    actor_unit_id = models.IntegerField(null=True)
    subject_id = models.UUIDField(null=True)
    role = models.CharField(max_length=32, choices=Role.choices, blank=True)
    permission = models.CharField(max_length=32, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["unit_id", "-at"], name="identity_change_unit_at")]

    def __str__(self) -> str:
        return f"{self.kind} @ {self.unit_id}"
