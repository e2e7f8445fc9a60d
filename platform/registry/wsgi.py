"""The layer that turns `/u/<key>/…` into a unit: the prefix goes into SCRIPT_NAME, the unit is entered before the
handler and left when the response body is closed, so that streams stay inside.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any
from urllib.parse import quote

import psycopg2
from django.db.utils import DatabaseError

from kernel import active
from registry import snapshot, tree
from registry.info import UnitInfo

Environ = dict[str, Any]
WSGIApplication = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]

UNIT = "tiepdan.unit"
CLOSED = "tiepdan.unit_closed"  # why the address has no unit behind it now: MISSING or BEHIND
MISSING, BEHIND = "missing", "behind"

_ADDRESS = re.compile(r"^/u/([0-9A-Za-z-]{1,24})(/.*)?$", re.DOTALL)


def route(environ: Environ) -> UnitInfo | None:
    """Find the unit of a request and shift its prefix into SCRIPT_NAME; costs no query.

    A unit unknown, planned or malformed leaves the path as it is: the site answers all of them alike.
    """
    path: str = environ.get("PATH_INFO", "")
    if not path.startswith("/u/"):
        return None
    environ[CLOSED] = MISSING
    match = _ADDRESS.match(path)
    unit = tree.by_key(match[1] if match else "")
    if match is None or unit is None or not unit.is_opened:
        return None
    if tree.is_behind(unit):
        environ[CLOSED] = BEHIND
        return None
    del environ[CLOSED]
    environ[UNIT] = unit
    environ["SCRIPT_NAME"] = environ.get("SCRIPT_NAME", "") + "/u/" + unit.key
    environ["PATH_INFO"] = match[2] or ""
    return unit


class UnitLayer:
    """WSGI middleware around Django's handler."""

    def __init__(self, handler: WSGIApplication) -> None:
        self.handler = handler

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        # Whatever a thread of the server left behind belongs to nobody.
        active.enter(None)
        unit = self._unit_of(environ)
        if unit is None:
            return self.handler(environ, start_response)
        if environ["PATH_INFO"] == "":
            return redirect_to_root(environ, start_response)
        active.enter(unit)
        try:
            body = self.handler(environ, start_response)
        except BaseException:
            active.enter(None)
            raise
        return InUnit(body)

    def _unit_of(self, environ: Environ) -> UnitInfo | None:
        try:
            snapshot.renew()
        except (psycopg2.Error, DatabaseError, OSError):
            # No picture at all and no database: below `/u/` that is 503, elsewhere the page itself will tell.
            if environ.get("PATH_INFO", "").startswith("/u/"):
                environ[CLOSED] = BEHIND
            return None
        return route(environ)


class InUnit:
    """A response body that leaves the unit when the server closes it."""

    def __init__(self, body: Iterable[bytes]) -> None:
        self.body = body

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.body)

    def close(self) -> None:
        try:
            close = getattr(self.body, "close", None)
            if close is not None:
                close()
        finally:
            active.enter(None)


def redirect_to_root(environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
    """`/u/<key>` → 308 `/u/<key>/`: the method and the body stay what they were."""
    location = quote(environ["SCRIPT_NAME"]) + "/"
    if environ.get("QUERY_STRING"):
        location += "?" + environ["QUERY_STRING"]
    start_response("308 Permanent Redirect", [("Location", location), ("Content-Length", "0")])
    return [b""]
