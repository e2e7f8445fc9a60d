"""Who is responsible for a case, nation-wide: one row a case."""

from django.db import models


class Custody(models.Model):
    """I1: exactly one row per case. I2: a unit may work on it iff it handles it, nothing is
    under way and it has accepted. I3: `transit` names the one movement under way."""

    case_id = models.UUIDField(primary_key=True)
    handling_unit = models.IntegerField()
    answering_unit = models.IntegerField()
    #: Grows by one with every change, so that a stale writer changes no row.
    seq = models.IntegerField(default=1)
    transit = models.OneToOneField(
        "exchange.Envelope", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    #: The movement that brought the case where it is now; None where it was entered.
    arrived_by = models.ForeignKey(
        "exchange.Envelope",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
    )
    #: The dossier lies with a body that is not on the platform; the sender waits for its reply.
    outside = models.BooleanField(default=False)
    accepted_at = models.DateTimeField(null=True, blank=True)
    #: "Tranh chấp thẩm quyền": no common superior on the platform could decide.
    is_disputed = models.BooleanField(default=False)
    #: The unit a common superior has named; it can neither return nor transfer the case.
    named_unit = models.IntegerField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["handling_unit"], name="custody_handling"),
            models.Index(fields=["answering_unit"], name="custody_answering"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(seq__gte=1), name="custody_seq_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} @ {self.handling_unit}"

    def is_acting(self, unit_id: int) -> bool:
        """I2, without the reason."""
        return (
            self.handling_unit == unit_id
            and self.transit_id is None
            and not self.outside
            and self.accepted_at is not None
        )
