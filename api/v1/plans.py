"""Plans of the year, the duty register and the checklist of readiness."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from api.base import CHANGE, IDEMPOTENCY, IF_MATCH, READ, UnitView
from api.negotiation import etag, run_once, seen_version
from identity.permissions import Permission as P
from registry.levels import Line
from tenants.receptions.actions import plans as actions
from tenants.receptions.enums import Covers, PlanStatus
from tenants.receptions.models import Plan
from tenants.receptions.policies.plans import get_plan, visible_plans
from tenants.receptions.queries.plans import marked, shortfall
from tenants.receptions.rules.plan_values import merged
from tenants.receptions.rules.presets import preset
from tenants.receptions.views.access import seen

Given = dict[str, Any]
LINES = [Line.PARTY, Line.GOVERNMENT]
YEAR = OpenApiParameter("year", int, description="This year unless told.")
LINE = OpenApiParameter("line", str, enum=[Line.PARTY.value, Line.GOVERNMENT.value])


class PlanShortfallSerializer(serializers.Serializer[Any]):
    """A plan that orders less than the law, with the source of the minimum."""

    planned = serializers.CharField()
    minimum = serializers.CharField()
    source = serializers.CharField()  # type: ignore[assignment]
    mark = serializers.CharField()


class PlanSerializer(serializers.Serializer[Plan]):
    """A plan as it stands in the list; `below_minimum` is null unless it orders less than the law."""

    id = serializers.UUIDField()
    year = serializers.IntegerField()
    line = serializers.ChoiceField(Line.choices)
    covers = serializers.ChoiceField(Covers.choices)
    status = serializers.ChoiceField(PlanStatus.choices)
    title = serializers.CharField()
    issuer = serializers.CharField()
    signer_name = serializers.CharField()
    signer_title = serializers.CharField()
    head_position = serializers.CharField()
    number = serializers.CharField()
    dated_on = serializers.DateField(allow_null=True)
    version_no = serializers.IntegerField()
    amends = serializers.UUIDField(source="amends_id", allow_null=True)
    version = serializers.IntegerField()


class PlanListedSerializer(PlanSerializer):
    below_minimum = PlanShortfallSerializer(allow_null=True)


class PlanOriginSerializer(serializers.Serializer[Any]):
    words = serializers.CharField()
    unit_id = serializers.IntegerField(allow_null=True)
    is_own = serializers.BooleanField()


class PlanWholeSerializer(PlanListedSerializer):
    """A plan whole: `values` are those that apply, `origins` names the level of each, `own_values` what this unit sets."""

    purpose = serializers.CharField()
    bases = serializers.JSONField()
    distribution = serializers.JSONField()
    superior_plan = serializers.UUIDField(source="superior_plan_id", allow_null=True)
    values = serializers.DictField()
    origins = serializers.DictField(child=PlanOriginSerializer())
    own_values = serializers.DictField()


class PlanInputSerializer(serializers.Serializer[Given]):
    """What is typed of a plan; `preset` fills what is left out from one of the presets."""

    preset = serializers.CharField(max_length=10, required=False, allow_blank=True, default="")
    year = serializers.IntegerField(min_value=2019, max_value=2060)
    line = serializers.ChoiceField(Line.choices)
    covers = serializers.ChoiceField(Covers.choices, required=False)
    title = serializers.CharField(max_length=500, required=False)
    issuer = serializers.CharField(max_length=250, required=False)
    head_position = serializers.CharField(max_length=200, required=False)
    purpose = serializers.CharField(max_length=20_000, required=False, allow_blank=True)
    signer_name = serializers.CharField(max_length=200, required=False, allow_blank=True)
    signer_title = serializers.CharField(max_length=200, required=False, allow_blank=True)
    superior_plan_id = serializers.UUIDField(required=False, allow_null=True)
    bases = serializers.ListField(child=serializers.DictField(), max_length=60, required=False)
    values = serializers.DictField(required=False)
    distribution = serializers.ListField(child=serializers.DictField(), max_length=60, required=False)


class PlanIssueSerializer(serializers.Serializer[Given]):
    number = serializers.CharField(max_length=60)
    dated_on = serializers.DateField()


class PlanAmendSerializer(serializers.Serializer[Given]):
    why = serializers.CharField(max_length=2000)


class PlansView(UnitView):
    needs: ClassVar = {"GET": None, "POST": P.PLAN_MANAGE}

    @extend_schema(
        operation_id="plans_list", parameters=[YEAR, LINE], responses={200: PlanListedSerializer(many=True), **READ}
    )
    def get(self, request: Request) -> Response:
        """The plans of the member's lines, newest year first."""
        seen(self.actor)
        found = visible_plans(self.actor)
        if (year := request.query_params.get("year", "")).isdigit():
            found = found.filter(year=int(year[:4]))
        if line := request.query_params.get("line", ""):
            found = found.filter(line=line)
        rows = marked(found.order_by("-year", "line", "-version_no", "-id")[:200])
        return Response([_listed(row["plan"], row["below"]) for row in rows])

    @extend_schema(
        operation_id="plans_draft",
        parameters=[IDEMPOTENCY],
        request=PlanInputSerializer,
        responses={201: PlanWholeSerializer, **CHANGE},
    )
    def post(self, request: Request) -> Response:
        """Draft a plan, from a preset or from nothing."""
        form = PlanInputSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        code, data = _data(form.validated_data)
        made = run_once(
            request, self.actor, request.data, lambda: actions.draft_plan(data, preset=code, actor=self.actor).pk
        )
        assert made is not None
        return _whole(get_plan(self.actor, made), status.HTTP_201_CREATED)


