"""Bringing all units to a release: compiled once, replayed everywhere, what fails is named and the others go on."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from django.conf import settings as django_settings
from django.db import connection, connections

from kernel.active import unit_scope
from kernel.journal.models import Draft
from registry import fleet, release, snapshot, steps, tree
from registry.baking import bake
from registry.compiling import CannotCompile
from registry.models import CompiledStep, Unit
from registry.opening import open_unit
from registry.verify import verify
from registry.wsgi import BEHIND, CLOSED, route
from tests.registry.killed_migration import DIES_AT
from tests.registry.releases import ONE_TABLE, make_release
from tests.world import KEYS, World


@pytest.fixture
def next_release(committing: World, tmp_path: Path, settings: Any) -> Iterator[Any]:
    """A function that puts a next release in place; today's is back afterwards."""
    yield lambda *args, **kwargs: make_release(tmp_path, settings, *args, **kwargs)
    release.code_migrations.cache_clear()
    sys.path[:] = [entry for entry in sys.path if entry != str(tmp_path)]


def open_more(count: int) -> list[Unit]:
    """So many units beyond those of the world."""
    script = bake()
    made = []
    for number in range(count):
        unit = Unit.objects.create(
            key=f"t{number}", code=f"T{number}", name=f"Xã {number}", kind="Xã", level="COMMUNE",
            valid_from="2024-01-01", search_name=f"xa {number}",
        )  # fmt: skip
        made.append(open_unit(unit, script))
    return made


def has_column(unit: Any) -> bool:
    with unit_scope(None), connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM information_schema.columns"
            " WHERE table_schema = %s AND table_name = 'journal_draft' AND column_name = 'note'",
            [unit.schema],
        )
        return bool(cursor.fetchone()[0])


def test_a_column_reaches_every_unit_and_a_unit_opened_afterwards(next_release: Any, committing: World) -> None:
    next_release()
    outcome = fleet.migrate()
    assert outcome.compiled == ["journal.0099_next"]
    assert sorted(outcome.migrated) == sorted(KEYS)
    assert not outcome.failed
    open_unit(Unit.objects.get(key="w123"))
    for key in (*KEYS, "w123"):
        assert has_column(committing.unit(key))
        assert verify(committing.unit(key)) is None
    assert fleet.migrate() == fleet.Outcome()


def test_a_new_table_has_number_check_and_rights_in_every_unit(next_release: Any, committing: World) -> None:
    next_release(ONE_TABLE)
    fleet.migrate()
    for key in KEYS:
        unit = committing.unit(key)
        assert verify(unit) is None
        with unit_scope(unit), connection.cursor() as cursor:
            cursor.execute("INSERT INTO journal_extra (id) VALUES (gen_random_uuid()) RETURNING unit_id")
            assert cursor.fetchone()[0] == unit.id


@pytest.mark.serial
def test_thirty_units_one_broken_one_locked_killed_in_the_middle_and_resumed(
    next_release: Any, committing: World, tmp_path: Path
) -> None:
    units = [*Unit.objects.filter(key__in=KEYS).order_by("id"), *open_more(23)]
    assert len(units) == 30
    broken, locked = units[15], units[20]
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"ALTER TABLE {broken.schema}.journal_draft ADD COLUMN note integer")
    next_release()
    at = connection.settings_dict
    connections.close_all()
    killed = subprocess.run(
        [sys.executable, "-m", "tests.registry.killed_migration", str(tmp_path), str(at["PORT"]), str(at["NAME"])],
        cwd=django_settings.BASE_DIR,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE", "tests.settings")},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert len(killed.stdout.split()) == DIES_AT - 1
    snapshot.forget()
    assert sum(has_column(unit) for unit in units if unit != broken) == DIES_AT - 1
    assert [unit.key for unit in units if not tree.is_behind(tree.get(unit.id))] == killed.stdout.split()

    other = psycopg2.connect(
        host=at["HOST"], port=at["PORT"], dbname=at["NAME"], user=at["USER"], password=at["PASSWORD"]
    )
    try:
        with other.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {locked.schema}.journal_draft")
            outcome = fleet.migrate()
    finally:
        other.close()
    assert outcome.compiled == []
    assert outcome.pending == 30 - (DIES_AT - 1)
    assert set(outcome.failed) == {broken.key, locked.key}
    assert "already exists" in outcome.failed[broken.key]
    assert "lock timeout" in outcome.failed[locked.key]
    head = CompiledStep.objects.order_by("-number")[0].number
    assert Unit.objects.filter(schema_version=head).count() == 28
    assert dict(Unit.objects.exclude(schema_error="").values_list("key", "schema_error")) == outcome.failed

    with connections["owner"].cursor() as cursor:
        cursor.execute(f"ALTER TABLE {broken.schema}.journal_draft DROP COLUMN note")
    again = fleet.migrate()
    assert sorted(again.migrated) == sorted([broken.key, locked.key])
    assert not again.failed
    assert all(verify(unit) is None for unit in units)
    assert not Unit.objects.exclude(schema_error="").exists()


def test_a_canary_that_fails_keeps_the_others_as_they_are(next_release: Any, committing: World) -> None:
    canary = committing.unit("w112")
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"ALTER TABLE {canary.schema}.journal_draft ADD COLUMN note integer")
    next_release()
    with pytest.raises(fleet.CanaryFailed, match="w112"):
        fleet.migrate(canary="w112")
    assert not any(has_column(committing.unit(key)) for key in KEYS if key != "w112")


