"""Celery's door of receptions."""

from uuid import UUID

from identity.actors import actor_for, system_actor
from identity.models import Account
from kernel.active import current, unit_scope
from kernel.jobs import site_job, unit_job
from registry import tree
from tenants.receptions.actions import register
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


@unit_job(name="receptions.make_register")
def make_register(account_id: str, key: str) -> str:
    """Write the register one officer asked for; ids only in the arguments. Returns how it ended."""
    account = Account.objects.filter(pk=account_id).first()
    actor = actor_for(account, current()) if account else None
    return str(register.make_register(UUID(key), actor=actor)["status"]) if actor else "no such officer"
