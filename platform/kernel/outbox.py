"""Facts that rise: signed deltas written in the transaction of the change, folded into roll-ups later."""

from datetime import date

from django.db import models


class OutboxRow(models.Model):
    """One delta of one fact of one unit on one business day; names no person and no case."""

    id = models.BigAutoField(primary_key=True)
    unit_id = models.IntegerField()
    fact = models.CharField(max_length=32)
    kind = models.CharField(max_length=32, blank=True)
    line = models.CharField(max_length=16)
    day = models.DateField()
    n = models.IntegerField()
    written_at = models.DateTimeField(db_default=models.functions.Now())

    class Meta:
        app_label = "kernel"
        db_table = "kernel_outbox"
        # Folding takes the oldest first and needs no other access path.
        ordering = ("id",)


def emit(*, unit_id: int, fact: str, kind: str, day: date, n: int, line: str = "GOVERNMENT") -> None:
    """Add a signed delta in the current transaction; zero adds nothing."""
    if n:
        OutboxRow.objects.create(unit_id=unit_id, fact=fact, kind=kind, day=day, n=n, line=line)
