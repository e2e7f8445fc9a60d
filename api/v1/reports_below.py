"""Reports of the units below: who has sent, one of them, and what the superior decides."""

from collections.abc import Callable
from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.base import CHANGE, IDEMPOTENCY, IF_MATCH, READ, UnitView
from api.negotiation import etag, run_once, seen_version
from api.v1.reports import ReportCellsSerializer, ReportChangeSerializer, ReportNothingSerializer, ReportSerializer
from identity.actors import Actor
from identity.permissions import Permission as P
from kernel import clock
from oversight import policies as above
from oversight.actions import reports as decisions
from oversight.models import PeriodReport
from oversight.queries.reports import changed_since, hidden_of, sheet_of
from oversight.rules.forms import set_of
from oversight.rules.hidden_cells import shown
from oversight.rules.report_periods import ReportPeriod

Given = dict[str, Any]
FORM_SET = OpenApiParameter(
    "form_set", str, description="TT06 (forms 01–06 of circular 06/2025) or DANG (the Party's)."
)
PERIOD = OpenApiParameter("period", str, description="2026-Q1, 2026-6M, 2026-Y, 2026-M03, or 20260301-20260415.")


class ReportBelowSerializer(ReportCellsSerializer):
    """With what its unit's rows say since."""

    recounted_at = serializers.DateTimeField(allow_null=True, help_text="Each night; null before the first.")
    changes = ReportChangeSerializer(many=True)


_plain = ReportSerializer()


class ReportsBelowView(UnitView):
    needs: ClassVar = {"GET": P.OVERSIGHT_VIEW}

    @extend_schema(
        operation_id="reports_below_list",
        parameters=[
            FORM_SET,
            PERIOD,
            OpenApiParameter("two_levels", bool, description="Also the units below those."),
        ],
        responses={200: ReportSerializer(many=True), **READ},
    )
    def get(self, request: Request) -> Response:
        """What the units below owe for a period: sent, late, missing, returned."""
        asked = request.query_params
        forms = set_of(asked.get("form_set", "TT06"))
        period = ReportPeriod.parse(asked.get("period") or f"{clock.today().year}-Y")
        sheet = sheet_of(self.actor, forms, period, two_levels=asked.get("two_levels") == "true")
        return Response([_plain.to_representation(one.report) for one in sheet.lines])


class ReportBelowView(UnitView):
    needs: ClassVar = {"GET": P.OVERSIGHT_VIEW}

    @extend_schema(operation_id="reports_below_read", responses={200: ReportBelowSerializer, **READ})
    def get(self, request: Request, report_id: UUID) -> Response:
        """One report of a unit below; figures once it is sent, small denunciation counts hidden."""
        return _below(self.actor, above.get_report_below(self.actor, report_id))


class ReportRemarkSerializer(serializers.Serializer[Given]):
    form = serializers.CharField(max_length=20)
    no = serializers.IntegerField(min_value=1, max_value=99)
    text = serializers.CharField(max_length=decisions.MAX_REMARK)


class ReportReturnSerializer(serializers.Serializer[Given]):
    remarks = ReportRemarkSerializer(many=True)


class DecisionView(UnitView):
    """A step of the superior."""

    needs: ClassVar = {"POST": P.REPORT_DECIDE}

    def decide(self, request: Request, report_id: UUID, run: Callable[[PeriodReport], PeriodReport]) -> Response:
        """Run it once for the key; answers with the report as it stands then."""
        row = above.get_report_below(self.actor, report_id)
        made = run_once(request, self.actor, request.data, lambda: run(row).pk)
        assert made is not None
        return _below(self.actor, above.get_report_below(self.actor, made))


class ReturnView(DecisionView):
    @extend_schema(
        operation_id="reports_return", parameters=[IDEMPOTENCY, IF_MATCH], request=ReportReturnSerializer,
        responses={200: ReportBelowSerializer, **CHANGE},
    )  # fmt: skip
    def post(self, request: Request, report_id: UUID) -> Response:
        """Give it back with a word on each cell."""
        form = ReportReturnSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        remarks = [(one["form"], one["no"], one["text"]) for one in form.validated_data["remarks"]]
        version = seen_version(request)
        return self.decide(
            request,
            report_id,
            lambda row: decisions.return_report(row, remarks=remarks, actor=self.actor, version=version),
        )


class AcceptanceView(DecisionView):
    @extend_schema(
        operation_id="reports_accept", parameters=[IDEMPOTENCY, IF_MATCH], request=ReportNothingSerializer,
        responses={200: ReportBelowSerializer, **CHANGE},
    )  # fmt: skip
    def post(self, request: Request, report_id: UUID) -> Response:
        """Take it."""
        version = seen_version(request)
        return self.decide(
            request, report_id, lambda row: decisions.accept_report(row, actor=self.actor, version=version)
        )


class LockView(DecisionView):
    @extend_schema(
        operation_id="reports_lock", parameters=[IDEMPOTENCY, IF_MATCH], request=ReportNothingSerializer,
        responses={200: ReportBelowSerializer, **CHANGE},
    )  # fmt: skip
    def post(self, request: Request, report_id: UUID) -> Response:
        """Close it."""
        version = seen_version(request)
        return self.decide(
            request, report_id, lambda row: decisions.lock_report(row, actor=self.actor, version=version)
        )


class ReopeningView(DecisionView):
    @extend_schema(
        operation_id="reports_reopen", parameters=[IDEMPOTENCY], request=ReportNothingSerializer,
        responses={200: ReportBelowSerializer, **CHANGE},
    )  # fmt: skip
    def post(self, request: Request, report_id: UUID) -> Response:
        """Let a locked report be corrected; answers with the next version."""
        return self.decide(request, report_id, lambda row: decisions.reopen_report(row, actor=self.actor))


def _below(actor: Actor, row: PeriodReport) -> Response:
    hidden = hidden_of(actor, row)
    body = {
        **_plain.to_representation(row),
        "own": shown(row.own or {}, hidden),
        "total": shown(row.total or {}, hidden),
        "hidden": sorted(f"{form}|{no}" for form, no in hidden),
        "recounted_at": row.recounted_at if row.is_sent else None,
        "changes": ReportChangeSerializer(changed_since(row) if row.is_sent else [], many=True).data,
    }
    return Response(body, headers={"ETag": etag(row.version)})
