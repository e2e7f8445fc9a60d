"""Citizens who went above their level: told by the host, answered, handed over, ended; and the figures without a name."""

from collections.abc import Callable
from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from api.base import CHANGE, IDEMPOTENCY, IF_MATCH, READ, UnitView, checked
from api.negotiation import etag, run_once, seen_version
from api.pagination import NewestFirst
from api.parsing import unit_of
from identity.actors import Actor
from identity.permissions import Permission as P
from kernel import clock, ids
from oversight.models import ArrivalResult, ArrivalStatus
from oversight.policies import visible_unit
from oversight.queries.over_level import OverLevelRow, rows_under
from oversight.rules.periods import Period
from registry import tree
from registry.levels import Level
from tenants.receptions.actions import arrivals as actions
from tenants.receptions.actions.arrivals import ArrivalData, Ending, Handover, Plan
from tenants.receptions.enums import ArrivalSide
from tenants.receptions.models import Arrival
from tenants.receptions.policies import arrivals as policies
from tenants.receptions.queries.arrivals import SHOWN, Filters, arrival_list, below_lines

Given = dict[str, Any]
REACHED = [Level.DISTRICT.value, Level.PROVINCE.value, Level.NATION.value]


class ArrivalPersonSerializer(serializers.Serializer[Given]):
    name = serializers.CharField(max_length=150)
    address = serializers.CharField(max_length=250, required=False, allow_blank=True, default="")


class ArrivalOfficerSerializer(serializers.Serializer[Given]):
    name = serializers.CharField(max_length=150)
    position = serializers.CharField(max_length=150)
    phone = serializers.CharField(max_length=30, required=False, allow_blank=True, default="")


class ArrivalSerializer(serializers.Serializer[Arrival]):
    """One arrival as this unit keeps it. ``people`` is null for who does not see every case of the unit."""

    id = serializers.UUIDField(help_text="The same in both units.")
    side = serializers.ChoiceField(ArrivalSide.choices, help_text="Whether this unit is the host or the home unit.")
    host_unit = serializers.SerializerMethodField()
    home_unit = serializers.SerializerMethodField()
    level_reached = serializers.ChoiceField(REACHED)
    place = serializers.CharField()
    arrived_at = serializers.DateTimeField()
    asked_until = serializers.DateTimeField()
    person_count = serializers.IntegerField()
    occurrence = serializers.IntegerField()
    matter = serializers.CharField()
    case_number = serializers.CharField()
    case = serializers.UUIDField(source="case_id", allow_null=True, help_text="At home the own case.")
    visit = serializers.UUIDField(source="visit_id", allow_null=True, help_text="At the host the own visit.")
    people = serializers.SerializerMethodField()
    heard_at = serializers.DateTimeField(allow_null=True)
    plan = serializers.JSONField()
    handover = serializers.JSONField()
    ending = serializers.JSONField()
    calls = serializers.JSONField()
    status = serializers.ChoiceField(ArrivalStatus.choices)
    is_on_paper = serializers.BooleanField()
    is_late = serializers.SerializerMethodField()
    version = serializers.IntegerField()

    def get_host_unit(self, row: Arrival) -> str:
        return tree.get(row.host_unit_id).key

    def get_home_unit(self, row: Arrival) -> str:
        return tree.get(row.home_unit_id).key

    def get_people(self, row: Arrival) -> list[dict[str, str]] | None:
        return list(row.people) if policies.sees_names(self.context["actor"]) else None

    def get_is_late(self, row: Arrival) -> bool:
        return row.is_late(clock.now())


class ArrivalDataSerializer(serializers.Serializer[Given]):
    level_reached = serializers.ChoiceField(REACHED)
    arrived_at = serializers.DateTimeField()
    asked_until = serializers.DateTimeField(help_text="By when the home unit is asked to be there.")
    person_count = serializers.IntegerField(min_value=1, max_value=10_000)
    matter = serializers.CharField(max_length=5000)
    place = serializers.CharField(max_length=250, required=False, allow_blank=True, default="")
    case_number = serializers.CharField(max_length=60, required=False, allow_blank=True, default="")
    occurrence = serializers.IntegerField(min_value=1, max_value=999, default=1)


class NewArrivalSerializer(ArrivalDataSerializer):
    home_unit = serializers.SlugField(max_length=60, help_text="Key of a unit below.")
    visit = serializers.UUIDField(required=False, allow_null=True, default=None)


class ArrivalHearingSerializer(serializers.Serializer[Given]):
    people = serializers.ListField(child=ArrivalPersonSerializer(), max_length=5)
    at = serializers.DateTimeField()


class ArrivalAnswerSerializer(serializers.Serializer[Given]):
    text = serializers.CharField(max_length=5000)
    officers = serializers.ListField(child=ArrivalOfficerSerializer(), max_length=30)
    vehicle = serializers.CharField(max_length=250, required=False, allow_blank=True, default="")
    departs_at = serializers.DateTimeField(required=False, allow_null=True, default=None)


