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


class PaperSerializer(serializers.Serializer[Given]):
    number = serializers.CharField(max_length=60)
    on = serializers.DateField()
    by = serializers.CharField(max_length=250)


class ComplexitySerializer(PaperSerializer):
    grounds = serializers.ListField(child=serializers.ChoiceField(Ground.choices))


class SettledSerializer(PaperSerializer):
    text = serializers.CharField(max_length=20_000)


class SolutionSerializer(serializers.Serializer[Given]):
    text = serializers.CharField(max_length=20_000)
    on = serializers.DateField()
    by = serializers.CharField(max_length=250)
    number = serializers.CharField(max_length=60, required=False, allow_blank=True, default="")
    documents = serializers.ListField(
        child=serializers.UUIDField(), required=False, default=list, help_text="Attachments of the case."
    )


class ToldSerializer(serializers.Serializer[Given]):
    text = serializers.CharField(max_length=20_000)
    on = serializers.DateField()


class DialogueSerializer(ToldSerializer):
    by = serializers.CharField(max_length=250)


class NextStepSerializer(serializers.Serializer[Given]):
    text = serializers.CharField(max_length=20_000)
    body = serializers.UUIDField(help_text="A body of the unit.")
    due_on = serializers.DateField()


class DirectiveSerializer(PaperSerializer):
    principal = serializers.ChoiceField(Principal.choices)
    text = serializers.CharField(max_length=20_000)
    due_on = serializers.DateField(required=False, allow_null=True, default=None)


class ResultSerializer(ToldSerializer):
    entry = serializers.UUIDField()


class DirectiveLinkSerializer(serializers.Serializer[Given]):
    entry = serializers.UUIDField()
    is_linked = serializers.BooleanField()


class RemovalSerializer(serializers.Serializer[Given]):
    entry = serializers.UUIDField()
    reason = serializers.CharField(max_length=500)


class HotSpotLinkSerializer(serializers.Serializer[Given]):
    hot_spot = serializers.UUIDField()


@step(
    "mark_complex", P.CASE_ANSWER, "The matter is complex by these criteria, in writing (Decrees 155/2026 and 31/2019)."
)
class ComplexityView(StepView):
    body = ComplexitySerializer

    def step(self, case: Case, given: Given, version: int | None) -> object:
        return marking.mark_complex(case, **given, actor=self.actor, version=version)


@step("mark_settled", P.CASE_ANSWER, "Settled to the end of authority, with the last decision.")
class SettledView(StepView):
    body = SettledSerializer

    def step(self, case: Case, given: Given, version: int | None) -> object:
        return marking.mark_settled(case, **given, actor=self.actor, version=version)


@step("take_back_mark", P.CASE_CORRECT, "A mark was wrong or holds no longer.")
class MarkRemovalView(StepView):
    body = RemovalSerializer

    def step(self, case: Case, given: Given, version: int | None) -> object:
        entry = policies.get_entry(self.actor, case, given["entry"], *MARKED)
        return marking.take_back_mark(entry, reason=given["reason"], actor=self.actor)


@step("agree_solution", P.CASE_ANSWER, "The agreed solution; it replaces an earlier one.")
class SolutionView(StepView):
    body = SolutionSerializer

    def step(self, case: Case, given: Given, version: int | None) -> object:
        return solving.agree_solution(case, **given, actor=self.actor, version=version)


@step("note_progress", P.CASE_WORK, "How far the agreed solution is.")
class ProgressView(StepView):
    body = ToldSerializer

    def step(self, case: Case, given: Given, version: int | None) -> object:
        return solving.note_progress(case, **given, actor=self.actor, version=version)


@step("plan_step", P.CASE_WORK, "What comes next, who answers for it, until when.")
class NextStepView(StepView):
    body = NextStepSerializer

    def step(self, case: Case, given: Given, version: int | None) -> object:
        body = Body.objects.filter(pk=given["body"]).first()
        if body is None:
            raise Invalid("body_unknown", _("Không có bộ phận này."), fields={"body": [_("Chọn bộ phận của đơn vị.")]})
        return solving.plan_step(
            case, text=given["text"], body=body, due_on=given["due_on"], actor=self.actor, version=version
        )


@step("finish_step", P.CASE_WORK, "The next step was done.")
class StepResultView(StepView):
    body = ResultSerializer

    def step(self, case: Case, given: Given, version: int | None) -> object:
        entry = policies.get_entry(self.actor, case, given["entry"], EntryKind.STEP)
        return solving.finish_step(entry, text=given["text"], on=given["on"], actor=self.actor)


@step(
    "record_dialogue",
    P.CASE_WORK,
    "A dialogue with the citizen was held outside a session or conference of this system.",
)
class DialogueView(StepView):
    body = DialogueSerializer

    def step(self, case: Case, given: Given, version: int | None) -> object:
        return solving.record_dialogue(case, **given, actor=self.actor, version=version)


@step("direct", P.CASE_ASSIGN, "Enter what a principal of the member's line, or the council, directs on the case.")
class DirectivesView(StepView):
    body = DirectiveSerializer

    def step(self, case: Case, given: Given, version: int | None) -> object:
        return directing.direct(case, DirectiveData(**given), actor=self.actor, version=version)


@step("settle_directive", P.CASE_WORK, "What was done on a directive.")
class DirectiveResultView(StepView):
    body = ResultSerializer

    def step(self, case: Case, given: Given, version: int | None) -> object:
        entry = policies.get_entry(self.actor, case, given["entry"], EntryKind.DIRECTIVE)
        return directing.settle_directive(entry, text=given["text"], on=given["on"], actor=self.actor)


@step("link_directive", P.RECEPTION_DECIDE, "The head of the line lets the other line read a directive.")
class DirectiveLinkView(StepView):
    body = DirectiveLinkSerializer

    def step(self, case: Case, given: Given, version: int | None) -> object:
        entry = policies.get_entry(self.actor, case, given["entry"], EntryKind.DIRECTIVE)
        return directing.link_directive(entry, is_linked=given["is_linked"], actor=self.actor)


@step("link_hot_spot", P.CASE_ASSIGN, "The case belongs to a hot spot of the unit; nobody else learns which.")
class HotSpotLinkView(StepView):
    body = HotSpotLinkSerializer

    def step(self, case: Case, given: Given, version: int | None) -> object:
        return marking.link_hot_spot(case, hot_spot=given["hot_spot"], actor=self.actor, version=version)


STEPS: dict[str, type[StepView]] = {
    "complexity": ComplexityView,
    "settled-authority": SettledView,
    "mark-removal": MarkRemovalView,
    "solution": SolutionView,
    "progress": ProgressView,
    "next-step": NextStepView,
    "next-step-result": StepResultView,
    "dialogue": DialogueView,
    "directives": DirectivesView,
    "directive-result": DirectiveResultView,
    "directive-link": DirectiveLinkView,
    "hot-spot": HotSpotLinkView,
}


class EntrySerializer(serializers.Serializer[Any]):
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
