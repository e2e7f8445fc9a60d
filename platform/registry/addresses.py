"""The only ways to make an address outside a request."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from django.conf import settings
from django.urls import get_script_prefix, reverse, set_script_prefix

from kernel import active
from registry.info import UnitInfo
from registry.models import Unit

UNIT_PREFIX = "/u/"


def unit_url(unit: UnitInfo | Unit | str, viewname: str, *args: Any, **kwargs: Any) -> str:
    """The path of a unit's page, whatever unit or site the caller works in; `unit` is a unit or its key."""
    key = unit if isinstance(unit, str) else unit.key
    return f"{UNIT_PREFIX}{key}{_path(settings.UNIT_URLCONF, viewname, args, kwargs)}"


def here(viewname: str, *args: Any, **kwargs: Any) -> str:
    """The path of a page of the active unit, inside a request or not."""
    return unit_url(active.current().key, viewname, *args, **kwargs)


def site_url(viewname: str, *args: Any, **kwargs: Any) -> str:
    """The path of a page of the site."""
    return _path(settings.ROOT_URLCONF, viewname, args, kwargs)


def absolute(path: str) -> str:
    """A path with scheme and host, for mails and printed letters."""
    return f"{settings.SITE_URL}{path}"


def _path(urlconf: str, viewname: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> str:
    return _made(urlconf, viewname, args, kwargs) if args or kwargs else _plain(urlconf, viewname)


@cache
def _plain(urlconf: str, viewname: str) -> str:
    # The navigation of every page is made of these; they are the same as long as the process runs.
    return _made(urlconf, viewname, (), {})


def _made(urlconf: str, viewname: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> str:
    with _at_the_root():
        return reverse(viewname, urlconf=urlconf, args=args or None, kwargs=kwargs or None)


@contextmanager
def _at_the_root() -> Iterator[None]:
    # reverse() puts the prefix of the unit of the current request in front.
    before = get_script_prefix()
    set_script_prefix("/")
    try:
        yield
    finally:
        set_script_prefix(before)
