"""The text of an INSERT of one row is made once for a table and its columns; Django makes the same text anew for every row."""

from functools import lru_cache
from typing import Any

from django.db.backends.postgresql import compiler as postgresql
from django.db.backends.postgresql.compiler import (
    SQLAggregateCompiler,
    SQLCompiler,
    SQLDeleteCompiler,
    SQLUpdateCompiler,
)
from django.db.models.expressions import DatabaseDefault

__all__ = ["SQLAggregateCompiler", "SQLCompiler", "SQLDeleteCompiler", "SQLInsertCompiler", "SQLUpdateCompiler"]


class SQLInsertCompiler(postgresql.SQLInsertCompiler):
    """Django's, with the text of the usual row taken from memory; every other kind of INSERT is left to Django."""

    def as_sql(self) -> Any:  # type: ignore[override]  # the stubs give an INSERT the signature of a SELECT
        query: Any = self.query
        if len(query.objs) != 1 or not query.fields or query.on_conflict is not None:
            return super().as_sql()
        marks, values = [], []
        for field in query.fields:
            value = self.pre_save_val(field, query.objs[0])
            if isinstance(value, DatabaseDefault):
                marks.append("DEFAULT")
                continue
            value = self.prepare_value(field, value)
            if hasattr(value, "as_sql"):
                return super().as_sql()
            marks.append(self._mark(field, value))
            values.append(value)
        columns = tuple(field.column for field in query.fields)
        returned = tuple(field.column for field in self.returning_fields or ())
        return [(_text(query.get_meta().db_table, columns, tuple(marks), returned), tuple(values))]

    def _mark(self, field: Any, value: Any) -> str:
        own = getattr(field, "get_placeholder", None)
        return own(value, self, self.connection) if own else "%s"


@lru_cache(maxsize=1000)
def _text(table: str, columns: tuple[str, ...], marks: tuple[str, ...], returned: tuple[str, ...]) -> str:
    names = ", ".join(f'"{column}"' for column in columns)
    text = f'INSERT INTO "{table}" ({names}) VALUES ({", ".join(marks)})'
    if returned:
        text += " RETURNING " + ", ".join(f'"{table}"."{column}"' for column in returned)
    return text
