from django.db import models

from kernel import clock
from kernel.models import PublicRef, UnitRoot


class Event(UnitRoot):
    """One thing that happened in the unit, in the past tense (``case_taken_in``).

    Rows are only ever inserted: the application role has no UPDATE and no DELETE on this table. ``at`` is the office clock
    and never an order of arrival; the order that counts for the proof is the number in ``ChainLink``.
    """

    append_only = True

    case_id = models.UUIDField(null=True)
    kind = models.CharField(max_length=64)
    actor = PublicRef("identity.Account")
    actor_name = models.CharField(max_length=200)
    at = models.DateTimeField(default=clock.now)
    data = models.JSONField(default=dict)
    is_internal = models.BooleanField(default=False)

    class Meta:
        app_label = "journal"
        indexes = [models.Index(fields=["case_id", "at"], name="event_case_at")]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%d/%m/%Y %H:%M}"
