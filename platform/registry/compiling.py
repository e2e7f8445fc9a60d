"""Compiling the migrations of the unit apps: they run once, on the template, and what they execute is kept as text."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connections, migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation

from kernel import clock
from kernel.active import UnitRef, unit_scope
from kernel.fields import TEMPLATE_UNIT_ID
from kernel.placement import unit_labels
from kernel.transactions import atomic
from registry.executing import Executor
from registry.models import CompiledStep
from registry.release import owner_alias

# Its schema is u2147480777, its rows' DEFAULT and CHECK hold 2147480777: one number to replace in every text.
TEMPLATE = UnitRef(TEMPLATE_UNIT_ID, "template")

HOW_TO_CHANGE_DATA = (
    "Data of units are changed by a named step, not in a migration: write a function in the app's `data_steps.py`, "
    "register it with `@registry.steps.unit_step(name, after=(app, migration))` and it runs in every unit, a batch a "
    "transaction, resumable."
)


class CannotCompile(RuntimeError):
    """A migration of a unit app that cannot be replayed as text."""


def compile_pending() -> list[CompiledStep]:
    """Bring the template to this release in one transaction and return the new steps; refuses what cannot be replayed."""
    alias = owner_alias()
    owner = connections[alias]
    with unit_scope(TEMPLATE), atomic(using=alias), capturing(owner) as taken:
        with owner.cursor() as cursor:
            cursor.execute(f"CREATE SCHEMA IF NOT EXISTS {TEMPLATE.schema}")
        executor = Executor(owner, unit_labels(), taken.progress)
        targets = executor.targets()
        plan = executor.migration_plan(targets)
        for migration, _backwards in plan:
            if migration.app_label in unit_labels():
                refuse_unreplayable(migration)
        if plan:
            executor.migrate(targets, plan)
        return [_keep(alias, app, name, sql) for (app, name), sql in taken.steps.items()]


def refuse_unreplayable(migration: migrations.Migration) -> None:
    """Raise `CannotCompile` when part of a migration would be lost or could not run inside a transaction."""
    name = f"{migration.app_label}.{migration.name}"
    if not migration.atomic:
        raise CannotCompile(f"{name}: atomic = False cannot be replayed; each unit is migrated in one transaction.")
    for operation in _operations(migration.operations):
        kind = type(operation).__name__
        if isinstance(operation, migrations.RunPython):
            raise CannotCompile(f"{name}: RunPython would be silently lost in every unit. {HOW_TO_CHANGE_DATA}")
        if "Concurrently" in kind or _runs_concurrently(operation):
            raise CannotCompile(f"{name}: {kind} CONCURRENTLY cannot run inside the unit's transaction.")


class Taken:
    """The statements of each migration, in the order in which they ran."""

    def __init__(self) -> None:
        self.steps: dict[tuple[str, str], list[str]] = {}
        self.current: list[str] | None = None

    def progress(self, action: str, migration: Any = None, fake: bool = False) -> None:
        if action == "apply_start":
            self.current = self.steps.setdefault((migration.app_label, migration.name), [])
        elif action == "apply_success":
            self.current = None

    def add(self, statement: str) -> None:
        # What the migration recorder does to its own table comes outside a migration.
        if self.current is not None:
            self.current.append(statement)


@contextmanager
def capturing(connection: Any) -> Iterator[Taken]:
    """Take down every statement that a schema editor of this connection executes."""
    taken = Taken()
    usual = connection.SchemaEditorClass

    class CapturingEditor(usual):  # type: ignore[misc,valid-type]
        def execute(self, sql: Any, params: Any = ()) -> None:
            text = str(sql) if params is None else self.connection.ops.compose_sql(str(sql), params)
            if isinstance(text, bytes):
                text = text.decode()
            taken.add(text)
            BaseDatabaseSchemaEditor.execute(self, text, None)

    connection.SchemaEditorClass = CapturingEditor
    try:
        yield taken
    finally:
        connection.SchemaEditorClass = usual


def for_unit(text: str, unit_id: int) -> str:
    """A compiled or baked text with the unit's number in the template's place."""
    return text.replace(str(TEMPLATE_UNIT_ID), str(unit_id))


def _keep(alias: str, app: str, name: str, sql: list[str]) -> CompiledStep:
    with unit_scope(None):
        return CompiledStep.objects.using(alias).create(app=app, name=name, sql=sql, made_at=clock.now())


def _operations(operations: Sequence[Operation]) -> Iterator[Operation]:
    for operation in operations:
        if isinstance(operation, migrations.SeparateDatabaseAndState):
            yield from _operations(operation.database_operations)
        else:
            yield operation


def _runs_concurrently(operation: Operation) -> bool:
    return isinstance(operation, migrations.RunSQL) and "CONCURRENTLY" in str(operation.sql).upper()
