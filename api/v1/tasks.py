"""Tasks of a unit: list, one task, its steps; what is asked of bodies before a session."""

from collections.abc import Callable
from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from api.base import CHANGE, IDEMPOTENCY, IF_MATCH, READ, UnitView
from api.negotiation import etag, run_once, seen_version
from api.pagination import NewestFirst
from api.parsing import unit_of
from identity.actors import Actor
from identity.permissions import Permission as P
from registry import tree
from tenants.conclusions import policies
from tenants.conclusions.actions import finishing, linking, preparing, tasks
from tenants.conclusions.actions.telling import TO_CITIZENS
from tenants.conclusions.enums import HowAnswered, Route, Source, TaskKind, TaskStatus
from tenants.conclusions.models import Task
from tenants.conclusions.protocols import subjects
from tenants.conclusions.queries.lists import SHOWN, TaskFilters, task_list
from tenants.conclusions.rules.recipients import Sent
from tenants.conclusions.views.listing import require_reader
from tenants.documents.enums import NoticeChannel

Given = dict[str, Any]
TO_CITIZENS_CHOICES = [(one.value, one.label) for one in TO_CITIZENS]


class TaskSerializer(serializers.Serializer[Task]):
    """A task with its progress; an observer and the other line get neither papers nor results."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(TaskKind.choices)
    line = serializers.CharField()
    conclusion = serializers.UUIDField(source="conclusion_id", allow_null=True)
    subject = serializers.ChoiceField(Source.choices)
    subject_id = serializers.UUIDField()
    text = serializers.CharField()
    route = serializers.ChoiceField(Route.choices)
    lead_name = serializers.CharField()
    lead_unit = serializers.SerializerMethodField()
    co_bodies = serializers.JSONField()
    is_complex = serializers.BooleanField()
    status = serializers.ChoiceField(TaskStatus.choices)
    assigned_on = serializers.DateField(allow_null=True)
    due_on = serializers.DateField(allow_null=True)
    next_progress_on = serializers.DateField(allow_null=True)
    progress = serializers.JSONField()
    needs_citizen_answer = serializers.BooleanField()
    reported_on = serializers.DateField(allow_null=True)
    answered_on = serializers.DateField(allow_null=True)
    agreed_on = serializers.DateField(allow_null=True)
    closed_on = serializers.DateField(allow_null=True)
    version = serializers.IntegerField()

    def get_lead_unit(self, task: Task) -> str | None:
        """Key of the unit below that leads."""
        return tree.get(task.lead_unit_id).key if task.lead_unit_id else None


# Bound once: a serializer made for each row copies all its fields.
_task = TaskSerializer()


class NewestTasks(NewestFirst):
    """Keys tell the time of creation; drafts and items settled at once have no day of assignment."""

    ordering = ("-id", "-kind")


class TaskDetailSerializer(TaskSerializer):
    """Also what the office keeps for itself."""

    officer = serializers.UUIDField(source="officer_id", allow_null=True)
    contact = serializers.CharField()
    case = serializers.UUIDField(source="case_id", allow_null=True)
    terms = serializers.JSONField(help_text="How the dates came about.")
    obstacles = serializers.JSONField()
    extensions = serializers.JSONField()
    urgings = serializers.JSONField()
    result = serializers.CharField()
    agreed = serializers.CharField()


class TaskTextSerializer(serializers.Serializer[Given]):
    text = serializers.CharField(max_length=20_000)


class TaskProgressSerializer(TaskTextSerializer):
    told_by = serializers.CharField(max_length=250, required=False, allow_blank=True, default="")


class TaskReasonSerializer(serializers.Serializer[Given]):
    reason = serializers.CharField(max_length=20_000)


class TaskObstacleAnswerSerializer(serializers.Serializer[Given]):
    answer = serializers.CharField(max_length=20_000)


class TaskResultSerializer(TaskTextSerializer):
    reported_on = serializers.DateField()


class TaskReceiptSerializer(TaskTextSerializer):
    received_on = serializers.DateField()


class TaskAgreementSerializer(TaskTextSerializer):
    agreed_on = serializers.DateField()


class AnswerRecipientSerializer(serializers.Serializer[Given]):
    """Who else has the written answer, with the proof."""

    role = serializers.CharField(max_length=20, required=False, allow_blank=True, default="")
    name = serializers.CharField(max_length=250, required=False, allow_blank=True, default="")
    how = serializers.ChoiceField(NoticeChannel.choices, required=False, default=NoticeChannel.POST)
    on = serializers.DateField()
    proof = serializers.CharField(max_length=500)


class TaskAnswerSerializer(serializers.Serializer[Given]):
    how = serializers.ChoiceField(HowAnswered.choices)
    answered_on = serializers.DateField()
    number = serializers.CharField(max_length=60, required=False, allow_blank=True, default="")
    signed_by = serializers.CharField(max_length=250, required=False, allow_blank=True, default="")
    note = serializers.CharField(max_length=2000, required=False, allow_blank=True, default="")
    recipients = AnswerRecipientSerializer(many=True, required=False)

    def validate_recipients(self, given: list[Given]) -> list[Sent]:
        """As the action takes them."""
        return [Sent(**one) for one in given]


class TaskAssignmentSerializer(serializers.Serializer[Given]):
    lead_body = serializers.UUIDField()
    officer = serializers.UUIDField(required=False, allow_null=True, default=None)
    contact = serializers.CharField(max_length=250, required=False, allow_blank=True, default="")
    co_bodies = serializers.ListField(child=serializers.UUIDField(), max_length=50, required=False, default=list)
    note = serializers.CharField(max_length=2000, required=False, allow_blank=True, default="")


class TaskExtensionSerializer(serializers.Serializer[Given]):
    to = serializers.DateField()
    reason = serializers.CharField(max_length=20_000)
    responsible = serializers.CharField(max_length=250, required=False, allow_blank=True, default="")
    channel = serializers.ChoiceField(
        TO_CITIZENS_CHOICES, required=False, default="", help_text="The product sends the notice to the citizen."
    )
    how_told = serializers.CharField(max_length=250, required=False, allow_blank=True, default="")
    told_on = serializers.DateField(required=False, allow_null=True, default=None)


class TaskUrgingSerializer(TaskTextSerializer):
    to = serializers.CharField(max_length=250, required=False, allow_blank=True, default="")


class LinkSerializer(serializers.Serializer[Given]):
    is_linked = serializers.BooleanField()


class TaskNothingSerializer(serializers.Serializer[Given]):
    """A step that needs nothing but the task."""


class PreparationSerializer(TaskTextSerializer):
    subject = serializers.ChoiceField(Source.choices)
    subject_id = serializers.UUIDField()
    due_on = serializers.DateField()
    lead_body = serializers.UUIDField(required=False, allow_null=True, default=None)
    lead_unit = serializers.CharField(
        max_length=40, required=False, allow_blank=True, default="", help_text="Key of another unit: it gets a letter."
    )
    lead_name = serializers.CharField(max_length=250, required=False, allow_blank=True, default="")
    officer = serializers.UUIDField(required=False, allow_null=True, default=None)
    contact = serializers.CharField(max_length=250, required=False, allow_blank=True, default="")


def task_body(actor: Actor, task: Task) -> dict[str, Any]:
    """What the call shows of a task to this actor."""
    shape = TaskDetailSerializer if policies.sees_names(actor, task) else TaskSerializer
    return dict(shape(task).data)


def task_response(actor: Actor, task_id: UUID, code: int = status.HTTP_200_OK) -> Response:
    """One task with its entity tag."""
    task = policies.get_task(actor, task_id)
    return Response(task_body(actor, task), status=code, headers={"ETag": etag(task.version)})


class TasksView(UnitView):
    needs: ClassVar = {"GET": None}

    @extend_schema(
        operation_id="tasks_list",
        parameters=[
            OpenApiParameter("show", str, enum=SHOWN),
            OpenApiParameter("kind", str, enum=TaskKind.values),
            OpenApiParameter("cursor", str),
            OpenApiParameter("page_size", int),
        ],
        responses={200: TaskSerializer(many=True), **READ},
    )
    def get(self, request: Request) -> Response:
        """Tasks the token's member sees, newest first."""
        require_reader(self.actor)
        kind = request.query_params.get("kind", "")
        filters = TaskFilters(show=request.query_params.get("show", ""), kind=kind if kind in TaskKind.values else "")
        pages = NewestTasks()
        found = pages.paginate_queryset(task_list(self.actor, filters), request, view=self) or []
        return pages.get_paginated_response([dict(_task.to_representation(task)) for task in found])


