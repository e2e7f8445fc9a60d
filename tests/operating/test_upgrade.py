"""The look before an upgrade: what waits, how long, whether the running release can serve; and nothing is changed by looking."""

import sys
from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connections, migrations, models
from django.db.migrations.state import ProjectState
from django.db.models.functions import Now

from config.operating.upgrade import do_check
from registry import release, upgrading
from registry.expanding import objections
from registry.models import CompiledStep, Unit
from registry.verify import shape
from tests.registry.releases import ONE_COLUMN, make_release
from tests.world import World

CHECK = Namespace(json=False)


@pytest.fixture
def next_release(committing: World, tmp_path: Path, settings: Any) -> Iterator[Any]:
    """A function that puts a next release in place; today's is back afterwards."""
    yield lambda *args: make_release(tmp_path, settings, *args)
    release.code_migrations.cache_clear()
    sys.path[:] = [entry for entry in sys.path if entry != str(tmp_path)]


def test_upgrade_is_foretold_and_nothing_is_changed_by_looking(
    next_release: Any, committing: World, capsys: pytest.CaptureFixture[str]
) -> None:
    assert do_check(CHECK) == 0
    assert capsys.readouterr().out == "Không có gì phải cập nhật.\n"
    steps, ward = CompiledStep.objects.count(), committing.unit("w111")
    before = shape(ward.id), shape(upgrading.TEMPLATE.id)
    remove = '    operations.append(migrations.RemoveField("draft", "form"))\n'
    next_release(ONE_COLUMN + remove)
    at = connections["owner"].settings_dict
    assert at["USER"] != connections["default"].settings_dict["USER"]
    assert do_check(CHECK) == 1
    said = capsys.readouterr().out
    found = upgrading.look()
    assert (found.public, found.template) == ([], ["journal.0099_next"])
    assert (found.behind, found.tried, found.failed) == (7, 3, {})
    assert sum(found.by_version.values()) == Unit.objects.opened().count() == 7
    assert found.seconds_a_unit is not None
    assert 0 < found.seconds_a_unit < 2
    assert "phải cập nhật 7" in said
    assert "journal.0099_next: bỏ cột" in said
    assert (CompiledStep.objects.count(), (shape(ward.id), shape(upgrading.TEMPLATE.id))) == (steps, before)


JUDGED: list[tuple[Any, str]] = [
    (migrations.AddField("case", "note", models.CharField(max_length=40, null=True)), ""),
    (migrations.AddField("case", "at", models.DateTimeField(db_default=Now())), ""),
    (migrations.AddField("case", "n", models.IntegerField(default=0)), "cột bắt buộc"),
    (migrations.AddIndex("case", models.Index(fields=["kind"], name="case_kind")), ""),
    (migrations.AlterField("case", "kind", models.CharField(max_length=20, choices=[("a", "A")])), ""),
    (migrations.AlterField("case", "kind", models.CharField(max_length=30, null=True)), ""),
    (migrations.AlterField("case", "kind", models.CharField(max_length=10)), "cột ngắn lại"),
    (migrations.AlterField("case", "kind", models.TextField()), "đổi kiểu"),
    (migrations.AlterField("case", "told", models.IntegerField()), "trở thành bắt buộc"),
    (migrations.RemoveField("case", "kind"), "bỏ cột"),
    (migrations.RenameField("case", "kind", "sort"), "đổi tên cột"),
    (migrations.DeleteModel("Case"), "bỏ bảng"),
    (
        migrations.AddConstraint("case", models.CheckConstraint(condition=models.Q(told__gt=0), name="case_told")),
        "ràng buộc mới",
    ),
    (migrations.RunSQL("CREATE INDEX x ON cases_case (kind)"), "câu SQL"),
    (migrations.RunSQL("CREATE INDEX x ON cases_case (kind)", hints={"expands": True}), ""),
    (migrations.SeparateDatabaseAndState(database_operations=[migrations.RemoveField("case", "kind")]), "bỏ cột"),
]


@pytest.mark.parametrize(("operation", "why"), JUDGED, ids=lambda one: getattr(one, "describe", lambda: "")()[:40])
def test_what_adds_is_served_meanwhile_and_what_takes_away_is_not(operation: Any, why: str) -> None:
    state = ProjectState()
    fields = [
        ("id", models.IntegerField(primary_key=True)),
        ("kind", models.CharField(max_length=20)),
        ("told", models.IntegerField(null=True)),
    ]
    migrations.CreateModel("Case", fields).state_forwards("cases", state)
    migration = migrations.Migration("0002_next", "cases")
    # What happens to a table that is new itself is no matter to the running release.
    new = [migrations.CreateModel("Extra", fields), migrations.RemoveField("extra", "kind")]
    migration.operations = [*new, operation]
    found = objections([migration], state)
    assert [name for name, _why in found] == (["cases.0002_next"] if why else [])
    assert all(why in said for _name, said in found)
