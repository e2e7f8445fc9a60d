"""Celery's door of case work."""

from kernel.active import unit_scope
from kernel.jobs import site_job
from registry import tree
from tenants.cases.actions import sealing


@site_job(name="cases.end_grants")
def end_grants() -> int:
    """Delete ended grants in every unit, one after the other; returns how many."""
    ended = 0
    for unit in tree.opened_units():
        if tree.is_behind(unit):
            continue
        with unit_scope(unit):
            ended += sealing.delete_ended_grants()
    return ended
