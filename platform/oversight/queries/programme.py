"""Complex, crowded and long-running cases: which cases count, and how far the units below are with them.

The level above supervises an agreed solution without reading the case (plan S3-09; domain: supervision without content), so all
is counted from cards and due items. Upward, denunciations are left out on every level, as in ``ageing``.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, Max, OuterRef, Q

from deadlines.enums import RuleCode
from deadlines.models import DueItem
from oversight.models import CaseCard
from oversight.queries.board import DENUNCIATION
from oversight.rules.ageing import PROLONGED_AFTER, received_before
from registry import tree
from registry.tree import UnitInfo

IS_OPEN = Q(closed_on__isnull=True)
IS_COMPLEX = Q(complex_on__isnull=False)
IS_CROWD = Q(is_crowd=True)
IS_SETTLED = Q(settled_on__isnull=False)
HAS_SOLUTION = Q(solution_on__isnull=False)
#: A dialogue before the solution was agreed is none about it (plan S3-22).
NO_DIALOGUE = HAS_SOLUTION & (Q(dialogue_on__isnull=True) | Q(dialogue_on__lt=F("solution_on")))


def is_prolonged(today: date) -> Q:
    """Received longer ago than where cases begin to count as long-running."""
    return Q(received_on__lt=received_before(PROLONGED_AFTER, today))


def is_in_programme(today: date) -> Q:
    """Open, and complex, of a crowd, long-running, settled to the end of authority or with an agreed solution."""
    return IS_OPEN & (IS_COMPLEX | IS_CROWD | is_prolonged(today) | IS_SETTLED | HAS_SOLUTION)


def has_late_step(today: date) -> Exists:
    """The next step was due before today."""
    late = DueItem.objects.late_on(today).filter(case_id=OuterRef("case_id"), unit_id=OuterRef("handling_unit_id"))
    return Exists(late.filter(kind=RuleCode.STEP))


#: What a list is narrowed to, by its word in the address; the empty word is the whole programme.
MARKS: dict[str, Callable[[date], Q]] = {
    "": is_in_programme,
    "complex": lambda today: IS_OPEN & IS_COMPLEX,
    "prolonged": lambda today: IS_OPEN & is_prolonged(today),
    "crowd": lambda today: IS_OPEN & IS_CROWD,
    "no_solution": lambda today: is_in_programme(today) & ~HAS_SOLUTION,
    "no_dialogue": lambda today: IS_OPEN & NO_DIALOGUE,
    "late_step": lambda today: IS_OPEN & Q(has_late_step(today)),
    "settled": lambda today: IS_SETTLED,
}


@dataclass(frozen=True, slots=True)
class ProgrammeCounts:
    """How many cases of a unit's programme stand where; ``progress_on``: when the last progress was written anywhere in it."""

    cases: int = 0
    complex: int = 0
    prolonged: int = 0
    crowd: int = 0
    solution: int = 0
    no_dialogue: int = 0
    late_step: int = 0
    settled: int = 0
    progress_on: date | None = None

    def __add__(self, other: "ProgrammeCounts") -> "ProgrammeCounts":
        sums = {one.name: getattr(self, one.name) + getattr(other, one.name) for one in COUNTED}
        return ProgrammeCounts(
            **sums, progress_on=max(filter(None, (self.progress_on, other.progress_on)), default=None)
        )


COUNTED = tuple(one for one in fields(ProgrammeCounts) if one.name != "progress_on")


@dataclass(frozen=True, slots=True)
class ProgrammeRow:
    """One part of the subtree with all under it; ``is_own``: what the viewed unit handles itself."""

    unit: UnitInfo
    is_own: bool
    counts: ProgrammeCounts


def cards_of(unit_id: int, mark: str, today: date) -> Any:
    """The cards of cases that a unit handles, by a word of ``MARKS``: a case stands in one unit's list, as in the figures."""
    return CaseCard.objects.filter(MARKS[mark](today), handling_unit_id=unit_id)


def programme_rows(unit: UnitInfo, today: date) -> list[ProgrammeRow]:
    """The unit's own cases and each unit directly below with all under it, most cases first; one query whatever the size."""
    below = tree.children(unit.id, today)
    part_of = {unit.id: unit.id} | {child.id: child.id for child in below}
    for child in below:
        part_of |= {one.id: child.id for one in tree.descendants(child.id, today)}
    rows: Any = (
        CaseCard.objects.filter(IS_OPEN | IS_SETTLED, handling_unit_id__in=part_of)
        .exclude(kind=DENUNCIATION)
        .exclude(is_sealed=True, handling_unit_id=F("home_unit_id"))
        .annotate(has_late_step=has_late_step(today))
        .values("handling_unit_id")
        .annotate(
            **{f"n_{name}": Count("pk", filter=wanted) for name, wanted in _counted(today).items()},
            last=Max("progress_on", filter=is_in_programme(today)),
        )
        .order_by()
    )
    sums: dict[int, ProgrammeCounts] = {part: ProgrammeCounts() for part in (unit.id, *(one.id for one in below))}
    for row in rows:
        told = {one.name: row[f"n_{one.name}"] for one in COUNTED}
        sums[part_of[row["handling_unit_id"]]] += ProgrammeCounts(**told, progress_on=row["last"])
    found = [ProgrammeRow(tree.get(part), part == unit.id, counts) for part, counts in sums.items()]
    return sorted(found, key=lambda one: (one.is_own, -one.counts.cases, -one.counts.late_step, one.unit.code))


def total_of(rows: list[ProgrammeRow]) -> ProgrammeCounts:
    """All rows added up."""
    return sum((row.counts for row in rows), ProgrammeCounts())


def _counted(today: date) -> dict[str, Q]:
    marks = {name: MARKS[name](today) for name in ("complex", "prolonged", "crowd", "no_dialogue", "settled")}
    late = IS_OPEN & Q(has_late_step=True)
    return {"cases": is_in_programme(today), "solution": IS_OPEN & HAS_SOLUTION, "late_step": late, **marks}
