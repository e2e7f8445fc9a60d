"""One log line a request, and one more in the count of requests: method, route, status, milliseconds, unit, account. Nothing a citizen wrote or is called.

The path is not logged, only the name of its route: a path may hold a tracking code, a query string may hold a name.
"""

import logging
import time
from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from config.operating import traffic

logger = logging.getLogger("tiepdan.request")


class RequestLogMiddleware:
    """The outermost middleware, so that the time is the whole time."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        started = time.perf_counter()
        response = self.get_response(request)
        seconds = time.perf_counter() - started
        traffic.note(response.status_code, seconds)
        logger.info(
            "%s %s %d %.0fms unit=%s account=%s",
            request.method,
            route_name(request),
            response.status_code,
            seconds * 1000,
            _unit_key(request),
            _account_id(request),
        )
        return response


def route_name(request: HttpRequest) -> str:
    """The view's name, "static" for files, "-" where no route matched."""
    if request.resolver_match is None:
        return "-"
    return request.resolver_match.view_name or "unnamed"


def _unit_key(request: HttpRequest) -> str:
    unit = getattr(request, "unit", None)
    return unit.key if unit is not None else "-"


def _account_id(request: HttpRequest) -> str:
    # Only when somebody asked already: the log line must not cost a query of its own.
    account = getattr(request, "_cached_user", None)
    return str(account.pk) if account is not None and account.pk else "-"
