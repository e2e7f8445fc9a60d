"""Period reports of the unit itself. Signing is a person's; a program prepares, sends and reads."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.base import CHANGE, IDEMPOTENCY, READ, UnitView
from api.negotiation import etag, run_once
from identity.permissions import Permission as P
from kernel import clock
from kernel.errors import Invalid
from oversight.models import PeriodReport, ReportStatus
from oversight.rules.forms import set_of
from registry import tree
from tenants.reports import policies
from tenants.reports.actions import consolidating, filling, signing, snapshotting
from tenants.reports.queries.drilling import drill
from tenants.reports.queries.page import report_page

Given = dict[str, Any]
FORM_SET = OpenApiParameter(
    "form_set", str, description="TT06 (forms 01–06 of circular 06/2025) or DANG (the Party's)."
)
PERIOD = OpenApiParameter("period", str, description="2026-Q1, 2026-6M, 2026-Y, 2026-M03, or 20260301-20260415.")


class ReportSerializer(serializers.Serializer[PeriodReport]):
    """Where a report stands; `own` and `total` are there once the reader may have them."""

    id = serializers.UUIDField()
    unit = serializers.SerializerMethodField()
    superior = serializers.SerializerMethodField()
    line = serializers.CharField()
    form_set = serializers.CharField()
    period = serializers.CharField()
    first = serializers.DateField()
    last = serializers.DateField()
    no = serializers.IntegerField(help_text="1, and one more for each correction after locking.")
    status = serializers.ChoiceField(ReportStatus.choices)
    due_on = serializers.DateField(allow_null=True)
    is_late = serializers.BooleanField()
    is_missing = serializers.SerializerMethodField()
    symbol = serializers.CharField()
    signer_name = serializers.CharField()
    submitted_at = serializers.DateTimeField(allow_null=True)
    decided_at = serializers.DateTimeField(allow_null=True)
    decided_by_name = serializers.CharField()
    times_returned = serializers.IntegerField()
    remarks = serializers.ListField(child=serializers.DictField())
    version = serializers.IntegerField()

    def get_unit(self, row: PeriodReport) -> str:
        """Key of the unit that reports."""
        return tree.get(row.unit_id).key

    def get_superior(self, row: PeriodReport) -> str | None:
        """Key of who it goes to; null: outside the platform."""
        return tree.get(row.superior_id).key if row.superior_id else None

    def get_is_missing(self, row: PeriodReport) -> bool:
        """Its last day is over and it is not with the superior."""
        return row.is_missing(clock.today())


class ReportCellsSerializer(ReportSerializer):
    """With its figures: `{form: {column: figure}}`, null where nobody typed one or the reader may not know it."""

    own = serializers.DictField()
    total = serializers.DictField()
    hidden = serializers.ListField(child=serializers.CharField(), help_text="Hidden cells, such as 04/GQTC|2.")


class ReportChangeSerializer(serializers.Serializer[Any]):
    """A counted figure that the unit's rows no longer give."""

    form = serializers.CharField(source="form.code")
    no = serializers.IntegerField(source="column.no")
    before = serializers.FloatField(allow_null=True, help_text="As submitted.")
    after = serializers.FloatField(allow_null=True, help_text="As counted at `recounted_at`.")


class OwnReportSerializer(ReportCellsSerializer):
    """With what is wrong in it."""

    wrong = serializers.ListField(child=serializers.CharField())
    missing = serializers.ListField(child=serializers.CharField(), help_text="Cells to be typed, such as 06/QLKNTC|4.")


class ReportItemSerializer(serializers.Serializer[Any]):
    """One thing that a cell counts."""

    what = serializers.CharField()
    id = serializers.CharField()
    words = serializers.CharField(source="label")
    on = serializers.DateField(allow_null=True)
    n = serializers.IntegerField()


_plain = ReportSerializer()


class ReportsView(UnitView):
    needs: ClassVar = {"GET": P.REPORT_PREPARE}

    @extend_schema(
        operation_id="reports_list",
        parameters=[OpenApiParameter("year", int, description="This year unless told.")],
        responses={200: ReportSerializer(many=True), **READ},
    )
    def get(self, request: Request) -> Response:
        """The unit's own reports of a year, last versions."""
        given = request.query_params.get("year", "")
        year = int(given) if given.isdigit() and len(given) == 4 else clock.today().year
        rows = policies.visible_reports(self.actor).current().filter(period__startswith=str(year))
        return Response([_plain.to_representation(row) for row in rows.order_by("last", "first", "form_set")])


class ReportView(UnitView):
    needs: ClassVar = {"GET": P.REPORT_PREPARE}

    @extend_schema(operation_id="reports_read", responses={200: OwnReportSerializer, **READ})
    def get(self, request: Request, report_id: UUID) -> Response:
        """One report with its figures: as closed, or as they stand now while the window runs."""
        return _own(policies.get_report(self.actor, report_id))


