"""Migrating all units: compiled once on the template, replayed as SQL in each schema.

Order: `public`, the template, a canary, the rest. Each unit is one transaction under a lock and a short lock_timeout;
what fails is named and the others go on. Versions stand in the registry, so a run that was killed is simply run again.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import DatabaseError, connections
from django.db.models import Q

from kernel.active import unit_scope
from kernel.placement import site_labels
from kernel.transactions import Lock, atomic
from registry import epoch, grants
from registry.baking import bake
from registry.compiling import compile_pending, for_unit
from registry.executing import Executor
from registry.models import CompiledStep, Unit
from registry.release import owner_alias, require_owner
from registry.steps import names_of_steps, run_pending

LOCK_TIMEOUT = "2s"
_TABLE = f"public.{Unit._meta.db_table}"


class FleetBusy(RuntimeError):
    """Another migration of all units is running."""


class CanaryFailed(RuntimeError):
    """The first unit could not be migrated, so no other was tried."""


@dataclass
class Outcome:
    """What a run did."""

    compiled: list[str] = field(default_factory=list)
    pending: int = 0
    migrated: list[str] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)


Progress = Callable[[int, int, str, str | None], None]  # done, of, unit key, why it failed


def migrate(*, progress: Progress | None = None, canary: str | None = None, public: bool = True) -> Outcome:
    """Bring `public`, the template and every opened unit to this release; needs the owner's role.

    Raises `NotOwner`, `CannotCompile`, `FleetBusy` or `CanaryFailed`; a unit that fails is named in the outcome.
    """
    require_owner()
    outcome = Outcome()
    with unit_scope(None):
        if public:
            migrate_public()
        with alone():
            outcome.compiled = [f"{step.app}.{step.name}" for step in compile_pending()]
            if outcome.compiled:
                epoch.bump(owner_alias())
            head = _head()
            if head:
                bake()
            waiting = _in_order(pending_units(head), canary)
            outcome.pending = len(waiting)
            _migrate_units(waiting, head, outcome, progress)
    return outcome


def migrate_public() -> None:
    """Bring `public` to this release and give the serving role its rights."""
    alias = owner_alias()
    executor = Executor(connections[alias], site_labels())
    if not executor.migration_plan(executor.targets()):
        return
    _execute(alias, grants.before_public())
    executor.migrate_all()
    _execute(alias, grants.after_public())


def pending_units(head: int) -> list[Unit]:
    """The opened units behind the head or with data steps left: one query, and for a no-op the only one."""
    steps = Q()
    for name in names_of_steps():
        steps |= ~Q(steps_done__contains=[name])
    behind = Q(schema_version__lt=head)
    return list(Unit.objects.using(owner_alias()).opened().filter(behind | steps if steps else behind).order_by("id"))


def migrate_unit(unit: Unit, steps: list[CompiledStep]) -> Unit:
    """Replay the missing steps in one unit; raises DatabaseError, or `FleetBusy` while the unit is being opened."""
    alias = owner_alias()
    owner = connections[alias]
    with atomic(using=alias):
        with owner.cursor() as cursor:
            # No wait for the disk: version and tables are one transaction, what a crash loses is simply pending again,
            # and the epoch's commit at the end makes all of them durable.
            cursor.execute(
                f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'; SET LOCAL synchronous_commit = off;"
                " SELECT pg_try_advisory_xact_lock(%s, %s)",
                [int(Lock.SCHEMA), unit.id],
            )
            if not cursor.fetchone()[0]:
                raise FleetBusy("the unit is being opened or migrated by another process")
            # Written out: over all units the ORM would take longer than the tables.
            cursor.execute(f"SELECT schema_version FROM {_TABLE} WHERE id = %s FOR NO KEY UPDATE", [unit.id])
            unit.schema_version = cursor.fetchone()[0]
        missing = [step for step in steps if step.number > unit.schema_version]
        if missing:
            unit.schema_version = missing[-1].number
        unit.schema_error = ""
        with unit_scope(unit), owner.cursor() as cursor:
            for text in replay_texts(missing, unit):
                cursor.execute(text)
            cursor.execute(
                f"UPDATE {_TABLE} SET schema_version = %s, schema_error = '' WHERE id = %s",
                [unit.schema_version, unit.id],
            )
    return unit


def replay_texts(steps: list[CompiledStep], unit: Any) -> list[str]:
    """What is sent to PostgreSQL for a unit: all statements at once, then the rights on tables that are new."""
    statements = [for_unit(statement, unit.id) for step in steps for statement in step.sql]
    if any("CREATE TABLE" in statement for statement in statements):
        statements += grants.in_schema(unit.schema)
    return [";\n".join(statement.rstrip().rstrip(";") for statement in statements)] if statements else []


def _migrate_units(waiting: list[Unit], head: int, outcome: Outcome, progress: Progress | None) -> None:
    if not waiting:
        return
    alias = owner_alias()
    steps = list(CompiledStep.objects.using(alias).filter(number__lte=head).order_by("number"))
    bumped = time.monotonic()
    try:
        for done, unit in enumerate(waiting, 1):
            why = _try(unit, steps, alias)
            if why is None:
                outcome.migrated.append(unit.key)
            else:
                outcome.failed[unit.key] = why
            if progress is not None:
                progress(done, len(waiting), unit.key, why)
            if done == 1 and why is not None and len(waiting) > 1:
                raise CanaryFailed(f"{unit.key} {unit.name}: {why}")
            if time.monotonic() - bumped > epoch.SECONDS_BETWEEN_BUMPS:
                epoch.bump(alias)
                bumped = time.monotonic()
            _recycle(alias)
    finally:
        epoch.bump(alias)


def _execute(alias: str, statements: list[str]) -> None:
    with connections[alias].cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _try(unit: Unit, steps: list[CompiledStep], alias: str) -> str | None:
    try:
        run_pending(migrate_unit(unit, steps))
    except (DatabaseError, FleetBusy) as failure:
        why = str(failure).strip().splitlines()[0]
        Unit.objects.using(alias).filter(id=unit.id).update(schema_error=why)
        return why
    return None


def _in_order(units: list[Unit], canary: str | None) -> list[Unit]:
    return sorted(units, key=lambda unit: (unit.key != canary, unit.id))


def _head() -> int:
    newest = CompiledStep.objects.using(owner_alias()).order_by("-number").first()
    return newest.number if newest else 0


@contextmanager
def alone() -> Iterator[None]:
    """No other migration of all units runs meanwhile; raises `FleetBusy`."""
    _take_fleet_lock()
    try:
        yield
    finally:
        with connections[owner_alias()].cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s, 0)", [int(Lock.FLEET)])


def _take_fleet_lock() -> None:
    with connections[owner_alias()].cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, 0)", [int(Lock.FLEET)])
        if not cursor.fetchone()[0]:
            raise FleetBusy("another migration of all units is running")


def _recycle(alias: str) -> None:
    owner = connections[alias]
    held = owner.connection
    owner.close_if_unusable_or_obsolete()
    # The lock lived in the backend that was given up; each unit is locked by itself all the while.
    if owner.connection is not held:
        _take_fleet_lock()
