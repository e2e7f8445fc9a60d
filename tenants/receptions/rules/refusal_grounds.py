"""The thirteen grounds on which a unit may refuse to receive a citizen, each with its article; no other ground is one.

Three stand in the Law on citizen reception, ten in Decree 154/2026 (in force 1 July 2026). Most are told by word of mouth; two need
the written notice of form 01/TCD within three working days.
"""

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent.parent / "data" / "refusal_grounds.json"


@dataclass(frozen=True, slots=True)
class RefusalGround:
    """One ground with its source; ``needs_notice``: form 01/TCD must be written."""

    code: str
    text: str
    law: str
    article: str
    valid_from: date
    needs_notice: bool

    @property
    def source(self) -> str:
        """Article and law as printed."""
        return f"{self.article}, {self.law}"

    @property
    def printed(self) -> str:
        """The ground as the form names it."""
        return f"{self.text} ({self.source})"


@cache
def all_grounds() -> tuple[RefusalGround, ...]:
    """Every ground, in the order of the law."""
    rows = json.loads(DATA.read_text(encoding="utf-8"))
    return tuple(RefusalGround(**{**row, "valid_from": date.fromisoformat(row["valid_from"])}) for row in rows)


def grounds_on(day: date) -> tuple[RefusalGround, ...]:
    """The grounds in force on a day."""
    return tuple(ground for ground in all_grounds() if ground.valid_from <= day)


def ground_of(code: str, day: date) -> RefusalGround | None:
    """The ground of this code if it is in force on the day."""
    return next((ground for ground in grounds_on(day) if ground.code == code), None)
