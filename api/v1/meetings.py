"""Review meetings with units below: planned, invited to, held, concluded."""

from collections.abc import Callable
from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from api.base import CHANGE, IDEMPOTENCY, IF_MATCH, READ, UnitView, checked
from api.negotiation import etag, run_once, seen_version
from api.pagination import NewestFirst
from identity.actors import Actor
from identity.permissions import Permission as P
from registry.levels import Line
from tenants.inspections import policies
from tenants.inspections.actions import meetings as actions
from tenants.inspections.actions.meetings import MeetingData
from tenants.inspections.enums import MeetingKind, MeetingStatus
from tenants.inspections.models import ReviewMeeting
from tenants.inspections.queries.meetings import meeting_list

LINES = [Line.PARTY.value, Line.GOVERNMENT.value]
Given = dict[str, Any]


class MeetingSerializer(serializers.Serializer[ReviewMeeting]):
    """A review meeting with the figures as they were frozen."""

    id = serializers.UUIDField()
    line = serializers.CharField()
    kind = serializers.ChoiceField(MeetingKind.choices)
    year = serializers.IntegerField()
    title = serializers.CharField()
    planned_on = serializers.DateField()
    starts_at = serializers.TimeField(allow_null=True)
    place = serializers.CharField()
    agenda = serializers.CharField()
    status = serializers.ChoiceField(MeetingStatus.choices)
    units = serializers.JSONField(help_text="[{id, key, name, letter, came}]")
    figures = serializers.JSONField(help_text="[{id, name, facts, duty, urgings}], as they were on figures_on.")
    figures_from = serializers.DateField(allow_null=True)
    figures_on = serializers.DateField(allow_null=True)
    held_on = serializers.DateField(allow_null=True)
    record = serializers.CharField()
    conclusions = serializers.JSONField(help_text="[{id, unit, name, text, due_on, at, by}]; id is the letter's.")
    version = serializers.IntegerField()


class MeetingDataSerializer(serializers.Serializer[Given]):
    title = serializers.CharField(max_length=300)
    planned_on = serializers.DateField()
    starts_at = serializers.TimeField(required=False, allow_null=True, default=None)
    place = serializers.CharField(max_length=250, required=False, allow_blank=True, default="")
    agenda = serializers.CharField(max_length=20_000, required=False, allow_blank=True, default="")
    units = serializers.ListField(child=serializers.SlugField(max_length=60), max_length=300, help_text="Keys.")


class NewMeetingSerializer(MeetingDataSerializer):
    kind = serializers.ChoiceField(MeetingKind.choices, default=MeetingKind.AD_HOC.value)
    line = serializers.ChoiceField(LINES)


class MeetingNothingSerializer(serializers.Serializer[Given]):
    """A step that needs nothing but the meeting."""


class MeetingMoveSerializer(serializers.Serializer[Given]):
    planned_on = serializers.DateField()
    starts_at = serializers.TimeField(required=False, allow_null=True, default=None)
    place = serializers.CharField(max_length=250, required=False, allow_blank=True, default="")
    why = serializers.CharField(max_length=20_000)


class MeetingReasonSerializer(serializers.Serializer[Given]):
    why = serializers.CharField(max_length=20_000)


class MeetingRecordSerializer(serializers.Serializer[Given]):
    held_on = serializers.DateField()
    came = serializers.ListField(child=serializers.SlugField(max_length=60), max_length=300, help_text="Keys.")
    record = serializers.CharField(max_length=20_000)


class MeetingConclusionSerializer(serializers.Serializer[Given]):
    units = serializers.ListField(child=serializers.SlugField(max_length=60), max_length=300, help_text="Keys.")
    conclusion = serializers.CharField(max_length=20_000)
    due_on = serializers.DateField()


class NewestMeetings(NewestFirst):
    ordering = ("-planned_on", "-id")


_meeting = MeetingSerializer()


