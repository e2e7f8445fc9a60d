"""Celery's door to the files."""

from kernel.jobs import site_job
from registry import tree
from tenants.documents import storage


@site_job(name="documents.sweep")
def sweep() -> int:
    """Once a day: remove what killed uploads and copies left behind in every unit's store. Returns how many files."""
    return sum(storage.remove_abandoned(unit) for unit in tree.opened_units())
