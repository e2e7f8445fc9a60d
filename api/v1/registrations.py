"""Registrations to meet the head: entered, screened, and whom of the unit a matter concerns."""

from typing import Any, ClassVar
from uuid import UUID

from django.core.paginator import Paginator
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from api.base import CHANGE, IDEMPOTENCY, READ, UnitView
from api.negotiation import etag, run_once
from identity.permissions import Permission as P
from kernel import ids
from registry.levels import Line
from tenants.cases.enums import CaseKind
from tenants.receptions.actions import registrations as act
from tenants.receptions.enums import RegistrationSource, RegistrationStatus
from tenants.receptions.models import Registration
from tenants.receptions.policies import registrations as policies
from tenants.receptions.policies import sessions as session_policies
from tenants.receptions.queries.registrations import Filters, registration_list
from tenants.receptions.rules.applicants import Applicant, RegistrationData
from tenants.receptions.rules.plan_terms import Criterion

Given = dict[str, Any]
ROWS = 50


class ApplicantSerializer(serializers.Serializer[Given]):
    full_name = serializers.CharField(max_length=150)
    address = serializers.CharField(max_length=250, required=False, allow_blank=True, default="")
    id_number = serializers.CharField(max_length=20, required=False, allow_blank=True, default="")
    phone = serializers.CharField(max_length=20, required=False, allow_blank=True, default="")
    email = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")


class RegistrationSerializer(serializers.Serializer[Registration]):
    """One registration; of a denunciation nobody is named, whatever the token may do."""

    id = serializers.UUIDField()
    number = serializers.CharField()
    line = serializers.ChoiceField(Line.choices)
    source = serializers.ChoiceField(RegistrationSource.choices)  # type: ignore[assignment]  # a column's name
    status = serializers.ChoiceField(RegistrationStatus.choices)
    session_id = serializers.UUIDField(allow_null=True)
    kind = serializers.ChoiceField(CaseKind.choices)
    field = serializers.CharField()
    topic = serializers.CharField()
    matter = serializers.CharField()
    people = ApplicantSerializer(many=True)
    is_sealed = serializers.BooleanField()
    person_count = serializers.IntegerField()
    is_group = serializers.BooleanField()
    settled_by = serializers.CharField()
    asks_protection = serializers.BooleanField()
    flags = serializers.ListField(child=serializers.ChoiceField(Criterion.choices))
    queue_no = serializers.IntegerField(allow_null=True)
    agreement = serializers.CharField()
    signing = serializers.CharField(help_text="The own statement, read out: SIGNED, REFUSED or nothing yet.")
    signing_note = serializers.CharField()
    case_id = serializers.UUIDField(allow_null=True)
    visit_id = serializers.UUIDField(allow_null=True)
    entered_at = serializers.DateTimeField()
    version = serializers.IntegerField()


class NewRegistrationSerializer(serializers.Serializer[Given]):
    line = serializers.CharField(max_length=16, help_text="PARTY or GOVERNMENT.")
    source = serializers.ChoiceField(  # type: ignore[assignment]  # a column's name
        [RegistrationSource.COUNTER, RegistrationSource.TELEPHONE, RegistrationSource.WALK_IN],
        default=RegistrationSource.COUNTER,
    )
    session_id = serializers.UUIDField(required=False, allow_null=True, default=None)
    kind = serializers.ChoiceField(CaseKind.choices)
    field = serializers.CharField(max_length=20, required=False, allow_blank=True, default="")
    topic = serializers.CharField(max_length=60, required=False, allow_blank=True, default="")
    concerned = serializers.ListField(
        child=serializers.UUIDField(),
        required=False,
        allow_null=True,
        default=None,
        help_text="Of a topic of Party discipline: accounts of the unit whom it concerns; an empty list says nobody.",
    )
    matter = serializers.CharField(max_length=10_000)
    people = ApplicantSerializer(many=True)
    person_count = serializers.IntegerField(min_value=1, max_value=10_000, default=1)
    settled_by = serializers.CharField(max_length=250, required=False, allow_blank=True, default="")
    asks_protection = serializers.BooleanField(default=False)


class RegisteredSerializer(RegistrationSerializer):
    code = serializers.CharField(help_text="Told to the citizen this once; empty when the same call came again.")


class ScreeningSerializer(serializers.Serializer[Given]):
    decision = serializers.ChoiceField(["accept", "refuse", "guide", "settle"])
    flags = serializers.ListField(child=serializers.ChoiceField(Criterion.choices), required=False, default=list)
    ground = serializers.CharField(max_length=20, required=False, allow_blank=True, default="")
    to = serializers.CharField(max_length=250, required=False, allow_blank=True, default="")
    text = serializers.CharField(max_length=5000, required=False, allow_blank=True, default="")


class ConcernedSerializer(serializers.Serializer[Given]):
    concerned = serializers.ListField(
        child=serializers.UUIDField(), help_text="Accounts of the unit; an empty list says nobody."
    )
    reason = serializers.CharField(max_length=1000)