class ReportCellView(UnitView):
    needs: ClassVar = {"GET": P.REPORT_PREPARE}

    @extend_schema(operation_id="reports_cell", responses={200: ReportItemSerializer(many=True), **READ})
    def get(self, request: Request, report_id: UUID, slug: str, no: int) -> Response:
        """The list behind one cell; its `n` add up to the figure."""
        row = policies.get_report(self.actor, report_id)
        found = drill(row, set_of(row.form_set, row.first).at(slug).code, no)
        return Response([ReportItemSerializer(one).data for one in found.items])


class ReportNothingSerializer(serializers.Serializer[Given]):
    """No body."""


class ReportTypedCellsSerializer(serializers.Serializer[Given]):
    form = serializers.CharField(max_length=20, help_text="06/QLKNTC")
    cells = serializers.DictField(
        child=serializers.DecimalField(max_digits=14, decimal_places=2, min_value=0, allow_null=True),
        help_text="Column number → figure; null empties the cell.",
    )
    said_by = serializers.CharField(
        max_length=filling.MAX_SOURCE, help_text="The register, report or paper it is from."
    )
    rest_is_zero = serializers.BooleanField(required=False, default=False)


class ReopeningReasonSerializer(serializers.Serializer[Given]):
    reason = serializers.CharField(max_length=1000)


class OwnStepView(UnitView):
    """A step with one of the unit's own reports."""

    needs: ClassVar = {"POST": P.REPORT_PREPARE}

    def step(self, request: Request, report_id: UUID, run: Callable[[], Any]) -> Response:
        """Run it once for the key; answers with the report as it stands then."""
        policies.get_report(self.actor, report_id)
        run_once(request, self.actor, request.data, lambda: run().pk)
        return _own(policies.get_report(self.actor, report_id))


class SnapshotView(OwnStepView):
    @extend_schema(
        operation_id="reports_snapshot", parameters=[IDEMPOTENCY], request=ReportNothingSerializer,
        responses={200: OwnReportSerializer, **CHANGE},
    )  # fmt: skip
    def post(self, request: Request, report_id: UUID) -> Response:
        """Close the figures of a window that is over."""
        return self.step(request, report_id, lambda: snapshotting.take_snapshot(report_id, actor=self.actor))


class TypedCellsView(OwnStepView):
    @extend_schema(
        operation_id="reports_type", parameters=[IDEMPOTENCY], request=ReportTypedCellsSerializer,
        responses={200: OwnReportSerializer, **CHANGE},
    )  # fmt: skip
    def post(self, request: Request, report_id: UUID) -> Response:
        """Type figures the product does not hold, with their source."""
        form = ReportTypedCellsSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        told = form.validated_data
        values: dict[int, Decimal | None] = {_column(no): value for no, value in told["cells"].items()}
        return self.step(
            request,
            report_id,
            lambda: filling.type_cells(
                report_id,
                form=told["form"],
                values=values,
                source=told["said_by"],
                rest_is_zero=told["rest_is_zero"],
                actor=self.actor,
            ),
        )


class ConsolidationView(OwnStepView):
    @extend_schema(
        operation_id="reports_consolidate", parameters=[IDEMPOTENCY], request=ReportNothingSerializer,
        responses={200: OwnReportSerializer, **CHANGE},
    )  # fmt: skip
    def post(self, request: Request, report_id: UUID) -> Response:
        """Add the locked reports of the units below."""
        return self.step(request, report_id, lambda: consolidating.consolidate(report_id, actor=self.actor))


class SubmissionView(OwnStepView):
    @extend_schema(
        operation_id="reports_submit", parameters=[IDEMPOTENCY], request=ReportNothingSerializer,
        responses={200: OwnReportSerializer, **CHANGE},
    )  # fmt: skip
    def post(self, request: Request, report_id: UUID) -> Response:
        """Send a signed report to the superior."""
        return self.step(request, report_id, lambda: signing.submit_report(report_id, actor=self.actor))


class ReopeningRequestView(OwnStepView):
    @extend_schema(
        operation_id="reports_ask_reopening", parameters=[IDEMPOTENCY], request=ReopeningReasonSerializer,
        responses={200: OwnReportSerializer, **CHANGE},
    )  # fmt: skip
    def post(self, request: Request, report_id: UUID) -> Response:
        """Ask to correct a locked report."""
        form = ReopeningReasonSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        reason = form.validated_data["reason"]
        return self.step(request, report_id, lambda: signing.ask_reopening(report_id, reason=reason, actor=self.actor))


def _own(row: PeriodReport) -> Response:
    found = report_page(row)
    body = {
        **_plain.to_representation(row),
        "own": found.own,
        "total": found.shown_total,
        "hidden": sorted(f"{form}|{no}" for form, no in found.hidden),
        "wrong": [f"{one.form}: {one.rule}" for one in found.unexplained],
        "missing": [f"{form.code}|{column.no}" for form, column in found.empty],
    }
    return Response(body, headers={"ETag": etag(row.version)})


def _column(text: str) -> int:
    if not text.isdigit() or len(text) > 2:
        message = _("Số cột không hợp lệ.")
        raise Invalid("column_invalid", message, {"cells": [message]})
    return int(text)
