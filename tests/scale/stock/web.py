"""The same pages behind django-tenants' own wrapper: the schema is set for each request, a backend is never given up."""

from collections.abc import Callable
from typing import Any

from config.settings import *  # noqa: F403
from config.settings import DATABASES, MIDDLEWARE

MIDDLEWARE = [
    *MIDDLEWARE[: MIDDLEWARE.index("registry.middleware.UnitMiddleware") + 1],
    "tests.scale.stock.web.SchemaMiddleware",
    *MIDDLEWARE[MIDDLEWARE.index("registry.middleware.UnitMiddleware") + 1 :],
]
DATABASES["default"] |= {"ENGINE": "django_tenants.postgresql_backend", "CONN_MAX_AGE": None}


class SchemaMiddleware:
    """What TenantMainMiddleware does once it knows the tenant."""

    def __init__(self, get_response: Callable[[Any], Any]) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> Any:
        from django.db import connection  # this module is read as settings

        wrapper: Any = connection
        if request.unit is None:
            wrapper.set_schema_to_public()
        else:
            wrapper.set_schema(request.unit.schema)
        return self.get_response(request)
