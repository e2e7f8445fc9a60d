"""Conferences: the year, one of them, and its steps as POST sub-resources."""

from collections.abc import Callable
from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from api.base import CHANGE, IDEMPOTENCY, IF_MATCH, READ, UnitView
from api.negotiation import etag, run_once, seen_version
from identity.permissions import Permission as P
from kernel import clock
from registry.levels import Line
from tenants.dialogues import policies
from tenants.dialogues.actions import announcing, approving, concluding, meeting, planning, speaking
from tenants.dialogues.actions.opinions import OpinionData
from tenants.dialogues.actions.planning import ConferenceData
from tenants.dialogues.enums import ConferenceStatus, OpinionSource, Urgency
from tenants.dialogues.models import Conference
from tenants.dialogues.queries.dossier import dossier_of

Given = dict[str, Any]

MOST_TOPICS = 12


class ConferenceSerializer(serializers.Serializer[Any]):
    """A conference as its line sees it."""

    id = serializers.UUIDField()
    line = serializers.ChoiceField(Line.choices)
    year = serializers.IntegerField()
    quarter = serializers.IntegerField(allow_null=True)
    ordinal = serializers.IntegerField(allow_null=True)
    is_ad_hoc = serializers.BooleanField()
    with_voter_meeting = serializers.BooleanField()
    voter_meeting = serializers.CharField()
    status = serializers.ChoiceField(ConferenceStatus.choices)
    title = serializers.CharField()
    topics = serializers.ListField(child=serializers.CharField())
    organiser = serializers.CharField()
    chair_name = serializers.CharField()
    target_group = serializers.CharField()
    expected_from = serializers.IntegerField(allow_null=True)
    expected_to = serializers.IntegerField(allow_null=True)
    attended = serializers.IntegerField(allow_null=True)
    held_on = serializers.DateField(allow_null=True)
    starts_at = serializers.TimeField(allow_null=True)
    venue = serializers.CharField()
    announced_at = serializers.DateTimeField(allow_null=True)
    approved_at = serializers.DateTimeField(allow_null=True)
    concluded_on = serializers.DateField(allow_null=True)
    participants = serializers.SerializerMethodField()
    version = serializers.IntegerField()

    def get_participants(self, row: Conference) -> list[dict[str, Any]]:
        """Who is invited and who came."""
        return [{name: one.get(name, "") for name in ("id", "name", "topics", "attended")} for one in row.participants]


class DossierRowSerializer(serializers.Serializer[Any]):
    """One row of the dossier: the nine columns."""

    collected = serializers.CharField()
    name = serializers.CharField()
    content = serializers.CharField()
    answer = serializers.CharField()
    result = serializers.CharField()
    on = serializers.DateField(allow_null=True)
    body = serializers.CharField()
    check_later = serializers.CharField()
    report_up = serializers.CharField()


_bodies = ConferenceSerializer()


def conference_response(row: Conference, code: int = status.HTTP_200_OK) -> Response:
    """One conference with its entity tag."""
    return Response(_bodies.to_representation(row), status=code, headers={"ETag": etag(row.version)})


class ConferenceCallSerializer(serializers.Serializer[Given]):
    line = serializers.CharField(max_length=16, help_text="PARTY or GOVERNMENT.")
    title = serializers.CharField(max_length=300)
    why = serializers.CharField(max_length=5000)
    proposed_by = serializers.CharField(max_length=250, required=False, allow_blank=True, default="")
    topics = serializers.ListField(child=serializers.CharField(max_length=60), max_length=MOST_TOPICS, default=list)
    held_on = serializers.DateField(required=False, allow_null=True, default=None)


