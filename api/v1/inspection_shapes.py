"""What calls about inspections take and give."""

from collections.abc import Mapping
from typing import Any

from rest_framework import serializers

from oversight.models import InspectionCard, InspectionForm, InspectionKind, InspectionStatus
from registry.levels import Line
from tenants.cases.enums import CaseKind, CaseStatus
from tenants.inspections.actions.inspection_planning import InspectionData
from tenants.inspections.enums import InspectionTopic
from tenants.inspections.models import Inspection
from tenants.inspections.rules.inspections import Punished, Scope

LINES = [Line.PARTY.value, Line.GOVERNMENT.value]
PUNISHED = ("organisations", "persons", "referred", "suspects")
Given = dict[str, Any]


class InspectionSerializer(serializers.Serializer[Inspection]):
    """An inspection as the unit that makes it keeps it; of its cases number, kind and status, never a name or a text."""

    id = serializers.UUIDField()
    line = serializers.CharField()
    form = serializers.ChoiceField(InspectionForm.choices)
    kind = serializers.ChoiceField(InspectionKind.choices)
    year = serializers.IntegerField()
    subject = serializers.CharField()
    to_unit = serializers.IntegerField(source="to_unit_id")
    to_name = serializers.CharField()
    status = serializers.ChoiceField(InspectionStatus.choices)
    planned_on = serializers.DateField()
    number = serializers.CharField()
    decided_on = serializers.DateField(allow_null=True)
    signer = serializers.CharField()
    starts_on = serializers.DateField(allow_null=True)
    ends_on = serializers.DateField(allow_null=True)
    announced_on = serializers.DateField(allow_null=True)
    scope = serializers.JSONField(help_text="{kinds, fields, statuses, received_from, received_to}")
    cases = serializers.JSONField(help_text="[{id, number, kind, field, status}], as it was when announced.")
    team = serializers.JSONField(help_text="[{id, name, is_head, added_on, removed_on}]")
    findings = serializers.JSONField(help_text="[{id, topic, case, number, text, at, by}]")
    result = serializers.CharField()
    result_number = serializers.CharField()
    result_signer = serializers.CharField()
    concluded_on = serializers.DateField(allow_null=True)
    proposed = serializers.JSONField(help_text="{organisations, persons, referred, suspects}")
    recommendations = serializers.JSONField(
        help_text="[{id, text, due_on, at, by}]; id is the letter's, of the own unit the task's."
    )
    handled = serializers.JSONField(help_text="[{on, organisations, persons, referred, suspects, note, at, by}]")
    closed_on = serializers.DateField(allow_null=True)
    version = serializers.IntegerField()


class AnnouncedInspectionSerializer(serializers.Serializer[InspectionCard]):
    """An inspection as the inspected unit knows it; what was written stands in its letters."""

    id = serializers.UUIDField()
    from_unit = serializers.IntegerField()
    line = serializers.CharField()
    form = serializers.ChoiceField(InspectionForm.choices)
    kind = serializers.ChoiceField(InspectionKind.choices)
    number = serializers.CharField()
    decided_on = serializers.DateField()
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()
    status = serializers.ChoiceField(InspectionStatus.choices)
    announced_on = serializers.DateField()
    concluded_on = serializers.DateField(allow_null=True)
    closed_on = serializers.DateField(allow_null=True)
    cases = serializers.IntegerField()
    findings = serializers.IntegerField()
    recommendations = serializers.IntegerField()
    done = serializers.IntegerField()


class InspectionReadingSerializer(serializers.Serializer[Given]):
    """One line of who was let read and who read."""

    at = serializers.DateTimeField()
    who = serializers.CharField()
    what = serializers.CharField()
    number = serializers.CharField(help_text="Of the case; empty for a list.")
    case_id = serializers.UUIDField(allow_null=True)


