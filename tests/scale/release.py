"""A next release for the bench: the journal's migrations of today and, one after the other, some that add a column."""

import importlib
import shutil
from pathlib import Path
from typing import Any

import kernel.journal

PACKAGE = "bench_release"
_ONE_COLUMN = """from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("journal", "{after}")]
    operations = [migrations.AddField("draft", "bench_{number}", models.CharField(max_length=40, null=True))]
"""


def begin(folder: Path) -> None:
    """Write today's migrations into a package of their own; it may be there already."""
    today = Path(kernel.journal.__file__).parent / "migrations"
    shutil.copytree(today, folder / PACKAGE, ignore=shutil.ignore_patterns("__pycache__"), dirs_exist_ok=True)


def add_column(folder: Path, number: int) -> None:
    """One more migration, which adds one column to one table."""
    after = max(path.stem for path in (folder / PACKAGE).glob("[0-9]*.py"))
    text = _ONE_COLUMN.format(after=after, number=number)
    (folder / PACKAGE / f"{9000 + number:04}_bench.py").write_text(text, encoding="utf-8")


def use(settings: Any) -> None:
    """Let Django find the journal's migrations in the package, as it stands now."""
    importlib.invalidate_caches()
    settings.MIGRATION_MODULES = {"journal": PACKAGE}