class PlanView(UnitView):
    needs: ClassVar = {"GET": None}

    @extend_schema(operation_id="plans_read", responses={200: PlanWholeSerializer, **READ})
    def get(self, request: Request, plan_id: UUID) -> Response:
        """One plan with the values that apply, each with the level it comes from."""
        seen(self.actor)
        return _whole(get_plan(self.actor, plan_id))


class PlanIssueView(UnitView):
    needs: ClassVar = {"POST": P.PLAN_MANAGE}

    @extend_schema(
        operation_id="plans_issue",
        parameters=[IDEMPOTENCY, IF_MATCH],
        request=PlanIssueSerializer,
        responses={200: PlanWholeSerializer, **CHANGE},
    )
    def post(self, request: Request, plan_id: UUID) -> Response:
        """Give a draft the number and date of its signed paper."""
        found = get_plan(self.actor, plan_id)
        form = PlanIssueSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        version = seen_version(request)

        def issue() -> UUID:
            return actions.issue_plan(found, **form.validated_data, version=version, actor=self.actor).pk

        run_once(request, self.actor, request.data, issue, plan_id)
        return _whole(get_plan(self.actor, plan_id))


class PlanAmendView(UnitView):
    needs: ClassVar = {"POST": P.PLAN_MANAGE}

    @extend_schema(
        operation_id="plans_amend",
        parameters=[IDEMPOTENCY],
        request=PlanAmendSerializer,
        responses={201: PlanWholeSerializer, **CHANGE},
    )
    def post(self, request: Request, plan_id: UUID) -> Response:
        """Begin the next version of an issued plan."""
        found = get_plan(self.actor, plan_id)
        form = PlanAmendSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        made = run_once(
            request,
            self.actor,
            request.data,
            lambda: actions.amend_plan(found, why=form.validated_data["why"], actor=self.actor).pk,
        )
        assert made is not None
        return _whole(get_plan(self.actor, made), status.HTTP_201_CREATED)


_plan = PlanSerializer()


def _listed(plan: Plan, short: Any) -> Given:
    return {**_plan.to_representation(plan), "below_minimum": asdict(short) if short else None}


def _whole(plan: Plan, code: int = status.HTTP_200_OK) -> Response:
    values = merged(plan)
    body = {
        **_listed(plan, shortfall(plan, values)),
        "purpose": plan.purpose,
        "bases": plan.bases,
        "distribution": plan.distribution,
        "superior_plan": plan.superior_plan_id,
        "values": dict(values.raw),
        "origins": {key: asdict(origin) for key, origin in values.origins.items()},
        "own_values": plan.values,
    }
    return Response(body, status=code, headers={"ETag": etag(plan.version)})


def _data(given: Given) -> tuple[str, actions.PlanData]:
    """What a call says, over its preset. A field that is missing in both is refused by the action, by name."""
    known = preset(given["preset"])
    names = ("covers", "title", "issuer", "head_position", "purpose", "signer_title", "bases", "values", "distribution")
    base: Given = {name: getattr(known, name) for name in names} if known else {}
    told = {name: value for name, value in given.items() if name != "preset"}
    whole = {"title": "", "issuer": "", "head_position": "", **base, **told}
    return known.code if known else "", actions.PlanData(**whole)
