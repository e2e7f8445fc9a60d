"""Hot spots of the unit and of those under it, and what the own unit writes about its own."""

from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.pagination import PageNumberPagination
from rest_framework.request import Request
from rest_framework.response import Response

from api.base import CHANGE, IDEMPOTENCY, IF_MATCH, READ, UnitView, checked
from api.negotiation import etag, run_once, seen_version
from identity.permissions import Permission as P
from oversight.actions import hot_spots as acts
from oversight.models import HotSpot
from oversight.policies import get_hot_spot
from oversight.queries import hot_spots as queries
from oversight.rules import hot_spots as rules
from oversight.views.hot_spots import filters_of
from registry.levels import Line

RISKS = [one.code for one in rules.risks()]
FIELDS = rules.field_codes()


class HotSpotSerializer(serializers.Serializer[Any]):
    """A hot spot as every unit above reads it; no citizen."""

    id = serializers.UUIDField(source="spot.pk")
    unit = serializers.CharField(source="unit.key")
    line = serializers.CharField(source="spot.line")
    place = serializers.CharField(source="spot.place")
    matter = serializers.CharField(source="spot.matter")
    field = serializers.CharField(source="spot.field")
    risk = serializers.CharField(source="spot.risk")
    people = serializers.IntegerField(source="spot.people", allow_null=True)
    measures = serializers.CharField(source="spot.measures")
    owner_name = serializers.CharField(source="spot.owner_name")
    opened_on = serializers.DateField(source="spot.opened_on")
    updated_on = serializers.DateField(source="spot.updated_on")
    days_silent = serializers.IntegerField()
    is_stale = serializers.BooleanField(help_text="Silent for longer than its level of risk allows.")
    closed_on = serializers.DateField(source="spot.closed_on", allow_null=True)
    result = serializers.CharField(source="spot.result")
    version = serializers.IntegerField(source="spot.version")


class HotSpotNewsSerializer(serializers.Serializer[Any]):
    on = serializers.DateField()
    risk = serializers.CharField()
    people = serializers.IntegerField(allow_null=True)
    text = serializers.CharField()
    by_name = serializers.CharField()
    written_at = serializers.DateTimeField()


class HotSpotPageSerializer(HotSpotSerializer):
    news = HotSpotNewsSerializer(many=True)


class HotSpotOpeningSerializer(serializers.Serializer[Any]):
    line = serializers.ChoiceField([Line.PARTY.value, Line.GOVERNMENT.value, Line.BOTH.value])
    place = serializers.CharField(max_length=250)
    matter = serializers.CharField(max_length=500)
    field = serializers.ChoiceField(FIELDS)
    risk = serializers.ChoiceField(RISKS)
    people = serializers.IntegerField(min_value=1, required=False, allow_null=True, default=None)
    measures = serializers.CharField(max_length=acts.LONGEST)
    owner = serializers.UUIDField(help_text="Account of a member.")
    opened_on = serializers.DateField(required=False)


class HotSpotNewsInputSerializer(serializers.Serializer[Any]):
    text = serializers.CharField(max_length=acts.LONGEST)
    risk = serializers.ChoiceField(RISKS)
    people = serializers.IntegerField(min_value=1, required=False, allow_null=True, default=None)
    measures = serializers.CharField(max_length=acts.LONGEST, required=False, allow_blank=True, default="")


class HotSpotClosingSerializer(serializers.Serializer[Any]):
    result = serializers.CharField(max_length=acts.LONGEST)
    on = serializers.DateField()


class Pages(PageNumberPagination):
    page_size = 50


class HotSpotsView(UnitView):
    needs: ClassVar = {"GET": None, "POST": P.CASE_ASSIGN}

    @extend_schema(
        operation_id="hot_spots_list",
        parameters=[
            OpenApiParameter("show", str, enum=["stale", "closed"], description="Open ones unless told."),
            OpenApiParameter("risk", str, enum=RISKS),
            OpenApiParameter("unit", str, description="Key of a unit: it and those under it."),
            OpenApiParameter("page", int),
        ],
        responses={200: HotSpotSerializer(many=True), **READ},
    )
    def get(self, request: Request) -> Response:
        """Those the member sees: the riskiest first, then the one that was silent longest."""
        pages = Pages()
        found = queries.hot_spot_list(self.actor, filters_of(request._request.GET, self.actor))
        page = pages.paginate_queryset(found, request, view=self) or []
        return pages.get_paginated_response(
            HotSpotSerializer([queries.hot_spot_row(one) for one in page], many=True).data
        )

    @extend_schema(
        operation_id="hot_spots_open",
        parameters=[IDEMPOTENCY],
        request=HotSpotOpeningSerializer,
        responses={201: HotSpotPageSerializer, **CHANGE},
    )
    def post(self, request: Request) -> Response:
        """Open one; a text that names a person of the unit's cases is refused."""
        data = acts.HotSpotData(**checked(HotSpotOpeningSerializer, request.data))
        made = run_once(request, self.actor, request.data, lambda: acts.open_hot_spot(data, actor=self.actor).pk)
        assert made is not None
        return _answer(get_hot_spot(self.actor, made), status.HTTP_201_CREATED)


class HotSpotView(UnitView):
    needs: ClassVar = {"GET": None}

    @extend_schema(operation_id="hot_spots_read", responses={200: HotSpotPageSerializer, **READ})
    def get(self, request: Request, hot_spot_id: UUID) -> Response:
        """One with its news, newest first."""
        return _answer(get_hot_spot(self.actor, hot_spot_id))


class HotSpotNewsView(UnitView):
    needs: ClassVar = {"POST": P.CASE_ASSIGN}

    @extend_schema(
        operation_id="hot_spots_update",
        parameters=[IDEMPOTENCY, IF_MATCH],
        request=HotSpotNewsInputSerializer,
        responses={200: HotSpotPageSerializer, **CHANGE},
    )
    def post(self, request: Request, hot_spot_id: UUID) -> Response:
        """Write what is new."""
        news, version = acts.News(**checked(HotSpotNewsInputSerializer, request.data)), seen_version(request)

        def tell() -> UUID:
            return acts.update_hot_spot(hot_spot_id, news, actor=self.actor, version=version).pk

        run_once(request, self.actor, request.data, tell, hot_spot_id)
        return _answer(get_hot_spot(self.actor, hot_spot_id))


class HotSpotClosingView(UnitView):
    needs: ClassVar = {"POST": P.CASE_ASSIGN}

    @extend_schema(
        operation_id="hot_spots_close",
        parameters=[IDEMPOTENCY, IF_MATCH],
        request=HotSpotClosingSerializer,
        responses={200: HotSpotPageSerializer, **CHANGE},
    )
    def post(self, request: Request, hot_spot_id: UUID) -> Response:
        """It is one no longer."""
        told, version = checked(HotSpotClosingSerializer, request.data), seen_version(request)

        def close() -> UUID:
            return acts.close_hot_spot(hot_spot_id, **told, actor=self.actor, version=version).pk

        run_once(request, self.actor, request.data, close, hot_spot_id)
        return _answer(get_hot_spot(self.actor, hot_spot_id))


def _answer(spot: HotSpot, code: int = status.HTTP_200_OK) -> Response:
    body = dict(HotSpotSerializer(queries.hot_spot_row(spot)).data)
    news = HotSpotNewsSerializer([one for one, _risk in queries.history_of(spot)], many=True).data
    return Response({**body, "news": news}, status=code, headers={"ETag": etag(spot.version)})
