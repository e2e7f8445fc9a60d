"""Celery's door of urging and reminders."""

from kernel.jobs import site_job
from tenants.inspections.actions import alerting, escalating, reminding


@site_job(name="inspections.escalate")
def escalate() -> int:
    """Each morning: second letters and proposals for what stayed without an answer. Returns how many steps were taken."""
    return escalating.sweep()


@site_job(name="inspections.remind")
def remind() -> int:
    """Every hour of the day: the digests that were not written yet. Returns how many were written."""
    return reminding.send_digests()


@site_job(name="inspections.tell_alerts")
def tell_alerts() -> int:
    """Mail those on duty about new alerts; hinted at after each commit, and every few seconds. Returns how many alerts were told."""
    return alerting.tell_alerts()
