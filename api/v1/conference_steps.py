"""A step with a conference as a POST sub-resource; those before the day."""

from collections.abc import Callable
from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.base import CHANGE, IDEMPOTENCY, IF_MATCH, UnitView
from api.negotiation import run_once, seen_version
from api.v1.conferences import MOST_TOPICS, ConferenceSerializer, Given, conference_response
from identity.permissions import Permission as P
from tenants.dialogues import policies
from tenants.dialogues.actions import announcing, approving, collecting, planning, putting_off
from tenants.dialogues.actions.planning import ConferenceData
from tenants.dialogues.models import Conference


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
        return putting_off.postpone_conference(row, **given, actor=self.actor, version=version)


class ConferenceCollectionSerializer(serializers.Serializer[Given]):
    until = serializers.DateField(allow_null=True, help_text="The last day, included; null: no more from now on.")


@step("collect_publicly", P.RECEPTION_ARRANGE, "Until when citizens may send opinions on the unit's page.")
class CollectionView(ConferenceStepView):
    body = ConferenceCollectionSerializer

    def step(self, row: Conference, given: Given, version: int | None) -> object:
        return collecting.take_opinions_until(row, until=given["until"], actor=self.actor, version=version)
