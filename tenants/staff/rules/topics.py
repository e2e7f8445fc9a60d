"""What citizens speak about, as a tree of data: the product's own rows, and what the unit adds or closes.

Topics of Party discipline stand on the Party line only: they are not offered to, nor shown to, members of the other line.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, ClassVar, Self

from registry.levels import Line

DATA = Path(__file__).parent.parent / "data" / "topics.json"
DEEPEST = 4


@dataclass(frozen=True, slots=True)
class TopicRow:
    """One topic; ``line`` is empty where both lines speak of it."""

    code: str
    name: str
    parent: str = ""
    line: str = ""
    is_discipline: bool = False
    is_open: bool = True
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Topics:
    """The tree; the product's rows first, then the unit's own."""

    topic: ClassVar[str] = "topics"
    rows: tuple[TopicRow, ...] = ()

    def visible(self, lines: Iterable[str]) -> tuple[TopicRow, ...]:
        """The topics that exist for a member of these lines, closed ones included."""
        seen = {str(line) for line in lines}
        return tuple(row for row in self.rows if not row.line or row.line in seen)

    def choices(self, line: str) -> list[tuple[str, str]]:
        """Open topics of one line in the order of the tree, indented by depth, as choices of a form."""
        return [(row.code, "– " * depth + row.name) for row, depth in self.walk([line]) if row.is_open]

    def walk(self, lines: Iterable[str]) -> Iterator[tuple[TopicRow, int]]:
        """Visible topics with their depth, each under its parent."""
        rows = self.visible(lines)
        known = {row.code for row in rows}

        def below(parent: str, depth: int) -> Iterator[tuple[TopicRow, int]]:
            for row in rows:
                if (row.parent if row.parent in known else "") == parent and depth < DEEPEST:
                    yield row, depth
                    yield from below(row.code, depth + 1)

        yield from below("", 0)

    def get(self, code: str) -> TopicRow | None:
        return next((row for row in self.rows if row.code == code), None)

    def name_of(self, code: str) -> str:
        """The topic's words; a topic typed in words is its own name."""
        row = self.get(code)
        return row.name if row else code

    def is_hidden_from(self, code: str, lines: Iterable[str]) -> bool:
        """Whether what carries this topic must not be seen by members of these lines alone."""
        row = self.get(code)
        return row is not None and row.line == Line.PARTY and Line.PARTY not in {str(line) for line in lines}

    @classmethod
    def read(cls, value: dict[str, Any]) -> Self:
        """The product's rows, closed where the unit closed them, then the unit's own."""
        closed = set(value.get("closed", []))
        rows = [replace(row, is_open=row.code not in closed) for row in shipped()]
        taken = {row.code for row in rows}
        own = [TopicRow(**row, is_own=True) for row in value.get("own", []) if row["code"] not in taken]
        return cls((*rows, *own))

    def as_value(self) -> dict[str, Any]:
        own = [row for row in self.rows if row.is_own]
        return {
            "closed": [row.code for row in self.rows if not row.is_own and not row.is_open],
            "own": [{key: value for key, value in asdict(row).items() if key != "is_own"} for row in own],
        }


@cache
def shipped() -> tuple[TopicRow, ...]:
    """The product's topics, the same everywhere so that figures can be compared."""
    return tuple(TopicRow(**row) for row in json.loads(DATA.read_text(encoding="utf-8")))
