"""Flash reports over the API: begun, written, received, proved; signed by a person on the page only."""

from typing import ClassVar
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from api.base import CHANGE, IDEMPOTENCY, IF_MATCH, READ, UnitView, checked, refusals
from api.negotiation import etag, run_once, seen_version
from api.v1 import flash_shapes as shapes
from api.v1.campaign_shapes import NothingSerializer
from identity.actors import Actor
from identity.permissions import Permission as P
from oversight import campaign_policies as policies
from oversight.actions import flash_reports
from oversight.queries import campaigns as queries


class FlashReportsView(UnitView):
    needs: ClassVar = {"GET": None, "POST": P.REPORT_PREPARE}

    @extend_schema(operation_id="campaigns_reports", responses={200: shapes.FlashReportSerializer(many=True), **READ})
    def get(self, request: Request, campaign_id: UUID) -> Response:
        """The unit's reports and what the units that take part have issued, newest first."""
        row = policies.get_campaign(self.actor, campaign_id)
        found = policies.visible_reports(self.actor).filter(campaign__root=row.root).order_by("-day", "unit_id", "kind")
        return Response([shapes.flash_report(one) for one in found.prefetch_related("receipts")[:500]])

    @extend_schema(
        operation_id="campaigns_reports_create",
        parameters=[IDEMPOTENCY],
        request=shapes.NewReportSerializer,
        responses={201: shapes.FlashReportSerializer, **CHANGE},
    )
    def post(self, request: Request, campaign_id: UUID) -> Response:
        """Begin a report of the rhythm; its figures fill themselves in."""
        row = policies.get_campaign(self.actor, campaign_id)
        given = checked(shapes.NewReportSerializer, request.data)
        made = run_once(
            request,
            self.actor,
            request.data,
            lambda: flash_reports.begin_report(row, actor=self.actor, **given).pk,
            row.pk,
        )
        assert made is not None
        return report_response(self.actor, made, status.HTTP_201_CREATED)


class ConsolidationView(UnitView):
    needs: ClassVar = {"GET": None}

    @extend_schema(
        operation_id="campaigns_consolidation",
        parameters=[OpenApiParameter("kind", str, required=True), OpenApiParameter("day", str, required=True)],
        responses={200: shapes.ConsolidatedSerializer, **READ, **refusals(422)},
    )
    def get(self, request: Request, campaign_id: UUID) -> Response:
        """Reports of a kind and a day of the units that take part, side by side and added up; no report is no zero."""
        row = policies.get_campaign(self.actor, campaign_id)
        given = checked(shapes.NewReportSerializer, request.query_params.dict())
        expected = flash_reports.expected_of(row, given["kind"], given["day"])
        return Response(shapes.consolidated(queries.consolidated(row, expected)))


class FlashReportView(UnitView):
    needs: ClassVar = {"GET": None}

    @extend_schema(operation_id="flash_reports_read", responses={200: shapes.FlashReportSerializer, **READ})
    def get(self, request: Request, report_id: UUID) -> Response:
        """One flash report with its recipients, and its ETag."""
        return report_response(self.actor, report_id)


class FlashReportTextView(UnitView):
    needs: ClassVar = {"POST": P.REPORT_PREPARE}

    @extend_schema(
        operation_id="flash_reports_write",
        parameters=[IDEMPOTENCY, IF_MATCH],
        request=shapes.ReportTextSerializer,
        responses={200: shapes.FlashReportSerializer, **CHANGE},
    )
    def post(self, request: Request, report_id: UUID) -> Response:
        """Write its words; the figures are taken anew."""
        row, version = policies.get_report(self.actor, report_id), seen_version(request)
        given = checked(shapes.ReportTextSerializer, request.data)

        def once() -> UUID:
            return flash_reports.write_report(row, actor=self.actor, version=version, **given).pk

        run_once(request, self.actor, request.data, once, row.pk)
        return report_response(self.actor, row.pk)


class FlashReportReceiptView(UnitView):
    needs: ClassVar = {"POST": None}

    @extend_schema(
        operation_id="flash_reports_receive",
        parameters=[IDEMPOTENCY],
        request=NothingSerializer,
        responses={200: shapes.FlashReportSerializer, **CHANGE},
    )
    def post(self, request: Request, report_id: UUID) -> Response:
        """The unit says that it has the report."""
        row = policies.get_report(self.actor, report_id)

        def once() -> UUID:
            return flash_reports.receive_report(row, actor=self.actor).pk

        run_once(request, self.actor, request.data, once, row.pk)
        return report_response(self.actor, row.pk)


class FlashReportProofView(UnitView):
    needs: ClassVar = {"POST": P.REPORT_PREPARE}

    @extend_schema(
        operation_id="flash_reports_prove",
        parameters=[IDEMPOTENCY],
        request=shapes.ProofSerializer,
        responses={200: shapes.FlashReportSerializer, **CHANGE},
    )
    def post(self, request: Request, report_id: UUID, receipt_id: UUID) -> Response:
        """How a recipient outside the platform got it."""
        row = policies.get_report(self.actor, report_id)
        proof = checked(shapes.ProofSerializer, request.data)["proof"]

        def once() -> UUID:
            return flash_reports.prove_receipt(row, receipt_id, proof=proof, actor=self.actor).pk

        run_once(request, self.actor, request.data, once, receipt_id)
        return report_response(self.actor, row.pk)


def report_response(actor: Actor, report_id: UUID, code: int = status.HTTP_200_OK) -> Response:
    """One flash report with its entity tag."""
    row = policies.get_report(actor, report_id)
    return Response(shapes.flash_report(row), status=code, headers={"ETag": etag(row.version)})