class ConferencesView(UnitView):
    needs: ClassVar = {"GET": P.RECEPTION_VIEW, "POST": P.RECEPTION_ARRANGE}

    @extend_schema(
        operation_id="conferences_list",
        parameters=[OpenApiParameter("year", int, description="This year unless told.")],
        responses={200: ConferenceSerializer(many=True), **READ},
    )
    def get(self, request: Request) -> Response:
        """The conferences of a year that the token's member sees."""
        given = request.query_params.get("year", "")
        year = int(given) if given.isdigit() and len(given) == 4 else clock.today().year
        rows = policies.visible_conferences(self.actor).of_year(year).order_by("held_on", "id")
        return Response([_bodies.to_representation(row) for row in rows])

    @extend_schema(
        operation_id="conferences_call",
        parameters=[IDEMPOTENCY],
        request=ConferenceCallSerializer,
        responses={201: ConferenceSerializer, **CHANGE},
    )
    def post(self, request: Request) -> Response:
        """Call an ad hoc conference."""
        form = ConferenceCallSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        given = dict(form.validated_data)
        line = given.pop("line")
        made = run_once(
            request,
            self.actor,
            request.data,
            lambda: planning.call_conference(line_code=line, **given, actor=self.actor).pk,
        )
        assert made is not None
        return conference_response(policies.get_conference(self.actor, made), status.HTTP_201_CREATED)


class ConferencePlanSerializer(serializers.Serializer[Given]):
    line = serializers.CharField(max_length=16, help_text="PARTY or GOVERNMENT.")
    year = serializers.IntegerField(min_value=2000, max_value=2100)


class ConferencePlanView(UnitView):
    needs: ClassVar = {"POST": P.RECEPTION_ARRANGE}

    @extend_schema(
        operation_id="conferences_plan",
        parameters=[IDEMPOTENCY],
        request=ConferencePlanSerializer,
        responses={200: ConferenceSerializer(many=True), **CHANGE},
    )
    def post(self, request: Request) -> Response:
        """Enter the conferences that the plan of a year orders; what is there already stays. Answers with all of them."""
        form = ConferencePlanSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        year, line = form.validated_data["year"], form.validated_data["line"]

        def once() -> None:
            planning.plan_year(year, line, actor=self.actor)

        run_once(request, self.actor, request.data, once)
        rows = policies.visible_conferences(self.actor).of_year(year).filter(line=line).order_by("ordinal", "id")
        return Response([_bodies.to_representation(row) for row in rows])


class ConferenceView(UnitView):
    needs: ClassVar = {"GET": None}

    @extend_schema(operation_id="conferences_read", responses={200: ConferenceSerializer, **READ})
    def get(self, request: Request, conference_id: UUID) -> Response:
        """One conference, with its ETag."""
        return conference_response(policies.get_conference(self.actor, conference_id))


class ConferenceDossierView(UnitView):
    needs: ClassVar = {"GET": P.RECEPTION_VIEW}

    @extend_schema(operation_id="conferences_dossier", responses={200: DossierRowSerializer(many=True), **READ})
    def get(self, request: Request, conference_id: UUID) -> Response:
        """The dossier: one row an opinion, in speaking order."""
        rows = dossier_of(policies.get_conference(self.actor, conference_id))
        return Response(DossierRowSerializer(rows, many=True).data)


class ConferenceOnlySerializer(serializers.Serializer[Given]):
    """A step that needs nothing but the conference."""


class ConferenceStepView(UnitView):
    """One step; a subclass says its body and what it does."""

    body: ClassVar[type[serializers.Serializer[Any]]] = ConferenceOnlySerializer

    def step(self, row: Conference, given: Given, version: int | None) -> object:
        """Carry the step out."""
        raise NotImplementedError

    def post(self, request: Request, conference_id: UUID) -> Response:
        form = self.body(data=request.data)
        form.is_valid(raise_exception=True)
        row = policies.get_conference(self.actor, conference_id)
        version = seen_version(request)

        def once() -> UUID:
            self.step(row, dict(form.validated_data), version)
            return row.pk

        run_once(request, self.actor, request.data, once, row.pk)
        return conference_response(policies.get_conference(self.actor, conference_id))


