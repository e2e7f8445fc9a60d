"""PostgreSQL behind the active unit: each cursor looks where PostgreSQL says it is and moves only when that is wrong.

The wrapper keeps no memory of the search path. PostgreSQL 18 reports it to the client after every change, also those
made by a rollback, so asking costs a microsecond and cannot be stale.
"""

import time
from typing import Any

from django.db.backends.postgresql import base as postgresql
from django_tenants.postgresql_backend import base as tenants
from psycopg2.extensions import TRANSACTION_STATUS_INERROR

from kernel import active

PUBLIC = "public"
# A backend keeps about 0.3 MB of cache for each unit it has visited.
UNITS_PER_BACKEND = 300
SECONDS_PER_BACKEND = 15 * 60


class _Operations(tenants.DatabaseWrapper.ops_class):  # type: ignore[misc]
    compiler_module = "config.database.compiler"


class DatabaseWrapper(tenants.DatabaseWrapper):  # type: ignore[misc]
    """django-tenants' backend and introspection, with the unit taken from `kernel.active` instead of the connection."""

    ops_class = _Operations

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._forget_backend()
        self._unit_of_transaction: int | None = None

    @property
    def schema_name(self) -> str:
        unit = active.current_or_none()
        return PUBLIC if unit is None else unit.schema

    @schema_name.setter
    def schema_name(self, value: object) -> None:
        """django-tenants remembers a schema here; nothing is remembered."""

    def set_tenant(self, tenant: object, include_public: bool = True) -> None:
        """Nothing to set: the unit is `kernel.active`."""

    def get_new_connection(self, conn_params: Any) -> Any:
        self._forget_backend()
        return super().get_new_connection(conn_params)

    def _forget_backend(self) -> None:
        self._visited: set[int] = set()
        self._born = time.monotonic()

    def _cursor(self, name: str | None = None) -> Any:
        # django-tenants' own _cursor issues SET from memory; go past it to Django's.
        cursor = postgresql.DatabaseWrapper._cursor(self, name)  # type: ignore[attr-defined]
        unit = active.current_or_none()
        self._refuse_second_unit(unit)
        self._go(unit)
        return cursor

    def _go(self, unit: active.UnitRef | None) -> None:
        wanted = PUBLIC if unit is None else f"{unit.schema}, {PUBLIC}"
        if unit is not None:
            self._visited.add(unit.id)
        info = self.connection.info
        if info.parameter_status("search_path") == wanted:
            return
        # In a failed transaction only ROLLBACK can follow, and it needs no path.
        if info.transaction_status == TRANSACTION_STATUS_INERROR:
            return
        # Past Django's cursor: moving is not a query of the page.
        with self.connection.cursor() as raw, self.wrap_database_errors:
            raw.execute(f"SET search_path TO {wanted}")

    def _refuse_second_unit(self, unit: active.UnitRef | None) -> None:
        """One transaction touches one unit's schema and `public`."""
        # The outermost blocks of a test case stand for "no transaction yet".
        if all(block._from_testcase for block in self.atomic_blocks):
            self._unit_of_transaction = None
        elif unit is None:
            return
        elif self._unit_of_transaction is None:
            self._unit_of_transaction = unit.id
        elif self._unit_of_transaction != unit.id:
            raise active.WrongUnit(f"a transaction of unit {self._unit_of_transaction} was used in unit {unit.id}")

    def _set_autocommit(self, autocommit: bool) -> None:
        self._unit_of_transaction = None
        super()._set_autocommit(autocommit)

    def close_if_unusable_or_obsolete(self) -> None:
        # Django's own version closes inside a transaction, too.
        if self.in_atomic_block:
            return
        super().close_if_unusable_or_obsolete()
        if self.connection is not None and (
            len(self._visited) > UNITS_PER_BACKEND or time.monotonic() - self._born > SECONDS_PER_BACKEND
        ):
            self.close()
