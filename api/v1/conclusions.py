"""Conclusions of a unit: list, one with its items, words and items of a draft, issue, link; the summary."""

from collections.abc import Callable
from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from api.base import CHANGE, IDEMPOTENCY, IF_MATCH, READ, UnitView
from api.negotiation import etag, run_once, seen_version
from api.pagination import NewestFirst
from api.parsing import unit_of
from api.v1.task_shapes import LinkSerializer, TaskSerializer, task_body
from identity.permissions import Permission as P
from tenants.conclusions import policies
from tenants.conclusions.actions import concluding, issuing, linking
from tenants.conclusions.enums import ConclusionStatus, Route, Source
from tenants.conclusions.models import Conclusion, Task
from tenants.conclusions.rules.items import ItemData


class ConclusionSerializer(serializers.Serializer[Conclusion]):
    id = serializers.UUIDField()
    line = serializers.CharField()
    is_linked = serializers.BooleanField()
    occasion = serializers.ChoiceField(Source.choices, source="source")
    occasion_id = serializers.UUIDField(source="source_id")
    title = serializers.CharField()
    text = serializers.CharField()
    concluded_on = serializers.DateField()
    chair_name = serializers.CharField()
    chair_title = serializers.CharField()
    status = serializers.ChoiceField(ConclusionStatus.choices)
    notice_symbol = serializers.CharField()
    notice_due_on = serializers.DateField(allow_null=True)
    issued_on = serializers.DateField(allow_null=True)
    version = serializers.IntegerField()


# Bound once: a serializer made for each row copies all its fields.
_conclusion = ConclusionSerializer()


class NewestConclusions(NewestFirst):
    """By the day they were reached."""

    ordering = ("-concluded_on", "-id")


class ConclusionDetailSerializer(ConclusionSerializer):
    items = TaskSerializer(many=True)


class WordsSerializer(serializers.Serializer[dict[str, Any]]):
    title = serializers.CharField(max_length=300)
    text = serializers.CharField(max_length=20_000, allow_blank=True, required=False, default="")


class ItemSerializer(serializers.Serializer[ItemData]):
    """One item as it is dictated; an open one needs a body or a unit below, a person and, without a plan, a date."""

    text = serializers.CharField(max_length=20_000)
    route = serializers.ChoiceField(Route.choices, required=False, default=Route.HANDLE)
    lead_body = serializers.UUIDField(required=False, allow_null=True, default=None)
    lead_unit = serializers.CharField(
        max_length=40, required=False, allow_blank=True, default="", help_text="Key of a unit below; needs a case."
    )
    officer = serializers.UUIDField(required=False, allow_null=True, default=None)
    contact = serializers.CharField(max_length=250, required=False, allow_blank=True, default="")
    co_bodies = serializers.ListField(child=serializers.UUIDField(), max_length=50, required=False, default=list)
    is_complex = serializers.BooleanField(required=False, default=False)
    needs_citizen_answer = serializers.BooleanField(required=False, default=True)
    due_on = serializers.DateField(required=False, allow_null=True, default=None)
    case = serializers.UUIDField(required=False, allow_null=True, default=None)
    settled = serializers.CharField(max_length=20_000, required=False, allow_blank=True, default="")

    def item(self, before: Task | None = None) -> ItemData:
        """The checked item; the citizen of an item stays with it."""
        given = dict(self.validated_data)
        key = given.pop("lead_unit")
        unit = unit_of(key, "lead_unit") if key else None
        return ItemData(
            lead_unit_id=unit.id if unit else None,
            case_id=given.pop("case"),
            co_bodies=tuple(given.pop("co_bodies")),
            registration_id=before.registration_id if before else None,
            opinion_id=before.opinion_id if before else None,
            **given,
        )


class IssueSerializer(serializers.Serializer[dict[str, Any]]):
    symbol = serializers.CharField(max_length=60, required=False, allow_blank=True, default="")
    on = serializers.DateField(required=False, allow_null=True, default=None)


class _View(UnitView):
    """What the calls on one conclusion share."""

    def shown(self, conclusion_id: UUID, code: int = status.HTTP_200_OK) -> Response:
        """One conclusion with its items and its entity tag."""
        row = policies.get_conclusion(self.actor, conclusion_id)
        body = dict(ConclusionSerializer(row).data)
        body["items"] = [task_body(self.actor, task) for task in row.tasks.order_by("order", "id")]
        return Response(body, status=code, headers={"ETag": etag(row.version)})

    def change(
        self, request: Request, conclusion_id: UUID, fn: Callable[[Conclusion], object], code: int = 200
    ) -> Response:
        """Run one action once and show what came of it."""
        row = policies.get_conclusion(self.actor, conclusion_id)

        def once() -> UUID:
            fn(row)
            return row.pk

        run_once(request, self.actor, request.data, once, row.pk)
        return self.shown(conclusion_id, code)


