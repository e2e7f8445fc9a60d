"""Bringing the release's rules and national days into the tables: every run adds what is missing and corrects what changed."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.db import DEFAULT_DB_ALIAS

from deadlines import memory
from deadlines.calendar import file_data
from deadlines.enums import Mark
from deadlines.models import CalendarDay, DeadlineRule
from kernel.transactions import atomic

RULES = Path(__file__).parent / "data" / "rules.json"
DISTRICT = ["DISTRICT"]
OTHER_LEVELS = ["PROVINCE", "COMMUNE"]


def load(using: str = DEFAULT_DB_ALIAS) -> tuple[int, int]:
    """Load rules and national days; rows of units are left alone. Returns how many ``(rules, days)`` the files hold.

    ``using`` is the connection of the migration: the tables may not be open yet to the serving role.
    """
    with atomic(using=using):
        loaded = _load(using)
    memory.forget()
    return loaded


def _load(using: str) -> tuple[int, int]:
    rules = _rules()
    for values in rules:
        key = {name: values.pop(name) for name in ("code", "case_kind", "levels", "valid_from", "law")}
        # A wrong file stops the migration instead of computing wrong dates.
        DeadlineRule(**key, **values).clean()
        # An overlay belongs to the installation, not to the release: it stays as it is.
        DeadlineRule.objects.using(using).update_or_create(unit_id=None, **key, defaults=values)
    days = file_data()["days"]
    for day in days:
        CalendarDay.objects.using(using).update_or_create(
            unit_id=None,
            day=date.fromisoformat(day["day"]),
            ended_at=None,
            defaults={k: v for k, v in day.items() if k != "day"},
        )
    return len(rules), len(days)


def district_until() -> date:
    """The last day on which the law knew a district level (two tiers since 01/07/2025)."""
    return date.fromisoformat(_file()["district_until"])


def _file() -> dict[str, Any]:
    data: dict[str, Any] = json.loads(RULES.read_text(encoding="utf-8"))
    return data


def _rules() -> list[dict[str, Any]]:
    """The file's rows; one that began before the districts ended becomes two, so that what the law says of each level is data."""
    last_district_day = district_until()
    rows = []
    for raw in _file()["rules"]:
        row = {
            "code": raw["code"],
            "case_kind": raw.get("case_kind", ""),
            "levels": raw.get("levels", OTHER_LEVELS),
            "length": raw.get("length"),
            "day_kind": raw.get("day_kind", ""),
            "start_event": raw["start_event"],
            "dates": raw.get("dates", []),
            "valid_from": date.fromisoformat(raw["valid_from"]),
            "valid_to": date.fromisoformat(raw["valid_to"]) if "valid_to" in raw else None,
            "law": raw["law"],
            "article": raw.get("article", ""),
            "mark": Mark(raw["mark"]),
        }
        rows.append(row)
        # A row that names its level says itself what holds for districts.
        if "levels" not in raw and row["valid_from"] <= last_district_day:
            ends = min(row["valid_to"] or last_district_day, last_district_day)
            rows.append({**row, "levels": DISTRICT, "valid_to": ends})
    return rows