def step(name: str, needs: P, summary: str) -> Callable[[type[ConferenceStepView]], type[ConferenceStepView]]:
    """Say a step's name, permission and sentence for the schema."""

    def decorate(view: type[ConferenceStepView]) -> type[ConferenceStepView]:
        view.needs = {"POST": needs}
        described = extend_schema(
            operation_id=f"conferences_{name}",
            description=summary,
            parameters=[IDEMPOTENCY, IF_MATCH],
            request=view.body,
            responses={200: ConferenceSerializer, **CHANGE},
        )
        return extend_schema_view(post=described)(view)

    return decorate


class ConferenceArrangementSerializer(serializers.Serializer[Given]):
    title = serializers.CharField(max_length=300)
    organiser = serializers.CharField(max_length=250)
    chair = serializers.UUIDField(required=False, allow_null=True, default=None)
    chair_name = serializers.CharField(max_length=200)
    chair_title = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")
    minutes_taker = serializers.UUIDField(required=False, allow_null=True, default=None)
    desk = serializers.CharField(max_length=250, required=False, allow_blank=True, default="")
    target_group = serializers.CharField(max_length=250, required=False, allow_blank=True, default="")
    expected_from = serializers.IntegerField(
        min_value=1, max_value=100_000, required=False, allow_null=True, default=None
    )
    expected_to = serializers.IntegerField(
        min_value=1, max_value=100_000, required=False, allow_null=True, default=None
    )
    with_voter_meeting = serializers.BooleanField(required=False, default=False)
    voter_meeting = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")
    security_plan = serializers.CharField(max_length=10_000, required=False, allow_blank=True, default="")


@step("arrange", P.RECEPTION_ARRANGE, "Organiser and chair, desk, target group, expected attendance, voter meeting.")
class ArrangementView(ConferenceStepView):
    body = ConferenceArrangementSerializer

    def step(self, row: Conference, given: Given, version: int | None) -> object:
        return planning.arrange_conference(row, ConferenceData(**given), actor=self.actor, version=version)


class ConferenceTopicsSerializer(serializers.Serializer[Given]):
    topics = serializers.ListField(child=serializers.CharField(max_length=60), max_length=MOST_TOPICS)
    opinions = serializers.ListField(child=serializers.UUIDField(), max_length=500, required=False, default=list)


@step("choose_topics", P.RECEPTION_ARRANGE, "Choose topics; opinions collected on them come along.")
class TopicsView(ConferenceStepView):
    body = ConferenceTopicsSerializer

    def step(self, row: Conference, given: Given, version: int | None) -> object:
        return planning.choose_topics(row, **given, actor=self.actor, version=version)


class ConferenceParticipantSerializer(serializers.Serializer[Given]):
    id = serializers.UUIDField(required=False, allow_null=True, default=None)
    name = serializers.CharField(max_length=250)
    title = serializers.CharField(max_length=250, required=False, allow_blank=True, default="")
    email = serializers.EmailField(max_length=250, required=False, allow_blank=True, default="")
    topics = serializers.ListField(child=serializers.CharField(max_length=60), max_length=MOST_TOPICS, default=list)


class ConferenceParticipantsSerializer(serializers.Serializer[Given]):
    participants = ConferenceParticipantSerializer(many=True)


@step("set_participants", P.RECEPTION_ARRANGE, "Who is invited: always, or for some topics.")
class ParticipantsView(ConferenceStepView):
    body = ConferenceParticipantsSerializer

    def step(self, row: Conference, given: Given, version: int | None) -> object:
        rows = [dict(one) | {"id": str(one["id"] or "")} for one in given["participants"]]
        return planning.set_participants(row, rows, actor=self.actor, version=version)


class ConferenceSubmissionSerializer(serializers.Serializer[Given]):
    held_on = serializers.DateField()
    starts_at = serializers.TimeField()
    venue = serializers.CharField(max_length=300)
    note = serializers.CharField(max_length=5000, required=False, allow_blank=True, default="")


