"""The queue of a session on its day: each citizen's steps, and the own statement signed."""

from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.base import CHANGE, IDEMPOTENCY, READ, UnitView
from api.negotiation import run_once
from api.v1.registrations import RegistrationSerializer, registration_response
from identity.permissions import Permission as P
from tenants.receptions.actions import queue
from tenants.receptions.enums import Signing
from tenants.receptions.policies import registrations as policies
from tenants.receptions.policies import sessions as session_policies

Given = dict[str, Any]
MOVES = {
    "arrive": queue.arrive,
    "call": queue.call,
    "begin": queue.begin_reception,
    "end": queue.end_reception,
    "absent": queue.mark_absent,
}


class SigningSerializer(serializers.Serializer[Given]):
    signing = serializers.ChoiceField(Signing.choices)
    note = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")


class QueueStepSerializer(serializers.Serializer[Given]):
    step = serializers.ChoiceField(sorted(MOVES))


class QueueStepView(UnitView):
    needs: ClassVar = {"POST": P.RECEPTION_RECORD}

    @extend_schema(
        operation_id="registrations_queue_step",
        parameters=[IDEMPOTENCY],
        request=QueueStepSerializer,
        responses={200: RegistrationSerializer, **CHANGE},
    )
    def post(self, request: Request, registration_id: UUID) -> Response:
        """One step of the queue on the day: arrive, call, begin, end, absent."""
        form = QueueStepSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        row = policies.get_registration(self.actor, registration_id)
        run_once(
            request, self.actor, request.data, lambda: MOVES[form.validated_data["step"]](row, actor=self.actor).pk
        )
        return registration_response(policies.get_registration(self.actor, registration_id))


class SigningView(UnitView):
    needs: ClassVar = {"POST": P.RECEPTION_RECORD}

    @extend_schema(
        operation_id="registrations_sign",
        parameters=[IDEMPOTENCY],
        request=SigningSerializer,
        responses={200: RegistrationSerializer, **CHANGE},
    )
    def post(self, request: Request, registration_id: UUID) -> Response:
        """The citizen's own statement was read out: signed, or not and why."""
        form = SigningSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        told, row = form.validated_data, policies.get_registration(self.actor, registration_id)
        run_once(request, self.actor, request.data, lambda: queue.sign(row, **told, actor=self.actor).pk)
        return registration_response(policies.get_registration(self.actor, registration_id))


class QueueView(UnitView):
    needs: ClassVar = {"GET": P.RECEPTION_VIEW}

    @extend_schema(operation_id="sessions_queue", responses={200: RegistrationSerializer(many=True), **READ})
    def get(self, request: Request, session_id: UUID) -> Response:
        """Those a session receives, in the order of their places."""
        session = session_policies.get_session(self.actor, session_id)
        rows = policies.visible_registrations(self.actor).of_session(session.pk).in_queue()
        return Response([RegistrationSerializer(row).data for row in rows])
