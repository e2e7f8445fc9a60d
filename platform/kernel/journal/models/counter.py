from django.db import models

from kernel import ids
from kernel.models import UnitModel


class Counter(UnitModel):
    """The last number given in one series of one year (``case``/2026 → 123)."""

    id = models.UUIDField(primary_key=True, default=ids.new_id, editable=False)
    series = models.CharField(max_length=40)
    year = models.IntegerField()
    last = models.BigIntegerField(default=0)

    class Meta:
        app_label = "journal"
        constraints = [models.UniqueConstraint(fields=["series", "year"], name="counter_series_year")]

    def __str__(self) -> str:
        return f"{self.series}/{self.year}: {self.last}"
