"""Cases of a unit: list, intake, one case with its timeline, correction."""

from collections.abc import Iterable
from typing import ClassVar
from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from api.base import CHANGE, IDEMPOTENCY, IF_MATCH, READ, UnitView, checked
from api.negotiation import once_key, seen_version
from api.pagination import NewestFirst
from api.v1.case_shapes import (
    CaseSerializer,
    CorrectionSerializer,
    DeadlineSerializer,
    EventSerializer,
    IntakeSerializer,
    ReceiptSerializer,
    case_bodies,
    case_response,
    petition_of,
    receipt_response,
)
from deadlines import due
from identity.permissions import Permission
from tenants.cases import policies
from tenants.cases.actions import correcting, intake
from tenants.cases.enums import CaseKind, CaseStatus
from tenants.cases.models import Case
from tenants.cases.queries.lists import CaseFilters, case_list


class CasesView(UnitView):
    needs: ClassVar = {"GET": None, "POST": Permission.CASE_ENTER}
    for_readers: ClassVar = True

    @extend_schema(
        operation_id="cases_list",
        parameters=[
            OpenApiParameter("q", str, description="Number, name or content, with or without marks."),
            OpenApiParameter("status", str, many=True, enum=CaseStatus.values),
            OpenApiParameter("kind", str, many=True, enum=CaseKind.values),
            OpenApiParameter("cursor", str),
            OpenApiParameter("page_size", int),
        ],
        responses={200: CaseSerializer(many=True), **READ},
    )
    def get(self, request: Request) -> Response:
        """Cases the token's member sees, newest first."""
        filters = CaseFilters(
            text=request.query_params.get("q", ""),
            status=tuple(_known(request.query_params.getlist("status"), CaseStatus.values)),
            kind=tuple(_known(request.query_params.getlist("kind"), CaseKind.values)),
        )
        pages = NewestFirst()
        found: QuerySet[Case] = case_list(self.actor, filters)
        page = pages.paginate_queryset(found, request, view=self) or []
        return pages.get_paginated_response(case_bodies(page))

    @extend_schema(
        operation_id="cases_take_in",
        parameters=[IDEMPOTENCY],
        request=IntakeSerializer,
        responses={201: ReceiptSerializer, **CHANGE},
    )
    def post(self, request: Request) -> Response:
        """Take in a petition: makes the petition, its case and, in person, the visit."""
        return receipt_response(intake.take_in(petition_of(request), actor=self.actor, once_key=once_key(request)))


class CaseView(UnitView):
    needs: ClassVar = {"GET": None, "PATCH": Permission.CASE_CORRECT}
    for_readers: ClassVar = True

    @extend_schema(operation_id="cases_read", responses={200: CaseSerializer, **READ})
    def get(self, request: Request, case_id: UUID) -> Response:
        """One case, with its ETag."""
        return case_response(policies.get_case(self.actor, case_id))

    @extend_schema(
        operation_id="cases_correct",
        parameters=[IF_MATCH],
        request=CorrectionSerializer,
        responses={200: CaseSerializer, **CHANGE},
    )
    def patch(self, request: Request, case_id: UUID) -> Response:
        """Correct a typing error; old and new values stay in the timeline."""
        given = checked(CorrectionSerializer, request.data)
        case = policies.get_case(self.actor, case_id)
        changed = correcting.correct_case(
            case,
            changes=given["changes"],
            reason=given["reason"],
            actor=self.actor,
            version=seen_version(request) or case.version,
        )
        return case_response(changed)


class CasePetitionsView(UnitView):
    needs: ClassVar = {"POST": Permission.CASE_ENTER}

    @extend_schema(
        operation_id="cases_join_petition",
        parameters=[IDEMPOTENCY],
        request=IntakeSerializer,
        responses={201: ReceiptSerializer, **CHANGE},
    )
    def post(self, request: Request, case_id: UUID) -> Response:
        """A second letter of the same matter joins the case."""
        data = petition_of(request)
        case = policies.get_case(self.actor, case_id)
        return receipt_response(intake.join_petition(case, data, actor=self.actor, once_key=once_key(request)))


class CaseEventsView(UnitView):
    needs: ClassVar = {"GET": None}
    for_readers: ClassVar = True

    @extend_schema(operation_id="cases_events", responses={200: EventSerializer(many=True), **READ})
    def get(self, request: Request, case_id: UUID) -> Response:
        """The timeline of a case, oldest first."""
        case = policies.get_case(self.actor, case_id)
        return Response(EventSerializer(policies.events_of(self.actor, case), many=True).data)


class CaseDeadlinesView(UnitView):
    needs: ClassVar = {"GET": None}
    for_readers: ClassVar = True

    @extend_schema(operation_id="cases_deadlines", responses={200: DeadlineSerializer(many=True), **READ})
    def get(self, request: Request, case_id: UUID) -> Response:
        """The unit's dates of a case with their derivation, nearest first."""
        case = policies.get_case(self.actor, case_id)
        return Response(DeadlineSerializer(due.of_object(case.pk, self.actor.unit.id), many=True).data)


def _known(given: Iterable[str], values: Iterable[str]) -> list[str]:
    allowed = set(values)
    return [one for one in given if one in allowed]
