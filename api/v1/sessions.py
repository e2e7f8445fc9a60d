"""Reception sessions of a unit: the list, one session, a new one, the year's from the plan."""

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
from kernel import clock
from kernel.errors import NotFound
from kernel.ids import new_id
from registry import tree
from registry.levels import Line
from tenants.receptions.actions import sessions
from tenants.receptions.actions.sessions import Arrangement
from tenants.receptions.enums import Ground, HostMode, SessionKind, SessionMode, SessionStatus
from tenants.receptions.models import Plan, ReceptionSession
from tenants.receptions.policies import sessions as policies

Given = dict[str, Any]
MOST = 400


class SessionSerializer(serializers.Serializer[ReceptionSession]):
    """A session; who sees time and place only (security) gets the other fields empty."""

    id = serializers.UUIDField()
    line = serializers.ChoiceField(Line.choices)
    kind = serializers.ChoiceField(SessionKind.choices)
    status = serializers.ChoiceField(SessionStatus.choices)
    planned_on = serializers.DateField()
    held_on = serializers.DateField()
    starts_at = serializers.TimeField(allow_null=True)
    ends_at = serializers.TimeField(allow_null=True)
    mode = serializers.ChoiceField(SessionMode.choices)
    venue = serializers.CharField()
    room_id = serializers.UUIDField(allow_null=True)
    venue_unit = serializers.SerializerMethodField()
    security_plan = serializers.CharField()
    is_automatic = serializers.BooleanField()
    is_waiting_for_day = serializers.BooleanField()
    is_linked = serializers.BooleanField()
    proposals = serializers.JSONField()
    head_title = serializers.CharField()
    host_name = serializers.CharField()
    host_mode = serializers.ChoiceField(HostMode.choices)
    expected = serializers.CharField()
    ground = serializers.ChoiceField(Ground.choices, allow_blank=True)
    ground_text = serializers.CharField()
    posted_at = serializers.DateTimeField(allow_null=True)
    is_posted_late = serializers.SerializerMethodField()
    moved_from = serializers.UUIDField(source="moved_from_id", allow_null=True)
    moved_reason = serializers.CharField()
    moved_why = serializers.CharField()
    head_present = serializers.BooleanField(allow_null=True)
    version = serializers.IntegerField()

    def get_venue_unit(self, row: ReceptionSession) -> str | None:
        """Key of the lower unit in whose area the session is held."""
        return tree.get(row.venue_unit_id).key if row.venue_unit_id else None

    def get_is_posted_late(self, row: ReceptionSession) -> bool:
        return bool(row.postings and row.postings[0].get("is_late"))


_serializer = SessionSerializer()
OPEN_TO_SECURITY = frozenset(
    {
        "id", "line", "kind", "status", "planned_on", "held_on", "starts_at", "ends_at", "mode", "venue", "room_id",
        "venue_unit", "security_plan", "version",
    }
)  # fmt: skip
BLANK: Given = {
    "is_automatic": False, "is_waiting_for_day": False, "is_linked": False, "proposals": [], "head_title": "", "host_name": "",
    "host_mode": HostMode.IN_PERSON.value, "expected": "", "ground": "", "ground_text": "", "posted_at": None,
    "is_posted_late": False, "moved_from": None, "moved_reason": "", "moved_why": "", "head_present": None,
}  # fmt: skip


def session_body(row: ReceptionSession, *, is_whole: bool) -> Given:
    """What a call shows of a session."""
    shown: Given = _serializer.to_representation(row)
    if is_whole:
        return shown
    return {name: value if name in OPEN_TO_SECURITY else BLANK[name] for name, value in shown.items()}


class SessionProposalSerializer(serializers.Serializer[Given]):
    """An ad hoc session with one of the two legal grounds."""

    line = serializers.ChoiceField([Line.PARTY, Line.GOVERNMENT])
    on = serializers.DateField()
    ground = serializers.ChoiceField(Ground.choices)
    ground_text = serializers.CharField(max_length=20_000)
    starts_at = serializers.TimeField(required=False, allow_null=True, default=None)
    ends_at = serializers.TimeField(required=False, allow_null=True, default=None)
    room_id = serializers.UUIDField(required=False, allow_null=True, default=None)
    venue = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")
    mode = serializers.ChoiceField(SessionMode.choices, default=SessionMode.IN_ROOM)
    expected = serializers.CharField(max_length=4000, required=False, allow_blank=True, default="")


