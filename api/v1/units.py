"""The register of units, public: names, codes, validity, what followed them."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.base import SiteView, refusals
from kernel.errors import NotFound
from registry import tree
from registry.tree import UnitInfo


class UnitSerializer(serializers.Serializer[Any]):
    key = serializers.CharField()
    code = serializers.CharField()
    name = serializers.CharField()
    full_name = serializers.CharField()
    kind = serializers.CharField()
    level = serializers.CharField()
    status = serializers.CharField()
    valid_from = serializers.DateField()
    valid_to = serializers.DateField(allow_null=True)
    is_open = serializers.BooleanField(help_text="Cases can be sent to it on the platform.")


class UnitDetailSerializer(UnitSerializer):
    parent = serializers.SerializerMethodField()  # type: ignore[assignment]  # the tree's word
    successors = serializers.SerializerMethodField()

    def get_parent(self, unit: UnitInfo) -> str | None:
        """Key of the direct superior, today or on the unit's last day."""
        above = tree.parent(unit.id, on=unit.valid_to)
        return above.key if above else None

    def get_successors(self, unit: UnitInfo) -> list[str]:
        """Keys of the units that followed it."""
        return [one.key for one in tree.successors(unit.id)]


class UnitsView(SiteView):
    @extend_schema(
        operation_id="units_search",
        parameters=[
            OpenApiParameter("q", str, description="Name with or without marks, old name or code.", required=True)
        ],
        responses={200: UnitSerializer(many=True)},
    )
    def get(self, request: Request) -> Response:
        """Up to 50 units that match, of the tree before and after 1 July 2025."""
        found: list[UnitInfo] = tree.search(request.query_params.get("q", "")[:200], limit=50)
        return Response(UnitSerializer(found, many=True).data)


class UnitView(SiteView):
    @extend_schema(operation_id="units_read", responses={200: UnitDetailSerializer, **refusals(404)})
    def get(self, request: Request, key: str) -> Response:
        """One unit by its key."""
        found: Any = tree.by_key(key)
        if found is None:
            raise NotFound("not_found", _("Không tìm thấy đơn vị."))
        return Response(UnitDetailSerializer(found).data)
