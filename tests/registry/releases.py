"""A next release for tests: the journal's migrations of today and one more, in a package of its own."""

import importlib
import shutil
import sys
from pathlib import Path
from typing import Any

from registry import release

PACKAGE = "next_release"
NAME = "0099_next"
HEAD = """
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("journal", "{after}")]
"""
ONE_COLUMN = '    operations = [migrations.AddField("draft", "note", models.CharField(max_length=40, null=True))]\n'
ONE_TABLE = """    operations = [
        migrations.CreateModel("Extra", [("id", models.UUIDField(primary_key=True)), ("unit_id", UnitIdField())]),
        migrations.RunSQL("CREATE INDEX extra_unit ON journal_extra (unit_id)", "DROP INDEX extra_unit"),
    ]
"""


def make_release(folder: Path, settings: Any, operations: str = ONE_COLUMN, *, more: str = "") -> None:
    """Write the package into a folder and let Django find the journal's migrations there."""
    write_package(folder, operations, more)
    use_release(folder, settings)


def write_package(folder: Path, operations: str, more: str = "") -> None:
    """The package on disk; also used by the process that is killed."""
    from django.db.migrations.loader import MigrationLoader

    today = importlib.import_module(MigrationLoader.migrations_module("journal")[0])
    package = folder / PACKAGE
    shutil.copytree(next(iter(today.__path__)), package, ignore=shutil.ignore_patterns("__pycache__"))
    last = max(path.stem for path in package.glob("0*.py"))
    text = "from kernel.fields import UnitIdField\n" + HEAD.format(after=last) + more + operations
    (package / f"{NAME}.py").write_text(text)


def use_release(folder: Path, settings: Any) -> None:
    """Let Django and the registry look into the package."""
    for name in [name for name in sys.modules if name.split(".")[0] == PACKAGE]:
        del sys.modules[name]
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))
    importlib.invalidate_caches()
    settings.MIGRATION_MODULES = {**getattr(settings, "MIGRATION_MODULES", {}), "journal": PACKAGE}
    release.code_migrations.cache_clear()
