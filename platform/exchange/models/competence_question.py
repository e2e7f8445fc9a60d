"""Two units refuse the same case: their lowest common superior names the competent one."""

from django.db import models
from django.db.models import Q

from exchange.models.envelope import Envelope
from kernel import clock
from kernel.ids import new_id


class CompetenceQuestion(models.Model):
    """Opened after two returns of a case, or when it came back to a unit that had passed it on.

    The superior's reason is text and travels to the holder in a parcel, never through here.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    case_id = models.UUIDField()
    #: None: no common superior is open on the platform; the letter goes out on paper.
    superior_unit = models.IntegerField(null=True, blank=True)
    #: Who keeps the case until the question is decided.
    holding_unit = models.IntegerField()
    #: Every unit that had the case and passed it on or back, in that order.
    parties = models.JSONField(default=list)
    cause = models.ForeignKey(
        Envelope, null=True, blank=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    opened_at = models.DateTimeField(default=clock.now)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.UUIDField(null=True, blank=True)
    named_unit = models.IntegerField(null=True, blank=True)
    #: When the holder's dossier was sent on to the named unit (or stayed, if it was the holder).
    carried_out_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case_id"],
                condition=Q(carried_out_at__isnull=True),
                name="competence_one_open",
            ),
        ]
        indexes = [
            models.Index(
                fields=["superior_unit"],
                condition=Q(decided_at__isnull=True),
                name="competence_undecided",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} → {self.superior_unit}"
