"""What calls about cases take and give."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from api.base import checked
from api.negotiation import etag
from deadlines import dates
from deadlines.enums import RuleCode
from deadlines.models import DueItem
from exchange import custody as custodies
from exchange.models import Custody
from registry import tree
from tenants.cases.actions import intake
from tenants.cases.enums import CaseKind, CaseStatus, Channel, PetitionForm
from tenants.cases.models import Case
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