class SessionsView(UnitView):
    needs: ClassVar = {"GET": None, "POST": None}

    @extend_schema(
        operation_id="sessions_list",
        parameters=[
            OpenApiParameter("year", int, description="This year unless told."),
            OpenApiParameter("line", str, enum=[Line.PARTY.value, Line.GOVERNMENT.value]),
            OpenApiParameter("status", str, many=True, enum=SessionStatus.values),
        ],
        responses={200: SessionSerializer(many=True), **READ},
    )
    def get(self, request: Request) -> Response:
        """The sessions of one year that the token's member sees, in the order of their days."""
        if not self.actor.may(P.SECURITY_PLAN):
            self.actor.require(P.RECEPTION_VIEW)
        year = request.query_params.get("year", "")
        wanted = int(year) if year.isdigit() and len(year) == 4 else clock.today().year
        found = policies.visible_sessions(self.actor).of_year(wanted)
        if line := request.query_params.get("line", ""):
            found = found.filter(line=line)
        if known := [one for one in request.query_params.getlist("status") if one in SessionStatus.values]:
            found = found.filter(status__in=known)
        is_whole = policies.sees_whole(self.actor)
        rows = found.order_by("held_on", "starts_at", "id")[:MOST]
        return Response([session_body(row, is_whole=is_whole) for row in rows])

    @extend_schema(
        operation_id="sessions_propose",
        parameters=[IDEMPOTENCY],
        request=SessionProposalSerializer,
        responses={201: SessionSerializer, **CHANGE},
    )
    def post(self, request: Request) -> Response:
        """Propose an ad hoc session; the head decides it."""
        if not policies.may_arrange(self.actor):
            self.actor.require(P.RECEPTION_ARRANGE)
        form = SessionProposalSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        given = dict(form.validated_data)
        named = {name: given.pop(name) for name in ("line", "on", "ground", "ground_text")}
        made_id = new_id()

        def make() -> UUID:
            told = Arrangement(**given)
            return sessions.propose_ad_hoc(**named, arrangement=told, actor=self.actor, session_id=made_id).pk

        found = run_once(request, self.actor, request.data, make)
        return session_response(policies.get_session(self.actor, str(found)), self, status.HTTP_201_CREATED)


def session_response(row: ReceptionSession, view: UnitView, code: int = status.HTTP_200_OK) -> Response:
    """One session with its entity tag."""
    is_whole = policies.sees_whole(view.actor)
    return Response(session_body(row, is_whole=is_whole), status=code, headers={"ETag": etag(row.version)})


class SessionView(UnitView):
    needs: ClassVar = {"GET": None}

    @extend_schema(operation_id="sessions_read", responses={200: SessionSerializer, **READ})
    def get(self, request: Request, session_id: UUID) -> Response:
        """One session, with its ETag."""
        return session_response(policies.get_session(self.actor, session_id), self)


class SessionGenerationSerializer(serializers.Serializer[Given]):
    plan = serializers.UUIDField(help_text="An issued plan of one of the member's lines.")


class SessionGeneratedSerializer(serializers.Serializer[Given]):
    made = serializers.IntegerField()
    changed = serializers.IntegerField()
    removed = serializers.IntegerField()
    left = serializers.IntegerField()


class GenerationView(UnitView):
    needs: ClassVar = {"POST": None}

    @extend_schema(
        operation_id="sessions_generate",
        request=SessionGenerationSerializer,
        responses={200: SessionGeneratedSerializer, **CHANGE},
    )
    def post(self, request: Request) -> Response:
        """Make the sessions of a plan's year that lie ahead; repeating it makes none twice."""
        if not self.actor.may(P.PLAN_MANAGE):
            self.actor.require(P.RECEPTION_ARRANGE)
        form = SessionGenerationSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        plan = Plan.objects.filter(pk=form.validated_data["plan"]).first()
        if plan is None:
            raise NotFound("plan_not_found", _("Không tìm thấy kế hoạch này."))
        done = sessions.generate_sessions(plan, actor=self.actor)
        return Response(
            {"made": len(done.made), "changed": len(done.changed), "removed": done.removed, "left": len(done.left)}
        )