@step("submit", P.RECEPTION_ARRANGE, "Put content, time, place, participants and target group before the chair.")
class SubmissionView(ConferenceStepView):
    body = ConferenceSubmissionSerializer

    def step(self, row: Conference, given: Given, version: int | None) -> object:
        return approving.submit_for_approval(row, **given, actor=self.actor, version=version)


class ConferenceDecisionSerializer(serializers.Serializer[Given]):
    approve = serializers.BooleanField()
    why = serializers.CharField(max_length=5000, required=False, allow_blank=True, default="")


@step("decide", P.RECEPTION_DECIDE, "The chair approves, or sends back with a word why.")
class DecisionView(ConferenceStepView):
    body = ConferenceDecisionSerializer

    def step(self, row: Conference, given: Given, version: int | None) -> object:
        if given["approve"]:
            return approving.approve(row, actor=self.actor, version=version)
        return approving.send_back(row, why=given["why"], actor=self.actor, version=version)


class ConferenceAnnouncementSerializer(serializers.Serializer[Given]):
    channel = serializers.ChoiceField([(one, one) for one in announcing.CHANNELS])
    where = serializers.CharField(max_length=250)
    on = serializers.DateField(required=False, allow_null=True, default=None)
    proof = serializers.CharField(max_length=500, required=False, allow_blank=True, default="")
    late_why = serializers.CharField(max_length=2000, required=False, allow_blank=True, default="")


@step("announce", P.RECEPTION_ARRANGE, "Record one public notice; later than the plan allows it needs a reason.")
class AnnouncementView(ConferenceStepView):
    body = ConferenceAnnouncementSerializer

    def step(self, row: Conference, given: Given, version: int | None) -> object:
        return announcing.announce(row, **given, actor=self.actor, version=version)


@step("invite", P.NOTICE_SEND, "Send the invitation with its speech slip to everybody invited on these topics.")
class InvitationView(ConferenceStepView):
    def step(self, row: Conference, given: Given, version: int | None) -> object:
        return announcing.invite(row, actor=self.actor, version=version)


class ConferencePostponementSerializer(serializers.Serializer[Given]):
    why = serializers.CharField(max_length=5000)
    held_on = serializers.DateField(required=False, allow_null=True, default=None)


@step("postpone", P.RECEPTION_DECIDE, "Put it off to another day, or to a day to be named.")
class PostponementView(ConferenceStepView):
    body = ConferencePostponementSerializer

    def step(self, row: Conference, given: Given, version: int | None) -> object:
        return planning.postpone_conference(row, **given, actor=self.actor, version=version)


@step("open", P.RECEPTION_RECORD, "The meeting begins.")
class OpeningView(ConferenceStepView):
    def step(self, row: Conference, given: Given, version: int | None) -> object:
        return meeting.open_conference(row, actor=self.actor, version=version)


class ConferenceSlipSerializer(serializers.Serializer[Given]):
    person_name = serializers.CharField(max_length=150)
    source_name = serializers.CharField(max_length=250, required=False, allow_blank=True, default="")
    person_address = serializers.CharField(max_length=250, required=False, allow_blank=True, default="")
    person_phone = serializers.CharField(max_length=20, required=False, allow_blank=True, default="")
    text = serializers.CharField(max_length=20_000)
    topic = serializers.CharField(max_length=60, required=False, allow_blank=True, default="")
    urgency = serializers.ChoiceField(Urgency.choices, required=False, default=Urgency.NORMAL)


@step("take_slip", P.RECEPTION_RECORD, "A speech slip came back: its writer speaks after those who registered before.")
class SlipView(ConferenceStepView):
    body = ConferenceSlipSerializer

    def step(self, row: Conference, given: Given, version: int | None) -> object:
        return speaking.return_slip(row, OpinionData(source=OpinionSource.SLIP, **given), actor=self.actor)