class ConclusionsView(UnitView):
    needs: ClassVar = {"GET": P.CONCLUSION_VIEW}

    @extend_schema(
        operation_id="conclusions_list",
        parameters=[OpenApiParameter("cursor", str), OpenApiParameter("page_size", int)],
        responses={200: ConclusionSerializer(many=True), **READ},
    )
    def get(self, request: Request) -> Response:
        """Conclusions the token's member sees, newest first."""
        pages = NewestConclusions()
        found = pages.paginate_queryset(policies.visible_conclusions(self.actor), request, view=self) or []
        return pages.get_paginated_response([dict(_conclusion.to_representation(row)) for row in found])


class ConclusionView(_View):
    needs: ClassVar = {"GET": P.CONCLUSION_VIEW, "PATCH": None}

    @extend_schema(operation_id="conclusions_read", responses={200: ConclusionDetailSerializer, **READ})
    def get(self, request: Request, conclusion_id: UUID) -> Response:
        """One conclusion with its items, and its ETag."""
        return self.shown(conclusion_id)

    @extend_schema(
        operation_id="conclusions_change",
        parameters=[IF_MATCH],
        request=WordsSerializer,
        responses={200: ConclusionDetailSerializer, **CHANGE},
    )
    def patch(self, request: Request, conclusion_id: UUID) -> Response:
        """Change the words above the items of a draft."""
        row = policies.get_conclusion(self.actor, conclusion_id)
        form = WordsSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        concluding.change_conclusion(row, **form.validated_data, actor=self.actor, version=seen_version(request))
        return self.shown(conclusion_id)


class ConclusionItemsView(_View):
    needs: ClassVar = {"POST": None}

    @extend_schema(
        operation_id="conclusions_add_item",
        parameters=[IDEMPOTENCY, IF_MATCH],
        request=ItemSerializer,
        responses={201: ConclusionDetailSerializer, **CHANGE},
    )
    def post(self, request: Request, conclusion_id: UUID) -> Response:
        """One more item of a draft."""
        policies.get_conclusion(self.actor, conclusion_id)
        form = ItemSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        version = seen_version(request)
        return self.change(
            request,
            conclusion_id,
            lambda row: concluding.add_item(row, form.item(), actor=self.actor, version=version),
            status.HTTP_201_CREATED,
        )


class ConclusionItemView(_View):
    needs: ClassVar = {"PATCH": None}

    @extend_schema(
        operation_id="conclusions_change_item",
        request=ItemSerializer,
        responses={200: ConclusionDetailSerializer, **CHANGE},
    )
    def patch(self, request: Request, conclusion_id: UUID, task_id: UUID) -> Response:
        """Replace what an item of a draft says."""
        row = policies.get_conclusion(self.actor, conclusion_id)
        task = row.tasks.filter(pk=task_id).first()
        if task is None:
            raise policies.task_not_found()
        form = ItemSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        concluding.change_item(task, form.item(task), actor=self.actor)
        return self.shown(conclusion_id)


class ConclusionItemRemovalView(_View):
    needs: ClassVar = {"POST": None}

    @extend_schema(
        operation_id="conclusions_drop_item",
        parameters=[IDEMPOTENCY],
        request=None,
        responses={200: ConclusionDetailSerializer, **CHANGE},
    )
    def post(self, request: Request, conclusion_id: UUID, task_id: UUID) -> Response:
        """Take an item out of a draft."""

        def drop(row: Conclusion) -> None:
            task = row.tasks.filter(pk=task_id).first()
            if task is None:
                raise policies.task_not_found()
            concluding.drop_item(task, actor=self.actor)

        return self.change(request, conclusion_id, drop)


class ConclusionIssueView(_View):
    needs: ClassVar = {"POST": None}

    @extend_schema(
        operation_id="conclusions_issue",
        parameters=[IDEMPOTENCY, IF_MATCH],
        request=IssueSerializer,
        responses={200: ConclusionDetailSerializer, **CHANGE},
    )
    def post(self, request: Request, conclusion_id: UUID) -> Response:
        """Give the notice: open items become tasks. Number and day are those of the signed notice, or typed."""
        policies.get_conclusion(self.actor, conclusion_id)
        form = IssueSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        version = seen_version(request)
        return self.change(
            request,
            conclusion_id,
            lambda row: issuing.issue_conclusion(row, **form.validated_data, actor=self.actor, version=version),
        )


class ConclusionLinkView(_View):
    needs: ClassVar = {"POST": P.RECEPTION_DECIDE}

    @extend_schema(
        operation_id="conclusions_link",
        parameters=[IDEMPOTENCY, IF_MATCH],
        request=LinkSerializer,
        responses={200: ConclusionDetailSerializer, **CHANGE},
    )
    def post(self, request: Request, conclusion_id: UUID) -> Response:
        """The head lets the other line read it, or no longer."""
        policies.get_conclusion(self.actor, conclusion_id)
        form = LinkSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        version = seen_version(request)
        return self.change(
            request,
            conclusion_id,
            lambda row: linking.link_conclusion(row, **form.validated_data, actor=self.actor, version=version),
        )
