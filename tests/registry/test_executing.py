"""Migrations run with models rendered one by one write the same statements as Django's own."""

from typing import Any

import pytest
from django.db import connections, migrations, models, transaction
from django.db.migrations.state import ProjectState

from registry.compiling import capturing
from registry.executing import FrugalState

NUMBER = models.IntegerField(null=True)
REFERENCE = models.ForeignKey("config.BenchTree", models.CASCADE)


def look(apps: Any, _editor: Any) -> None:
    """What code of a migration may ask: a column that was added after the table that refers to it."""
    assert not apps.get_model("config", "BenchLeaf").objects.using("owner").filter(tree__height=1).exists()


class Changes(migrations.Migration):
    """Everything a state is rendered anew for, around a table that two others refer to."""

    operations = (
        migrations.CreateModel("BenchTree", [("id", models.AutoField(primary_key=True)), ("code", NUMBER)]),
        migrations.CreateModel("BenchLeaf", [("id", models.AutoField(primary_key=True)), ("tree", REFERENCE)]),
        migrations.CreateModel(
            "BenchBird",
            [("id", models.AutoField(primary_key=True)), ("trees", models.ManyToManyField("config.BenchTree"))],
        ),
        migrations.AddField("BenchTree", "height", NUMBER),
        migrations.AddIndex("BenchTree", models.Index(fields=["height"], name="bench_height")),
        migrations.AddConstraint("BenchTree", models.UniqueConstraint(fields=["code"], name="bench_code")),
        migrations.RunPython(look),
        migrations.AlterField("BenchTree", "id", models.BigAutoField(primary_key=True)),
        migrations.AlterField("BenchTree", "code", models.IntegerField(unique=True)),
        migrations.AddField("BenchTree", "bird", models.ForeignKey("config.BenchBird", models.CASCADE, null=True)),
        migrations.AlterField("BenchLeaf", "tree", models.ForeignKey("config.BenchTree", models.CASCADE, null=True)),
        migrations.RenameField("BenchTree", "height", "size"),
        migrations.RenameModel("BenchTree", "BenchPalm"),
        migrations.AlterModelTable("BenchPalm", "bench_palms"),
        migrations.RemoveField("BenchPalm", "bird"),
        migrations.DeleteModel("BenchBird"),
    )


@pytest.mark.django_db(databases=["owner"])
def test_statements_are_those_of_django() -> None:
    by_django = statements(ProjectState())
    assert sum("bigint" in one for one in by_django) >= 3  # the table's own column and the two that refer to it
    assert statements(FrugalState()) == by_django


def statements(state: ProjectState) -> list[str]:
    owner = connections["owner"]
    state.apps  # noqa: B018  from here on each change is rendered
    with transaction.atomic(using="owner"), capturing(owner) as taken:
        taken.current = []
        with owner.schema_editor() as editor:
            Changes("next", "config").apply(state, editor)
        transaction.set_rollback(True, using="owner")
    return taken.current
