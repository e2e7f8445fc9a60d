"""Opening a unit and bringing all of them to a release."""

import re

import pytest
from django.conf import settings
from django.db import connection, connections

from kernel.active import unit_scope
from kernel.fields import TEMPLATE_UNIT_ID
from kernel.journal.models import Draft, Event
from kernel.placement import unit_models
from registry import baking, fleet, tree
from registry.baking import bake
from registry.compiling import TEMPLATE
from registry.models import CompiledStep, RegistryEpoch, Unit
from registry.opening import CannotOpen, open_unit, open_units
from registry.release import NotOwner
from registry.verify import shape, verify
from tests.world import KEYS, World


def test_every_opened_unit_looks_like_the_template(committing: World) -> None:
    assert shape(TEMPLATE_UNIT_ID)
    for key in KEYS:
        assert verify(committing.unit(key)) is None


def test_verify_names_what_differs(committing: World) -> None:
    unit = committing.unit("w111")
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"ALTER TABLE {unit.schema}.journal_draft ADD COLUMN extra integer")
        cursor.execute(f"DROP INDEX {unit.schema}.event_case_at")
    difference = verify(unit)
    assert difference is not None
    assert difference.unit == "w111"
    assert any("journal_draft.extra" in line for line in difference.surplus)
    assert any("event_case_at" in line for line in difference.missing)


def test_a_unit_is_opened_at_once(committing: World) -> None:
    assert not committing.unit("w123").is_open
    open_unit(Unit.objects.get(key="w123"))
    unit = committing.unit("w123")
    assert unit.is_open
    assert not tree.is_behind(unit)
    with committing.scope("w123"):
        event = Event.objects.create(kind="case_taken_in", actor_name="x")
        assert event.unit_id == unit.id
        assert Draft.objects.count() == 0


def test_several_units_are_opened_in_a_row_and_told_together(committing: World) -> None:
    told = RegistryEpoch.objects.get().token
    opening = open_units(Unit.objects.filter(key__in=("w123", "v1")).order_by("id"))
    assert next(opening).schema_version
    assert RegistryEpoch.objects.get().token == told
    assert [row.status for row in opening] == ["active"]
    assert RegistryEpoch.objects.get().token != told
    for key in ("w123", "v1"):
        assert committing.unit(key).is_open
        assert verify(committing.unit(key)) is None
    with pytest.raises(CannotOpen, match="already open"):
        list(open_units([committing.unit("v1")]))


def test_a_unit_is_opened_once_and_the_nation_never(committing: World) -> None:
    with pytest.raises(CannotOpen, match="already open"):
        open_unit(Unit.objects.get(key="w111"))
    with pytest.raises(CannotOpen, match="no schema"):
        open_unit(Unit.objects.get(key="vn"))


def test_a_process_that_serves_opens_and_migrates_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(settings.DATABASES["owner"], "USER", settings.DATABASE_APP)
    with pytest.raises(NotOwner, match="TIEPDAN_DATABASE_ROLE=owner"):
        open_unit(Unit.objects.get(key="w123"))
    with pytest.raises(NotOwner):
        fleet.migrate()


def test_a_script_that_fails_leaves_nothing_behind(committing: World) -> None:
    script = bake()
    script.sql += "\nSELECT 1/0;"
    with pytest.raises(Exception, match="division by zero"):
        open_unit(Unit.objects.get(key="w123"), script)
    unit = Unit.objects.get(key="w123")
    assert unit.status == "planned"
    assert unit.schema_version == 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regnamespace(%s)", [unit.schema])
        assert cursor.fetchone()[0] is None


def test_replaying_the_steps_makes_the_same_schema_as_pg_dump(
    committing: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is baked where no pg_dump is installed."""
    script = bake()
    steps = list(CompiledStep.objects.order_by("number"))
    script.sql = f"CREATE SCHEMA {TEMPLATE.schema};\n{baking.replayed(steps)}"
    open_unit(Unit.objects.get(key="w123"), script)
    assert verify(committing.unit("w123")) is None
    monkeypatch.setattr(baking, "find_pg_dump", lambda: None)
    assert baking.dump_template() is None


def test_a_baked_script_names_no_other_schema_and_no_session_setting(world: World) -> None:
    sql = bake_held()
    assert "SET " not in sql.replace("SET DEFAULT", "")
    assert "set_config" not in sql
    assert "public." not in sql
    assert "\\restrict" not in sql
    assert "django_migrations" not in sql
    # Keys and references stand in the tables; left over are those that close a circle.
    assert sql.count("ADD CONSTRAINT") < 10 < sql.count("FOREIGN KEY")


def bake_held() -> str:
    from registry.models import BakedScript

    return BakedScript.objects.get().sql


def test_the_serving_role_may_not_change_tables(committing: World) -> None:
    from django.db import ProgrammingError

    unit = committing.unit("w111")
    for statement in (
        f"ALTER TABLE {unit.schema}.journal_draft ADD COLUMN x integer",
        f"CREATE TABLE {unit.schema}.x (id integer)",
        f"DROP SCHEMA {unit.schema} CASCADE",
        "CREATE TABLE public.x (id integer)",
        "CREATE SCHEMA u99",
        f"TRUNCATE {unit.schema}.journal_event",
        f"UPDATE {unit.schema}.journal_event SET kind = 'x'",
        f"DELETE FROM {unit.schema}.journal_chainlink",
        "UPDATE public.registry_bakedscript SET sql = ''",
    ):
        with unit_scope(unit), connection.cursor() as cursor, pytest.raises(ProgrammingError):
            cursor.execute(statement)


def test_a_migration_with_nothing_to_do_touches_no_unit(committing: World) -> None:
    outcome = fleet.migrate()
    assert outcome == fleet.Outcome()


def test_every_table_of_the_template_belongs_to_a_model(world: World) -> None:
    made = set(re.findall(rf"CREATE TABLE {TEMPLATE.schema}\.(\w+) ", bake_held()))
    assert made == {model._meta.db_table for model in unit_models()}
