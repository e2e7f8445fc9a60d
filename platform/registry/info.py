"""What the picture in memory holds of a unit and of the tree."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from kernel import clock
from kernel.active import UnitRef, schema_name
from registry.levels import OPENED, Status


@dataclass(frozen=True, slots=True)
class UnitInfo:
    """One unit as every room sees it; `valid_to` is the effective last day, prolongations counted."""

    id: int
    key: str
    code: str
    name: str
    kind: str
    level: str
    status: str
    valid_from: date
    valid_to: date | None
    overlay_source: str
    search_name: str
    schema_version: int
    profile_text: str = "{}"

    @property
    def schema(self) -> str:
        return schema_name(self.id)

    @property
    def ref(self) -> UnitRef:
        return UnitRef(self.id, self.key)

    @property
    def profile(self) -> dict[str, Any]:
        """Address, hours, telephone, public text."""
        loaded: dict[str, Any] = json.loads(self.profile_text)
        return loaded

    @property
    def is_opened(self) -> bool:
        """Has a schema: it can be read, whether it still works or has ended."""
        return self.status in OPENED and self.schema_version > 0

    @property
    def is_open(self) -> bool:
        """Works here today: cases can be sent to it on the platform."""
        return self.status == Status.ACTIVE and self.schema_version > 0 and not self.ended_on(clock.today())

    def ended_on(self, day: date) -> bool:
        """Had the unit ended before this day?"""
        return self.valid_to is not None and day > self.valid_to

    def exists_on(self, day: date) -> bool:
        """Did the unit exist on this day?"""
        return self.valid_from <= day and not self.ended_on(day)

    @property
    def full_name(self) -> str:
        """With the units above it: "Phường Mỹ Thới, Thành phố Long Xuyên, Tỉnh An Giang"."""
        from registry import tree  # the tree is built of these

        return tree.full_name(self)

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class LinkInfo:
    """Who stood under whom."""

    child: int
    parent: int
    line: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class SuccessionInfo:
    """One successor of a unit."""

    new: int
    on: date
    is_default: bool