def test_a_unit_behind_the_release_is_closed_and_its_neighbours_serve(next_release: Any, committing: World) -> None:
    next_release()
    behind = committing.unit("w112")
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"ALTER TABLE {behind.schema}.journal_draft ADD COLUMN note integer")
    fleet.migrate()
    environ: dict[str, Any] = {"PATH_INFO": "/u/w112/desk/"}
    assert route(environ) is None
    assert environ[CLOSED] == BEHIND
    assert route({"PATH_INFO": "/u/w111/desk/"}) is not None


def test_a_release_not_yet_compiled_closes_every_unit_and_an_older_process_serves_on(
    next_release: Any, committing: World
) -> None:
    today = release.code_migrations()
    next_release()
    snapshot.forget()
    assert tree.is_behind(committing.unit("w111"))
    fleet.migrate()
    assert not tree.is_behind(committing.unit("w111"))
    release.code_migrations.cache_clear()
    assert ("journal", "0099_next") not in today


def test_two_migrations_at_a_time_are_refused(next_release: Any, committing: World) -> None:
    at = connections["owner"].settings_dict
    other = psycopg2.connect(
        host=at["HOST"], port=at["PORT"], dbname=at["NAME"], user=at["USER"], password=at["PASSWORD"]
    )
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(7104, 0)")
            with pytest.raises(fleet.FleetBusy):
                fleet.migrate()
    finally:
        other.close()
    fleet.migrate()


def test_a_unit_being_opened_is_not_migrated_meanwhile(next_release: Any, committing: World) -> None:
    next_release()
    held = committing.unit("w121")
    at = connections["owner"].settings_dict
    other = psycopg2.connect(
        host=at["HOST"], port=at["PORT"], dbname=at["NAME"], user=at["USER"], password=at["PASSWORD"]
    )
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(7102, %s)", [held.id])
            outcome = fleet.migrate()
    finally:
        other.close()
    assert list(outcome.failed) == ["w121"]


REFUSED = {
    "RunPython": ("    operations = [migrations.RunPython(migrations.RunPython.noop)]\n", "data_steps.py"),
    "RunPython inside": (
        "    operations = [migrations.SeparateDatabaseAndState("
        "database_operations=[migrations.RunPython(migrations.RunPython.noop)])]\n",
        "@registry.steps.unit_step",
    ),
    "not atomic": ("    atomic = False\n    operations = []\n", "atomic = False"),
    "concurrently": (
        "    operations = [migrations.RunSQL('CREATE INDEX CONCURRENTLY x ON journal_draft (form)')]\n",
        "CONCURRENTLY",
    ),
}


@pytest.mark.parametrize(("operations", "says"), REFUSED.values(), ids=REFUSED)
def test_a_migration_that_cannot_be_replayed_is_refused_before_anything_happens(
    next_release: Any, committing: World, operations: str, says: str
) -> None:
    steps_before = CompiledStep.objects.count()
    next_release(operations)
    with pytest.raises(CannotCompile, match=says) as refused:
        fleet.migrate()
    assert "journal.0099_next" in str(refused.value)
    assert CompiledStep.objects.count() == steps_before


def test_a_data_step_runs_once_in_every_unit_and_goes_on_where_it_stopped(
    next_release: Any, committing: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steps, "_steps", {})
    for key in KEYS:
        with committing.scope(key):
            Draft.objects.bulk_create([Draft(form=f"{n}") for n in range(4)])
    stops = {"w112": 1}

    @steps.unit_step("journal.mark_drafts", after=("journal", "0001"))
    def mark(position: str | None) -> str | None:
        from kernel.active import current

        batch = list(Draft.objects.filter(form__gt=position or "").order_by("form")[:2])
        if not batch:
            return None
        if position and stops.pop(current().key, 0):
            from django.db import DatabaseError

            raise DatabaseError("the power went out")
        for draft in batch:
            assert "marked" not in draft.data
            draft.data["marked"] = True
            draft.save(update_fields=["data"])
        return batch[-1].form

    first = fleet.migrate()
    assert first.failed == {"w112": "the power went out"}
    assert Unit.objects.get(key="w112").steps_at == {"journal.mark_drafts": "1"}
    second = fleet.migrate()
    assert second.migrated == ["w112"]
    for key in KEYS:
        with committing.scope(key):
            assert all(draft.data["marked"] for draft in Draft.objects.all())
    assert fleet.migrate() == fleet.Outcome()
    open_unit(Unit.objects.get(key="w123"))
    assert fleet.migrate() == fleet.Outcome()
