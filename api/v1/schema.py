"""The one OpenAPI 3.1 document, served as committed: nothing is made of it at a request."""

import json
from functools import cache
from pathlib import Path

import yaml
from django.http import HttpResponse
from drf_spectacular.renderers import OpenApiYamlRenderer
from drf_spectacular.utils import extend_schema
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request

from api.base import SiteView

COMMITTED = Path(__file__).resolve().parents[1] / "openapi.yaml"


class SchemaView(SiteView):
    renderer_classes = [OpenApiYamlRenderer, JSONRenderer]

    @extend_schema(exclude=True)
    def get(self, request: Request) -> HttpResponse:
        """The schema of both faces."""
        chosen = request.accepted_renderer
        return HttpResponse(_as_json() if chosen.format == "json" else _as_yaml(), content_type=chosen.media_type)


@cache
def _as_yaml() -> bytes:
    return COMMITTED.read_bytes()


@cache
def _as_json() -> bytes:
    # The safe reader in C: Python's own takes a hundred times as long.
    document = yaml.load(_as_yaml(), Loader=yaml.CSafeLoader)
    return json.dumps(document, ensure_ascii=False, default=str).encode()
