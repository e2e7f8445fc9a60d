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
from tenants.conclusions.models import Task
from tenants.documents.enums import LetterTopic
from tenants.documents.models import Letter
from tenants.inspections import inspection_policies as policies
from tenants.inspections.enums import InspectionTopic
from tenants.inspections.models import Inspection
from tenants.inspections.models.inspection import InspectionQuerySet
from tenants.inspections.rules.inspections import Punished, Scope

S = InspectionStatus
Given = Letter | Task
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
    """One recommendation with its letter as this unit keeps it, or, in the own unit, with its task."""

    text: str
    due_on: date
    by: str
    letter: Letter | None
    task: Task | None
    reply: str
    is_late: bool

    @property
    def number(self) -> str:
        """The letter's number, or the body that has the task."""
        return self.letter.number if self.letter else self.task.lead_name if self.task else ""

    @property
    def done_on(self) -> date | None:
        """When it was answered or carried out."""
        return _done_on(self.letter or self.task)

    @property
    def is_begun(self) -> bool:
        """The other side has said that it has it."""
        return bool(self.letter.acknowledged_on if self.letter else self.task and self.task.acknowledged_at)


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
    """Lines of the list: two queries more than the inspections at most, whatever their number."""
    given = _given(inspections)
    return [_row(one, given) for one in inspections]


def inspection_page(actor: Actor, row: Inspection) -> InspectionPage:
    """One inspection; a constant number of queries beside it."""
    given = _given([row])
    replies = _replies([one.pk for one in given.values() if isinstance(one, Letter)])
    today = clock.today()
    unit = tree.get(row.to_unit_id)
    reads = row.has_member(actor.account_id) and _is_read_on(row, today)
    recommended = []
    for one in row.recommendations:
        found = given.get(UUID(one["id"]))
        letter, task = (found, None) if isinstance(found, Letter) else (None, found)
        due_on = date.fromisoformat(one["due_on"])
        reply = task.result if task and task.closed_on else replies.get(UUID(one["id"]), "")
        recommended.append(
            Recommended(one["text"], due_on, one["by"], letter, task, reply, is_late=_is_late(found, today))
        )
    return InspectionPage(
        row=_row(row, given),
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


def _given(inspections: Sequence[Inspection]) -> dict[UUID, Given]:
    """What became of each recommendation: its letter, of those to the own unit its task."""
    found: dict[UUID, Given] = dict(Letter.objects.in_bulk(_ids(inspections, is_own=False)))
    if own := _ids(inspections, is_own=True):
        found |= Task.objects.in_bulk(own)
    return found


def _ids(inspections: Sequence[Inspection], *, is_own: bool) -> list[UUID]:
    rows = [row for row in inspections if (row.to_unit_id == row.unit_id) == is_own]
    return [UUID(one["id"]) for row in rows for one in row.recommendations]


def _done_on(given: Given | None) -> date | None:
    return given.answered_on if isinstance(given, Letter) else given.closed_on if given else None


def _is_late(given: Given | None, today: date) -> bool:
    return given.is_late(today) if isinstance(given, Letter) else bool(given and given.is_overdue(today))


def _replies(letters: Sequence[UUID]) -> dict[UUID, str]:
    rows = Letter.objects.incoming().filter(answers_id__in=letters, topic=LetterTopic.REPLY)
    return {asked: text for asked, text in rows.values_list("answers_id", "text") if asked is not None}


def _row(row: Inspection, given: dict[UUID, Given]) -> InspectionRow:
    today = clock.today()
    tone, icon = LOOKS[S(row.status)]
    told = [given[key] for one in row.recommendations if (key := UUID(one["id"])) in given]
    is_waiting = row.status in (S.DRAFT, S.DECIDED) and row.planned_on < today
    is_over = row.status in (S.ANNOUNCED, S.UNDER_WAY) and row.ends_on is not None and row.ends_on < today
    return InspectionRow(
        inspection=row,
        tone=tone,
        icon=icon,
        given=len(told),
        answered=sum(1 for one in told if _done_on(one) is not None),
        late=sum(1 for one in told if _is_late(one, today)),
        is_late=is_waiting or is_over,
    )
