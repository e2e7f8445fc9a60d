"""Conferences: the year, called, planned, one of them, its dossier."""

from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from api.base import CHANGE, IDEMPOTENCY, READ, UnitView
from api.negotiation import etag, run_once
from identity.permissions import Permission as P
from kernel import clock
from registry.levels import Line
from tenants.dialogues import policies
from tenants.dialogues.actions import planning
from tenants.dialogues.enums import ConferenceStatus
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
