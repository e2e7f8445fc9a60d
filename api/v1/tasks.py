"""Tasks of a unit: list, one task, its steps; what is asked of bodies before a session."""

from collections.abc import Callable
from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from api.base import CHANGE, IDEMPOTENCY, IF_MATCH, READ, UnitView
from api.negotiation import run_once, seen_version
from api.pagination import NewestFirst
from api.parsing import unit_of
from api.v1.task_shapes import (
    LinkSerializer,
    PreparationSerializer,
    TaskAgreementSerializer,
    TaskAnswerSerializer,
    TaskAssignmentSerializer,
    TaskDetailSerializer,
    TaskExtensionSerializer,
    TaskNothingSerializer,
    TaskObstacleAnswerSerializer,
    TaskProgressSerializer,
    TaskReasonSerializer,
    TaskReceiptSerializer,
    TaskResultSerializer,
    TaskSerializer,
    TaskTextSerializer,
    TaskUrgingSerializer,
    task_line,
    task_response,
)
from identity.permissions import Permission as P
from tenants.conclusions import policies
from tenants.conclusions.actions import finishing, linking, preparing, tasks
from tenants.conclusions.enums import TaskKind
from tenants.conclusions.models import Task
from tenants.conclusions.protocols import subjects
from tenants.conclusions.queries.lists import SHOWN, TaskFilters, task_list
from tenants.conclusions.views.listing import require_reader


class NewestTasks(NewestFirst):
    """Keys tell the time of creation; drafts and items settled at once have no day of assignment."""

    ordering = ("-id", "-kind")


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
        return pages.get_paginated_response([task_line(task) for task in found])


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
