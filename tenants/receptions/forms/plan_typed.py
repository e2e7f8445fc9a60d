"""A plan as its form shows it, and what was typed as a plan's data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from tenants.receptions.actions.plans import PlanData
from tenants.receptions.forms.lines import (
    as_lines,
    bases_as_text,
    bases_from_text,
    distribution_as_text,
    distribution_from_text,
    invitees_as_text,
    invitees_from_text,
    steps_as_text,
    steps_from_text,
)
from tenants.receptions.forms.plan_fields import TERMS
from tenants.receptions.models import Plan
from tenants.receptions.rules.plan_terms import DayOff
from tenants.receptions.rules.plan_values import is_set
from tenants.staff.queries import setting
from tenants.staff.rules.settings import Participants

LINES = {"topics", "reply_to", "results_to", "co_bodies"}
TEXTS = {
    "reception_venue", "ad_hoc_venue", "lead_body", "security_body", "conference_organiser", "conference_chair",
    "conference_venue",
}  # fmt: skip


def typed_plan(data: Mapping[str, Any], weekdays: Iterable[str], bodies: Mapping[str, str]) -> PlanData:
    """What was typed, for the actions; ``weekdays``: names of such boxes, ``bodies``: ids of the unit's bodies by name."""
    return PlanData(
        year=data["year"],
        line=data["line"],
        covers=data["covers"],
        title=data["title"],
        purpose=data["purpose"],
        issuer=data["issuer"],
        signer_name=data["signer_name"],
        signer_title=data["signer_title"],
        head_position=data["head_position"],
        superior_plan_id=UUID(data["superior_plan_id"]) if data["superior_plan_id"] else None,
        bases=bases_from_text(data["bases"]),
        distribution=distribution_from_text(data["distribution"]),
        values=_values(data, [data[name] for name in weekdays if data[name]], bodies),
    )


def _values(
    data: Mapping[str, Any], weekdays: Iterable[Mapping[str, int]], bodies: Mapping[str, str]
) -> dict[str, Any]:
    plain = ("reception_days", "reception_room", "day_off", "criteria", "conference_quota", "conference_quarters",
             "conference_channels", "report_days")  # fmt: skip
    found: dict[str, Any] = {name: data[name] for name in (*plain, *sorted(TEXTS), *TERMS)}
    found |= {name: as_lines(data[name]) for name in LINES}
    found |= {
        "reception_on": [*data["days_of_month"], *weekdays],
        "reception_per": data["reception_per"] if data["reception_days"] is not None else "",
        "reception_hours": [f"{data['hours_from']:%H:%M}", f"{data['hours_to']:%H:%M}"]
        if data["hours_from"] and data["hours_to"]
        else [],
        "conference_expected": [data["expected_from"], data["expected_to"] or data["expected_from"]]
        if data["expected_from"]
        else [],
        "conference_with_voters": True if data["conference_with_voters"] else None,
        "reception_participants": invitees_from_text(data["reception_participants"], bodies, "reception_participants"),
        "conference_participants": invitees_from_text(data["conference_participants"], bodies, "conference_participants"),
        "reception_agenda": steps_from_text(data["reception_agenda"]),
        "conference_agenda": steps_from_text(data["conference_agenda"]),
        "below": {
            name: value
            for name, value in (
                ("conference_quota", data["below_quota"]), ("reception_days", data["below_days"]),
            )
            if value is not None
        },
    }  # fmt: skip
    return {key: value for key, value in found.items() if is_set(value)}


def initial_of(data: PlanData, version: int | None = None) -> dict[str, Any]:
    """What the form shows of a plan (or of a preset) before it is changed."""
    values = data.values
    on = list(values.get("reception_on") or [])
    hours, expected = values.get("reception_hours") or ["", ""], values.get("conference_expected") or [None, None]
    shown: dict[str, Any] = {
        "version": version,
        "year": data.year,
        "line": data.line,
        "covers": data.covers,
        "title": data.title,
        "purpose": data.purpose,
        "issuer": data.issuer,
        "signer_name": data.signer_name,
        "signer_title": data.signer_title,
        "head_position": data.head_position,
        "superior_plan_id": str(data.superior_plan_id or ""),
        "bases": bases_as_text(data.bases),
        "distribution": distribution_as_text(data.distribution),
        "days_of_month": ", ".join(str(row["day"]) for row in on if row.get("day")),
        "hours_from": hours[0],
        "hours_to": hours[1],
        "expected_from": expected[0],
        "expected_to": expected[1],
        "report_days": ", ".join(f"{row['day']:02d}/{row['month']:02d}" for row in values.get("report_days") or []),
        "below_quota": (values.get("below") or {}).get("conference_quota"),
        "below_days": (values.get("below") or {}).get("reception_days"),
    }
    shown |= {f"weekday_{n}": row for n, row in enumerate(row for row in on if row.get("nth"))}
    for key in ("reception_participants", "conference_participants"):
        shown[key] = invitees_as_text(values.get(key) or [])
    for key in ("reception_agenda", "conference_agenda"):
        shown[key] = steps_as_text(values.get(key) or [])
    for key in LINES:
        shown[key] = "\n".join(values.get(key) or [])
    rest = {key: value for key, value in values.items() if key not in shown and key != "below"}
    return {"day_off": DayOff.ASK.value, **shown, **rest}


def data_of(plan: Plan) -> PlanData:
    """An existing plan as what would be typed."""
    return PlanData(
        year=plan.year, line=plan.line, covers=plan.covers, title=plan.title, purpose=plan.purpose, issuer=plan.issuer,
        signer_name=plan.signer_name, signer_title=plan.signer_title, head_position=plan.head_position,
        superior_plan_id=plan.superior_plan_id, bases=plan.bases, values=plan.values, distribution=plan.distribution,
    )  # fmt: skip


def usual_participants(line: str) -> str:
    """Whom the unit has set to take part in the sessions of a line, as typed."""
    rows = setting(Participants).of(line)
    return invitees_as_text({"name": one.name, "is_leader": one.is_leader} for one in rows)