class TaskView(UnitView):
    needs: ClassVar = {"GET": None}

    @extend_schema(operation_id="tasks_read", responses={200: TaskDetailSerializer, **READ})
    def get(self, request: Request, task_id: UUID) -> Response:
        """One task, with its ETag."""
        return task_response(self.actor, task_id)


class PreparationsView(UnitView):
    needs: ClassVar = {"POST": P.RECEPTION_ARRANGE}

    @extend_schema(
        operation_id="tasks_request_preparation",
        parameters=[IDEMPOTENCY],
        request=PreparationSerializer,
        responses={201: TaskDetailSerializer, **CHANGE},
    )
    def post(self, request: Request) -> Response:
        """Ask a body for report or papers before a session or conference that the member sees."""
        form = PreparationSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        given = dict(form.validated_data)
        source, source_id = given.pop("subject"), given.pop("subject_id")
        key = given.pop("lead_unit")
        given["lead_unit_id"] = unit_of(key, "lead_unit").id if key else None
        named = subjects.found(self.actor, source, source_id)

        def once() -> UUID:
            return preparing.request_preparation(source, source_id, line=named.line, actor=self.actor, **given).pk

        task_id = run_once(request, self.actor, request.data, once)
        assert task_id is not None
        return task_response(self.actor, task_id, status.HTTP_201_CREATED)


