"""Reading what the unit has set, typed; one query a topic."""

from typing import Any, TypeVar, overload

from kernel.prepared import Prepared
from tenants.staff.models import Setting
from tenants.staff.rules.desks import Desks
from tenants.staff.rules.settings import (
    BodyReceptions,
    Hours,
    Letterheads,
    Participants,
    Rooms,
    Series,
    Topic,
)
from tenants.staff.rules.topics import Topics

T = TypeVar("T", bound=Topic)
# Rooms, letterheads and desks stand on many pages.
_stored = Prepared(lambda name: Setting.objects.filter(topic=name).values_list("value", "version"))

TOPICS: dict[str, type[Topic]] = {
    one.topic: one for one in (Rooms, Hours, Letterheads, Series, Participants, Desks, Topics, BodyReceptions)
}


@overload
def setting(topic: type[T], part: str = "") -> T: ...
@overload
def setting(topic: str, part: str = "") -> Any: ...
def setting(topic: type[T] | str, part: str = "") -> Any:
    """The unit's setting of a topic (``setting(Rooms)`` or ``setting("rooms")``), its default when nothing is set.

    ``part``: of a topic kept by year. One query.
    """
    found = TOPICS[topic] if isinstance(topic, str) else topic
    return found.read(stored(_name(found, part))[0])


def stored(name: str) -> tuple[dict[str, Any], int]:
    """The raw value and version under a name; ``({}, 0)`` when there is no row."""
    return _stored.first(name) or ({}, 0)


def _name(topic: type[Topic], part: str) -> str:
    return f"{topic.topic}.{part}" if part else topic.topic
