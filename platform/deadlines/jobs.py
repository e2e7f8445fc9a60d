"""Celery's door to the deadlines."""

from deadlines import due
from kernel.jobs import site_job


@site_job(name="deadlines.sweep")
def sweep() -> int:
    """Every few minutes: mark and count what became overdue. Misses nothing when it did not run for a day."""
    return due.sweep()
