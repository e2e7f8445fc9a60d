"""Celery's door of reports."""

from identity.actors import system_actor
from kernel.active import unit_scope
from kernel.jobs import site_job
from oversight.actions.expecting import expect_all
from registry import tree
from tenants.reports.actions.snapshotting import close_due, units_to_close


@site_job(name="reports.close")
def close() -> int:
    """Each hour: what is owed from today, and the figures of every window that ended yesterday. Returns how many were closed."""
    expect_all()
    closed = 0
    for unit_id in units_to_close():
        unit = tree.get(unit_id)
        if unit.is_open and not tree.is_behind(unit):
            with unit_scope(unit):
                closed += close_due(actor=system_actor(unit))
    return closed
