"""Levels of risk and fields of hot spots, and after how many days without news one counts as not updated.

The words and days are data (``data/hot_spots.json``): no law sets them, an installation may.
"""

import json
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext

FILE = Path(__file__).parents[1] / "data" / "hot_spots.json"


@dataclass(frozen=True, slots=True)
class Risk:
    """One level, the highest first; ``update_within``: the most days between two pieces of news."""

    code: str
    label: str
    meaning: str
    update_within: int

    @property
    def words(self) -> str:
        """The level in the reader's language."""
        return gettext(self.label)

    @property
    def says(self) -> str:
        """What the level means, in the reader's language."""
        return gettext(self.meaning)

    def is_stale(self, updated_on: date, on: date) -> bool:
        """Nothing was written for longer than this level allows."""
        return updated_on < self.stale_before(on)

    def stale_before(self, on: date) -> date:
        """What was updated last before this day is stale on ``on``."""
        return on - timedelta(days=self.update_within)


def risks() -> tuple[Risk, ...]:
    """The levels in their order."""
    return tuple(Risk(**{**row, "meaning": row["meaning"]["label"]}) for row in _data()["risks"])


def risk(code: str) -> Risk:
    """One level; ``KeyError`` for a code that is none."""
    return {one.code: one for one in risks()}[code]


def fields() -> list[tuple[str, str]]:
    """Code and words of each field, in the reader's language."""
    return [(row["code"], _words(row)) for row in _data()["fields"]]


def field_codes() -> list[str]:
    """The codes alone."""
    return [row["code"] for row in _data()["fields"]]


def field_words(code: str) -> str:
    """The words of a field; the code itself where it was taken off the list."""
    return dict(fields()).get(code, code)


def source() -> str:
    """Where levels and days come from."""
    return _words(_data()["source"])


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return data


def _words(node: dict[str, str]) -> str:
    label = node["label"]
    return gettext(label)
