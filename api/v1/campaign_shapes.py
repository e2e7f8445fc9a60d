"""What the calls of campaigns take and give; no citizen in any of them."""

from typing import Any

from rest_framework import serializers

from oversight.models import (
    Alert,
    AlertKind,
    Campaign,
    CampaignKind,
    CampaignStatus,
    Mood,
    Shift,
    ShiftPerson,
    SituationNote,
)
from oversight.queries.campaigns import Centre, UnitStanding
from oversight.rules.campaigns import CROWD, LEAST_CROWD
from registry import tree
from registry.levels import Line

Given = dict[str, Any]


def _keys() -> serializers.ListField:
    """Keys of units; none unless told."""
    return serializers.ListField(
        child=serializers.SlugField(max_length=60), max_length=400, required=False, default=list
    )


class UnitKeyField(serializers.IntegerField):
    """A unit by its key."""

    def to_representation(self, value: Any) -> Any:
        return tree.get(value).key if value is not None else None


class CampaignSerializer(serializers.Serializer[Campaign]):
    """A campaign as the page shows it."""

    id = serializers.UUIDField()
    unit = UnitKeyField(source="unit_id")
    parent = serializers.UUIDField(source="parent_id", allow_null=True)  # type: ignore[assignment]
    line = serializers.CharField()
    kind = serializers.ChoiceField(CampaignKind.choices)
    name = serializers.CharField()
    first = serializers.DateField()
    last = serializers.DateField()
    status = serializers.ChoiceField(CampaignStatus.choices)
    active_from = serializers.DateField(allow_null=True)
    activated_why = serializers.CharField()
    bases = serializers.CharField()
    plan_number = serializers.CharField()
    plan_on = serializers.DateField(allow_null=True)
    place = serializers.CharField()
    units = serializers.ListField(child=UnitKeyField(), help_text="Keys of the units that take part.")
    crowd = serializers.IntegerField()
    daily_at = serializers.TimeField(allow_null=True)
    mid_on = serializers.DateField(allow_null=True)
    closing_on = serializers.DateField(allow_null=True)
    recipients = serializers.JSONField(help_text="[{unit, name}]; unit is null outside the platform.")
    amendments = serializers.JSONField(help_text="[{at, by, unit, why, changes: {field: [before, after]}}]")
    ended_at = serializers.DateTimeField(allow_null=True)
    ended_why = serializers.CharField()
    version = serializers.IntegerField()


class CampaignDataSerializer(serializers.Serializer[Given]):
    kind = serializers.ChoiceField(CampaignKind.choices)
    name = serializers.CharField(max_length=250)
    first = serializers.DateField()
    last = serializers.DateField()
    bases = serializers.CharField(max_length=10_000, required=False, allow_blank=True, default="")
    place = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")
    units = _keys()
    crowd = serializers.IntegerField(min_value=LEAST_CROWD, max_value=10_000, default=CROWD)
    daily_at = serializers.TimeField(required=False, allow_null=True, default=None)
    mid_on = serializers.DateField(required=False, allow_null=True, default=None)
    closing_on = serializers.DateField(required=False, allow_null=True, default=None)
    to_units = _keys()
    to_bodies = serializers.ListField(
        child=serializers.CharField(max_length=250), max_length=100, required=False, default=list
    )


class NewCampaignSerializer(CampaignDataSerializer):
    line = serializers.ChoiceField([Line.PARTY.value, Line.GOVERNMENT.value])


class AmendmentSerializer(CampaignDataSerializer):
    why = serializers.CharField(max_length=1000)


class NothingSerializer(serializers.Serializer[Given]):
    """A step that needs nothing but its object."""


class CampaignIssueSerializer(serializers.Serializer[Given]):
    plan_number = serializers.CharField(max_length=60)
    plan_on = serializers.DateField()


class CampaignReasonSerializer(serializers.Serializer[Given]):
    why = serializers.CharField(max_length=1000)


class EndSerializer(serializers.Serializer[Given]):
    why = serializers.CharField(max_length=1000, required=False, allow_blank=True, default="")


class UnitStandingSerializer(serializers.Serializer[Any]):
    unit = serializers.CharField()
    campaign = serializers.UUIDField(allow_null=True)
    plan_number = serializers.CharField()
    is_taken_over = serializers.BooleanField()
    leader = serializers.CharField(help_text="Who leads there now; empty when nobody does.")
    alerts_waiting = serializers.IntegerField()
    crowds = serializers.IntegerField()


