"""Planted citizens: in every unit the same things under the same ids, told apart only by the unit's own words."""

from dataclasses import dataclass
from uuid import UUID

from kernel.active import unit_scope
from kernel.ids import new_id
from kernel.journal.models import Counter, Draft, Event
from registry.info import UnitInfo
from tests.world import KEYS, World


@dataclass(frozen=True)
class Planted:
    """The ids that every unit has."""

    draft: UUID
    event: UUID
    case: UUID


def citizen(key: str) -> str:
    """The name that stands in one unit only."""
    return f"Nguyễn Văn Công-Dân-{key}"


def plant(world: World) -> Planted:
    """One draft, one event and one counter in each unit, under equal ids."""
    planted = Planted(new_id(), new_id(), new_id())
    for key in KEYS:
        with unit_scope(world.unit(key)):
            Draft.objects.create(id=planted.draft, form=f"form {key}", data={"name": citizen(key)})
            Event.objects.create(id=planted.event, case_id=planted.case, kind="case_taken_in", actor_name=citizen(key))
            Counter.objects.create(series=citizen(key), year=2026, last=1)
    return planted


def names_seen() -> set[str]:
    """Every planted name that the active unit gives out by any way of reading."""
    return {
        *(row.actor_name for row in Event.objects.all()),
        *Event.objects.values_list("actor_name", flat=True),
        *(row["series"] for row in Counter.objects.values("series")),
        *(draft.data["name"] for draft in Draft.objects.iterator()),
    }


def other(world: World, key: str) -> UnitInfo:
    """Some other open unit."""
    return world.unit("w112" if key != "w112" else "w111")
