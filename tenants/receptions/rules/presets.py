"""Plans to begin with: the five real ones of the acceptance test, each value with the item of the plan it comes from."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent.parent / "data" / "presets"


@dataclass(frozen=True, slots=True)
class Preset:
    """One plan as data; ``references`` names, for each field and value, the item of the plan's list."""

    code: str
    name: str
    line: str
    covers: str
    level: str
    title: str
    purpose: str
    issuer: str
    head_position: str
    signer_title: str
    bases: list[dict[str, Any]]
    values: dict[str, Any]
    distribution: list[dict[str, Any]]
    references: dict[str, str]


@cache
def presets() -> dict[str, Preset]:
    """Every preset by its code, in the order of the codes."""
    found = [Preset(**json.loads(file.read_text(encoding="utf-8"))) for file in sorted(DATA.glob("*.json"))]
    return {one.code: one for one in found}


def preset(code: str) -> Preset | None:
    return presets().get(code)
