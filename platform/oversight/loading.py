"""Bringing the release's legal minimums into their table, and prolonging those of districts where an installation shows one."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.db import DEFAULT_DB_ALIAS

from deadlines import memory
from kernel.transactions import atomic
from oversight.models import DutyMinimum
from registry.levels import Level

FILE = Path(__file__).parent / "data" / "minimums.json"
KEY = ("kind", "line", "level", "per", "valid_from", "law")


def load_minimums(using: str = DEFAULT_DB_ALIAS) -> int:
    """Add what is missing, correct what changed; an overlay belongs to the installation and stays. Returns how many rows."""
    rows = _rows()
    with atomic(using=using):
        for row in rows:
            key = {name: row.pop(name) for name in KEY}
            DutyMinimum.objects.using(using).update_or_create(**key, defaults=row)
    memory.forget()
    return len(rows)


@atomic
def prolong_districts(*, source: str, until: date) -> int:
    """Let the minimums of districts hold until ``until`` as if the level had not ended; each row says so. Returns how many."""
    ended = DutyMinimum.objects.filter(level=Level.DISTRICT, valid_to=date.fromisoformat(_file()["district_until"]))
    n = ended.update(overlay_valid_to=until, overlay_source=source)
    memory.forget()
    return n


def _file() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return data


def _rows() -> list[dict[str, Any]]:
    def day(text: str | None) -> date | None:
        return date.fromisoformat(text) if text else None

    return [
        {"article": "", **row, "valid_from": day(row["valid_from"]), "valid_to": day(row.get("valid_to"))}
        for row in _file()["minimums"]
    ]
