"""Opinions: those collected, and what becomes of each."""

from collections.abc import Callable
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from api.base import CHANGE, IDEMPOTENCY, IF_MATCH, READ, UnitView
from api.negotiation import etag, run_once, seen_version
from identity.permissions import Permission as P
from kernel.errors import Invalid
from registry.levels import Line
from tenants.cases.enums import CaseKind
from tenants.conclusions.enums import HowAnswered, Route
from tenants.dialogues import policies
from tenants.dialogues.actions import answering, opinions, replying
from tenants.dialogues.actions.opinions import BEFORE, OpinionData
from tenants.dialogues.actions.replying import Sent
from tenants.dialogues.enums import OpinionSource, OpinionStatus, Urgency
from tenants.dialogues.models import Opinion
from tenants.dialogues.queries.listing import OpinionFilters, opinion_list
from tenants.dialogues.rules.recipients import Recipient
from tenants.documents.enums import NoticeChannel
from tenants.staff.models import Body

Given = dict[str, Any]
PAGE = 200


class CollectedOpinionSerializer(serializers.Serializer[Any]):
    """An opinion as its line sees it."""

    id = serializers.UUIDField()
    conference = serializers.UUIDField(source="conference_id", allow_null=True)
    line = serializers.ChoiceField(Line.choices)
    source = serializers.ChoiceField(OpinionSource.choices)  # type: ignore[assignment]  # the word of the API
    source_name = serializers.CharField()
    person_name = serializers.CharField()
    text = serializers.CharField()
    topic = serializers.CharField()
    urgency = serializers.ChoiceField(Urgency.choices)
    status = serializers.ChoiceField(OpinionStatus.choices)
    speaking_no = serializers.IntegerField(allow_null=True)
    answer = serializers.CharField()
    answered_by = serializers.CharField()
    legal_basis = serializers.CharField()
    direction = serializers.CharField()
    route = serializers.CharField()
    lead_name = serializers.CharField()
    expected_on = serializers.DateField(allow_null=True)
    reply_due_on = serializers.DateField(allow_null=True)
    replied_on = serializers.DateField(allow_null=True)
    case = serializers.UUIDField(source="case_id", allow_null=True)
    version = serializers.IntegerField()


_bodies = CollectedOpinionSerializer()


def opinion_response(row: Opinion, code: int = status.HTTP_200_OK) -> Response:
    """One opinion with its entity tag."""
    return Response(_bodies.to_representation(row), status=code, headers={"ETag": etag(row.version)})


class OpinionInputSerializer(serializers.Serializer[Given]):
    line = serializers.CharField(max_length=16, help_text="PARTY or GOVERNMENT.")
    conference = serializers.UUIDField(required=False, allow_null=True, default=None)
    source = serializers.ChoiceField(  # type: ignore[assignment]  # the word of the API
        [(one.value, one.label) for one in OpinionSource if one in BEFORE]
    )
    source_name = serializers.CharField(max_length=250, required=False, allow_blank=True, default="")
    person_name = serializers.CharField(max_length=150, required=False, allow_blank=True, default="")
    person_address = serializers.CharField(max_length=250, required=False, allow_blank=True, default="")
    person_phone = serializers.CharField(max_length=20, required=False, allow_blank=True, default="")
    text = serializers.CharField(max_length=20_000)
    topic = serializers.CharField(max_length=60, required=False, allow_blank=True, default="")
    urgency = serializers.ChoiceField(Urgency.choices, required=False, default=Urgency.NORMAL)
    cleared_on = serializers.DateField(required=False, allow_null=True, default=None)
    cleared_note = serializers.CharField(max_length=5000, required=False, allow_blank=True, default="")
    case_id = serializers.UUIDField(required=False, allow_null=True, default=None)


class OpinionsView(UnitView):
    needs: ClassVar = {"GET": P.RECEPTION_VIEW, "POST": P.RECEPTION_ARRANGE}

    @extend_schema(
        operation_id="opinions_list",
        parameters=[
            OpenApiParameter("topic", str),
            OpenApiParameter("urgency", str, enum=Urgency.values),
            OpenApiParameter("conference", UUID),
        ],
        responses={200: CollectedOpinionSerializer(many=True), **READ},
    )
    def get(self, request: Request) -> Response:
        """Opinions the token's member sees, most urgent first; at most 200."""
        asked = request.query_params
        try:
            conference = str(UUID(asked["conference"])) if asked.get("conference") else ""
        except ValueError:
            raise Invalid(
                "conference_unknown", _("Không có hội nghị này."), {"conference": [_("Không đọc được.")]}
            ) from None
        filters = OpinionFilters(
            topic=asked.get("topic", "")[:60], urgency=asked.get("urgency", "")[:8], conference=conference
        )
        return Response([_bodies.to_representation(row) for row in opinion_list(self.actor, filters)[:PAGE]])

    @extend_schema(
        operation_id="opinions_collect",
        parameters=[IDEMPOTENCY],
        request=OpinionInputSerializer,
        responses={201: CollectedOpinionSerializer, **CHANGE},
    )
    def post(self, request: Request) -> Response:
        """Enter an opinion received before the day."""
        form = OpinionInputSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        given = dict(form.validated_data)
        line, conference_id = given.pop("line"), given.pop("conference")
        conference = policies.get_conference(self.actor, conference_id) if conference_id else None
        made = run_once(
            request,
            self.actor,
            request.data,
            lambda: (
                opinions.collect_opinion(
                    OpinionData(**given), line_code=line, conference=conference, actor=self.actor
                ).pk
            ),
        )
        assert made is not None
        return opinion_response(policies.get_opinion(self.actor, made), status.HTTP_201_CREATED)


class OpinionView(UnitView):
    needs: ClassVar = {"GET": P.RECEPTION_VIEW}

    @extend_schema(operation_id="opinions_read", responses={200: CollectedOpinionSerializer, **READ})
    def get(self, request: Request, opinion_id: UUID) -> Response:
        """One opinion, with its ETag."""
        return opinion_response(policies.get_opinion(self.actor, opinion_id))


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
