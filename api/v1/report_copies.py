"""What came with the report of a unit below: its words and a copy of its paper, in the unit to which it was sent."""

from typing import Any, ClassVar
from uuid import UUID

from django.http.response import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.base import READ, UnitView
from api.v1.letters import LetterFileSerializer
from identity.permissions import Permission as P
from oversight import policies as above
from tenants.reports.queries.copies import SentCopy, copies_of, received_copy
from tenants.reports.views.copies import serve_copy


class ReportPartSerializer(serializers.Serializer[Any]):
    heading = serializers.CharField()
    text = serializers.CharField()


class ReportCopySerializer(serializers.Serializer[SentCopy]):
    """One submission as it came; a returned and signed again report comes again, and both are kept."""

    id = serializers.UUIDField(source="pk", help_text="Also the letter's.")
    number = serializers.CharField(source="letter.number", help_text="In the register of incoming papers.")
    received_on = serializers.DateField(source="letter.received_on")
    symbol = serializers.CharField(help_text="Number of the signed paper, which stays with its unit.")
    dated_on = serializers.DateField(allow_null=True)
    signer = serializers.CharField()
    original = serializers.CharField(help_text="SHA-256 of the signed paper.")
    narrative = ReportPartSerializer(source="sections", many=True)
    files = LetterFileSerializer(source="letter.files", many=True)


class ReportCopiesView(UnitView):
    needs: ClassVar = {"GET": P.OVERSIGHT_VIEW}

    @extend_schema(operation_id="reports_below_copies", responses={200: ReportCopySerializer(many=True), **READ})
    def get(self, request: Request, report_id: UUID) -> Response:
        """Words and papers of a report that was sent to this unit, the latest first; empty at any other unit above."""
        found = copies_of(above.get_report_below(self.actor, report_id))
        return Response([ReportCopySerializer(one).data for one in found])


class ReportCopyFileView(UnitView):
    needs: ClassVar = {"GET": P.OVERSIGHT_VIEW}

    @extend_schema(
        operation_id="reports_below_copy_file",
        responses={(200, "application/octet-stream"): OpenApiResponse(OpenApiTypes.BINARY), **READ},
    )
    def get(self, request: Request, report_id: UUID, letter_id: UUID) -> HttpResponseBase:
        """The copy as PDF: small denunciation counts are not in it."""
        return serve_copy(received_copy(above.get_report_below(self.actor, report_id), letter_id))
