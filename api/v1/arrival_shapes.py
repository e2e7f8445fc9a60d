"""What calls about arrivals take and tell; pages of units between and above get counts, no name."""

from typing import Any

from rest_framework import serializers

from kernel import clock
from oversight.models import ArrivalResult, ArrivalStatus
from oversight.queries.over_level import OverLevelRow
from registry import tree
from registry.levels import Level
from tenants.receptions.enums import ArrivalSide
from tenants.receptions.models import Arrival
from tenants.receptions.policies import arrivals as policies

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
