"""Opening a unit: one baked script, one transaction."""

import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial

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

# What PostgreSQL does for a unit keeps one core busy.
AT_A_TIME = 2


class CannotOpen(RuntimeError):
    """The unit is not one that can be opened now."""


def open_unit(unit: UnitLike, script: BakedScript | None = None) -> Unit:
    """Make the unit's schema, give the serving role its rights and let the unit work; needs the owner's role.

    Refuses the nation and a unit already opened. `script` spares the look-up where several are opened in a row.
    """
    alias = require_owner()
    script = script or bake()
    with unit_scope(None), atomic(using=alias):
        row = _make(alias, unit, script)
        epoch.bump(alias)
    return row


def open_units(units: Iterable[UnitLike]) -> Iterator[Unit]:
    """Open units in their order, two at a time, each in its own transaction; yields each when it is open.

    Processes learn of them every few seconds and at the end: reading the whole tree anew after each takes them longer
    than the opening.
    """
    alias = require_owner()
    waiting = list(units)
    if not waiting:
        return
    script = bake()
    bumped = time.monotonic()
    try:
        with ThreadPoolExecutor(AT_A_TIME) as threads:
            for row in threads.map(partial(_open_untold, alias, script), waiting):
                if time.monotonic() - bumped > epoch.SECONDS_BETWEEN_BUMPS:
                    epoch.bump(alias)
                    bumped = time.monotonic()
                yield row
    finally:
        epoch.bump(alias)


def _open_untold(alias: str, script: BakedScript, unit: UnitLike) -> Unit:
    # A thread has connections of its own; they last no longer than the command that opens units.
    with unit_scope(None), atomic(using=alias):
        with connections[alias].cursor() as cursor:
            # No wait for the disk: a unit lost in a crash is simply not open, and the epoch's commit keeps all.
            cursor.execute("SET LOCAL synchronous_commit = off")
        return _make(alias, unit, script)


def _make(alias: str, unit: UnitLike, script: BakedScript) -> Unit:
    owner = connections[alias]
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
    return row
