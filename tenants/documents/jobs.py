"""Celery's door to the files and the mails."""

from kernel.jobs import site_job
from registry import tree
from tenants.documents import sending, storage


@site_job(name="documents.sweep")
def sweep() -> int:
    """Once a day: remove what killed uploads and copies left behind in every unit's store. Returns how many files."""
    return sum(storage.remove_abandoned(unit) for unit in tree.opened_units())


@site_job(name="documents.send_mail")
def send_mail() -> int:
    """Send the mails that wait, unit by unit; hinted at after each commit, and once a minute. Returns how many left."""
    return sending.sweep()
