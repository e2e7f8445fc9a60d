"""The duty board, the days behind it, plans and instruments, and the unit's word on the national database."""

from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from api.base import CHANGE, IDEMPOTENCY, READ, UnitView, checked
from api.negotiation import run_once
from identity.permissions import Permission
from oversight.actions.national_updates import take_back_update, tick_month
from oversight.enums import Figure, Standing
from oversight.policies import require_own_duties
from oversight.queries.duty_board import duty_board
from oversight.queries.duty_days import Span, items
from oversight.queries.duty_figures import SORTS
from oversight.queries.instruments import instrument_rows
from oversight.queries.own_duties import updates_of
from oversight.views.asking import month_of, question, year_of

FIGURE = OpenApiParameter("figure", str, enum=Figure.values, description="reception unless told.")
LINE = OpenApiParameter("line", str, enum=["PARTY", "GOVERNMENT"])
YEAR = OpenApiParameter("year", int, description="This year unless told.")
UNITS = [
    OpenApiParameter("depth", str, enum=["all"], description="All levels below; else those directly below."),
    OpenApiParameter("level", str, enum=["PROVINCE", "DISTRICT", "COMMUNE"]),
    OpenApiParameter("page", int, description="Pages of 50."),
]
STANDING = OpenApiParameter("standing", str, enum=Standing.values)
SORT = OpenApiParameter("sort", str, enum=SORTS, description="short (those that lack most) unless told.")
PERIOD = OpenApiParameter("period", str, description="2026-09; the whole year unless told.")


class DutyCellSerializer(serializers.Serializer[Any]):
    owed = serializers.IntegerField()
    done = serializers.IntegerField()
    short = serializers.IntegerField(help_text="Missing of a month that is over; a vacancy misses nothing.")
    delegated = serializers.IntegerField(help_text="Stands apart: never part of done.")
    postponed = serializers.IntegerField()
    made_up = serializers.IntegerField()
    ad_hoc = serializers.IntegerField()
    missed = serializers.IntegerField()
    late = serializers.IntegerField()
    ahead = serializers.IntegerField()
    is_vacant = serializers.BooleanField()
    is_below = serializers.BooleanField(help_text="The plan sets less than the law.")


class DutyRowSerializer(serializers.Serializer[Any]):
    unit = serializers.CharField(source="unit.key")
    name = serializers.CharField(source="unit.name")
    owed = serializers.IntegerField(source="sum.owed")
    done = serializers.IntegerField(source="sum.done")
    delegated = serializers.IntegerField(source="sum.delegated")
    short = serializers.IntegerField(source="sum.short")
    late = serializers.IntegerField(source="sum.late")
    missed = serializers.IntegerField(source="sum.missed")
    ratio = serializers.FloatField(source="sum.ratio", allow_null=True)
    rank = serializers.IntegerField(source="sum.rank")
    is_vacant = serializers.BooleanField(source="sum.is_vacant")
    red_since = serializers.DateField(allow_null=True)
    months = serializers.SerializerMethodField()

    def get_months(self, row: Any) -> dict[str, dict[str, Any]]:
        """The months of the year by their names; each as a cell of the board."""
        return {f"{month:%Y-%m}": dict(_cell.to_representation(cell)) for month, cell in row.cells}


class DutyBoardSerializer(serializers.Serializer[Any]):
    found = serializers.IntegerField(help_text="How many units the filter left.")
    units = serializers.IntegerField()
    as_of = serializers.DateTimeField(allow_null=True)
    own = DutyRowSerializer()
    rows = DutyRowSerializer(source="lines", many=True)


class DutyDaySerializer(serializers.Serializer[Any]):
    day = serializers.DateField()
    status = serializers.CharField()
    words = serializers.CharField()
    done_on = serializers.DateField(allow_null=True)
    notes = serializers.ListField(child=serializers.CharField())
    holder = serializers.CharField()
    is_red = serializers.BooleanField()


class InstrumentRowSerializer(serializers.Serializer[Any]):
    unit = serializers.CharField(source="unit.key")
    name = serializers.CharField(source="unit.name")
    papers = serializers.SerializerMethodField()

    def get_papers(self, row: Any) -> dict[str, dict[str, Any] | None]:
        """By kind: number and date of the paper in force, null where there is none."""
        return {
            kind.value: {"number": paper.number, "dated_on": paper.dated_on} if paper else None
            for kind, paper in row.papers
        }


class NationalUpdateSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    period = serializers.DateField()
    done_on = serializers.DateField()
    told_by = serializers.CharField(source="account_name")
    version = serializers.IntegerField()


