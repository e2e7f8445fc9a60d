"""Every address of a URL configuration, and what stands behind it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True)
class Address:
    """One pattern: its full name, its route, the arguments it takes, the view."""

    name: str
    route: str
    arguments: frozenset[str]
    view: Any

    @property
    def methods(self) -> frozenset[str]:
        """The methods a class of views or of the API serves; empty where a function decides by itself."""
        served = getattr(self.view, "cls", None) or getattr(self.view, "view_class", None)
        wanted = ("get", "post", "put", "patch", "delete")
        return frozenset(one for one in wanted if served is not None and hasattr(served, one))


def walk(conf: str) -> list[Address]:
    """All addresses below a URL configuration."""
    return list(_below(get_resolver(conf).url_patterns, "", "", frozenset()))


def _below(patterns: Any, route: str, space: str, arguments: frozenset[str]) -> Iterator[Address]:
    for one in patterns:
        here = f"{route}{one.pattern}"
        taken = arguments | frozenset(one.pattern.regex.groupindex)
        if isinstance(one, URLResolver):
            yield from _below(one.url_patterns, here, f"{space}{one.namespace}:" if one.namespace else space, taken)
        elif isinstance(one, URLPattern):
            yield Address(f"{space}{one.name or here}", here, taken, one.callback)