class InspectionDataSerializer(serializers.Serializer[Given]):
    form = serializers.ChoiceField(InspectionForm.choices)
    kind = serializers.ChoiceField(InspectionKind.choices)
    unit = serializers.SlugField(max_length=60, help_text="Key of the own unit or one below it.")
    subject = serializers.CharField(max_length=300)
    planned_on = serializers.DateField()
    received_from = serializers.DateField()
    received_to = serializers.DateField()
    kinds = serializers.ListField(child=serializers.ChoiceField(CaseKind.choices), required=False, default=list)
    fields_of_case = serializers.ListField(
        child=serializers.CharField(max_length=40), required=False, default=list, max_length=50
    )
    statuses = serializers.ListField(child=serializers.ChoiceField(CaseStatus.choices), required=False, default=list)


class NewInspectionSerializer(InspectionDataSerializer):
    line = serializers.ChoiceField(LINES)


class InspectionNothingSerializer(serializers.Serializer[Given]):
    """A step that needs nothing but the inspection."""


class InspectionDecisionSerializer(serializers.Serializer[Given]):
    number = serializers.CharField(max_length=60)
    decided_on = serializers.DateField()
    signer = serializers.CharField(max_length=200)
    starts_on = serializers.DateField(help_text="A working day.")
    ends_on = serializers.DateField(help_text="A working day; it counts.")
    head = serializers.UUIDField(help_text="Account of the head of the team.")
    others = serializers.ListField(child=serializers.UUIDField(), required=False, default=list, max_length=50)


class InspectionReasonSerializer(serializers.Serializer[Given]):
    why = serializers.CharField(max_length=20_000)


class InspectionExtensionSerializer(InspectionReasonSerializer):
    number = serializers.CharField(max_length=60)
    decided_on = serializers.DateField()
    ends_on = serializers.DateField()


class InspectionTeamSerializer(InspectionReasonSerializer):
    remove = serializers.ListField(child=serializers.UUIDField(), required=False, default=list, max_length=50)
    add = serializers.ListField(child=serializers.UUIDField(), required=False, default=list, max_length=50)


class InspectionFindingSerializer(serializers.Serializer[Given]):
    topic = serializers.ChoiceField(InspectionTopic.choices)
    text = serializers.CharField(max_length=20_000)
    case = serializers.UUIDField(required=False, allow_null=True, default=None)


class _PunishedSerializer(serializers.Serializer[Given]):
    organisations = serializers.IntegerField(min_value=0, max_value=9999, required=False, default=0)
    persons = serializers.IntegerField(min_value=0, max_value=9999, required=False, default=0)
    referred = serializers.IntegerField(min_value=0, max_value=9999, required=False, default=0)
    suspects = serializers.IntegerField(min_value=0, max_value=9999, required=False, default=0)


class InspectionConclusionSerializer(_PunishedSerializer):
    number = serializers.CharField(max_length=60)
    concluded_on = serializers.DateField()
    signer = serializers.CharField(max_length=200)
    result = serializers.CharField(max_length=20_000)


class InspectionRecommendationSerializer(serializers.Serializer[Given]):
    recommendation = serializers.CharField(max_length=20_000)
    due_on = serializers.DateField()
    body = serializers.UUIDField(
        required=False, allow_null=True, help_text="The body of the own unit that carries it out; of other units none."
    )


class InspectionHandlingSerializer(_PunishedSerializer):
    on = serializers.DateField()
    note = serializers.CharField(max_length=20_000)


def data_of(given: Mapping[str, Any]) -> InspectionData:
    """What the action takes."""
    return InspectionData(
        form=given["form"],
        kind=given["kind"],
        unit=given["unit"],
        subject=given["subject"],
        planned_on=given["planned_on"],
        scope=Scope(
            kinds=tuple(given["kinds"]),
            fields=tuple(given["fields_of_case"]),
            statuses=tuple(given["statuses"]),
            received_from=given["received_from"],
            received_to=given["received_to"],
        ),
    )


def punished_of(given: Given) -> Punished:
    """Take the four figures out of a body."""
    return Punished(**{name: given.pop(name) for name in PUNISHED})
