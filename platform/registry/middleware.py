"""What the WSGI layer found, on the request: `request.unit` and the URL configuration that goes with it."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.urls import set_urlconf

from registry.wsgi import UNIT


class UnitMiddleware:
    """Stands before everything that reverses an address."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        unit = request.META.get(UNIT)
        asked: Any = request
        asked.unit = unit
        asked.urlconf = settings.ROOT_URLCONF if unit is None else settings.UNIT_URLCONF
        # Django takes request.urlconf up only when it resolves the path: after the other middleware has begun.
        set_urlconf(asked.urlconf)
        return self.get_response(request)
