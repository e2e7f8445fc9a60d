"""Urging and directing units below; a comment on a case to a unit that takes part in it."""

from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from api.base import CHANGE, IDEMPOTENCY, READ, UnitView, checked
from api.negotiation import run_once
from api.pagination import NewestFirst
from api.v1.letters import LetterSerializer
from identity.permissions import Permission as P
from kernel import clock
from oversight.models import Urging, UrgingKind, UrgingReason
from registry import tree
from registry.levels import Line
from tenants.cases.policies import get_case
from tenants.documents.models import Letter
from tenants.inspections import policies
from tenants.inspections.actions.commenting import comment_on_case
from tenants.inspections.actions.urging import Demand, urge
from tenants.inspections.actions.withdrawing import withdraw_urging
from tenants.inspections.queries.urgings import SHOWN, Filters, state_of, urging_list

LINES = [Line.PARTY.value, Line.GOVERNMENT.value]
Given = dict[str, Any]


class UrgingSerializer(serializers.Serializer[Urging]):
    """One urging; its words stand in the letter of the same id."""

    id = serializers.UUIDField(help_text="Also the letter's.")
    thread = serializers.UUIDField()
    to_unit = serializers.SerializerMethodField()
    line = serializers.CharField()
    kind = serializers.ChoiceField(UrgingKind.choices)
    level = serializers.IntegerField()
    reason = serializers.ChoiceField(UrgingReason.choices)
    period = serializers.CharField()
    measure = serializers.CharField()
    case = serializers.UUIDField(source="case_id", allow_null=True)
    sent_on = serializers.DateField()
    due_on = serializers.DateField()
    acknowledged_on = serializers.DateField(allow_null=True)
    answered_on = serializers.DateField(allow_null=True)
    escalated_on = serializers.DateField(allow_null=True)
    check_proposed_on = serializers.DateField(allow_null=True)
    withdrawn_on = serializers.DateField(allow_null=True)
    state = serializers.SerializerMethodField(help_text="In words.")

    def get_to_unit(self, row: Urging) -> str:
        """Key of the unit that is urged."""
        return tree.get(row.to_unit).key

    def get_state(self, row: Urging) -> str:
        return state_of(row, clock.today())[0]


class UrgeSerializer(serializers.Serializer[Given]):
    to_unit = serializers.SlugField(max_length=60, help_text="Key of a unit below.")
    kind = serializers.ChoiceField(UrgingKind.choices, default=UrgingKind.URGING.value)
    line = serializers.ChoiceField(LINES)
    reason = serializers.ChoiceField(UrgingReason.choices)
    period = serializers.RegexField(
        r"^(20\d\d(-Q[1-4]|-(0[1-9]|1[0-2]))?)?$", required=False, default="", allow_blank=True
    )
    measure = serializers.CharField(max_length=40, required=False, default="", allow_blank=True)
    title = serializers.CharField(max_length=500)
    text = serializers.CharField(
        max_length=20_000, help_text="`{đơn vị}` and `{hạn}` stand for the receiver's name and the day."
    )
    due_on = serializers.DateField()
    case = serializers.UUIDField(required=False, allow_null=True, default=None)


class UrgingWithdrawalSerializer(serializers.Serializer[Given]):
    reason = serializers.CharField(max_length=1000)


class CaseCommentSerializer(serializers.Serializer[Given]):
    to_unit = serializers.SlugField(max_length=60, help_text="Key of a unit that takes part in the case.")
    text = serializers.CharField(max_length=20_000)


class NewestUrgings(NewestFirst):
    ordering = ("-sent_on", "-id")


_urging = UrgingSerializer()


class UrgingsView(UnitView):
    needs: ClassVar = {"GET": P.OVERSIGHT_VIEW, "POST": P.OVERSIGHT_URGE}

    @extend_schema(
        operation_id="urgings_list",
        parameters=[
            OpenApiParameter("show", str, enum=SHOWN),
            OpenApiParameter("reason", str, enum=UrgingReason.values),
            OpenApiParameter("cursor", str),
            OpenApiParameter("page_size", int),
        ],
        responses={200: UrgingSerializer(many=True), **READ},
    )
    def get(self, request: Request) -> Response:
        """What the unit urged on the member's lines, newest first."""
        reason = request.query_params.get("reason", "")
        filters = Filters(
            show=request.query_params.get("show", ""), reason=reason if reason in UrgingReason.values else ""
        )
        pages = NewestUrgings()
        found = pages.paginate_queryset(urging_list(self.actor, filters), request, view=self) or []
        return pages.get_paginated_response([dict(_urging.to_representation(row)) for row in found])

    @extend_schema(
        operation_id="urgings_create",
        parameters=[IDEMPOTENCY],
        request=UrgeSerializer,
        responses={201: UrgingSerializer, **CHANGE},
    )
    def post(self, request: Request) -> Response:
        """Urge or direct one unit below: a letter with the next number of the outgoing register."""
        given = checked(UrgeSerializer, request.data)
        unit = policies.unit_below(self.actor, given.pop("to_unit"))
        kind, reason = UrgingKind(given.pop("kind")), UrgingReason(given.pop("reason"))
        demand = Demand(kind=kind, reason=reason, case_id=given.pop("case"), **given)

        def once() -> UUID:
            return urge([unit], demand=demand, actor=self.actor)[0].pk

        made = run_once(request, self.actor, request.data, once)
        assert made is not None
        row = policies.visible_urgings(self.actor).get(pk=made)
        return Response(dict(_urging.to_representation(row)), status=status.HTTP_201_CREATED)


class UrgingWithdrawalView(UnitView):
    needs: ClassVar = {"POST": P.OVERSIGHT_URGE}

    @extend_schema(
        operation_id="urgings_withdraw",
        parameters=[IDEMPOTENCY],
        request=UrgingWithdrawalSerializer,
        responses={200: UrgingSerializer, **CHANGE},
    )
    def post(self, request: Request, urging_id: UUID) -> Response:
        """Take back an urging with all its levels while nobody has answered it; its number stays."""
        row = policies.get_urging(self.actor, urging_id)
        given = checked(UrgingWithdrawalSerializer, request.data)
        run_once(
            request, self.actor, request.data, lambda: withdraw_urging(row.pk, actor=self.actor, **given).pk, row.pk
        )
        return Response(dict(_urging.to_representation(policies.get_urging(self.actor, row.pk))))


class CaseCommentView(UnitView):
    needs: ClassVar = {"POST": P.CASE_MOVE}

    @extend_schema(
        operation_id="cases_comment",
        parameters=[IDEMPOTENCY],
        request=CaseCommentSerializer,
        responses={201: LetterSerializer, **CHANGE},
    )
    def post(self, request: Request, case_id: UUID) -> Response:
        """A word on a case to a unit that takes part in it; stands in the log of the case on both sides."""
        case = get_case(self.actor, case_id)
        given = checked(CaseCommentSerializer, request.data)
        unit = policies.partner(self.actor, case.pk, given["to_unit"])

        def once() -> UUID:
            return comment_on_case(case, to=unit, text=given["text"], actor=self.actor).pk

        made = run_once(request, self.actor, request.data, once)
        assert made is not None
        letter = Letter.objects.get(pk=made)
        return Response(dict(LetterSerializer(letter).data), status=status.HTTP_201_CREATED)
