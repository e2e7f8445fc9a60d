"""Celery's door of receptions."""

from identity.actors import system_actor
from kernel.active import unit_scope
from kernel.jobs import site_job
from registry import tree
from tenants.receptions.actions.duties import refresh_today
from tenants.receptions.actions.sessions import sweep_sessions


@site_job(name="receptions.sweep")
def sweep() -> int:
    """Days nobody chose are taken, days nobody began are missed, in every open unit; returns how many sessions changed."""
    changed = 0
    for unit in tree.open_units():
        if tree.is_behind(unit):
            continue
        with unit_scope(unit):
            changed += sweep_sessions(actor=system_actor(unit))
    return changed


@site_job(name="receptions.refresh_duties")
def refresh_duties() -> int:
    """Each night, every open unit: a month that begins has its row although nobody did anything; returns how many rows' periods."""
    done = 0
    for unit in tree.open_units():
        if not tree.is_behind(unit):
            with unit_scope(unit):
                done += refresh_today()
    return done
