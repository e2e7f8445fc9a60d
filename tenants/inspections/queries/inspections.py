"""Inspections at the unit that makes them: the plan of a year as a list, and one inspection with scope, findings and follow-up."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from deadlines import calendar
from identity.actors import Actor
from kernel import clock
from oversight.models import InspectionStatus
from registry import tree
from registry.addresses import unit_url
from registry.info import UnitInfo
from tenants.cases.enums import CaseKind, CaseStatus
from tenants.cases.rules import fields
from tenants.documents.enums import LetterTopic
from tenants.documents.models import Letter
from tenants.inspections import inspection_policies as policies
from tenants.inspections.enums import InspectionTopic
from tenants.inspections.models import Inspection
from tenants.inspections.models.inspection import InspectionQuerySet
from tenants.inspections.rules.inspections import Punished, Scope

S = InspectionStatus
LOOKS = {
    S.DRAFT: ("info", "clock"),
    S.DECIDED: ("info", "paper"),
    S.ANNOUNCED: ("accent", "send"),
    S.UNDER_WAY: ("accent", "search"),
    S.CONCLUDED: ("ok", "done"),
    S.CLOSED: ("ok", "done"),
    S.CANCELLED: ("", "close"),
}


@dataclass(frozen=True, slots=True)
class InspectionRow:
    """One line of the list."""

    inspection: Inspection
    tone: str
    icon: str
    given: int
    answered: int
    late: int
    is_late: bool


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One case of the scope: its number, what was found on it, its page in the inspected unit for a member who may read today."""

    id: str
    number: str
    kind: str
    field: str
    status: str
    findings: int
    url: str


@dataclass(frozen=True, slots=True)
class Recommended:
    """One recommendation with its letter as this unit keeps it."""

    text: str
    due_on: date
    by: str
    letter: Letter | None
    reply: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class InspectionPage:
    """Everything one page shows."""

    row: InspectionRow
    unit: UnitInfo
    scope: list[tuple[str, str]]
    cases: list[CaseLine]
    findings: list[tuple[str, list[dict[str, Any]]]]
    recommended: list[Recommended]
    proposed: Punished
    handled: Punished
    working_days: int
    reads_today: bool


def inspection_list(actor: Actor, year: int | None) -> InspectionQuerySet:
    """What the actor sees, newest planned day first."""
    found = policies.visible_inspections(actor)
    if year is not None:
        found = found.of_year(year)
    ordered: InspectionQuerySet = found.order_by("-planned_on", "-id")
    return ordered


def inspection_rows(inspections: Sequence[Inspection]) -> list[InspectionRow]:
    """Lines of the list: one query more than the inspections, whatever their number."""
    letters = _letters(inspections)
    return [_row(one, letters) for one in inspections]


def inspection_page(actor: Actor, row: Inspection) -> InspectionPage:
    """One inspection; a constant number of queries beside it."""
    letters = _letters([row])
    replies = _replies(letters)
    today = clock.today()
    unit = tree.get(row.to_unit_id)
    reads = row.has_member(actor.account_id) and _is_read_on(row, today)
    recommended = []
    for one in row.recommendations:
        letter = letters.get(UUID(one["id"]))
        is_late = bool(letter and letter.is_late(today))
        due_on = date.fromisoformat(one["due_on"])
        reply = replies.get(UUID(one["id"]), "")
        recommended.append(Recommended(one["text"], due_on, one["by"], letter, reply, is_late))
    return InspectionPage(
        row=_row(row, letters),
        unit=unit,
        scope=scope_words(Scope.read(row.scope)),
        cases=_cases(row, unit if reads else None),
        findings=_by_topic(row.findings),
        recommended=recommended,
        proposed=Punished.added_up([row.proposed]),
        handled=Punished.added_up(row.handled),
        working_days=_working_days(row),
        reads_today=reads,
    )


def scope_words(scope: Scope) -> list[tuple[str, str]]:
    """Which cases are looked at, as label and words; no word where everything is."""
    from_to = f"{scope.received_from:%d/%m/%Y} – {scope.received_to:%d/%m/%Y}"
    labels = dict(field_choices())
    told = [("received", from_to)]
    for name, values, words in (
        ("kinds", scope.kinds, dict(CaseKind.choices)),
        ("fields", scope.fields, labels),
        ("statuses", scope.statuses, dict(CaseStatus.choices)),
    ):
        if values:
            told.append((name, ", ".join(str(words.get(one, one)) for one in values)))
    return told


def field_choices() -> list[tuple[str, str]]:
    """Every field of every kind once, by its code."""
    found: dict[str, str] = {}
    for pairs in fields.choices().values():
        for code, label in pairs:
            found.setdefault(code, label)
    return list(found.items())


def _is_read_on(row: Inspection, today: date) -> bool:
    if row.starts_on is None or row.ends_on is None or row.status not in (S.ANNOUNCED, S.UNDER_WAY):
        return False
    return row.starts_on <= today <= row.ends_on


def _cases(row: Inspection, unit: UnitInfo | None) -> list[CaseLine]:
    found = Counter(one["case"] for one in row.findings)
    kinds, statuses = dict(CaseKind.choices), dict(CaseStatus.choices)
    return [
        CaseLine(
            id=one["id"],
            number=one["number"],
            kind=str(kinds.get(one["kind"], one["kind"])),
            field=fields.label_of(one["kind"], one["field"]),
            status=str(statuses.get(one["status"], one["status"])),
            findings=found[one["id"]],
            url=unit_url(unit, "cases:page", one["id"]) if unit else "",
        )
        for one in row.cases
    ]


def _by_topic(findings: Sequence[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    groups = [(str(topic.label), [one for one in findings if one["topic"] == topic]) for topic in InspectionTopic]
    return [(label, rows) for label, rows in groups if rows]


def _working_days(row: Inspection) -> int:
    if row.starts_on is None or row.ends_on is None:
        return 0
    work = calendar.of_unit(row.unit_id)
    return work.working_days_between(row.starts_on, row.ends_on) + int(work.is_working_day(row.starts_on))


def _letters(inspections: Sequence[Inspection]) -> dict[UUID, Letter]:
    wanted = [UUID(one["id"]) for row in inspections for one in row.recommendations]
    found: dict[UUID, Letter] = Letter.objects.in_bulk(wanted)
    return found


def _replies(letters: dict[UUID, Letter]) -> dict[UUID, str]:
    rows = Letter.objects.incoming().filter(answers_id__in=list(letters), topic=LetterTopic.REPLY)
    return {asked: text for asked, text in rows.values_list("answers_id", "text") if asked is not None}


def _row(row: Inspection, letters: dict[UUID, Letter]) -> InspectionRow:
    today = clock.today()
    tone, icon = LOOKS[S(row.status)]
    told = [one for one in (letters.get(UUID(given["id"])) for given in row.recommendations) if one is not None]
    is_waiting = row.status in (S.DRAFT, S.DECIDED) and row.planned_on < today
    is_over = row.status in (S.ANNOUNCED, S.UNDER_WAY) and row.ends_on is not None and row.ends_on < today
    return InspectionRow(
        inspection=row,
        tone=tone,
        icon=icon,
        given=len(told),
        answered=sum(1 for one in told if one.answered_on is not None),
        late=sum(1 for one in told if one.is_late(today)),
        is_late=is_waiting or is_over,
    )