Act = Callable[..., Task]


class TaskStepView(UnitView):
    """One step of a task: the body's fields are the action's own words."""

    body: ClassVar[type[serializers.Serializer[Any]]] = TaskNothingSerializer
    act: ClassVar[Act]

    def post(self, request: Request, task_id: UUID) -> Response:
        task = policies.get_task(self.actor, task_id)
        form = self.body(data=request.data)
        form.is_valid(raise_exception=True)
        given, version = dict(form.validated_data), seen_version(request)
        if "co_bodies" in given:
            given["co_bodies"] = tuple(given["co_bodies"])

        def once() -> UUID:
            type(self).act(task, actor=self.actor, version=version, **given)
            return task.pk

        run_once(request, self.actor, request.data, once, task.pk)
        return task_response(self.actor, task_id)


def _step(
    name: str,
    act: Act,
    summary: str,
    body: type[serializers.Serializer[Any]] = TaskNothingSerializer,
    needs: P | None = None,
) -> type[TaskStepView]:
    """A view of one step; who may is the policy's word, ``needs`` what every caller must hold."""
    made: type[TaskStepView] = type(f"Task{name.title().replace('_', '')}View", (TaskStepView,), {})
    made.body, made.act, made.needs = body, staticmethod(act), {"POST": needs}
    described = extend_schema(
        operation_id=f"tasks_{name}",
        description=summary,
        parameters=[IDEMPOTENCY, IF_MATCH],
        request=body,
        responses={200: TaskDetailSerializer, **CHANGE},
    )
    view: type[TaskStepView] = extend_schema_view(post=described)(made)
    return view


STEPS: dict[str, type[TaskStepView]] = {
    "acknowledgement": _step(
        "acknowledge", tasks.acknowledge_task, "The body has read it and begins.", needs=P.TASK_WORK
    ),
    "progress": _step(
        "report_progress", tasks.report_progress, "One word on progress.", TaskProgressSerializer, P.TASK_WORK
    ),
    "obstacles": _step(
        "raise_obstacle", tasks.raise_obstacle, "A difficulty the head must speak to.", TaskTextSerializer, P.TASK_WORK
    ),
    "obstacle-answer": _step(
        "answer_obstacle", tasks.answer_obstacle, "The head's word on it.", TaskObstacleAnswerSerializer
    ),
    "result": _step(
        "report_result", finishing.report_result, "The result, reported to the head.", TaskResultSerializer, P.TASK_WORK
    ),
    "result-return": _step(
        "return_result", finishing.return_result, "Give the result back.", TaskReasonSerializer, P.TASK_DIRECT
    ),
    "citizen-answer": _step(
        "answer_citizen", finishing.answer_citizen, "The citizen has the answer.", TaskAnswerSerializer
    ),
    "closing": _step("close", finishing.close_task, "Close; refused while report or answer is missing."),
    "assignment": _step(
        "assign", tasks.assign_task, "Give it to another body or person.", TaskAssignmentSerializer, P.TASK_DIRECT
    ),
    "extension": _step(
        "extend", tasks.extend_task, "A later date, with word to the citizen.", TaskExtensionSerializer, P.TASK_DIRECT
    ),
    "urgings": _step("urge", tasks.urge_task, "Urge, numbered.", TaskUrgingSerializer),
    "cancellation": _step(
        "cancel", finishing.cancel_task, "Not carried out any more.", TaskReasonSerializer, P.TASK_DIRECT
    ),
    "receipt": _step("receive", preparing.receive_preparation, "What was asked for has come.", TaskReceiptSerializer),
    "agreement": _step(
        "agree", preparing.agree_position, "The position agreed with the office.", TaskAgreementSerializer
    ),
    "link": _step(
        "link", linking.link_task, "Let the other line read it, or no longer.", LinkSerializer, P.RECEPTION_DECIDE
    ),
}
