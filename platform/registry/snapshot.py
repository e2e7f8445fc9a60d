"""The registry's picture in this process's memory.

Routing asks no database: it reads this picture. `renew()` compares one row (the epoch) at most once a second, on the
thread's own connection before the request's work begins, past Django's cursors; only a changed token loads anew.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import psycopg2
from django.db import DatabaseError, connection

from registry.info import LinkInfo, SuccessionInfo, UnitInfo
from registry.release import code_migrations

SECONDS_BETWEEN_LOOKS = 1.0

_UNITS = """
    SELECT id, key, code, name, kind, level, status, valid_from, COALESCE(overlay_valid_to, valid_to),
           overlay_source, search_name, schema_version, profile::text
    FROM public.registry_unit ORDER BY id"""
_LINKS = """
    SELECT child_id, parent_id, line, valid_from, COALESCE(overlay_valid_to, valid_to)
    FROM public.registry_unitlink ORDER BY id"""
_SUCCESSIONS = """SELECT old_id, new_id, "on", is_default FROM public.registry_succession ORDER BY id"""
_STEPS = "SELECT number, app, name FROM public.registry_compiledstep"
_EPOCH = "SELECT token::text FROM public.registry_registryepoch"


@dataclass(slots=True)
class Snapshot:
    """Everything routing and the tree's questions need."""

    token: str | None
    units: dict[int, UnitInfo] = field(default_factory=dict)
    by_key: dict[str, UnitInfo] = field(default_factory=dict)
    by_code: dict[str, list[UnitInfo]] = field(default_factory=dict)
    up: dict[int, list[LinkInfo]] = field(default_factory=dict)
    down: dict[int, list[LinkInfo]] = field(default_factory=dict)
    successions: dict[int, list[SuccessionInfo]] = field(default_factory=dict)
    predecessors: dict[int, list[int]] = field(default_factory=dict)
    # The version this release needs; None: it has migrations that are not compiled, so no unit is ready for it.
    wanted_version: int | None = 0


_held: Snapshot | None = None
_in_doubt = True
_looked_at = 0.0
_loading = threading.RLock()


def current() -> Snapshot:
    """The picture; loads it when there is none, looks at the epoch when this process changed the registry itself."""
    if _held is None or _in_doubt:
        _look()
    assert _held is not None
    return _held


def renew() -> None:
    """Look at the epoch if the last look is a second old; keeps the old picture when the database does not answer."""
    global _looked_at
    if _held is not None and not _in_doubt and time.monotonic() - _looked_at < SECONDS_BETWEEN_LOOKS:
        return
    # One thread looks, the others go on with the picture there is.
    if not _loading.acquire(blocking=_held is None):
        return
    try:
        _look()
    except (psycopg2.Error, DatabaseError, OSError):
        if _held is None:
            raise
        # Asked again in a second, not by every request meanwhile.
        _looked_at = time.monotonic()
    finally:
        _loading.release()


def doubt() -> None:
    """The picture may be old: look before the next answer."""
    global _in_doubt
    _in_doubt = True


def forget() -> None:
    """Drop the picture: the next answer loads a new one."""
    global _held
    _held = None


def _look() -> None:
    global _held, _in_doubt, _looked_at
    with _loading:
        # Cleared first: a doubt that arrives while loading stays.
        doubted, _in_doubt = _in_doubt, False
        try:
            with _raw() as cursor:
                cursor.execute(_EPOCH)
                row = cursor.fetchone()
                token = row[0] if row else None
                if _held is None or _held.token != token:
                    _held = _load(cursor, token)
        except BaseException:
            _in_doubt = _in_doubt or doubted
            raise
        _looked_at = time.monotonic()


@contextmanager
def _raw() -> Iterator[Any]:
    """A cursor past Django's: not a query of the page, and no search path is needed for qualified names."""
    connection.ensure_connection()
    try:
        with connection.connection.cursor() as cursor:
            yield cursor
    except (psycopg2.OperationalError, psycopg2.InterfaceError):
        # The server went away between two requests; the next cursor connects anew.
        if not connection.in_atomic_block:
            connection.close()
        raise


def _load(cursor: Any, token: str | None) -> Snapshot:
    made = Snapshot(token)
    cursor.execute(_UNITS)
    for row in cursor.fetchall():
        unit = UnitInfo(*row)
        made.units[unit.id] = unit
        made.by_key[unit.key] = unit
        made.by_code.setdefault(unit.code, []).append(unit)
    cursor.execute(_LINKS)
    for row in cursor.fetchall():
        link = LinkInfo(*row)
        made.up.setdefault(link.child, []).append(link)
        made.down.setdefault(link.parent, []).append(link)
    cursor.execute(_SUCCESSIONS)
    for old, new, on, is_default in cursor.fetchall():
        made.successions.setdefault(old, []).append(SuccessionInfo(new, on, is_default))
        made.predecessors.setdefault(new, []).append(old)
    cursor.execute(_STEPS)
    made.wanted_version = _wanted_version(cursor.fetchall())
    return made


def _wanted_version(steps: list[tuple[int, str, str]]) -> int | None:
    numbers = {(app, name): number for number, app, name in steps}
    wanted = 0
    for migration in code_migrations():
        number = numbers.get(migration)
        if number is None:
            return None
        wanted = max(wanted, number)
    return wanted


def is_valid(valid_from: date, valid_to: date | None, on: date) -> bool:
    """Do two inclusive days hold this one?"""
    return valid_from <= on and (valid_to is None or on <= valid_to)
