"""A superior's figures and the lists behind them: no name, no content."""

from typing import Any, ClassVar

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.pagination import PageNumberPagination
from rest_framework.request import Request
from rest_framework.response import Response

from api.base import READ, UnitView
from identity.permissions import Permission
from kernel import clock
from kernel.errors import NotFound
from oversight.facts import Fact
from oversight.policies import visible_unit
from oversight.queries import kinds, lists
from oversight.queries.board import BoardRow, board
from oversight.rules.periods import Period

PERIOD = OpenApiParameter("period", str, description="2026, 2026-Q4 or 2026-11; this year unless told.")
KIND = OpenApiParameter("kind", str, description="COMPLAINT, DENUNCIATION, PROPOSAL, REFLECTION; all unless told.")


class RowSerializer(serializers.Serializer[BoardRow]):
    unit = serializers.CharField(source="unit.key")
    name = serializers.CharField(source="unit.name")
    figures = serializers.SerializerMethodField()

    def get_figures(self, row: BoardRow) -> dict[str, int | None]:
        """Figures by name; null where a small denunciation count is hidden."""
        return {figure.fact.value: figure.value for figure in row.figures}


class BoardSerializer(serializers.Serializer[Any]):
    unit = serializers.CharField(source="unit.key")
    period = serializers.CharField(source="period.code")
    as_of = serializers.DateTimeField()
    is_current = serializers.BooleanField()
    total = RowSerializer(help_text="The unit with all under it.")
    own = RowSerializer(help_text="The unit's own work.")
    rows = RowSerializer(many=True, help_text="Units directly under it, each with all under it.")


class LineSerializer(serializers.Serializer[Any]):
    case_id = serializers.UUIDField(source="card.case_id")
    number = serializers.CharField(source="card.number")
    kind = serializers.CharField(source="card.kind")
    field = serializers.CharField(source="card.field")
    received_on = serializers.DateField(source="card.received_on")
    status = serializers.CharField(source="card.status")
    due_on = serializers.DateField(source="card.due_on", allow_null=True)
    handling_unit = serializers.CharField(source="handling.key", allow_null=True, default=None)
    age_days = serializers.IntegerField()
    is_overdue = serializers.BooleanField()
    is_due_expected = serializers.BooleanField(help_text="No decree has fixed the working calendar of that year yet.")
    petitions = serializers.IntegerField(
        allow_null=True, help_text="Behind taken_in: how many petitions of the case the figure counts; else null."
    )
    opens = serializers.BooleanField(help_text="The dossier can be opened at this unit.")


class Pages(PageNumberPagination):
    page_size = 50


def _asked(request: Request) -> tuple[Period, str]:
    kind = request.query_params.get("kind", "")
    if kind and kind not in dict(kinds.choices()):
        raise NotFound("unknown_kind", _("Không có loại đơn này."))
    return Period.parse(request.query_params.get("period") or str(clock.today().year)), kind


class BoardView(UnitView):
    needs: ClassVar = {"GET": Permission.OVERSIGHT_VIEW}

    @extend_schema(operation_id="board_read", parameters=[PERIOD, KIND], responses={200: BoardSerializer, **READ})
    def get(self, request: Request) -> Response:
        """Figures of the unit and of the units directly below."""
        period, kind = _asked(request)
        return Response(BoardSerializer(board(visible_unit(self.actor, None), period, kind)).data)


class BoardUnitView(UnitView):
    needs: ClassVar = {"GET": Permission.OVERSIGHT_VIEW}

    @extend_schema(operation_id="board_read_unit", parameters=[PERIOD, KIND], responses={200: BoardSerializer, **READ})
    def get(self, request: Request, key: str) -> Response:
        """The same of a unit below."""
        period, kind = _asked(request)
        return Response(BoardSerializer(board(visible_unit(self.actor, key), period, kind)).data)


class BoardCasesView(UnitView):
    needs: ClassVar = {"GET": Permission.OVERSIGHT_VIEW}

    @extend_schema(
        operation_id="board_cases",
        parameters=[
            PERIOD,
            KIND,
            OpenApiParameter("fact", str, required=True, enum=Fact.values),
            OpenApiParameter("page", int),
        ],
        responses={200: LineSerializer(many=True), **READ},
    )
    def get(self, request: Request, key: str) -> Response:
        """Cases behind a figure."""
        period, kind = _asked(request)
        fact = request.query_params.get("fact", "")
        if fact not in Fact.values:
            raise NotFound("unknown_figure", _("Không có chỉ tiêu này."))
        found = lists.cards(self.actor, visible_unit(self.actor, key), Fact(fact), period, kind)
        pages = Pages()
        page = pages.paginate_queryset(found, request, view=self) or []
        return pages.get_paginated_response(
            LineSerializer(lists.lines(self.actor, page, clock.today()), many=True).data
        )