class ShiftPersonSerializer(serializers.Serializer[ShiftPerson]):
    account_id = serializers.UUIDField(required=False, allow_null=True, default=None)
    name = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")
    position = serializers.CharField(max_length=200, required=False, allow_blank=True, default="")
    phone = serializers.CharField(max_length=32, required=False, allow_blank=True, default="")
    home = serializers.CharField(
        max_length=200, required=False, allow_blank=True, default="", help_text="Who sent a seconded officer."
    )
    is_leader = serializers.BooleanField(required=False, default=False)


class ShiftSerializer(serializers.Serializer[Shift]):
    id = serializers.UUIDField()
    campaign = serializers.UUIDField(source="campaign_id")
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    place = serializers.CharField()
    people = ShiftPersonSerializer(source="people.all", many=True)
    version = serializers.IntegerField()


class ShiftDataSerializer(serializers.Serializer[Given]):
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    place = serializers.CharField(max_length=200)
    people = ShiftPersonSerializer(many=True)


class CampaignNoteSerializer(serializers.Serializer[SituationNote]):
    id = serializers.UUIDField()
    unit = UnitKeyField(source="unit_id")
    day = serializers.DateField()
    mood = serializers.ChoiceField(Mood.choices)
    text = serializers.CharField()
    forecast = serializers.CharField()
    source = serializers.CharField()  # type: ignore[assignment]
    written_at = serializers.DateTimeField()
    written_by_name = serializers.CharField()
    withdrawn_at = serializers.DateTimeField(allow_null=True)
    withdrawn_why = serializers.CharField()


class NoteDataSerializer(serializers.Serializer[Given]):
    day = serializers.DateField()
    mood = serializers.ChoiceField(Mood.choices, default=Mood.CALM.value)
    text = serializers.CharField(max_length=4000)
    forecast = serializers.CharField(max_length=2000, required=False, allow_blank=True, default="")
    source = serializers.CharField(  # type: ignore[assignment]
        max_length=200, required=False, allow_blank=True, default=""
    )


class AlertSerializer(serializers.Serializer[Alert]):
    id = serializers.UUIDField()
    unit = UnitKeyField(source="unit_id")
    kind = serializers.ChoiceField(AlertKind.choices)
    place = serializers.CharField()
    person_count = serializers.IntegerField(allow_null=True)
    campaign = serializers.UUIDField(source="campaign_id", allow_null=True)
    raised_at = serializers.DateTimeField()
    raised_by_unit = UnitKeyField()
    raised_by_name = serializers.CharField()
    acknowledged_at = serializers.DateTimeField(allow_null=True)
    acknowledged_by_name = serializers.CharField()
    measures = serializers.CharField()


class MeasuresSerializer(serializers.Serializer[Given]):
    measures = serializers.CharField(max_length=2000)


class CentreSerializer(serializers.Serializer[Any]):
    at = serializers.DateTimeField()
    on_duty = ShiftPersonSerializer(many=True)
    units = UnitStandingSerializer(many=True)
    alerts = AlertSerializer(many=True)
    figures = serializers.JSONField(help_text="[{code, label, n}], of the unit itself, today.")
    reported = serializers.ListField(child=serializers.CharField(), help_text="Keys of units that reported today.")


_campaign, _shift, _note = CampaignSerializer(), ShiftSerializer(), CampaignNoteSerializer()
_alert, _person = AlertSerializer(), ShiftPersonSerializer()


def campaign(row: Campaign) -> Given:
    """A campaign as JSON values."""
    return dict(_campaign.to_representation(row))


def shift(row: Shift) -> Given:
    """A shift with its people."""
    return dict(_shift.to_representation(row))


def note(row: SituationNote) -> Given:
    """A note on the situation."""
    return dict(_note.to_representation(row))


def alert(row: Alert) -> Given:
    """An alert."""
    return dict(_alert.to_representation(row))


def standing(one: UnitStanding) -> Given:
    """A unit that takes part."""
    return {
        "unit": one.unit.key,
        "campaign": one.campaign.pk if one.campaign else None,
        "plan_number": one.campaign.plan_number if one.campaign else "",
        "is_taken_over": one.is_taken_over,
        "leader": one.leader.name if one.leader else "",
        "alerts_waiting": one.waiting,
        "crowds": one.crowds,
    }


def centre(shown: Centre) -> Given:
    """The page of those on duty."""
    return {
        "at": shown.now.isoformat(),
        "on_duty": [dict(_person.to_representation(one)) for one in shown.on_duty],
        "units": [standing(one) for one in shown.units],
        "alerts": [alert(one) for one in shown.alerts],
        "figures": [{"code": one.code, "label": one.label, "n": one.n} for one in shown.figures],
        "reported": [unit.key for unit, report in shown.reports if report is not None],
    }
