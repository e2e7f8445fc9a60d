"""Facts that rise: signed deltas written in the transaction of the change, folded into roll-ups later."""

from collections.abc import Iterable
from datetime import date

from django.db import connection, models


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
    emit_all([(fact, day, n)], unit_id=unit_id, kind=kind, line=line)


def emit_all(deltas: Iterable[tuple[str, date, int]], *, unit_id: int, kind: str, line: str = "GOVERNMENT") -> None:
    """Add what one change means for several facts (fact, day, n), in one statement."""
    rows = [(unit_id, fact, kind, line, day, n) for fact, day, n in deltas if n]
    if not rows:
        return
    # Written out: every change of a case writes some, and the ORM would compile the same text anew each time.
    marks = ", ".join(["(%s, %s, %s, %s, %s, %s)"] * len(rows))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO kernel_outbox (unit_id, fact, kind, line, day, n) VALUES {marks}",
            [value for row in rows for value in row],
        )
