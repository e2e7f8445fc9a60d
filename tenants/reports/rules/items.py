"""One thing a figure counts: what the list behind a cell shows. No name, no content."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from oversight.rules.report_cells import Number


@dataclass(frozen=True, slots=True)
class Item:
    """``what``: the kind of thing (``visit``, ``case``, ``petition``, ``session``, ``task``, …) whose page the list opens.

    ``n``: how much of the figure it is: a visit of three people counts three in a column of people.
    """

    what: str
    id: str
    label: str
    on: date | None = None
    n: int = 1

    def as_json(self) -> list[Any]:
        return [self.what, self.id, self.label, self.on.isoformat() if self.on else None, self.n]

    @classmethod
    def read(cls, row: list[Any]) -> Self:
        """Back from what a report keeps."""
        what, key, label, on, n = row
        return cls(what, key, label, date.fromisoformat(on) if on else None, n)


def total(items: Iterable[Item]) -> Number:
    """The figure: what the items count together."""
    return sum(one.n for one in items)
