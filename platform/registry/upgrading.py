"""What bringing this installation to the release at hand would do, how long it would take, and whether the running one can serve.

Nothing is changed: what is tried is rolled back.
"""

import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any, cast

from django.db import DatabaseError, connections, transaction
from django.db.migrations.executor import MigrationExecutor

from kernel.active import unit_scope
from kernel.placement import site_labels, unit_labels
from kernel.transactions import atomic
from registry import fleet
from registry.compiling import TEMPLATE, compile_pending
from registry.expanding import objections
from registry.models import CompiledStep, Unit
from registry.release import owner_alias, require_owner
from registry.steps import all_steps

#: In so many units the replay is tried; each is locked for the time it takes.
TRIED = 3


@dataclass
class Outlook:
    """What an upgrade would find."""

    public: list[str] = field(default_factory=list)
    template: list[str] = field(default_factory=list)
    #: Opened units by the number of their last step, and how many of them are behind.
    by_version: dict[int, int] = field(default_factory=dict)
    behind: int = 0
    #: Data step → in how many units it has not finished.
    data_steps: dict[str, int] = field(default_factory=dict)
    #: The slowest of the replays that were tried; None where none was.
    seconds_a_unit: float | None = None
    tried: int = 0
    #: Why a replay could not be tried, by unit.
    failed: dict[str, str] = field(default_factory=dict)
    #: (migration, why) of what the running release could not live with.
    objections: list[tuple[str, str]] = field(default_factory=list)

    @property
    def is_current(self) -> bool:
        """Nothing is left to do."""
        return not (self.public or self.template or self.behind or self.data_steps)

    @property
    def seconds(self) -> float | None:
        """Estimate for all units; `public`, data steps and the waiting for locks come on top."""
        return None if self.seconds_a_unit is None else self.seconds_a_unit * self.behind


def look() -> Outlook:
    """Look at `public`, the template and all units; needs the owner's role.

    Raises `NotOwner`, `CannotCompile`, `FleetBusy` (a migration is running).
    """
    alias = require_owner()
    found = Outlook()
    with unit_scope(None):
        is_new = CompiledStep._meta.db_table not in connections[alias].introspection.table_names()
        found.public, said = _plan_of(site_labels())
        found.objections = [] if is_new else said
        if is_new:
            # An installation that begins: no unit, and no release that runs.
            return found
        with fleet.alone():
            _look_at_units(found, alias)
    return found


def _look_at_units(found: Outlook, alias: str) -> None:
    with unit_scope(TEMPLATE):
        found.template, said = _plan_of(unit_labels())
    found.objections += said
    steps = list(CompiledStep.objects.using(alias).order_by("number")) + _compiled_for_a_moment(alias)
    head = steps[-1].number if steps else 0
    units = list(Unit.objects.using(alias).opened().order_by("id"))
    found.by_version = dict(sorted(Counter(unit.schema_version for unit in units).items()))
    behind = [unit for unit in units if unit.schema_version < head]
    found.behind = len(behind)
    left = {step.name: sum(step.name not in unit.steps_done for unit in units) for step in all_steps()}
    found.data_steps = {name: count for name, count in left.items() if count}
    for unit in behind[:TRIED]:
        _try(unit, steps, alias, found)


def _plan_of(labels: frozenset[str]) -> tuple[list[str], list[tuple[str, str]]]:
    """The migrations of these apps that wait where the active unit says, and what speaks against them."""
    executor = MigrationExecutor(connections[owner_alias()])
    loader = executor.loader
    targets = [node for node in loader.graph.leaf_nodes() if node[0] in labels]
    plan = [migration for migration, _backwards in executor.migration_plan(targets) if migration.app_label in labels]
    done = [node for node in loader.applied_migrations if node in loader.graph.nodes]
    state = loader.project_state(cast(Any, done))
    return [f"{one.app_label}.{one.name}" for one in plan], objections(plan, state)


def _compiled_for_a_moment(alias: str) -> list[CompiledStep]:
    """The steps that compiling would make; the template is as before afterwards."""
    with atomic(using=alias):
        made = compile_pending()
        transaction.set_rollback(True, using=alias)
    return made


def _try(unit: Unit, steps: list[CompiledStep], alias: str, found: Outlook) -> None:
    missing = [step for step in steps if step.number > unit.schema_version]
    try:
        with atomic(using=alias), unit_scope(unit), connections[alias].cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = '{fleet.LOCK_TIMEOUT}'")
            began = time.perf_counter()
            for text in fleet.replay_texts(missing, unit):
                cursor.execute(text)
            seconds = time.perf_counter() - began
            transaction.set_rollback(True, using=alias)
    except DatabaseError as failure:
        found.failed[unit.key] = str(failure).strip().splitlines()[0]
        return
    found.tried += 1
    found.seconds_a_unit = max(found.seconds_a_unit or 0.0, seconds)
