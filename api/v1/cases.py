"""Cases of a unit: list, intake, one case with its timeline, correction."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar
from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from api.base import CHANGE, IDEMPOTENCY, IF_MATCH, READ, UnitView, checked
from api.negotiation import etag, once_key, seen_version
from api.pagination import NewestFirst
from deadlines import dates, due
from deadlines.enums import RuleCode
from deadlines.models import DueItem
from exchange import custody as custodies
from exchange.models import Custody
from identity.permissions import Permission
from kernel.journal import events
from registry import tree
from tenants.cases import policies
from tenants.cases.actions import correcting, intake
from tenants.cases.enums import CaseKind, CaseStatus, Channel, PetitionForm
from tenants.cases.models import Case
from tenants.cases.queries.lists import CaseFilters, case_list
from tenants.cases.rules.intake import IntakeData, PersonData


@dataclass(frozen=True, slots=True)
class Shown:
    """A case and who has it: what a call answers with."""

    case: Case
    custody: Custody | None

    def __getattr__(self, name: str) -> Any:
        return getattr(self.case, name)


class CaseSerializer(serializers.Serializer[Any]):
    """A case as its unit sees it; of a denunciation no field tells who sent it."""

    id = serializers.UUIDField()
    number = serializers.CharField()
    kind = serializers.ChoiceField(CaseKind.choices)
    field = serializers.CharField()
    content = serializers.CharField()
    place = serializers.CharField()
    channel = serializers.ChoiceField(Channel.choices)
    status = serializers.ChoiceField(CaseStatus.choices)
    received_on = serializers.DateField()
    accepted_on = serializers.DateField(allow_null=True)
    closed_at = serializers.DateTimeField(allow_null=True)
    outcome = serializers.CharField()
    person_count = serializers.IntegerField()
    is_group = serializers.BooleanField()
    assignee = serializers.UUIDField(source="assignee_id", allow_null=True)
    version = serializers.IntegerField()
    handling_unit = serializers.SerializerMethodField()
    answering_unit = serializers.SerializerMethodField()
    is_in_transit = serializers.SerializerMethodField()

    def get_handling_unit(self, shown: Shown) -> str | None:
        """Key of the unit that handles the case."""
        return tree.get(shown.custody.handling_unit).key if shown.custody else None

    def get_answering_unit(self, shown: Shown) -> str | None:
        """Key of the unit that owes the citizen the answer."""
        return tree.get(shown.custody.answering_unit).key if shown.custody else None

    def get_is_in_transit(self, shown: Shown) -> bool:
        return shown.custody is not None and shown.custody.transit_id is not None


# Bound once, as in `api.base.checked`.
_case_serializer = CaseSerializer()


def case_bodies(cases: Iterable[Case]) -> list[Any]:
    """What the calls show of cases, in their order; one query."""
    rows = list(cases)
    held = custodies.of_cases(case.pk for case in rows)
    return [_case_serializer.to_representation(Shown(case, held.get(case.pk))) for case in rows]


class PersonInputSerializer(serializers.Serializer[PersonData]):
    full_name = serializers.CharField(max_length=200)
    address = serializers.CharField(max_length=250)
    id_number = serializers.CharField(max_length=20, required=False, allow_blank=True, default="")
    phone = serializers.CharField(max_length=20, required=False, allow_blank=True, default="")
    cannot_write = serializers.BooleanField(required=False, default=False)


class IntakeSerializer(serializers.Serializer[IntakeData]):
    """A petition at the counter; the same rules as the form."""

    kind = serializers.ChoiceField(CaseKind.choices)
    field = serializers.CharField(max_length=20)
    content = serializers.CharField(max_length=20_000)
    channel = serializers.ChoiceField(Channel.choices)
    received_on = serializers.DateField()
    form = serializers.ChoiceField(PetitionForm.choices, default=PetitionForm.ONE)
    people = PersonInputSerializer(many=True, required=False, default=list)
    person_count = serializers.IntegerField(
        min_value=1, max_value=100_000, required=False, allow_null=True, default=None
    )
    place = serializers.CharField(max_length=250, required=False, allow_blank=True, default="")
    forwarded_by = serializers.CharField(max_length=250, required=False, allow_blank=True, default="")
    forwarded_number = serializers.CharField(max_length=60, required=False, allow_blank=True, default="")
    forwarded_on = serializers.DateField(required=False, allow_null=True, default=None)
    denounced = serializers.ListField(
        child=serializers.CharField(max_length=200), max_length=20, required=False, default=list
    )
    denounced_heads = serializers.ListField(child=serializers.UUIDField(), max_length=20, required=False, default=list)
    track_allowed = serializers.BooleanField(required=False, default=False)


def petition_of(request: Request) -> IntakeData:
    """The checked petition of a call."""
    given = dict(checked(IntakeSerializer, request.data))
    people = tuple(PersonData(**one) for one in given.pop("people"))
    for name in ("denounced", "denounced_heads"):
        given[name] = tuple(given[name])
    return IntakeData(people=people, **given)


class ReceiptSerializer(serializers.Serializer[intake.TakenIn]):
    """What the citizen's receipt says; ``pin`` is told once."""

    case_id = serializers.UUIDField(allow_null=True)
    petition_id = serializers.UUIDField(allow_null=True)
    visit_id = serializers.UUIDField(allow_null=True)
    number = serializers.CharField()
    code = serializers.CharField()
    pin = serializers.CharField()
    sealed = serializers.BooleanField()


