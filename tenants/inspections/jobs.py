"""Celery's door of urging and reminders."""

from kernel.jobs import site_job
from tenants.inspections.actions import escalating


@site_job(name="inspections.escalate")
def escalate() -> int:
    """Each morning: second letters and proposals for what stayed without an answer. Returns how many steps were taken."""
    return escalating.sweep()
