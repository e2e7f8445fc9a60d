"""Celery tasks that carry their unit.

The unit is captured at publish into a message header and checked in `__call__`: Celery swallows the errors of a
`task_prerun` receiver, so a receiver would be no guard.
"""

from collections.abc import Callable
from typing import Any

from celery import Task, shared_task

from kernel.active import NoActiveUnit, UnitRef, current_or_none, unit_scope

UNIT_HEADER = "tiepdan_unit"


class UnitTask(Task):  # type: ignore[misc]
    """A task that works in one unit: the one active where it was published."""

    abstract = True

    def apply_async(self, args: Any = None, kwargs: Any = None, **options: Any) -> Any:
        return super().apply_async(args, kwargs, **_with_unit(self.name, options))

    def apply(self, args: Any = None, kwargs: Any = None, **options: Any) -> Any:
        return super().apply(args, kwargs, **_with_unit(self.name, options))

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        unit = _unit_of(self.request)
        if unit is None:
            raise NoActiveUnit(f"task {self.name} has no unit")
        with unit_scope(unit):
            return super().__call__(*args, **kwargs)


class SiteTask(Task):  # type: ignore[misc]
    """A task over `public`: no unit is active while it runs, wherever it was published."""

    abstract = True

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        with unit_scope(None):
            return super().__call__(*args, **kwargs)


def unit_job(*, name: str, **options: Any) -> Callable[[Callable[..., Any]], Any]:
    """Declare a task of a unit, named `app.verb`."""
    return lambda fn: shared_task(fn, name=name, base=UnitTask, **options)


def site_job(*, name: str, **options: Any) -> Callable[[Callable[..., Any]], Any]:
    """Declare a task of the site, named `app.verb`."""
    return lambda fn: shared_task(fn, name=name, base=SiteTask, **options)


def _with_unit(name: str, options: dict[str, Any]) -> dict[str, Any]:
    unit = current_or_none()
    if unit is None:
        raise NoActiveUnit(f"task {name} published where no unit is active")
    headers = dict(options.get("headers") or {})
    headers[UNIT_HEADER] = [unit.id, unit.key]
    return {**options, "headers": headers}


def _unit_of(request: Any) -> UnitRef | None:
    if request.called_directly:
        return current_or_none()
    carried = (request.headers or {}).get(UNIT_HEADER) or getattr(request, UNIT_HEADER, None)
    return UnitRef(int(carried[0]), str(carried[1])) if carried else None