def meeting_response(actor: Actor, meeting_id: UUID, code: int = status.HTTP_200_OK) -> Response:
    """One meeting with its entity tag."""
    row = policies.get_meeting(actor, meeting_id)
    return Response(dict(_meeting.to_representation(row)), status=code, headers={"ETag": etag(row.version)})


class MeetingsView(UnitView):
    needs: ClassVar = {"GET": P.OVERSIGHT_VIEW, "POST": P.OVERSIGHT_URGE}

    @extend_schema(
        operation_id="meetings_list",
        parameters=[OpenApiParameter("cursor", str), OpenApiParameter("page_size", int)],
        responses={200: MeetingSerializer(many=True), **READ},
    )
    def get(self, request: Request) -> Response:
        """Review meetings of the member's lines, newest first."""
        pages = NewestMeetings()
        found = pages.paginate_queryset(meeting_list(self.actor, None), request, view=self) or []
        return pages.get_paginated_response([dict(_meeting.to_representation(row)) for row in found])

    @extend_schema(
        operation_id="meetings_create",
        parameters=[IDEMPOTENCY],
        request=NewMeetingSerializer,
        responses={201: MeetingSerializer, **CHANGE},
    )
    def post(self, request: Request) -> Response:
        """Plan a meeting with units below."""
        given = checked(NewMeetingSerializer, request.data)
        kind, line = MeetingKind(given.pop("kind")), given.pop("line")

        def once() -> UUID:
            year = given["planned_on"].year
            return actions.plan_meeting(kind, year=year, line=line, data=MeetingData(**given), actor=self.actor).pk

        made = run_once(request, self.actor, request.data, once)
        assert made is not None
        return meeting_response(self.actor, made, status.HTTP_201_CREATED)


class MeetingView(UnitView):
    needs: ClassVar = {"GET": P.OVERSIGHT_VIEW}

    @extend_schema(operation_id="meetings_read", responses={200: MeetingSerializer, **READ})
    def get(self, request: Request, meeting_id: UUID) -> Response:
        """One meeting, with its ETag."""
        return meeting_response(self.actor, meeting_id)


Act = Callable[..., ReviewMeeting]


class MeetingStepView(UnitView):
    """One step of a meeting: the body's fields are the action's own words."""

    needs: ClassVar = {"POST": P.OVERSIGHT_URGE}
    body: ClassVar[type[serializers.Serializer[Any]]] = MeetingNothingSerializer
    act: ClassVar[Act]

    def post(self, request: Request, meeting_id: UUID) -> Response:
        row, version = policies.get_meeting(self.actor, meeting_id), seen_version(request)
        given = checked(self.body, request.data)

        def once() -> UUID:
            return type(self).act(row, actor=self.actor, version=version, **given).pk

        run_once(request, self.actor, request.data, once, row.pk)
        return meeting_response(self.actor, row.pk)


def _step(
    name: str, act: Act, summary: str, body: type[serializers.Serializer[Any]] = MeetingNothingSerializer
) -> type[MeetingStepView]:
    made: type[MeetingStepView] = type(f"Meeting{name.title()}View", (MeetingStepView,), {})
    made.body, made.act = body, staticmethod(act)
    described = extend_schema(
        operation_id=f"meetings_{name}",
        description=summary,
        parameters=[IDEMPOTENCY, IF_MATCH],
        request=body,
        responses={200: MeetingSerializer, **CHANGE},
    )
    view: type[MeetingStepView] = extend_schema_view(post=described)(made)
    return view


STEPS: dict[str, type[MeetingStepView]] = {
    "invitation": _step("invite", actions.invite_units, "Freeze each unit's figures and invite it by a letter."),
    "postponement": _step("move", actions.move_meeting, "Another day; the invited are told.", MeetingMoveSerializer),
    "cancellation": _step("cancel", actions.cancel_meeting, "It is not held.", MeetingReasonSerializer),
    "record": _step("record", actions.record_meeting, "What was said, who came.", MeetingRecordSerializer),
    "conclusions": _step(
        "conclude",
        actions.conclude_meeting,
        "A conclusion given to units: a letter and a task each.",
        MeetingConclusionSerializer,
    ),
}
