"""Celery's door: sooner than the sweep, never instead of it."""

from kernel.jobs import site_job
from oversight.actions.fold import fold_all
from oversight.actions.recount import recount_all


@site_job(name="oversight.fold")
def fold() -> int:
    """Fold what is waiting."""
    return fold_all()


@site_job(name="oversight.recount")
def recount() -> int:
    """The nightly recount of every open unit; returns the number of differences repaired."""
    return recount_all()