class ArrivalHandoverSerializer(serializers.Serializer[Given]):
    at = serializers.DateTimeField()
    giver = serializers.CharField(max_length=250)
    taker = serializers.CharField(max_length=250)
    persons = serializers.IntegerField(min_value=1, max_value=10_000)
    place = serializers.CharField(max_length=250, required=False, allow_blank=True, default="")
    note = serializers.CharField(max_length=2000, required=False, allow_blank=True, default="")


class ArrivalEndingSerializer(serializers.Serializer[Given]):
    result = serializers.ChoiceField(ArrivalResult.choices)
    at = serializers.DateTimeField()
    persons = serializers.IntegerField(min_value=0, max_value=10_000, default=0)
    note = serializers.CharField(max_length=2000, required=False, allow_blank=True, default="")


class ArrivalCallSerializer(serializers.Serializer[Given]):
    at = serializers.DateTimeField()
    whom = serializers.CharField(max_length=250)
    said = serializers.CharField(max_length=2000)


class ArrivalLinkSerializer(serializers.Serializer[Given]):
    number = serializers.CharField(max_length=60, help_text="Number of the home unit's own case.")


class ArrivalWithdrawalSerializer(serializers.Serializer[Given]):
    why = serializers.CharField(max_length=500)


class ArrivalBelowSerializer(serializers.Serializer[Any]):
    """Citizens of a unit below before another unit: counts, no name, no matter."""

    id = serializers.UUIDField(source="card.id")
    home_unit = serializers.CharField(source="home.key")
    host_unit = serializers.CharField(source="host.key")
    level_reached = serializers.ChoiceField(REACHED, source="card.level_reached")
    arrived_at = serializers.DateTimeField(source="card.arrived_at")
    asked_until = serializers.DateTimeField(source="card.asked_until")
    person_count = serializers.IntegerField(source="card.person_count")
    occurrence = serializers.IntegerField(source="card.occurrence")
    officer_count = serializers.IntegerField(source="card.officer_count")
    status = serializers.ChoiceField(ArrivalStatus.choices, source="card.status")
    is_late = serializers.BooleanField()


class OverLevelCountSerializer(serializers.Serializer[Any]):
    arrivals = serializers.IntegerField()
    persons = serializers.IntegerField()
    repeated = serializers.IntegerField()
    crowds = serializers.IntegerField(help_text="Groups of five or more.")
    largest = serializers.IntegerField()


class OverLevelRowSerializer(serializers.Serializer[OverLevelRow]):
    """A unit with all that stand under it."""

    unit = serializers.CharField(source="unit.key")
    by_level = serializers.DictField(child=OverLevelCountSerializer(), help_text="By the level reached.")
    sum = OverLevelCountSerializer()


class NewestArrivals(NewestFirst):
    ordering = ("-arrived_at", "-id")


def _told(row: Arrival, actor: Actor) -> dict[str, Any]:
    return dict(ArrivalSerializer(row, context={"actor": actor}).data)


def arrival_response(actor: Actor, arrival_id: UUID, code: int = status.HTTP_200_OK) -> Response:
    """One arrival with its entity tag."""
    row = policies.get_arrival(actor, arrival_id)
    return Response(_told(row, actor), status=code, headers={"ETag": etag(row.version)})


class ArrivalsView(UnitView):
    needs: ClassVar = {"GET": P.RECEPTION_VIEW, "POST": P.RECEPTION_VIEW}

    @extend_schema(
        operation_id="arrivals_list",
        parameters=[
            OpenApiParameter("side", str, enum=ArrivalSide.values),
            OpenApiParameter("show", str, enum=SHOWN),
            OpenApiParameter("cursor", str),
            OpenApiParameter("page_size", int),
        ],
        responses={200: ArrivalSerializer(many=True), **READ},
    )
    def get(self, request: Request) -> Response:
        """The unit's arrivals, as host and as home unit, newest first."""
        asked = request.query_params
        filters = Filters(side=asked.get("side", ""), show=asked.get("show", ""))
        pages = NewestArrivals()
        found = pages.paginate_queryset(arrival_list(self.actor, filters), request, view=self) or []
        return pages.get_paginated_response([_told(row, self.actor) for row in found])

    @extend_schema(
        operation_id="arrivals_create",
        parameters=[IDEMPOTENCY],
        request=NewArrivalSerializer,
        responses={201: ArrivalSerializer, **CHANGE},
    )
    def post(self, request: Request) -> Response:
        """Register that citizens of a unit below stand here; their home unit is alerted."""
        policies.require_host(self.actor)
        given = checked(NewArrivalSerializer, request.data)
        home, visit = unit_of(given.pop("home_unit"), "home_unit"), given.pop("visit")
        key = ids.new_id()

        def once() -> UUID:
            data = ArrivalData(**given)
            return actions.register_arrival(home, data=data, visit_id=visit, arrival_id=key, actor=self.actor).pk

        made = run_once(request, self.actor, request.data, once, key)
        assert made is not None
        return arrival_response(self.actor, made, status.HTTP_201_CREATED)


