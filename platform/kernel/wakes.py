"""When a unit's own waiting work must be looked at: unit, job and time in `public`, and nothing of what waits there.

A sweep over all units would cost a query in each. Rows are only inserted and taken, so that no two writers wait for each
other: whoever writes waiting work inserts a row in the same transaction, and a sweep that dies leaves its own row behind.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import connection, models

from kernel import clock

LEASE = timedelta(minutes=5)
"""After so long a sweep that took a unit and said nothing more is taken for dead."""


class Wake(models.Model):
    """A unit's work of one job that is due at a time."""

    id = models.BigAutoField(primary_key=True)
    unit_id = models.IntegerField()
    job = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        app_label = "kernel"
        indexes = [models.Index(fields=["job", "at"], name="kernel_wake_due")]


def ask(unit_id: int, job: str, at: datetime | None = None) -> None:
    """Have the unit looked at by the job at a time (now by default); in the transaction of what waits."""
    Wake.objects.create(unit_id=unit_id, job=job, at=at or clock.now())


def take(job: str, *, limit: int = 500) -> list[int]:
    """The units that are due, each once; each comes again after ``LEASE`` unless it is ``settled``. One statement."""
    now = clock.now()
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH due AS (SELECT DISTINCT unit_id FROM kernel_wake WHERE job = %s AND at <= %s LIMIT %s),"
            " taken AS (DELETE FROM kernel_wake w USING due WHERE w.unit_id = due.unit_id AND w.job = %s AND w.at <= %s"
            " RETURNING w.unit_id)"
            " INSERT INTO kernel_wake (unit_id, job, at) SELECT DISTINCT unit_id, %s, %s::timestamptz FROM taken"
            " RETURNING unit_id",
            [job, now, limit, job, now, job, now + LEASE],
        )
        return [int(row[0]) for row in cursor.fetchall()]


def settle(unit_id: int, job: str, *, look: Callable[[], datetime | None]) -> None:
    """The unit was looked at: come again at what ``look`` finds, or not at all. Within one transaction.

    Rows that are due stay: they were written while the unit was looked at. The later ones go before ``look`` reads, so
    that what commits between the two is found by one of them.
    """
    Wake.objects.filter(unit_id=unit_id, job=job, at__gt=clock.now()).delete()
    next_at = look()
    if next_at is not None:
        ask(unit_id, job, next_at)
