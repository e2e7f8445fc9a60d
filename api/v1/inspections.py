"""Inspections over the API: the unit that makes them takes the same steps as on its pages, the inspected unit reads what it was told."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from api.base import CHANGE, IDEMPOTENCY, IF_MATCH, READ, UnitView, checked
from api.negotiation import etag, run_once, seen_version
from api.pagination import NewestFirst
from api.v1.inspection_shapes import (
    AnnouncedInspectionSerializer,
    InspectionConclusionSerializer,
    InspectionDataSerializer,
    InspectionDecisionSerializer,
    InspectionExtensionSerializer,
    InspectionFindingSerializer,
    InspectionHandlingSerializer,
    InspectionNothingSerializer,
    InspectionReadingSerializer,
    InspectionReasonSerializer,
    InspectionRecommendationSerializer,
    InspectionSerializer,
    InspectionTeamSerializer,
    NewInspectionSerializer,
    data_of,
    punished_of,
)
from identity.actors import Actor
from identity.permissions import Permission as P
from tenants.inspections import inspection_policies as policies
from tenants.inspections.actions import inspection_announcing as announcing
from tenants.inspections.actions import inspection_concluding as concluding
from tenants.inspections.actions import inspection_planning as planning
from tenants.inspections.actions import inspection_working as working
from tenants.inspections.actions.inspection_planning import DecisionData
from tenants.inspections.models import Inspection
from tenants.inspections.queries.inspections import inspection_list
from tenants.inspections.queries.inspections_received import reading_rows, readings_of, received_list

CURSOR = [OpenApiParameter("cursor", str), OpenApiParameter("page_size", int)]


class NewestInspections(NewestFirst):
    ordering = ("-planned_on", "-id")


class NewestReceived(NewestFirst):
    ordering = ("-announced_on", "-id")


class NewestReadings(NewestFirst):
    ordering = ("-at", "-id")


_inspection, _announced = InspectionSerializer(), AnnouncedInspectionSerializer()


def inspection_response(actor: Actor, inspection_id: UUID, code: int = status.HTTP_200_OK) -> Response:
    """One inspection with its entity tag."""
    row = policies.get_inspection(actor, inspection_id)
    return Response(dict(_inspection.to_representation(row)), status=code, headers={"ETag": etag(row.version)})


class InspectionsView(UnitView):
    needs: ClassVar = {"GET": None, "POST": P.OVERSIGHT_URGE}

    @extend_schema(
        operation_id="inspections_list", parameters=CURSOR, responses={200: InspectionSerializer(many=True), **READ}
    )
    def get(self, request: Request) -> Response:
        """Inspections of the member's lines, or of the member's teams, newest planned day first."""
        pages = NewestInspections()
        found = pages.paginate_queryset(inspection_list(self.actor, None), request, view=self) or []
        return pages.get_paginated_response([dict(_inspection.to_representation(row)) for row in found])

    @extend_schema(
        operation_id="inspections_create",
        parameters=[IDEMPOTENCY],
        request=NewInspectionSerializer,
        responses={201: InspectionSerializer, **CHANGE},
    )
    def post(self, request: Request) -> Response:
        """Put an inspection into the plan of its year, or one outside the plan."""
        given = checked(NewInspectionSerializer, request.data)
        line = given.pop("line")

        def once() -> UUID:
            return planning.plan_inspection(data_of(given), line=line, actor=self.actor).pk

        made = run_once(request, self.actor, request.data, once)
        assert made is not None
        return inspection_response(self.actor, made, status.HTTP_201_CREATED)


class InspectionView(UnitView):
    needs: ClassVar = {"GET": None}

    @extend_schema(operation_id="inspections_read", responses={200: InspectionSerializer, **READ})
    def get(self, request: Request, inspection_id: UUID) -> Response:
        """One inspection, with its ETag."""
        return inspection_response(self.actor, inspection_id)


class ReceivedInspectionsView(UnitView):
    needs: ClassVar = {"GET": P.OVERSIGHT_VIEW}

    @extend_schema(
        operation_id="inspections_received",
        parameters=CURSOR,
        responses={200: AnnouncedInspectionSerializer(many=True), **READ},
    )
    def get(self, request: Request) -> Response:
        """The inspections made in the own unit, newest first."""
        pages = NewestReceived()
        found = pages.paginate_queryset(received_list(self.actor), request, view=self) or []
        return pages.get_paginated_response([dict(_announced.to_representation(row)) for row in found])


class ReadingsView(UnitView):
    needs: ClassVar = {"GET": P.OVERSIGHT_VIEW}

    @extend_schema(
        operation_id="inspections_readings",
        parameters=CURSOR,
        responses={200: InspectionReadingSerializer(many=True), **READ},
    )
    def get(self, request: Request, inspection_id: UUID) -> Response:
        """Who was let read and who read which case of the own unit: for its heads, the chief of the office, who reads the unit's log."""
        card = policies.get_received(self.actor, inspection_id)
        policies.require_log_reader(self.actor)
        pages = NewestReadings()
        found = pages.paginate_queryset(readings_of(card), request, view=self) or []
        return pages.get_paginated_response([asdict(row) for row in reading_rows(list(found))])


