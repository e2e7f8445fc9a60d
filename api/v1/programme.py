"""The programme of complex and long-running cases: what it holds on a case, the lists, the counts of units below."""

from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.base import CHANGE, IDEMPOTENCY, READ, UnitView, checked
from api.negotiation import run_once
from api.pagination import OldestFirst
from identity.permissions import Permission as P
from kernel import clock
from oversight.policies import visible_unit
from oversight.queries.programme import COUNTED, MARKS, programme_rows
from tenants.cases import policies
from tenants.cases.actions.programme.giving import Asked, give_settled_list
from tenants.cases.enums import EntryKind
from tenants.cases.queries import programme as queries
from tenants.cases.views.programme import settled_columns, settled_lines

Given = dict[str, Any]


class ProgrammeEntrySerializer(serializers.Serializer[Any]):
    """One row of the programme; a directive of the other line is not among them."""

    id = serializers.UUIDField()
    kind = serializers.CharField(help_text=", ".join(EntryKind.values))
    on = serializers.DateField()
    number = serializers.CharField()
    by = serializers.CharField()
    text = serializers.CharField()
    grounds = serializers.ListField(child=serializers.CharField())
    principal = serializers.CharField()
    line = serializers.CharField()
    is_linked = serializers.BooleanField()
    body = serializers.UUIDField(source="body_id", allow_null=True)
    hot_spot = serializers.UUIDField(source="hot_spot_id", allow_null=True)
    due_on = serializers.DateField(allow_null=True)
    done_on = serializers.DateField(allow_null=True)
    done_text = serializers.CharField()
    ended_on = serializers.DateField(allow_null=True)
    ended_why = serializers.CharField()
    entered_by_name = serializers.CharField()
    entered_at = serializers.DateTimeField()


class ProgrammeLineSerializer(serializers.Serializer[Any]):
    case = serializers.UUIDField(source="row.case.pk")
    number = serializers.CharField(source="row.case.number")
    kind = serializers.CharField(source="row.case.kind")
    received_on = serializers.DateField(source="row.case.received_on")
    days_open = serializers.IntegerField()
    is_complex = serializers.BooleanField()
    is_especially_complex = serializers.BooleanField()
    is_prolonged = serializers.BooleanField()
    is_crowd = serializers.BooleanField()
    solution_on = serializers.DateField(source="solution.on", allow_null=True, default=None)
    progress_on = serializers.DateField(source="progress.on", allow_null=True, default=None)
    lacks_dialogue = serializers.BooleanField()
    dialogue_on = serializers.DateField(allow_null=True)
    step_due_on = serializers.DateField(source="step.due_on", allow_null=True, default=None)
    settled_on = serializers.DateField(source="settled.on", allow_null=True, default=None)
    settled_number = serializers.CharField(source="settled.number", allow_null=True, default=None)


class CaseProgrammeView(UnitView):
    needs: ClassVar = {"GET": None}

    @extend_schema(operation_id="cases_programme", responses={200: ProgrammeEntrySerializer(many=True), **READ})
    def get(self, request: Request, case_id: UUID) -> Response:
        """Everything the programme holds on a case, in the order of its days."""
        case = policies.get_case(self.actor, case_id)
        rows = policies.visible_entries(self.actor).filter(case=case).order_by("on", "entered_at")
        return Response(ProgrammeEntrySerializer(rows, many=True).data)


class ProgrammeView(UnitView):
    needs: ClassVar = {"GET": None}

    @extend_schema(
        operation_id="programme_list",
        parameters=[
            OpenApiParameter(
                "mark", str, enum=[mark for mark in MARKS if mark], description="The whole programme unless told."
            ),
            OpenApiParameter("cursor", str),
            OpenApiParameter("page_size", int),
        ],
        responses={200: ProgrammeLineSerializer(many=True), **READ},
    )
    def get(self, request: Request) -> Response:
        """Complex, crowded and long-running cases of the unit, the oldest first."""
        pages = OldestFirst()
        found = queries.programme_cases(self.actor, request.query_params.get("mark", ""))
        page = pages.paginate_queryset(found, request, view=self) or []
        rows = queries.programme_rows(self.actor, page)
        return pages.get_paginated_response(ProgrammeLineSerializer(rows, many=True).data)


class ProgrammeSettledListInputSerializer(serializers.Serializer[Given]):
    asked_by = serializers.CharField(max_length=250)
    number = serializers.CharField(max_length=60)
    on = serializers.DateField()
    reason = serializers.CharField(max_length=500)
    received_from = serializers.DateField(required=False, allow_null=True, default=None)
    received_to = serializers.DateField(required=False, allow_null=True, default=None)
    with_names = serializers.BooleanField(required=False, default=False)


class ProgrammeSettledListSerializer(serializers.Serializer[Any]):
    columns = serializers.ListField(child=serializers.CharField())
    rows = serializers.ListField(child=serializers.ListField())


class SettledListView(UnitView):
    needs: ClassVar = {"POST": P.CASE_EXPORT}

    @extend_schema(
        operation_id="programme_settled_list",
        parameters=[IDEMPOTENCY],
        request=ProgrammeSettledListInputSerializer,
        responses={200: ProgrammeSettledListSerializer, **CHANGE},
    )
    def post(self, request: Request) -> Response:
        """The list of matters settled to the end of authority for a body that asked; who asked and why is logged each time."""
        asked = Asked(**checked(ProgrammeSettledListInputSerializer, request.data), form="api")
        run_once(request, self.actor, request.data, lambda: give_settled_list(asked, actor=self.actor))
        return Response({"columns": settled_columns(asked.with_names), "rows": settled_lines(self.actor, asked)})


class ProgrammeCountsSerializer(serializers.Serializer[Any]):
    unit = serializers.CharField(source="unit.key")
    name = serializers.CharField(source="unit.name")
    is_own = serializers.BooleanField()
    counts = serializers.SerializerMethodField()
    progress_on = serializers.DateField(source="counts.progress_on", allow_null=True)

    def get_counts(self, row: Any) -> dict[str, int]:
        """Cases by what stands on them; denunciations are not counted."""
        return {one.name: getattr(row.counts, one.name) for one in COUNTED}


class BoardProgrammeView(UnitView):
    needs: ClassVar = {"GET": P.OVERSIGHT_VIEW}

    @extend_schema(operation_id="board_programme", responses={200: ProgrammeCountsSerializer(many=True), **READ})
    def get(self, request: Request, key: str) -> Response:
        """How far a unit and those below are with complex, crowded and long-running cases."""
        rows = programme_rows(visible_unit(self.actor, key), clock.today())
        return Response(ProgrammeCountsSerializer(rows, many=True).data)
