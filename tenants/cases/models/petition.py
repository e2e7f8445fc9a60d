from django.db import models

from kernel import clock
from kernel.models import UnitRoot
from tenants.cases.enums import Channel, PetitionForm


class Petition(UnitRoot):
    """One written submission, or one oral statement written down (đơn); several may join one case."""

    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="petitions", db_index=False)
    entry_number = models.PositiveIntegerField()
    received_on = models.DateField()
    entered_at = models.DateTimeField(default=clock.now)
    entered_unit_id = models.IntegerField()
    channel = models.CharField(max_length=12, choices=Channel.choices)
    content = models.TextField()
    forwarded_by = models.CharField(max_length=250, blank=True, default="")
    forwarded_number = models.CharField(max_length=60, blank=True, default="")
    forwarded_on = models.DateField(null=True)
    person_count = models.PositiveIntegerField(default=1)
    form = models.CharField(max_length=8, choices=PetitionForm.choices, default=PetitionForm.ONE)

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(fields=["case", "received_on"], name="petition_case"),
            models.Index(fields=["received_on"], name="petition_received"),
        ]

    def __str__(self) -> str:
        return f"{self.entry_number}/{self.received_on.year}"