def registration_response(row: Registration, http: int = status.HTTP_200_OK, **more: Any) -> Response:
    """One registration with its entity tag."""
    return Response({**RegistrationSerializer(row).data, **more}, status=http, headers={"ETag": etag(row.version)})


class RegistrationsView(UnitView):
    needs: ClassVar = {"GET": None, "POST": P.REGISTRATION_ENTER}

    @extend_schema(
        operation_id="registrations_list",
        parameters=[
            OpenApiParameter("q", str, description="Number, open name or matter, with or without marks."),
            OpenApiParameter("status", str, enum=RegistrationStatus.values),
            OpenApiParameter("page", int),
        ],
        responses={200: RegistrationSerializer(many=True), **READ},
    )
    def get(self, request: Request) -> Response:
        """Registrations the token's member sees, newest first, fifty a page."""
        if not self.actor.may(P.RECEPTION_VIEW):
            self.actor.require(P.REGISTRATION_ENTER)
        asked = request.query_params
        found = registration_list(self.actor, Filters(text=asked.get("q", "")[:200], status=asked.get("status", "")))
        rows = Paginator(found, ROWS).get_page(asked.get("page"))
        return Response([RegistrationSerializer(row).data for row in rows.object_list])

    @extend_schema(
        operation_id="registrations_enter",
        parameters=[IDEMPOTENCY],
        request=NewRegistrationSerializer,
        responses={201: RegisteredSerializer, **CHANGE},
    )
    def post(self, request: Request) -> Response:
        """Enter a registration; a denunciation's names are sealed at once."""
        form = NewRegistrationSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        told = form.validated_data
        new_id = ids.new_id()
        codes: list[str] = []

        def enter() -> UUID:
            session = session_policies.get_session(self.actor, told["session_id"]) if told["session_id"] else None
            made = act.register(
                RegistrationData(
                    line=told["line"],
                    kind=told["kind"],
                    field=told["field"],
                    topic=told["topic"],
                    concerned=None if told["concerned"] is None else tuple(str(one) for one in told["concerned"]),
                    matter=told["matter"],
                    people=tuple(Applicant(**dict(one)) for one in told["people"]),
                    person_count=told["person_count"],
                    settled_by=told["settled_by"],
                    asks_protection=told["asks_protection"],
                ),
                source=told["source"],
                session=session,
                registration_id=new_id,
                actor=self.actor,
            )
            codes.append(made.code)
            return new_id

        key = run_once(request, self.actor, request.data, enter, new_id)
        row = policies.get_registration(self.actor, key or new_id)
        return registration_response(row, status.HTTP_201_CREATED, code=codes[0] if codes else "")


class RegistrationView(UnitView):
    needs: ClassVar = {"GET": None}

    @extend_schema(operation_id="registrations_read", responses={200: RegistrationSerializer, **READ})
    def get(self, request: Request, registration_id: UUID) -> Response:
        """One registration, with its ETag."""
        return registration_response(policies.get_registration(self.actor, registration_id))


class ScreeningView(UnitView):
    needs: ClassVar = {"POST": P.RECEPTION_ARRANGE}

    @extend_schema(
        operation_id="registrations_screen",
        parameters=[IDEMPOTENCY],
        request=ScreeningSerializer,
        responses={200: RegistrationSerializer, **CHANGE},
    )
    def post(self, request: Request, registration_id: UUID) -> Response:
        """Fit to be received; or refused on a ground, guided elsewhere, settled at once."""
        form = ScreeningSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        told, row = form.validated_data, policies.get_registration(self.actor, registration_id)

        def once() -> UUID:
            if told["decision"] == "accept":
                return act.screen(row, flags=told["flags"], note=told["text"], actor=self.actor).pk
            if told["decision"] == "refuse":
                return act.refuse_reception(row, ground=told["ground"], explanation=told["text"], actor=self.actor).pk
            if told["decision"] == "guide":
                return act.guide(row, competent=told["to"], reason=told["text"], actor=self.actor).pk
            return act.settle_at_once(row, result=told["text"], actor=self.actor).pk

        run_once(request, self.actor, request.data, once)
        return registration_response(policies.get_registration(self.actor, registration_id))


class ConcernedView(UnitView):
    needs: ClassVar = {"POST": None}

    @extend_schema(
        operation_id="registrations_concerned",
        parameters=[IDEMPOTENCY],
        request=ConcernedSerializer,
        responses={200: RegistrationSerializer, **CHANGE},
    )
    def post(self, request: Request, registration_id: UUID) -> Response:
        """Say anew whom of the unit a matter of Party discipline concerns; for these it does not exist any more."""
        form = ConcernedSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        told, row = form.validated_data, policies.get_registration(self.actor, registration_id)
        concerned = [str(one) for one in told["concerned"]]
        run_once(
            request,
            self.actor,
            request.data,
            lambda: act.correct_concerned(row, concerned=concerned, reason=told["reason"], actor=self.actor).pk,
        )
        return registration_response(policies.get_registration(self.actor, registration_id))