class UpdateInputSerializer(serializers.Serializer[Any]):
    period = serializers.DateField(help_text="A day of the month.")
    done_on = serializers.DateField()
    version = serializers.IntegerField(
        required=False, allow_null=True, default=None, help_text="To correct: what was seen."
    )


class TakenBackSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()


class TakeBackSerializer(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=500)


_cell = DutyCellSerializer()


class BoardDutiesView(UnitView):
    needs: ClassVar = {"GET": Permission.OVERSIGHT_VIEW}

    @extend_schema(
        operation_id="board_duties",
        parameters=[FIGURE, LINE, YEAR, *UNITS, STANDING, SORT],
        responses={200: DutyBoardSerializer, **READ},
    )
    def get(self, request: Request, key: str) -> Response:
        """Units by months: what their heads and offices owed and did; those that lack most first."""
        asked = question(request._request, self.actor, key)
        return Response(DutyBoardSerializer(duty_board(asked.unit, asked.asked(), page=asked.page)).data)


class BoardDutyDaysView(UnitView):
    needs: ClassVar = {"GET": Permission.OVERSIGHT_VIEW}

    @extend_schema(
        operation_id="board_duty_days",
        parameters=[FIGURE, LINE, YEAR, PERIOD],
        responses={200: DutyDaySerializer(many=True), **READ},
    )
    def get(self, request: Request, key: str) -> Response:
        """The list behind a cell: dates, what became of them, reasons; no citizen."""
        asked = question(request._request, self.actor, key)
        month = month_of(request._request.GET)
        span = Span.of_month(month) if month else Span.of_year(asked.year)
        return Response(DutyDaySerializer(items(asked.unit, asked.figure, asked.line, span), many=True).data)


class BoardInstrumentsView(UnitView):
    needs: ClassVar = {"GET": Permission.OVERSIGHT_VIEW}

    @extend_schema(
        operation_id="board_instruments",
        parameters=[LINE, YEAR, *UNITS],
        responses={200: InstrumentRowSerializer(many=True), **READ},
    )
    def get(self, request: Request, key: str) -> Response:
        """Which unit has issued plan, regulation, house rules and advisory team; those that lack most first."""
        asked = question(request._request, self.actor, key)
        rows, _found = instrument_rows(
            asked.asked().units, asked.line, asked.year, offset=(asked.page - 1) * asked.size, limit=asked.size
        )
        return Response(InstrumentRowSerializer(rows, many=True).data)


class NationalUpdatesView(UnitView):
    needs: ClassVar = {"GET": None, "POST": Permission.DOCUMENT_ISSUE}

    @extend_schema(
        operation_id="national_updates_list",
        parameters=[YEAR],
        responses={200: NationalUpdateSerializer(many=True), **READ},
    )
    def get(self, request: Request) -> Response:
        """The months of a year that the unit says are in the national database."""
        require_own_duties(self.actor)
        rows = [row for _month, row in updates_of(self.unit.id, year_of(request._request.GET)) if row is not None]
        return Response(NationalUpdateSerializer(rows, many=True).data)

    @extend_schema(
        operation_id="national_updates_tell",
        parameters=[IDEMPOTENCY],
        request=UpdateInputSerializer,
        responses={201: NationalUpdateSerializer, **CHANGE},
    )
    def post(self, request: Request) -> Response:
        """Say that a month is in the national database, or correct its day."""
        told = checked(UpdateInputSerializer, request.data)
        period: date = told["period"]

        def tick() -> UUID:
            return tick_month(period, done_on=told["done_on"], version=told["version"], actor=self.actor).pk

        made = run_once(request, self.actor, request.data, tick)
        row = next(row for _month, row in updates_of(self.unit.id, period.year) if row is not None and row.pk == made)
        return Response(NationalUpdateSerializer(row).data, status=status.HTTP_201_CREATED)


class NationalUpdateRemovalView(UnitView):
    needs: ClassVar = {"POST": Permission.DOCUMENT_ISSUE}

    @extend_schema(
        operation_id="national_updates_take_back",
        parameters=[IDEMPOTENCY],
        request=TakeBackSerializer,
        responses={200: TakenBackSerializer, **CHANGE},
    )
    def post(self, request: Request, update_id: UUID) -> Response:
        """Take a mistaken word back, with the reason."""
        told = checked(TakeBackSerializer, request.data)

        def take_back() -> None:
            take_back_update(update_id, reason=told["reason"], actor=self.actor)

        run_once(request, self.actor, request.data, take_back)
        return Response(TakenBackSerializer({"id": update_id}).data)
