"""Citizens who went above their level: told by the host, answered, handed over, ended; and the figures without a name."""

from collections.abc import Callable
from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from api.base import CHANGE, IDEMPOTENCY, IF_MATCH, READ, UnitView, checked
from api.negotiation import etag, run_once, seen_version
from api.pagination import NewestFirst
from api.parsing import unit_of
from api.v1.arrival_shapes import (
    ArrivalAnswerSerializer,
    ArrivalBelowSerializer,
    ArrivalCallSerializer,
    ArrivalDataSerializer,
    ArrivalEndingSerializer,
    ArrivalHandoverSerializer,
    ArrivalHearingSerializer,
    ArrivalLinkSerializer,
    ArrivalSerializer,
    ArrivalWithdrawalSerializer,
    Given,
    NewArrivalSerializer,
    OverLevelRowSerializer,
)
from identity.actors import Actor
from identity.permissions import Permission as P
from kernel import ids
from oversight.policies import visible_unit
from oversight.queries.over_level import rows_under
from oversight.rules.periods import Period
from tenants.receptions.actions import arrivals as actions
from tenants.receptions.actions.arrivals import ArrivalData, Ending, Handover, Plan
from tenants.receptions.enums import ArrivalSide
from tenants.receptions.models import Arrival
from tenants.receptions.policies import arrivals as policies
from tenants.receptions.queries.arrivals import SHOWN, Filters, arrival_list, below_lines


class NewestArrivals(NewestFirst):
    ordering = ("-arrived_at", "-id")


def _told(row: Arrival, actor: Actor) -> dict[str, Any]:
    return dict(ArrivalSerializer(row, context={"actor": actor}).data)


def arrival_response(actor: Actor, arrival_id: UUID, code: int = status.HTTP_200_OK) -> Response:
    """One arrival with its entity tag."""
    row = policies.get_arrival(actor, arrival_id)
    return Response(_told(row, actor), status=code, headers={"ETag": etag(row.version)})


class ArrivalsView(UnitView):
    needs: ClassVar = {"GET": P.RECEPTION_VIEW, "POST": P.RECEPTION_VIEW}

    @extend_schema(
        operation_id="arrivals_list",
        parameters=[
            OpenApiParameter("side", str, enum=ArrivalSide.values),
            OpenApiParameter("show", str, enum=SHOWN),
            OpenApiParameter("cursor", str),
            OpenApiParameter("page_size", int),
        ],
        responses={200: ArrivalSerializer(many=True), **READ},
    )
    def get(self, request: Request) -> Response:
        """The unit's arrivals, as host and as home unit, newest first."""
        asked = request.query_params
        filters = Filters(side=asked.get("side", ""), show=asked.get("show", ""))
        pages = NewestArrivals()
        found = pages.paginate_queryset(arrival_list(self.actor, filters), request, view=self) or []
        return pages.get_paginated_response([_told(row, self.actor) for row in found])

    @extend_schema(
        operation_id="arrivals_create",
        parameters=[IDEMPOTENCY],
        request=NewArrivalSerializer,
        responses={201: ArrivalSerializer, **CHANGE},
    )
    def post(self, request: Request) -> Response:
        """Register that citizens of a unit below stand here; their home unit is alerted."""
        policies.require_host(self.actor)
        given = checked(NewArrivalSerializer, request.data)
        home, visit = unit_of(given.pop("home_unit"), "home_unit"), given.pop("visit")
        key = ids.new_id()

        def once() -> UUID:
            data = ArrivalData(**given)
            return actions.register_arrival(home, data=data, visit_id=visit, arrival_id=key, actor=self.actor).pk

        made = run_once(request, self.actor, request.data, once, key)
        assert made is not None
        return arrival_response(self.actor, made, status.HTTP_201_CREATED)


class ArrivalView(UnitView):
    needs: ClassVar = {"GET": P.RECEPTION_VIEW}

    @extend_schema(operation_id="arrivals_read", responses={200: ArrivalSerializer, **READ})
    def get(self, request: Request, arrival_id: UUID) -> Response:
        """One arrival, with its ETag."""
        return arrival_response(self.actor, arrival_id)


