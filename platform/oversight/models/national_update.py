from django.db import models

from kernel import clock


class NationalUpdate(models.Model):
    """The unit's word that the national database of complaints and denunciations holds its month: a tick with its date.

    The duty stands in Decree 55/2022/NĐ-CP; the head answers for it (Decree 154/2026/NĐ-CP, Art. 27.4). The product cannot look
    into that database, so it records who said so and when.
    """

    id = models.UUIDField(primary_key=True)
    unit_id = models.IntegerField()
    #: First day of the month.
    period = models.DateField()
    done_on = models.DateField()
    account_id = models.UUIDField(null=True)
    account_name = models.CharField(max_length=200)
    written_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit_id", "period"], name="national_update_once")]

    def __str__(self) -> str:
        return f"{self.period:%m/%Y}"
