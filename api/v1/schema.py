"""The one OpenAPI 3.1 document, served as committed."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from drf_spectacular.renderers import OpenApiYamlRenderer
from drf_spectacular.utils import extend_schema
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from api.base import SiteView

COMMITTED = Path(__file__).resolve().parents[1] / "openapi.yaml"


class SchemaView(SiteView):
    renderer_classes = [OpenApiYamlRenderer, JSONRenderer]

    @extend_schema(exclude=True)
    def get(self, request: Request) -> Response:
        """The schema of both faces."""
        return Response(_committed())


@cache
def _committed() -> dict[str, Any]:
    document: dict[str, Any] = yaml.safe_load(COMMITTED.read_text())
    return document
