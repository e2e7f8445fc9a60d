"""What waits for the unit: arrivals, dues, returns, results, questions of competence."""

from typing import Any, ClassVar
from uuid import UUID

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.base import CHANGE, IDEMPOTENCY, READ, UnitView
from api.negotiation import run_once
from api.parsing import unit_of
from exchange.models import CompetenceQuestion, Envelope
from exchange.queries import inbox
from identity.permissions import Permission
from kernel.errors import NotFound
from registry import tree
from tenants.cases.actions import movements


def _key(unit_id: int | None) -> str | None:
    found = tree.get(unit_id) if unit_id is not None else None
    return found.key if found else None


class EnvelopeSerializer(serializers.Serializer[Envelope]):
    id = serializers.UUIDField()
    kind = serializers.CharField()
    status = serializers.CharField()
    case_id = serializers.UUIDField()
    from_unit = serializers.SerializerMethodField()
    to_unit = serializers.SerializerMethodField()
    to_external = serializers.CharField()
    sent_at = serializers.DateTimeField()
    delivered_at = serializers.DateTimeField(allow_null=True)
    due_on = serializers.DateField(allow_null=True)
    demand_result = serializers.BooleanField()
    sender_number = serializers.CharField()
    receiver_number = serializers.CharField()
    sha256 = serializers.CharField(help_text="Digest of the dossier, recomputed by each side.")

    def get_from_unit(self, envelope: Envelope) -> str | None:
        return _key(envelope.from_unit)

    def get_to_unit(self, envelope: Envelope) -> str | None:
        return _key(envelope.to_unit)


class QuestionSerializer(serializers.Serializer[CompetenceQuestion]):
    id = serializers.UUIDField()
    case_id = serializers.UUIDField()
    opened_at = serializers.DateTimeField()
    holding_unit = serializers.SerializerMethodField()
    parties = serializers.SerializerMethodField()

    def get_holding_unit(self, question: CompetenceQuestion) -> str | None:
        return _key(question.holding_unit)

    def get_parties(self, question: CompetenceQuestion) -> list[str]:
        return [key for key in map(_key, question.parties) if key]


class InboxSerializer(serializers.Serializer[Any]):
    new = EnvelopeSerializer(many=True)
    due = EnvelopeSerializer(many=True)
    returned = EnvelopeSerializer(many=True)
    results = EnvelopeSerializer(many=True)
    undeliverable = EnvelopeSerializer(many=True)
    on_paper = EnvelopeSerializer(many=True)
    questions = QuestionSerializer(many=True)


class InboxView(UnitView):
    needs: ClassVar = {"GET": Permission.CASE_RECEIVE}

    @extend_schema(operation_id="inbox_read", responses={200: InboxSerializer, **READ})
    def get(self, request: Request) -> Response:
        """Everything that waits for the unit."""
        return Response(InboxSerializer(inbox(self.unit.id)).data)


class DecisionSerializer(serializers.Serializer[dict[str, str]]):
    unit = serializers.CharField(max_length=40, help_text="Key of the competent unit.")
    reason = serializers.CharField(max_length=5000)


class CompetenceView(UnitView):
    needs: ClassVar = {"POST": Permission.COMPETENCE_DECIDE}

    @extend_schema(
        operation_id="competence_decide",
        parameters=[IDEMPOTENCY],
        request=DecisionSerializer,
        responses={200: QuestionSerializer, **CHANGE},
    )
    def post(self, request: Request, question_id: UUID) -> Response:
        """Name the competent unit; it cannot return the case again."""
        form = DecisionSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        question = CompetenceQuestion.objects.filter(pk=question_id, superior_unit=self.unit.id).first()
        if question is None:
            raise NotFound("question_not_found", _("Không tìm thấy vấn đề thẩm quyền này."))
        unit = unit_of(form.validated_data["unit"], "unit")

        def once() -> UUID:
            movements.name_competent_unit(question, unit=unit, reason=form.validated_data["reason"], actor=self.actor)
            return question_id

        run_once(request, self.actor, request.data, once)
        return Response(QuestionSerializer(CompetenceQuestion.objects.get(pk=question_id)).data)
