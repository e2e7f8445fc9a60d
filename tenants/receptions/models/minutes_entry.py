from __future__ import annotations

from django.db import models

from kernel import clock
from kernel.models import PublicRef, UnitRoot
from tenants.receptions.enums import EntryKind, Phase


class MinutesEntry(UnitRoot):
    """One entry of the minutes of a session or a conference: a step's notes, a statement, an incident, a deviation.

    Saved while it is typed, each time under the version that was seen; who comes second in one field gets both texts.
    """

    occasion_id = models.UUIDField()
    registration_id = models.UUIDField(null=True)
    kind = models.CharField(max_length=10, choices=EntryKind.choices)
    step = models.PositiveSmallIntegerField(null=True)
    phase = models.CharField(max_length=8, choices=Phase.choices, default=Phase.DURING)
    speaker = models.CharField(max_length=250, blank=True, default="")
    body = models.ForeignKey("staff.Body", models.PROTECT, null=True, related_name="+")
    text = models.TextField(blank=True, default="")
    is_urgent = models.BooleanField(default=False)
    at = models.DateTimeField(default=clock.now)
    author = PublicRef("identity.Account")
    author_name = models.CharField(max_length=200, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta(UnitRoot.Meta):
        default_permissions = ()
        indexes = [models.Index(fields=["occasion_id", "at"], name="minutes_occasion")]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%d/%m/%Y}"