Act = Callable[..., Inspection]


class InspectionStepView(UnitView):
    """One step of an inspection: the body's fields are the action's own words."""

    needs: ClassVar[dict[str, P | None]] = {"POST": P.OVERSIGHT_URGE}
    body: ClassVar[type[serializers.Serializer[Any]]] = InspectionNothingSerializer
    act: ClassVar[Act]

    def post(self, request: Request, inspection_id: UUID) -> Response:
        row, version = policies.get_inspection(self.actor, inspection_id), seen_version(request)
        given = checked(self.body, request.data)

        def once() -> UUID:
            return type(self).act(row, actor=self.actor, version=version, **given).pk

        run_once(request, self.actor, request.data, once, row.pk)
        return inspection_response(self.actor, row.pk)


def _decide(row: Inspection, *, actor: Actor, version: int | None, **given: Any) -> Inspection:
    return planning.decide_inspection(row, data=DecisionData(**given), actor=actor, version=version)


def _change(row: Inspection, *, actor: Actor, version: int | None, **given: Any) -> Inspection:
    return planning.change_inspection(row, data=data_of(given), actor=actor, version=version)


def _conclude(row: Inspection, *, actor: Actor, version: int | None, **given: Any) -> Inspection:
    proposed = punished_of(given)
    return concluding.conclude_inspection(row, proposed=proposed, actor=actor, version=version, **given)


def _handle(row: Inspection, *, actor: Actor, version: int | None, **given: Any) -> Inspection:
    carried_out = punished_of(given)
    return concluding.record_handling(row, carried_out=carried_out, actor=actor, version=version, **given)


def _step(
    name: str,
    act: Act,
    summary: str,
    body: type[serializers.Serializer[Any]] = InspectionNothingSerializer,
    needs: P | None = P.OVERSIGHT_URGE,
) -> type[InspectionStepView]:
    made: type[InspectionStepView] = type(f"Inspection{name.title().replace('_', '')}View", (InspectionStepView,), {})
    made.body, made.act, made.needs = body, staticmethod(act), {"POST": needs}
    described = extend_schema(
        operation_id=f"inspections_{name}",
        description=summary,
        parameters=[IDEMPOTENCY, IF_MATCH],
        request=body,
        responses={200: InspectionSerializer, **CHANGE},
    )
    view: type[InspectionStepView] = extend_schema_view(post=described)(made)
    return view


STEPS: dict[str, type[InspectionStepView]] = {
    "correction": _step("change", _change, "Correct what has no decision yet.", InspectionDataSerializer),
    "decision": _step("decide", _decide, "The decision with its days and its team.", InspectionDecisionSerializer),
    "cancellation": _step("cancel", planning.cancel_inspection, "It is not made.", InspectionReasonSerializer),
    "announcement": _step(
        "announce", announcing.announce_inspection, "Fix the scope to exact cases and tell the inspected unit."
    ),
    "beginning": _step("begin", working.begin_inspection, "The team has begun."),
    "extension": _step(
        "extend", working.extend_inspection, "A later last day by a decision.", InspectionExtensionSerializer
    ),
    "team": _step(
        "change_team",
        working.change_team,
        "Take people out, bring others in; who is out reads nothing from then on.",
        InspectionTeamSerializer,
    ),
    "findings": _step(
        "find", working.record_finding, "What the team found; by its members.", InspectionFindingSerializer, needs=None
    ),
    "conclusion": _step(
        "conclude", _conclude, "The conclusion, sent to the inspected unit.", InspectionConclusionSerializer
    ),
    "recommendations": _step(
        "recommend",
        concluding.recommend,
        "A letter with a date that becomes a task there; in the own unit a task of a body.",
        InspectionRecommendationSerializer,
    ),
    "handling": _step(
        "record_handling", _handle, "What was carried out of the conclusion.", InspectionHandlingSerializer
    ),
    "closing": _step("close", concluding.close_inspection, "Everything recommended was answered."),
}
