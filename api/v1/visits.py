"""Visits without a petition, and the register of reception."""

from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from django.core.paginator import Paginator
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from api.base import CHANGE, IDEMPOTENCY, READ, UnitView
from api.negotiation import run_once
from identity.permissions import Permission as P
from kernel import clock, ids
from kernel.errors import Invalid
from tenants.cases.actions.visits import VisitData, enter_visit
from tenants.cases.enums import VisitHost, VisitPurpose
from tenants.cases.models import Visit
from tenants.cases.rules.intake import PersonData
from tenants.receptions.queries.register import Period, register_rows, visits_of

Given = dict[str, Any]
ROWS = 50


class NewVisitSerializer(serializers.Serializer[Given]):
    full_name = serializers.CharField(max_length=150)
    address = serializers.CharField(max_length=250, required=False, allow_blank=True, default="")
    id_number = serializers.CharField(max_length=20, required=False, allow_blank=True, default="")
    purpose = serializers.ChoiceField([VisitPurpose.ADVICE, VisitPurpose.INQUIRY])
    visited_on = serializers.DateField(required=False, allow_null=True, default=None)
    person_count = serializers.IntegerField(min_value=1, max_value=10_000, default=1)
    summary = serializers.CharField(max_length=10_000)
    guided_to = serializers.CharField(max_length=250, required=False, allow_blank=True, default="")


class VisitSerializer(serializers.Serializer[Visit]):
    id = serializers.UUIDField()
    visited_on = serializers.DateField()
    host = serializers.ChoiceField(VisitHost.choices)
    purpose = serializers.ChoiceField(VisitPurpose.choices)
    person_count = serializers.IntegerField()
    case_id = serializers.UUIDField(allow_null=True)
    session_id = serializers.UUIDField(allow_null=True)


class RegisterRowSerializer(serializers.Serializer[Any]):
    """The twelve columns of form 03/TCD."""

    number = serializers.IntegerField()
    visited_on = serializers.CharField()
    who = serializers.CharField()
    id_number = serializers.CharField()
    summary = serializers.CharField()
    kind = serializers.CharField()
    people = serializers.CharField()
    settled_by = serializers.CharField()
    is_competent = serializers.CharField()
    guided_to = serializers.CharField()
    sent_to = serializers.CharField()
    followed = serializers.CharField()


class VisitsView(UnitView):
    needs: ClassVar = {"POST": P.CASE_ENTER}

    @extend_schema(
        operation_id="visits_enter",
        parameters=[IDEMPOTENCY],
        request=NewVisitSerializer,
        responses={201: VisitSerializer, **CHANGE},
    )
    def post(self, request: Request) -> Response:
        """Enter a visit without a petition: advice, an inquiry."""
        form = NewVisitSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        told, new_id = form.validated_data, ids.new_id()

        def once() -> UUID:
            data = VisitData(
                purpose=told["purpose"],
                visited_on=told["visited_on"] or clock.today(),
                person=PersonData(full_name=told["full_name"], address=told["address"], id_number=told["id_number"]),
                person_count=told["person_count"],
                summary=told["summary"],
                guided_to=told["guided_to"],
            )
            return enter_visit(data, actor=self.actor, visit_id=new_id).pk

        key = run_once(request, self.actor, request.data, once, new_id)
        return Response(VisitSerializer(Visit.objects.get(pk=key)).data, status=status.HTTP_201_CREATED)


class ReceptionRegisterView(UnitView):
    needs: ClassVar = {"GET": None}

    @extend_schema(
        operation_id="reception_register",
        parameters=[
            OpenApiParameter("first", date, description="First day; the first of January unless told."),
            OpenApiParameter("last", date, description="Last day; today unless told."),
            OpenApiParameter("host", str, enum=VisitHost.values),
            OpenApiParameter("page", int),
        ],
        responses={200: RegisterRowSerializer(many=True), **READ},
    )
    def get(self, request: Request) -> Response:
        """The register of reception (form 03/TCD), oldest first, fifty rows a page; who denounces is never named."""
        if not self.actor.may(P.CASE_VIEW_UNIT):
            self.actor.require(P.CASE_ENTER)
        asked, today = request.query_params, clock.today()
        period = Period(
            _day(asked.get("first"), "first") or today.replace(month=1, day=1),
            _day(asked.get("last"), "last") or today,
            asked.get("host", ""),
        )
        page = Paginator(visits_of(self.actor, period), ROWS).get_page(asked.get("page"))
        rows = register_rows(page.object_list, page.start_index() or 1)
        return Response(RegisterRowSerializer(rows, many=True).data)


def _day(typed: str | None, name: str) -> date | None:
    try:
        return date.fromisoformat(typed) if typed else None
    except ValueError:
        message = _("Ngày viết dạng yyyy-mm-dd.")
        raise Invalid("day_invalid", message, fields={name: [message]}) from None
