"""Statements without an ORM: one row in, one row changed, one row locked."""

from functools import cache
from typing import Any

from django.db import connection
from psycopg2.extras import Json, register_uuid

register_uuid()


def insert(cursor: Any, table: str, **columns: Any) -> None:
    names = ", ".join(f'"{name}"' for name in columns)
    marks = ", ".join(["%s"] * len(columns))
    cursor.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", [_plain(value) for value in columns.values()])


def update(cursor: Any, table: str, where: dict[str, Any], **columns: Any) -> None:
    changes = ", ".join(f'"{name}" = %s' for name in columns)
    found = " AND ".join(f'"{name}" = %s' for name in where)
    cursor.execute(f"UPDATE {table} SET {changes} WHERE {found}", [*columns.values(), *where.values()])


def lock(cursor: Any, table: str, how: str = "FOR UPDATE", **where: Any) -> Any:
    found = " AND ".join(f'"{name}" = %s' for name in where)
    cursor.execute(f"SELECT * FROM {table} WHERE {found} {how}", list(where.values()))
    return cursor.fetchall()


def next_number(cursor: Any, schema: str, key: Any, series: str, year: int) -> int:
    cursor.execute(
        f"INSERT INTO {schema}.journal_counter (id, series, year, last) VALUES (%s, %s, %s, 1)"
        " ON CONFLICT (series, year) DO UPDATE SET last = journal_counter.last + 1 RETURNING last",
        [key, series, year],
    )
    return int(cursor.fetchone()[0])


@cache
def unit_of(key: str) -> int:
    """The number of the unit; the product, too, has it in memory."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM public.registry_unit WHERE key = %s", [key])
        return int(cursor.fetchone()[0])


def _plain(value: Any) -> Any:
    return Json(value) if isinstance(value, dict) else value