class SpokenQuestionSerializer(ConferenceSlipSerializer):
    person_name = serializers.CharField(max_length=150, required=False, allow_blank=True, default="")
    is_written = serializers.BooleanField(required=False, default=False)


@step("take_question", P.RECEPTION_RECORD, "Something said on the floor, or a written question handed to the desk.")
class QuestionView(ConferenceStepView):
    body = SpokenQuestionSerializer

    def step(self, row: Conference, given: Given, version: int | None) -> object:
        source = OpinionSource.WRITTEN if given.pop("is_written") else OpinionSource.FLOOR
        return speaking.take_question(row, OpinionData(source=source, **given), actor=self.actor)


class ConferenceOrderSerializer(serializers.Serializer[Given]):
    order = serializers.ListField(child=serializers.UUIDField(), max_length=2000)


@step("reorder", P.RECEPTION_RECORD, "The chair's order of everybody still waiting.")
class OrderView(ConferenceStepView):
    body = ConferenceOrderSerializer

    def step(self, row: Conference, given: Given, version: int | None) -> object:
        return speaking.reorder(row, order=given["order"], actor=self.actor, version=version)


class ConferenceAdoptionSerializer(serializers.Serializer[Given]):
    attended = serializers.IntegerField(min_value=0, max_value=100_000)


@step("adopt_minutes", P.RECEPTION_RECORD, "Minutes adopted, meeting closed; the plan's terms begin.")
class AdoptionView(ConferenceStepView):
    body = ConferenceAdoptionSerializer

    def step(self, row: Conference, given: Given, version: int | None) -> object:
        return meeting.adopt_minutes(row, attended=given["attended"], actor=self.actor, version=version)


class ConferenceConclusionSerializer(serializers.Serializer[Given]):
    text = serializers.CharField(max_length=20_000, required=False, allow_blank=True, default="")


@step("conclude", P.RECEPTION_DECIDE, "The chair's conclusion; refused while an opinion has no outcome.")
class ConclusionView(ConferenceStepView):
    body = ConferenceConclusionSerializer

    def step(self, row: Conference, given: Given, version: int | None) -> object:
        return concluding.conclude_conference(row, text=given["text"], actor=self.actor, version=version)


class ConferenceReviewSerializer(serializers.Serializer[Given]):
    on = serializers.DateField()
    text = serializers.CharField(max_length=10_000)


@step("review", P.RECEPTION_DECIDE, "The internal review after the meeting.")
class ReviewView(ConferenceStepView):
    body = ConferenceReviewSerializer

    def step(self, row: Conference, given: Given, version: int | None) -> object:
        return concluding.review_conference(row, **given, actor=self.actor, version=version)


class ConferenceNoticeSerializer(serializers.Serializer[Given]):
    symbol = serializers.CharField(max_length=60, required=False, allow_blank=True, default="")
    on = serializers.DateField(required=False, allow_null=True, default=None)


@step("issue_notice", P.NOTICE_SEND, "The conclusion notice goes out with the open items; they become tasks.")
class NoticeView(ConferenceStepView):
    body = ConferenceNoticeSerializer

    def step(self, row: Conference, given: Given, version: int | None) -> object:
        return concluding.issue_notice(row, **given, actor=self.actor, version=version)


class ConferenceResultsSerializer(serializers.Serializer[Given]):
    to = serializers.ListField(child=serializers.CharField(max_length=250), min_length=1, max_length=50)


@step("report_results", P.NOTICE_SEND, "Report the results to the Party committee, the council, the Front.")
class ResultsView(ConferenceStepView):
    body = ConferenceResultsSerializer

    def step(self, row: Conference, given: Given, version: int | None) -> object:
        return concluding.report_results(row, to=given["to"], actor=self.actor, version=version)


@step("close", P.RECEPTION_DECIDE, "End the follow-up; refused while an opinion is unanswered.")
class ClosingView(ConferenceStepView):
    def step(self, row: Conference, given: Given, version: int | None) -> object:
        return concluding.close_conference(row, actor=self.actor, version=version)