class ArrivalView(UnitView):
    needs: ClassVar = {"GET": P.RECEPTION_VIEW}

    @extend_schema(operation_id="arrivals_read", responses={200: ArrivalSerializer, **READ})
    def get(self, request: Request, arrival_id: UUID) -> Response:
        """One arrival, with its ETag."""
        return arrival_response(self.actor, arrival_id)


class ArrivalsBelowView(UnitView):
    needs: ClassVar = {"GET": P.RECEPTION_VIEW}

    @extend_schema(operation_id="arrivals_below", responses={200: ArrivalBelowSerializer(many=True), **READ})
    def get(self, request: Request) -> Response:
        """Open arrivals of citizens of units below before another unit: what a unit between learns."""
        return Response([dict(ArrivalBelowSerializer(line).data) for line in below_lines(self.actor)])


class OverLevelView(UnitView):
    needs: ClassVar = {"GET": P.OVERSIGHT_VIEW}

    @extend_schema(
        operation_id="over_level",
        parameters=[
            OpenApiParameter("period", str, required=True, description="`2026`, `2026-Q4` or `2026-11`."),
            OpenApiParameter("unit", str, description="Key of this unit or one below; this unit where left out."),
        ],
        responses={200: OverLevelRowSerializer(many=True), **READ},
    )
    def get(self, request: Request) -> Response:
        """Arrivals and persons by home unit and level reached: the whole first, then the units directly below."""
        viewed = visible_unit(self.actor, request.query_params.get("unit"))
        whole, rows = rows_under(viewed, Period.parse(request.query_params.get("period", "")))
        return Response([dict(OverLevelRowSerializer(row).data) for row in (whole, *rows)])


Act = Callable[..., Arrival]
Arguments = Callable[[Given], Given]


def _same(given: Given) -> Given:
    return given


class ArrivalStepView(UnitView):
    """One step of an arrival: the body's fields are the action's own words."""

    needs: ClassVar = {"POST": P.RECEPTION_VIEW}
    body: ClassVar[type[serializers.Serializer[Any]]]
    act: ClassVar[Act]
    arguments: ClassVar[Arguments]

    def post(self, request: Request, arrival_id: UUID) -> Response:
        row, version = policies.get_arrival(self.actor, arrival_id), seen_version(request)
        given = type(self).arguments(checked(self.body, request.data))

        def once() -> UUID:
            return type(self).act(row, actor=self.actor, version=version, **given).pk

        run_once(request, self.actor, request.data, once, row.pk)
        return arrival_response(self.actor, row.pk)


def _step(
    name: str, act: Act, summary: str, body: type[serializers.Serializer[Any]], arguments: Arguments = _same
) -> type[ArrivalStepView]:
    made: type[ArrivalStepView] = type(f"Arrival{name.title()}View", (ArrivalStepView,), {})
    made.body, made.act, made.arguments = body, staticmethod(act), staticmethod(arguments)
    described = extend_schema(
        operation_id=f"arrivals_{name}",
        description=summary,
        parameters=[IDEMPOTENCY, IF_MATCH],
        request=body,
        responses={200: ArrivalSerializer, **CHANGE},
    )
    view: type[ArrivalStepView] = extend_schema_view(post=described)(made)
    return view


STEPS: dict[str, type[ArrivalStepView]] = {
    "correction": _step(
        "correct", actions.correct_arrival, "Correct what was told.", ArrivalDataSerializer,
        lambda given: {"data": ArrivalData(**given)},
    ),
    "hearing": _step(
        "hear", actions.hear_representatives, "The representatives whom the host received.", ArrivalHearingSerializer
    ),
    "answer": _step(
        "answer", actions.answer_arrival, "The home unit's plan and the officers it sends.", ArrivalAnswerSerializer,
        lambda given: {"plan": Plan(**given)},
    ),
    "handover": _step(
        "hand_over", actions.hand_over, "Handed over to the home unit's officers.", ArrivalHandoverSerializer,
        lambda given: {"handover": Handover(**given)},
    ),
    "ending": _step(
        "end", actions.end_arrival, "The home unit confirms the result.", ArrivalEndingSerializer,
        lambda given: {"ending": Ending(**given)},
    ),
    "calls": _step("call", actions.note_call, "A telephone call, noted on the own side.", ArrivalCallSerializer),
    "link": _step("link", actions.link_case, "The home unit's own case.", ArrivalLinkSerializer),
    "withdrawal": _step("withdraw", actions.withdraw_arrival, "Entered by mistake.", ArrivalWithdrawalSerializer),
}  # fmt: skip
