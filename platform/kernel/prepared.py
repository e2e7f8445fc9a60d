"""Querysets compiled once: what a busy path asks again and again with other values.

Django builds and compiles a queryset anew each time, which costs several times what PostgreSQL does for one row. The
rule stays written as a queryset; only its SQL is kept, once a thread.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import SystemRandom
from typing import Any, Generic, TypeVar, cast
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.db.models import Model, QuerySet
from django.db.models.query import ModelIterable, ValuesListIterable, get_related_populators

from kernel import active, clock
from kernel.placement import is_unit_model

R = TypeVar("R")
_random = SystemRandom()
# What a statement takes from its surroundings instead of its arguments.
_NOW, _TODAY = -1, -2


class Prepared(Generic[R]):
    """A queryset as a function of its values: `Prepared(lambda pk: Case.objects.filter(pk=pk))`.

    The function is called once a thread, with samples of the same types (UUID, int, str, bytes, date, list of UUIDs), under a sample
    clock and in a sample unit: it may ask `clock.now()` and `clock.today()`, which become values of the statement, too.
    It must not branch on its values. Gives model instances (with select_related) or the tuples of values_list.
    """

    def __init__(self, build: Callable[..., "QuerySet[Any, R]"]) -> None:
        self._build = build
        self._kept = threading.local()

    def rows(self, *values: Any) -> list[R]:
        """All rows; raises NoActiveUnit for a unit's table where no unit is active."""
        kept: _Statement | None = getattr(self._kept, "statement", None)
        if kept is None:
            kept = self._kept.statement = _compile(self._build, values)
        return kept.run(values)

    def first(self, *values: Any) -> R | None:
        """The first row, or None; the queryset says the order, or that there is one row at most."""
        found = self.rows(*values)
        return found[0] if found else None


@dataclass(frozen=True)
class _Statement:
    sql: str
    values: tuple[Any, ...]  # constants, or _Slot
    compiler: Any
    model: Any
    is_locking: bool
    makes: Callable[[list[Any]], list[Any]]

    def run(self, given: tuple[Any, ...]) -> list[Any]:
        if is_unit_model(self.model):
            active.current()
        if self.is_locking and not connection.in_atomic_block:
            raise transaction.TransactionManagementError("select_for_update cannot be used outside of a transaction.")
        params = [value.fill(given) if isinstance(value, _Slot) else value for value in self.values]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, params)
            return self.makes(cursor.fetchall())


@dataclass(frozen=True)
class _Slot:
    index: int

    def fill(self, given: tuple[Any, ...]) -> Any:
        if self.index == _NOW:
            return clock.now()
        if self.index == _TODAY:
            return clock.today()
        value = given[self.index]
        if value is None:
            raise TypeError("a prepared queryset cannot ask for NULL: its SQL would be another")
        return connection.Database.Binary(value) if isinstance(value, bytes) else value  # type: ignore[attr-defined]


def _compile(build: Callable[..., QuerySet[Any, Any]], values: tuple[Any, ...]) -> _Statement:
    samples = [_sample(value) for value in values]
    moment = datetime(1800, 1, 1, tzinfo=UTC) + timedelta(seconds=_random.randrange(10**9), microseconds=1)
    with active.unit_scope(active.UnitRef(_random.randrange(10**9, 2 * 10**9), "prepared")), clock.at(moment):
        unit_id = active.current().id
        slots = [*zip(samples, range(len(samples)), strict=True), (clock.now(), _NOW), (clock.today(), _TODAY)]
        queryset = build(*samples)
        compiler: Any = queryset.query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
    found = tuple(_slot(param, slots) for param in params)
    if unit_id in params:
        raise ValueError("a prepared queryset takes the unit's number as a value, not from its surroundings")
    missing = set(range(len(samples))) - {value.index for value in found if isinstance(value, _Slot)}
    if missing:
        raise ValueError(f"the SQL does not hold the values {sorted(missing)} as they are given")
    return _Statement(
        sql, found, compiler, queryset.model, bool(queryset.query.select_for_update), _maker(queryset, compiler)
    )


def _sample(value: Any) -> Any:
    """A value of the same type that stands nowhere else in the statement."""
    if isinstance(value, UUID):
        return uuid4()
    if isinstance(value, bool) or value is None:
        raise TypeError("a value that decides on the SQL is no value of a prepared queryset")
    if isinstance(value, list):
        # For the lookup `any`, which takes the list as one value.
        return [uuid4()]
    if isinstance(value, int):
        return _random.randrange(10**9, 2 * 10**9)
    if isinstance(value, str):
        return f"sample {uuid4()}"
    if isinstance(value, bytes):
        return uuid4().bytes
    if isinstance(value, date) and not isinstance(value, datetime):
        return date(1700, 1, 1) + timedelta(days=_random.randrange(30_000))
    raise TypeError(f"no sample of {type(value).__name__}")


def _slot(param: Any, slots: list[tuple[Any, int]]) -> Any:
    # Bytes are wrapped by the driver.
    plain = getattr(param, "adapted", param)
    return next((_Slot(index) for sample, index in slots if type(sample) is type(plain) and sample == plain), param)


def _maker(queryset: QuerySet[Any, Any], compiler: Any) -> Callable[[list[Any]], list[Any]]:
    kind: Any = queryset._iterable_class
    converters = compiler.get_converters([column for column, _sql, _alias in compiler.select])

    def converted(rows: list[Any]) -> list[Any]:
        return list(map(tuple, compiler.apply_converters(rows, converters))) if converters else rows

    if issubclass(kind, ValuesListIterable):
        return converted
    if not issubclass(kind, ModelIterable) or compiler.annotation_col_map:
        raise TypeError("prepared querysets give instances or the tuples of values_list")
    info = compiler.klass_info
    begin, end = info["select_fields"][0], info["select_fields"][-1] + 1
    names = [column.target.attname for column, _sql, _alias in compiler.select[begin:end]]
    # The stubs are those of a later Django.
    populators = get_related_populators(info, compiler.select, connection.alias)  # type: ignore[call-arg]
    model = cast(type[Model], info["model"])

    def instances(rows: list[Any]) -> list[Any]:
        made = []
        for row in converted(rows):
            instance = model.from_db(connection.alias, names, row[begin:end])
            for populator in populators:
                populator.populate(row, instance)
            made.append(instance)
        return made

    return instances