class CorrectionSerializer(serializers.Serializer[dict[str, Any]]):
    changes = serializers.DictField(child=serializers.JSONField())
    reason = serializers.CharField(max_length=2000)


class EventSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    kind = serializers.CharField()
    actor_name = serializers.CharField()
    at = serializers.DateTimeField()
    data = serializers.JSONField()  # type: ignore[assignment]  # the word of the timeline
    is_internal = serializers.BooleanField()


class DeadlineSerializer(serializers.Serializer[Any]):
    """One duty with its date: ``target_on`` is the day to work to, ``due_on`` the last one the law permits."""

    kind = serializers.ChoiceField(RuleCode.choices)
    started_on = serializers.DateField()
    target_on = serializers.DateField()
    due_on = serializers.DateField()
    is_own_target = serializers.BooleanField(help_text="The unit itself set the earlier day to work to.")
    is_target_expected = serializers.SerializerMethodField()
    is_expected = serializers.SerializerMethodField()
    met_on = serializers.DateField(allow_null=True)
    cancelled_on = serializers.DateField(allow_null=True)
    overdue_since = serializers.DateField(allow_null=True)
    source = serializers.CharField()  # type: ignore[assignment]  # the word of the rule table
    derivation = serializers.SerializerMethodField()

    def get_is_target_expected(self, item: DueItem) -> bool:
        """No decree has fixed the working calendar of the target's year yet."""
        return dates.is_expected(item, item.target_on)

    def get_is_expected(self, item: DueItem) -> bool:
        """No decree has fixed the working calendar of the last day's year yet."""
        return dates.is_expected(item)

    def get_derivation(self, item: DueItem) -> list[str]:
        """How the date came about, in Vietnamese sentences as they were on that day."""
        return list(item.derivation.get("lines", []))


def case_response(case: Case, code: int = status.HTTP_200_OK) -> Response:
    """One case with its entity tag."""
    return Response(case_bodies([case])[0], status=code, headers={"ETag": etag(case.version)})


_receipt_serializer = ReceiptSerializer()


def receipt_response(receipt: intake.TakenIn) -> Response:
    """A sealed petition answers with its number only: the case exists for nobody in the unit."""
    body = _receipt_serializer.to_representation(receipt)
    if receipt.sealed:
        body |= {"case_id": None, "petition_id": None, "visit_id": None}
    return Response(body, status=status.HTTP_201_CREATED)


