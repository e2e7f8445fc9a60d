"""Opening a unit: one baked script, one transaction."""

from django.db import connections

from kernel import clock
from kernel.active import UnitLike, unit_scope
from kernel.transactions import Lock, atomic
from registry import epoch
from registry.baking import bake
from registry.compiling import for_unit
from registry.levels import Level, Status
from registry.models import BakedScript, Unit
from registry.release import require_owner
from registry.steps import names_of_steps


class CannotOpen(RuntimeError):
    """The unit is not one that can be opened now."""


def open_unit(unit: UnitLike, script: BakedScript | None = None) -> Unit:
    """Make the unit's schema, give the serving role its rights and let the unit work; needs the owner's role.

    Refuses the nation and a unit already opened. `script` spares the look-up where many are opened in a row.
    """
    alias = require_owner()
    script = script or bake()
    owner = connections[alias]
    with unit_scope(None), atomic(using=alias):
        with owner.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [int(Lock.SCHEMA), unit.id])
        row = Unit.objects.using(alias).select_for_update(no_key=True).get(id=unit.id)
        if row.level == Level.NATION:
            raise CannotOpen(f"{row.name}: the root of the tree has no schema")
        if row.schema_version:
            raise CannotOpen(f"{row.key} {row.name}: already open")
        with owner.cursor() as cursor:
            cursor.execute(for_unit(script.sql, row.id))
        row.status = Status.ACTIVE
        row.schema_version = script.version
        row.steps_done = sorted(names_of_steps())
        row.opened_at = clock.now()
        row.save(using=alias, update_fields=["status", "schema_version", "steps_done", "opened_at"])
        epoch.bump(alias)
    return row
