"""Querysets that remember the unit they were made in and refuse to work in another."""

from collections.abc import Iterable, Iterator
from typing import Any, Self, TypeVar, cast

from django.db import models
from django.db.models import sql

from kernel import active

M = TypeVar("M", bound=models.Model)

# A queryset made where no unit is active (a class attribute of a view) belongs to the first unit that uses it.
UNBOUND = None


def refuse_other_unit(unit_id: int | None, what: object) -> None:
    """Raise `WrongUnit` unless `unit_id` is the active unit."""
    here = active.current().id
    if unit_id != here:
        made = "outside any unit" if unit_id is None else f"in unit {unit_id}"
        raise active.WrongUnit(f"{what}: made {made}, used in unit {here}")


def stamp_of(instance: models.Model) -> int | None:
    """The unit an instance was made in."""
    return getattr(instance._state, "unit_id", None)


class UnitQuery(sql.Query):
    """Carries the stamp through clones, pickles and subqueries; compiling it in another unit is refused."""

    unit_id: int | None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unit_id = active.current_id()

    def bind(self) -> None:
        """Check the stamp; a query of no unit gets the active one."""
        if self.unit_id is UNBOUND:
            self.unit_id = active.current().id
        else:
            refuse_other_unit(self.unit_id, f"query of {getattr(self.model, '__name__', self.model)}")

    def clone(self) -> Self:
        copy = cast(Self, super().clone())
        if copy.unit_id is UNBOUND:
            copy.unit_id = active.current_id()
        return copy

    def get_compiler(self, using: Any = None, connection: Any = None, elide_empty: bool = True) -> Any:
        self.bind()
        return super().get_compiler(using, connection, elide_empty)

    def resolve_expression(self, query: Any = None, *args: Any, **kwargs: Any) -> Any:
        self.bind()
        return super().resolve_expression(query, *args, **kwargs)


class UnitQuerySet(models.QuerySet[M]):
    """Base of every queryset over a unit's table: stamped when made, checked whenever it touches rows or gives them out."""

    def __init__(self, model: Any = None, query: Any = None, using: Any = None, hints: Any = None) -> None:
        if query is None and model is not None:
            query = UnitQuery(model)
        super().__init__(model=model, query=query, using=using, hints=hints)
        if hints:
            self._refuse_hint(hints)

    # A related manager of an instance of unit 1 would read unit 2's rows of the same uuid.
    def _refuse_hint(self, hints: dict[str, Any]) -> None:
        instance = hints.get("instance")
        if instance is not None and hasattr(instance._state, "unit_id"):
            refuse_other_unit(stamp_of(instance), f"rows related to {type(instance).__name__}")

    def _add_hints(self, **hints: Any) -> None:
        self._refuse_hint(hints)
        super()._add_hints(**hints)  # type: ignore[misc]

    def _bind(self) -> None:
        query: Any = self.query
        if query.unit_id is UNBOUND:
            query.unit_id = active.current().id
        else:
            refuse_other_unit(query.unit_id, f"queryset of {self.model.__name__}")

    @property
    def db(self) -> str:
        # Django asks for the alias before every execution: reading, counting, updating, deleting.
        self._bind()
        return super().db

    # -- giving out rows already fetched is reading, too
    def _fetch_all(self) -> None:
        self._bind()
        super()._fetch_all()

    def _iterator(self, use_chunked_fetch: bool, chunk_size: int | None) -> Iterator[M]:
        for row in super()._iterator(use_chunked_fetch, chunk_size):  # type: ignore[misc]
            self._bind()
            yield row

    def __getitem__(self, k: Any) -> Any:
        if self._result_cache is not None:
            self._bind()
        return super().__getitem__(k)

    def count(self) -> int:
        self._bind()
        return super().count()

    def exists(self) -> bool:
        self._bind()
        return super().exists()

    def contains(self, obj: models.Model) -> bool:
        self._bind()
        return super().contains(obj)

    # -- writing instances
    def _refuse_objects(self, objs: Iterable[models.Model]) -> None:
        self._bind()
        for obj in objs:
            refuse_other_unit(stamp_of(obj), type(obj).__name__)

    def bulk_create(self, objs: Iterable[M], *args: Any, **kwargs: Any) -> list[M]:
        rows = list(objs)
        self._refuse_objects(rows)
        return super().bulk_create(rows, *args, **kwargs)

    def bulk_update(self, objs: Iterable[M], fields: Any, *args: Any, **kwargs: Any) -> int:
        rows = list(objs)
        self._refuse_objects(rows)
        return super().bulk_update(rows, fields, *args, **kwargs)

    def _insert(self, objs: Any, *args: Any, **kwargs: Any) -> Any:
        self._refuse_objects(objs)
        return super()._insert(objs, *args, **kwargs)  # type: ignore[misc]

    _insert.alters_data = True  # type: ignore[attr-defined]
    _insert.queryset_only = False  # type: ignore[attr-defined]

    def _raw_delete(self, using: Any) -> Any:
        self._bind()
        return super()._raw_delete(using)

    _raw_delete.alters_data = True  # type: ignore[attr-defined]

    def raw(self, *args: Any, **kwargs: Any) -> Any:
        raise NotImplementedError("raw() keeps no stamp; write the query with the ORM or a cursor in one place")


class UnitManager(models.Manager.from_queryset(UnitQuerySet)):  # type: ignore[misc]
    """The manager of unit tables that need no adjectives of their own."""