class CasesView(UnitView):
    needs: ClassVar = {"GET": None, "POST": Permission.CASE_ENTER}

    @extend_schema(
        operation_id="cases_list",
        parameters=[
            OpenApiParameter("q", str, description="Number, name or content, with or without marks."),
            OpenApiParameter("status", str, many=True, enum=CaseStatus.values),
            OpenApiParameter("kind", str, many=True, enum=CaseKind.values),
            OpenApiParameter("cursor", str),
            OpenApiParameter("page_size", int),
        ],
        responses={200: CaseSerializer(many=True), **READ},
    )
    def get(self, request: Request) -> Response:
        """Cases the token's member sees, newest first."""
        filters = CaseFilters(
            text=request.query_params.get("q", ""),
            status=tuple(_known(request.query_params.getlist("status"), CaseStatus.values)),
            kind=tuple(_known(request.query_params.getlist("kind"), CaseKind.values)),
        )
        pages = NewestFirst()
        found: QuerySet[Case] = case_list(self.actor, filters)
        page = pages.paginate_queryset(found, request, view=self) or []
        return pages.get_paginated_response(case_bodies(page))

    @extend_schema(
        operation_id="cases_take_in",
        parameters=[IDEMPOTENCY],
        request=IntakeSerializer,
        responses={201: ReceiptSerializer, **CHANGE},
    )
    def post(self, request: Request) -> Response:
        """Take in a petition: makes the petition, its case and, in person, the visit."""
        return receipt_response(intake.take_in(petition_of(request), actor=self.actor, once_key=once_key(request)))


class CaseView(UnitView):
    needs: ClassVar = {"GET": None, "PATCH": Permission.CASE_CORRECT}

    @extend_schema(operation_id="cases_read", responses={200: CaseSerializer, **READ})
    def get(self, request: Request, case_id: UUID) -> Response:
        """One case, with its ETag."""
        return case_response(policies.get_case(self.actor, case_id))

    @extend_schema(
        operation_id="cases_correct",
        parameters=[IF_MATCH],
        request=CorrectionSerializer,
        responses={200: CaseSerializer, **CHANGE},
    )
    def patch(self, request: Request, case_id: UUID) -> Response:
        """Correct a typing error; old and new values stay in the timeline."""
        given = checked(CorrectionSerializer, request.data)
        case = policies.get_case(self.actor, case_id)
        changed = correcting.correct_case(
            case,
            changes=given["changes"],
            reason=given["reason"],
            actor=self.actor,
            version=seen_version(request) or case.version,
        )
        return case_response(changed)


class CasePetitionsView(UnitView):
    needs: ClassVar = {"POST": Permission.CASE_ENTER}

    @extend_schema(
        operation_id="cases_join_petition",
        parameters=[IDEMPOTENCY],
        request=IntakeSerializer,
        responses={201: ReceiptSerializer, **CHANGE},
    )
    def post(self, request: Request, case_id: UUID) -> Response:
        """A second letter of the same matter joins the case."""
        data = petition_of(request)
        case = policies.get_case(self.actor, case_id)
        return receipt_response(intake.join_petition(case, data, actor=self.actor, once_key=once_key(request)))


class CaseEventsView(UnitView):
    needs: ClassVar = {"GET": None}

    @extend_schema(operation_id="cases_events", responses={200: EventSerializer(many=True), **READ})
    def get(self, request: Request, case_id: UUID) -> Response:
        """The timeline of a case, oldest first."""
        case = policies.get_case(self.actor, case_id)
        return Response(EventSerializer(events.of_case(case.pk), many=True).data)


class CaseDeadlinesView(UnitView):
    needs: ClassVar = {"GET": None}

    @extend_schema(operation_id="cases_deadlines", responses={200: DeadlineSerializer(many=True), **READ})
    def get(self, request: Request, case_id: UUID) -> Response:
        """The unit's dates of a case with their derivation, nearest first."""
        case = policies.get_case(self.actor, case_id)
        return Response(DeadlineSerializer(due.of_object(case.pk, self.actor.unit.id), many=True).data)


def _known(given: Iterable[str], values: Iterable[str]) -> list[str]:
    allowed = set(values)
    return [one for one in given if one in allowed]
