"""Who is told what today: the due dates of the whole country in one query, then the people of each unit that has any."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from deadlines import calendar
from deadlines.models import DueItem
from exchange.enums import EnvelopeStatus, MovementKind
from exchange.models import Envelope
from identity.models import Account, Membership
from identity.roles import Role
from kernel.active import unit_scope
from registry import tree
from registry.info import UnitInfo
from registry.levels import Line
from tenants.cases.enums import CaseKind
from tenants.cases.models import Case
from tenants.conclusions.models import Task
from tenants.documents.models import Letter
from tenants.inspections.rules.reminders import Moment, To, reminders, windows

#: No working day is further away than this from the days its reminders speak of.
REACH = timedelta(days=30)
_WATCHES = frozenset({Role.SUPERVISOR, Role.OFFICE_CHIEF})


@dataclass
class Digest:
    """What one person is told in one mail: how many things of each unit, no names and no titles."""

    account_id: UUID
    #: Unit → moment → how many.
    due: dict[int, Counter[Moment]] = field(default_factory=lambda: defaultdict(Counter))
    #: Unit → letters that came and nobody has acknowledged.
    letters: Counter[int] = field(default_factory=Counter)

    def __bool__(self) -> bool:
        return bool(self.due or self.letters)


@dataclass(frozen=True, slots=True)
class Matter:
    """Whose a due thing is: its person, if there is one, and its line."""

    moment: Moment
    account_id: UUID | None
    lines: frozenset[str]
    is_told_above: bool


BOTH = frozenset({Line.PARTY.value, Line.GOVERNMENT.value})


def digests(today: date) -> list[Digest]:
    """The digests of the day, one a person, in the whole country."""
    people: dict[UUID, Digest] = {}
    due = _due(today)
    arrived = _arrived()
    for unit_id in sorted({*due, *arrived}):
        unit = tree.get(unit_id)
        if not unit.is_open or tree.is_behind(unit):
            continue
        members = _members(unit_id)
        with unit_scope(unit):
            _tell_of_dues(people, unit, members, _matters(due.get(unit_id, [])))
            if arrived[unit_id] and calendar.of_unit(unit_id).is_working_day(today):
                _tell_of_letters(people, unit, members)
    return [digest for digest in people.values() if digest]


def accounts(digests: Iterable[Digest]) -> dict[UUID, Account]:
    """The people who can be reached by mail; one query."""
    wanted = [digest.account_id for digest in digests]
    return {one.pk: one for one in Account.objects.filter(pk__in=wanted, is_active=True).exclude(email="")}


def _due(today: date) -> dict[int, list[tuple[DueItem, Moment]]]:
    """Open due items that lie in one of the windows of their unit, by unit."""
    found: dict[int, list[tuple[DueItem, Moment]]] = defaultdict(list)
    days = (today - REACH, today + REACH)
    for item in DueItem.objects.open().filter(due_on__range=days).order_by("unit_id").iterator():
        window = windows(calendar.of_unit(item.unit_id), today)
        if window is not None and (moment := window.moment_of(item.due_on)):
            found[item.unit_id].append((item, moment))
    return found


def _arrived() -> Counter[int]:
    """How many letters lie unacknowledged in which unit."""
    waiting = Envelope.objects.filter(kind=MovementKind.LETTER, status=EnvelopeStatus.DELIVERED)
    return Counter(unit for unit in waiting.values_list("to_unit", flat=True) if unit is not None)


def _members(unit_id: int) -> list[Membership]:
    return list(Membership.objects.in_unit(unit_id).in_force())


def _matters(items: list[tuple[DueItem, Moment]]) -> list[Matter]:
    """Three queries whatever the number of items; what is sealed from the unit is nobody's."""
    keys = [item.case_id for item, _moment in items]
    cases = {case.pk: case for case in Case.objects.filter(pk__in=keys).only("id", "unit_id", "assignee", "is_sealed")}
    tasks = {task.pk: task for task in Task.objects.filter(pk__in=keys).only("id", "unit_id", "officer", "line")}
    letters = dict(Letter.objects.filter(pk__in=keys).values_list("pk", "line"))
    found = []
    for item, moment in items:
        above = item.case_kind != CaseKind.DENUNCIATION
        if case := cases.get(item.case_id):
            if not case.is_sealed:
                found.append(Matter(moment, case.assignee_id, BOTH, above))
        elif task := tasks.get(item.case_id):
            found.append(Matter(moment, task.officer_id, frozenset({task.line}), above))
        else:
            line = letters.get(item.case_id)
            found.append(Matter(moment, None, frozenset({line}) if line else BOTH, above))
    return found


def _tell_of_dues(people: dict[UUID, Digest], unit: UnitInfo, members: list[Membership], matters: list[Matter]) -> None:
    rules = reminders().rules
    above: list[Membership] | None = None
    for matter in matters:
        match rules[matter.moment].to:
            case To.RESPONSIBLE if matter.account_id is not None:
                told = [matter.account_id]
            case To.RESPONSIBLE:
                told = [row.account_id for row in members if row.role == Role.OFFICE_CHIEF and _on(row, matter.lines)]
            case To.HEAD:
                told = [row.account_id for row in members if row.is_head and _on(row, matter.lines)]
            case To.LEVEL_ABOVE:
                if not matter.is_told_above:
                    continue
                if above is None:
                    above = _above(unit)
                told = [row.account_id for row in above if _on(row, matter.lines)]
        for account_id in dict.fromkeys(told):
            people.setdefault(account_id, Digest(account_id)).due[unit.id][matter.moment] += 1


def _tell_of_letters(people: dict[UUID, Digest], unit: UnitInfo, members: list[Membership]) -> None:
    """The head and the office: whoever opens what has come in."""
    for line in Letter.objects.incoming().filter(status="ARRIVED").values_list("line", flat=True):
        told = [
            row.account_id
            for row in members
            if (row.is_head or row.role == Role.OFFICE_CHIEF) and _on(row, frozenset({line}))
        ]
        for account_id in dict.fromkeys(told):
            people.setdefault(account_id, Digest(account_id)).letters[unit.id] += 1


def _above(unit: UnitInfo) -> list[Membership]:
    """Who watches at the units directly above, on either line."""
    parents = {parent.id for line in (Line.PARTY, Line.GOVERNMENT) if (parent := tree.parent(unit.id, line=line))}
    return [row for parent in sorted(parents) for row in _members(parent) if row.role in _WATCHES]


def _on(row: Membership, lines: frozenset[str]) -> bool:
    return row.line == Line.BOTH or row.line in lines
