"""Opinions: the list, those collected, one of them."""

from typing import Any, ClassVar
from uuid import UUID

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from api.base import CHANGE, IDEMPOTENCY, READ, UnitView
from api.negotiation import etag, run_once
from identity.permissions import Permission as P
from kernel.errors import Invalid
from registry.levels import Line
from tenants.dialogues import policies
from tenants.dialogues.actions import opinions
from tenants.dialogues.actions.opinions import BEFORE, OpinionData
from tenants.dialogues.enums import OpinionSource, OpinionStatus, Urgency
from tenants.dialogues.models import Opinion
from tenants.dialogues.queries.listing import OpinionFilters, opinion_list

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
