"""A step with an opinion as a POST sub-resource: sorted, answered, assigned, sent up, replied to."""

from collections.abc import Callable
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.base import CHANGE, IDEMPOTENCY, IF_MATCH, UnitView
from api.negotiation import run_once, seen_version
from api.v1.opinions import CollectedOpinionSerializer, Given, opinion_response
from identity.permissions import Permission as P
from tenants.cases.enums import CaseKind
from tenants.conclusions.enums import HowAnswered, Route
from tenants.dialogues import policies
from tenants.dialogues.actions import answering, opinions, replying
from tenants.dialogues.actions.replying import Sent
from tenants.dialogues.enums import Urgency
from tenants.dialogues.models import Opinion
from tenants.dialogues.rules.recipients import Recipient
from tenants.documents.enums import NoticeChannel
from tenants.staff.models import Body


class OpinionStepView(UnitView):
    """One step; a subclass says its body and what it does."""

    body: ClassVar[type[serializers.Serializer[Any]]]

    def step(self, row: Opinion, given: Given, version: int | None) -> object:
        """Carry the step out."""
        raise NotImplementedError

    def post(self, request: Request, opinion_id: UUID) -> Response:
        form = self.body(data=request.data)
        form.is_valid(raise_exception=True)
        row = policies.get_opinion(self.actor, opinion_id)
        version = seen_version(request)

        def once() -> UUID:
            self.step(row, dict(form.validated_data), version)
            return row.pk

        run_once(request, self.actor, request.data, once, row.pk)
        return opinion_response(policies.get_opinion(self.actor, opinion_id))


def step(name: str, needs: P, summary: str) -> Callable[[type[OpinionStepView]], type[OpinionStepView]]:
    """Say a step's name, permission and sentence for the schema."""

    def decorate(view: type[OpinionStepView]) -> type[OpinionStepView]:
        view.needs = {"POST": needs}
        described = extend_schema(
            operation_id=f"opinions_{name}",
            description=summary,
            parameters=[IDEMPOTENCY, IF_MATCH],
            request=view.body,
            responses={200: CollectedOpinionSerializer, **CHANGE},
        )
        return extend_schema_view(post=described)(view)

    return decorate


class OpinionClassificationSerializer(serializers.Serializer[Given]):
    topic = serializers.CharField(max_length=60)
    urgency = serializers.ChoiceField(Urgency.choices)
    conference = serializers.UUIDField(required=False, allow_null=True, default=None)


@step("classify", P.RECEPTION_ARRANGE, "Content and urgency, and the conference where it is treated.")
class OpinionClassificationView(OpinionStepView):
    body = OpinionClassificationSerializer

    def step(self, row: Opinion, given: Given, version: int | None) -> object:
        wanted = given.pop("conference")
        conference = policies.get_conference(self.actor, wanted) if wanted else None
        return opinions.classify_opinion(row, **given, conference=conference, actor=self.actor, version=version)


class SpotAnswerSerializer(serializers.Serializer[Given]):
    text = serializers.CharField(max_length=20_000)
    by = serializers.CharField(max_length=250)
    legal_basis = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")


@step("answer", P.RECEPTION_RECORD, "Answered at the meeting, with the legal basis.")
class OpinionAnswerView(OpinionStepView):
    body = SpotAnswerSerializer

    def step(self, row: Opinion, given: Given, version: int | None) -> object:
        return answering.answer_on_spot(row, **given, actor=self.actor, version=version)


class OpinionAssignmentSerializer(serializers.Serializer[Given]):
    route = serializers.ChoiceField(Route.choices)
    direction = serializers.CharField(max_length=5000)
    body = serializers.UUIDField(help_text="A body of the unit.")
    contact = serializers.CharField(max_length=250)
    due_on = serializers.DateField()
    legal_basis = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")
    is_complex = serializers.BooleanField(required=False, default=False)


@step("assign", P.RECEPTION_RECORD, "Left open: route, body, person and date.")
class OpinionAssignmentView(OpinionStepView):
    body = OpinionAssignmentSerializer

    def step(self, row: Opinion, given: Given, version: int | None) -> object:
        body = Body.objects.open().filter(pk=given.pop("body")).first()
        return answering.assign_opinion(row, body=body, **given, actor=self.actor, version=version)


class OpinionEscalationSerializer(serializers.Serializer[Given]):
    reason = serializers.CharField(max_length=5000)
    kind = serializers.ChoiceField(
        [(CaseKind.PROPOSAL.value, "proposal"), (CaseKind.REFLECTION.value, "reflection")],
        required=False,
        default=CaseKind.PROPOSAL,
    )


@step("submit_up", P.CASE_MOVE, "Becomes a case that goes up; the duty to answer stays here.")
class OpinionEscalationView(OpinionStepView):
    body = OpinionEscalationSerializer

    def step(self, row: Opinion, given: Given, version: int | None) -> object:
        return answering.submit_up(row, **given, actor=self.actor)


class OpinionInterimSerializer(serializers.Serializer[Given]):
    until = serializers.DateField()
    body = serializers.CharField(max_length=250)
    text = serializers.CharField(max_length=5000)


@step("tell_interim", P.NOTICE_SEND, "A complex matter takes longer: until when, and which body is responsible.")
class OpinionInterimView(OpinionStepView):
    body = OpinionInterimSerializer

    def step(self, row: Opinion, given: Given, version: int | None) -> object:
        return replying.tell_interim(row, **given, actor=self.actor, version=version)


class ReplyRecipientSerializer(serializers.Serializer[Given]):
    role = serializers.ChoiceField(Recipient.choices)
    name = serializers.CharField(max_length=250, required=False, allow_blank=True, default="")
    how = serializers.ChoiceField(NoticeChannel.choices, required=False, default=NoticeChannel.POST)
    on = serializers.DateField()
    proof = serializers.CharField(max_length=500)


class WrittenReplySerializer(serializers.Serializer[Given]):
    text = serializers.CharField(max_length=20_000)
    number = serializers.CharField(max_length=60)
    how = serializers.ChoiceField(HowAnswered.choices)
    on = serializers.DateField()
    signed_by = serializers.CharField(max_length=250, required=False, allow_blank=True, default="")
    legal_basis = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")
    recipients = ReplyRecipientSerializer(many=True)


@step("reply", P.NOTICE_SEND, "The written answer, with the proof of each of its four recipients.")
class OpinionReplyView(OpinionStepView):
    body = WrittenReplySerializer

    def step(self, row: Opinion, given: Given, version: int | None) -> object:
        to = {one["role"]: _sent(one) for one in given.pop("recipients")}
        return replying.reply_in_writing(row, **given, recipients=to, actor=self.actor, version=version)


def _sent(one: Given) -> Sent:
    on: date = one["on"]
    return Sent(name=one["name"], how=one["how"], on=on, proof=one["proof"])
