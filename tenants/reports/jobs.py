"""Celery's door of reports."""

from collections.abc import Callable, Iterable

from identity.actors import system_actor
from kernel.active import unit_scope
from kernel.jobs import site_job
from oversight.actions.expecting import expect_all
from registry import tree
from tenants.reports.actions.recounting import recount_sent, units_to_recount
from tenants.reports.actions.snapshotting import close_due, units_to_close


@site_job(name="reports.close")
def close() -> int:
    """Each hour: what is owed from today, and the figures of every window that ended yesterday. Returns how many were closed."""
    expect_all()
    return _in_each(units_to_close(), close_due)


@site_job(name="reports.recount")
def recount() -> int:
    """Each night: what was submitted is counted once more. Returns how many reports."""
    return _in_each(units_to_recount(), recount_sent)


def _in_each(units: Iterable[int], run: Callable[..., int]) -> int:
    done = 0
    for unit_id in units:
        unit = tree.get(unit_id)
        if unit.is_open and not tree.is_behind(unit):
            with unit_scope(unit):
                done += run(actor=system_actor(unit))
    return done
