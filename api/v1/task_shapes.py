"""What calls about tasks take and give."""

from typing import Any
from uuid import UUID

from rest_framework import serializers, status
from rest_framework.response import Response

from api.negotiation import etag
from identity.actors import Actor
from registry import tree
from tenants.conclusions import policies
from tenants.conclusions.actions.telling import TO_CITIZENS
from tenants.conclusions.enums import HowAnswered, Route, Source, TaskKind, TaskStatus
from tenants.conclusions.models import Task
from tenants.conclusions.rules.recipients import Sent
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


def task_line(task: Task) -> dict[str, Any]:
    """What a list shows of a task."""
    return dict(_task.to_representation(task))


def task_body(actor: Actor, task: Task) -> dict[str, Any]:
    """What the call shows of a task to this actor."""
    shape = TaskDetailSerializer if policies.sees_names(actor, task) else TaskSerializer
    return dict(shape(task).data)


def task_response(actor: Actor, task_id: UUID, code: int = status.HTTP_200_OK) -> Response:
    """One task with its entity tag."""
    task = policies.get_task(actor, task_id)
    return Response(task_body(actor, task), status=code, headers={"ETag": etag(task.version)})