class ArrivalsBelowView(UnitView):
    needs: ClassVar = {"GET": P.RECEPTION_VIEW}

    @extend_schema(operation_id="arrivals_below", responses={200: ArrivalBelowSerializer(many=True), **READ})
    def get(self, request: Request) -> Response:
        """Open arrivals of citizens of units below before another unit: what a unit between learns."""
        return Response([dict(ArrivalBelowSerializer(line).data) for line in below_lines(self.actor)])


class OverLevelView(UnitView):
    needs: ClassVar = {"GET": P.OVERSIGHT_VIEW}

    @extend_schema(
        operation_id="over_level",
        parameters=[
            OpenApiParameter("period", str, required=True, description="`2026`, `2026-Q4` or `2026-11`."),
            OpenApiParameter("unit", str, description="Key of this unit or one below; this unit where left out."),
        ],
        responses={200: OverLevelRowSerializer(many=True), **READ},
    )
    def get(self, request: Request) -> Response:
        """Arrivals and persons by home unit and level reached: the whole first, then the units directly below."""
        viewed = visible_unit(self.actor, request.query_params.get("unit"))
        whole, rows = rows_under(viewed, Period.parse(request.query_params.get("period", "")))
        return Response([dict(OverLevelRowSerializer(row).data) for row in (whole, *rows)])


Act = Callable[..., Arrival]
Arguments = Callable[[Given], Given]


def _same(given: Given) -> Given:
    return given


class ArrivalStepView(UnitView):
    """One step of an arrival: the body's fields are the action's own words."""

    needs: ClassVar = {"POST": P.RECEPTION_VIEW}
    body: ClassVar[type[serializers.Serializer[Any]]]
    act: ClassVar[Act]
    arguments: ClassVar[Arguments]

    def post(self, request: Request, arrival_id: UUID) -> Response:
        row, version = policies.get_arrival(self.actor, arrival_id), seen_version(request)
        given = type(self).arguments(checked(self.body, request.data))

        def once() -> UUID:
            return type(self).act(row, actor=self.actor, version=version, **given).pk

        run_once(request, self.actor, request.data, once, row.pk)
        return arrival_response(self.actor, row.pk)


def _step(
    name: str, act: Act, summary: str, body: type[serializers.Serializer[Any]], arguments: Arguments = _same
) -> type[ArrivalStepView]:
    made: type[ArrivalStepView] = type(f"Arrival{name.title()}View", (ArrivalStepView,), {})
    made.body, made.act, made.arguments = body, staticmethod(act), staticmethod(arguments)
    described = extend_schema(
        operation_id=f"arrivals_{name}",
        description=summary,
        parameters=[IDEMPOTENCY, IF_MATCH],
        request=body,
        responses={200: ArrivalSerializer, **CHANGE},
    )
    view: type[ArrivalStepView] = extend_schema_view(post=described)(made)
    return view


STEPS: dict[str, type[ArrivalStepView]] = {
    "correction": _step(
        "correct", actions.correct_arrival, "Correct what was told.", ArrivalDataSerializer,
        lambda given: {"data": ArrivalData(**given)},
    ),
    "hearing": _step(
        "hear", actions.hear_representatives, "The representatives whom the host received.", ArrivalHearingSerializer
    ),
    "answer": _step(
        "answer", actions.answer_arrival, "The home unit's plan and the officers it sends.", ArrivalAnswerSerializer,
        lambda given: {"plan": Plan(**given)},
    ),
    "handover": _step(
        "hand_over", actions.hand_over, "Handed over to the home unit's officers.", ArrivalHandoverSerializer,
        lambda given: {"handover": Handover(**given)},
    ),
    "ending": _step(
        "end", actions.end_arrival, "The home unit confirms the result.", ArrivalEndingSerializer,
        lambda given: {"ending": Ending(**given)},
    ),
    "calls": _step("call", actions.note_call, "A telephone call, noted on the own side.", ArrivalCallSerializer),
    "link": _step("link", actions.link_case, "The home unit's own case.", ArrivalLinkSerializer),
    "withdrawal": _step("withdraw", actions.withdraw_arrival, "Entered by mistake.", ArrivalWithdrawalSerializer),
}  # fmt: skip
