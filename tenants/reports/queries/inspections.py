"""Form 06/QLKNTC, columns 6-17: the inspections the unit made of others' responsibility, what they asked for, what was carried out."""

from collections.abc import Callable
from datetime import date
from functools import cached_property, partial
from typing import Any

from oversight.models import InspectionStatus
from registry.levels import Line
from tenants.inspections.models import Inspection
from tenants.reports.rules.items import Item

PUNISHED = ("organisations", "persons", "referred", "suspects")


class Inspections:
    """The Government line's inspections, in one query. One that was announced and not yet concluded before the window is made in it."""

    def __init__(self, first: date, last: date) -> None:
        self.first, self.last = first, last

    @cached_property
    def announced(self) -> list[Inspection]:
        return list(
            Inspection.objects.filter(line=Line.GOVERNMENT, announced_on__lte=self.last)
            .exclude(status=InspectionStatus.CANCELLED)
            .order_by("announced_on", "id")
        )

    @cached_property
    def concluding(self) -> list[Inspection]:
        return [one for one in self.announced if one.concluded_on and self.first <= one.concluded_on <= self.last]

    def made(self) -> list[Item]:
        """Column 6; column 8 is never more, because what is concluded in the window was made in it."""
        rows = [one for one in self.announced if one.concluded_on is None or one.concluded_on >= self.first]
        return [_item(one, one.announced_on) for one in rows]

    def units(self) -> list[Item]:
        """Column 7: each inspected unit once."""
        rows = [one for one in self.announced if one.concluded_on is None or one.concluded_on >= self.first]
        return [_item(one, one.announced_on) for one in {one.to_unit_id: one for one in reversed(rows)}.values()]

    def concluded(self) -> list[Item]:
        return [_item(one, one.concluded_on) for one in self.concluding]

    def to_carry_out(self) -> list[Item]:
        """Column 13: concluded by the last day and not closed before the window, where something is to be done."""
        rows = [one for one in self.announced if one.concluded_on and one.concluded_on <= self.last]
        owing = [one for one in rows if one.recommendations or any(one.proposed.values())]
        return [_item(one, one.concluded_on) for one in owing if one.closed_on is None or one.closed_on >= self.first]

    def proposed(self, name: str) -> list[Item]:
        """Columns 9-12, of the conclusions of the window."""
        return [_item(one, one.concluded_on, one.proposed[name]) for one in self.concluding if one.proposed.get(name)]

    def handled(self, name: str) -> list[Item]:
        """Columns 14-17, by the day on which it was carried out, whenever the conclusion was."""
        return [
            _item(one, on, entry[name])
            for one in self.announced
            for entry in one.handled
            if entry.get(name) and self.first <= (on := date.fromisoformat(entry["on"])) <= self.last
        ]


def _item(row: Inspection, on: date | None, n: int = 1) -> Item:
    return Item("inspection", str(row.pk), f"{row.number} {row.to_name}"[:120], on, n)


FACTS: dict[str, Callable[[Any], list[Item]]] = {
    "inspections.made": Inspections.made,
    "inspections.units": Inspections.units,
    "inspections.concluded": Inspections.concluded,
    "inspections.to_carry_out": Inspections.to_carry_out,
    **{f"inspections.proposed_{name}": partial(Inspections.proposed, name=name) for name in PUNISHED},
    **{f"inspections.handled_{name}": partial(Inspections.handled, name=name) for name in PUNISHED},
}
