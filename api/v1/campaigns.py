"""Campaigns over the API: begun, issued, put in force, amended, ended."""

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
from api.v1 import campaign_shapes as shapes
from identity.actors import Actor
from identity.permissions import Permission as P
from oversight import campaign_policies as policies
from oversight.actions import campaigns as actions
from oversight.actions.campaigns import CampaignData
from oversight.models import Campaign
from oversight.queries import campaigns as queries

PAGES = [OpenApiParameter("cursor", str), OpenApiParameter("page_size", int)]


class NewestCampaigns(NewestFirst):
    ordering = ("-first", "-id")


class CampaignsView(UnitView):
    needs: ClassVar = {"GET": None, "POST": P.PLAN_MANAGE}

    @extend_schema(
        operation_id="campaigns_list", parameters=PAGES, responses={200: shapes.CampaignSerializer(many=True), **READ}
    )
    def get(self, request: Request) -> Response:
        """The unit's campaigns that the member sees, newest first."""
        policies.require_campaigns(self.actor)
        pages = NewestCampaigns()
        found = pages.paginate_queryset(queries.campaign_list(self.actor), request, view=self) or []
        return pages.get_paginated_response([shapes.campaign(row) for row in found])

    @extend_schema(
        operation_id="campaigns_create",
        parameters=[IDEMPOTENCY],
        request=shapes.NewCampaignSerializer,
        responses={201: shapes.CampaignSerializer, **CHANGE},
    )
    def post(self, request: Request) -> Response:
        """Begin a campaign as a draft."""
        given = checked(shapes.NewCampaignSerializer, request.data)
        line = given.pop("line")

        def once() -> UUID:
            return actions.draft_campaign(CampaignData(**given), line=line, actor=self.actor).pk

        made = run_once(request, self.actor, request.data, once)
        assert made is not None
        return campaign_response(self.actor, made, status.HTTP_201_CREATED)


class CampaignView(UnitView):
    needs: ClassVar = {"GET": None}

    @extend_schema(operation_id="campaigns_read", responses={200: shapes.CampaignSerializer, **READ})
    def get(self, request: Request, campaign_id: UUID) -> Response:
        """One campaign, with its ETag."""
        return campaign_response(self.actor, campaign_id)


class CampaignUnitsView(UnitView):
    needs: ClassVar = {"GET": None}

    @extend_schema(operation_id="campaigns_units", responses={200: shapes.UnitStandingSerializer(many=True), **READ})
    def get(self, request: Request, campaign_id: UUID) -> Response:
        """The units that take part: plan, who leads there now, crowds and alerts that wait."""
        row = policies.get_campaign(self.actor, campaign_id)
        return Response([shapes.standing(one) for one in queries.units_of(row)])


class CampaignStepView(UnitView):
    """One step of a campaign: the body's fields are the action's own words."""

    needs: ClassVar = {"POST": None}
    body: ClassVar[type[serializers.Serializer[Any]]] = shapes.NothingSerializer
    act: ClassVar[Callable[..., Campaign]]

    def post(self, request: Request, campaign_id: UUID) -> Response:
        row, version = policies.get_campaign(self.actor, campaign_id), seen_version(request)
        given = checked(self.body, request.data)
        if self.body in (shapes.CampaignDataSerializer, shapes.AmendmentSerializer):
            why = {"why": given.pop("why")} if "why" in given else {}
            given = {"data": CampaignData(**given), **why}

        def once() -> UUID:
            return type(self).act(row, actor=self.actor, version=version, **given).pk

        run_once(request, self.actor, request.data, once, row.pk)
        return campaign_response(self.actor, row.pk)


def _step(
    name: str,
    act: Callable[..., Campaign],
    summary: str,
    right: P,
    body: type[serializers.Serializer[Any]] = shapes.NothingSerializer,
) -> type[CampaignStepView]:
    made: type[CampaignStepView] = type(f"Campaign{name.title()}View", (CampaignStepView,), {})
    made.body, made.act, made.needs = body, staticmethod(act), {"POST": right}
    described = extend_schema(
        operation_id=f"campaigns_{name}",
        description=summary,
        parameters=[IDEMPOTENCY, IF_MATCH],
        request=body,
        responses={200: shapes.CampaignSerializer, **CHANGE},
    )
    view: type[CampaignStepView] = extend_schema_view(post=described)(made)
    return view


STEPS: dict[str, type[CampaignStepView]] = {
    "edit": _step(
        "change", actions.change_campaign, "Write a draft anew.", P.PLAN_MANAGE, shapes.CampaignDataSerializer
    ),
    "issue": _step(
        "issue",
        actions.issue_campaign,
        "The plan has its number; a draft opens in each unit that takes part.",
        P.PLAN_MANAGE,
        shapes.CampaignIssueSerializer,
    ),
    "activation": _step(
        "activate",
        actions.activate_campaign,
        "The head puts it in force today.",
        P.RECEPTION_DECIDE,
        shapes.CampaignReasonSerializer,
    ),
    "amendment": _step(
        "amend",
        actions.amend_campaign,
        "Change an issued campaign; units below are widened to it.",
        P.PLAN_MANAGE,
        shapes.AmendmentSerializer,
    ),
    "end": _step("end", actions.end_campaign, "The campaign is over.", P.RECEPTION_DECIDE, shapes.EndSerializer),
    "removal": _step("drop", actions.drop_campaign, "A draft that is not needed.", P.PLAN_MANAGE),
}


def campaign_response(actor: Actor, campaign_id: UUID, code: int = status.HTTP_200_OK) -> Response:
    """One campaign with its entity tag."""
    row = policies.get_campaign(actor, campaign_id)
    return Response(shapes.campaign(row), status=code, headers={"ETag": etag(row.version)})
