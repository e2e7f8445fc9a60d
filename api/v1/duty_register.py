"""The duty register of the heads, and whether the unit is ready to receive."""

from __future__ import annotations

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.base import READ, UnitView
from api.v1.plans import LINE, LINES, YEAR
from identity.permissions import Permission as P
from kernel import clock
from oversight.models import DutyKind
from oversight.policies import visible_unit
from oversight.queries.readiness import Readiness, below, readiness
from registry.levels import Line
from tenants.receptions.queries.duty_page import duty_page
from tenants.receptions.views.access import seen

Given = dict[str, Any]


class DutySerializer(serializers.Serializer[Any]):
    """One month (or the conferences of a year) of who was in office; `holder` is null while the position is vacant."""

    kind = serializers.ChoiceField(DutyKind.choices)
    period = serializers.DateField()
    holder = serializers.UUIDField(source="holder_id", allow_null=True)
    holder_name = serializers.CharField()
    legal = serializers.IntegerField()
    planned = serializers.IntegerField(allow_null=True)
    below_minimum = serializers.BooleanField()
    announced = serializers.IntegerField()
    posted_late = serializers.IntegerField()
    unposted = serializers.IntegerField()
    in_person = serializers.IntegerField()
    delegated = serializers.IntegerField()
    postponed = serializers.IntegerField()
    made_up = serializers.IntegerField()
    cancelled = serializers.IntegerField()
    missed = serializers.IntegerField()
    ad_hoc = serializers.IntegerField()


class ReadinessItemSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    is_there = serializers.BooleanField()
    is_expired = serializers.BooleanField()
    words = serializers.CharField()


class ReadinessSerializer(serializers.Serializer[Any]):
    """The checklist "unit ready" of one unit on one line."""

    unit = serializers.CharField()
    line = serializers.ChoiceField(Line.choices)
    is_ready = serializers.BooleanField()
    items = ReadinessItemSerializer(many=True)


_duty = DutySerializer()


class DutiesView(UnitView):
    needs: ClassVar = {"GET": None}

    @extend_schema(
        operation_id="duties_list", parameters=[YEAR, LINE], responses={200: DutySerializer(many=True), **READ}
    )
    def get(self, request: Request) -> Response:
        """The duty register of a year on one of the member's lines."""
        seen(self.actor)
        mine = [line for line in LINES if line in self.actor.lines]
        wanted = request.query_params.get("line", "")
        line = next((one for one in mine if one.value == wanted), mine[0] if mine else Line.GOVERNMENT)
        year = request.query_params.get("year", "")
        shown = int(year) if year.isdigit() and len(year) == 4 else clock.today().year
        page = duty_page(line, min(max(shown, 2019), 2060))
        return Response([_duty.to_representation(row.figures) for row in [*page.months, *page.conferences]])


class ReadinessView(UnitView):
    needs: ClassVar = {"GET": None}

    @extend_schema(operation_id="readiness_read", responses={200: ReadinessSerializer(many=True), **READ})
    def get(self, request: Request) -> Response:
        """The unit's own checklist; for who watches over units, those directly below, too."""
        if not (self.actor.may(P.UNIT_CONFIGURE) or self.actor.may(P.PLAN_MANAGE)):
            self.actor.require(P.OVERSIGHT_VIEW)
        rows = readiness([self.unit], LINES)
        if self.actor.may(P.OVERSIGHT_VIEW):
            rows += below(visible_unit(self.actor, None), LINES)
        return Response([_ready(row) for row in rows])


def _ready(row: Readiness) -> Given:
    return {
        "unit": row.unit.key,
        "line": row.line.value,
        "is_ready": row.is_ready,
        "items": [
            {"code": item.need.code, "is_there": item.is_there, "is_expired": item.is_expired, "words": item.words}
            for item in row.items
        ],
    }
