"""The database of a backup: dumped from one snapshot with what is counted in it, and read back into an empty one."""

import hashlib
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connections

from config.backup.manifest import Counts, Damaged
from config.terminal import _
from registry.baking import find_pg_dump
from registry.release import owner_alias

_TABLES = """
SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_toast'
"""
_COUNTS = """
SELECT (SELECT count(*) FROM public.registry_unit WHERE schema_version > 0),
       (SELECT count(*) FROM public.identity_account), (SELECT count(*) FROM public.exchange_custody),
       (SELECT count(*) FROM public.exchange_envelope), (SELECT coalesce(sum(number), 0) FROM public.kernel_chainhead)
"""
_HEADS = "SELECT unit_id, number, encode(hash, 'hex') FROM public.kernel_chainhead ORDER BY unit_id"


class ProgramFailed(Exception):
    """A program of PostgreSQL ended with an error; the message is its own."""


@contextmanager
def snapshot() -> Iterator[tuple[str, Counts]]:
    """One moment of the database: its name for pg_dump, and the counts of that very moment."""
    with connections[owner_alias()].cursor() as cursor:
        cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        try:
            cursor.execute("SELECT pg_export_snapshot()")
            name = str(cursor.fetchone()[0])
            yield name, _counts(cursor)
        finally:
            cursor.execute("ROLLBACK")


def counts() -> Counts:
    """The counts of now."""
    with connections[owner_alias()].cursor() as cursor:
        return _counts(cursor)


def dump(to: Path, *, of: str) -> None:
    """Everything in the database as of a snapshot, in pg_dump's own compressed format."""
    _run("pg_dump", "--format=custom", f"--snapshot={of}", f"--file={to}", database=True)


def listed(path: Path) -> int:
    """How many tables' rows a dump holds; raises Damaged when it cannot be listed."""
    try:
        contents = _run("pg_restore", "--list", str(path))
    except ProgramFailed as wrong:
        raise Damaged(_("Không liệt kê được bản sao cơ sở dữ liệu: %s") % wrong) from wrong
    return sum(" TABLE DATA " in line for line in contents.splitlines())


def tables() -> int:
    """How many tables of ours or anybody's stand in the database."""
    with connections[owner_alias()].cursor() as cursor:
        cursor.execute(_TABLES)
        return int(cursor.fetchone()[0])


def load(path: Path) -> None:
    """Read a dump into the empty database, its first error ends it. The two roles must be there."""
    at = connections[owner_alias()].settings_dict
    _run("pg_restore", "--exit-on-error", "--no-owner", f"--dbname={at['NAME']}", str(path), database=True, named=False)
    with connections[owner_alias()].cursor() as cursor:
        cursor.execute("ANALYZE")


def _counts(cursor: Any) -> Counts:
    cursor.execute(_COUNTS)
    units, accounts, cases, envelopes, links = map(int, cursor.fetchone())
    cursor.execute(_HEADS)
    heads = hashlib.sha256("\n".join(f"{unit} {number} {last}" for unit, number, last in cursor.fetchall()).encode())
    return Counts(units, accounts, cases, envelopes, links, heads.hexdigest())


def _run(program: str, *words: str, database: bool = False, named: bool = True) -> str:
    at = connections[owner_alias()].settings_dict if database else {}
    if database:
        place = [
            "--host",
            str(at["HOST"]),
            "--port",
            str(at["PORT"] or 5432),
            "--username",
            str(at["USER"]),
            "--no-password",
        ]
        words = (*place, *words, *([str(at["NAME"])] if named else []))
    done = subprocess.run(
        [_program(program), *words],
        env={**os.environ, "PGPASSWORD": str(at.get("PASSWORD") or "")},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise ProgramFailed(f"{program}: {done.stderr.strip()[-2000:]}")
    return done.stdout


def _program(name: str) -> str:
    dumper = find_pg_dump()
    if dumper is None:
        raise ProgramFailed(_("Không tìm thấy %s; hãy nêu pg_dump trong TIEPDAN_PG_DUMP.") % name)
    # The programs of one PostgreSQL stand beside each other.
    return str(Path(dumper).with_name(name))
