"""The list of complex, crowded and long-running cases of a unit, and what the programme holds on one case."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from identity.actors import Actor
from kernel import clock
from oversight.models import CaseCard, HotSpot
from oversight.protocols import LinkedCase
from oversight.queries.programme import MARKS, cards_of
from oversight.rules.ageing import PROLONGED_AFTER, received_before
from tenants.cases import policies
from tenants.cases.enums import EntryKind
from tenants.cases.models import Attachment, Case, CaseQuerySet, ProgrammeEntry
from tenants.cases.queries.lists import CaseRow, case_rows
from tenants.cases.queries.page import days_open
from tenants.cases.rules import complexity, representatives


@dataclass(frozen=True)
class Mark:
    """One reason why the case stands in the programme: its words and how loud they are."""

    words: str
    tone: str = "line"


@dataclass(frozen=True, kw_only=True)
class ProgrammeRow:
    """One line of the list; a denouncer is never named in it (``row`` sees to that)."""

    row: CaseRow
    days_open: int
    is_complex: bool
    is_especially_complex: bool
    is_prolonged: bool
    is_crowd: bool
    settled: ProgrammeEntry | None
    solution: ProgrammeEntry | None
    progress: ProgrammeEntry | None
    step: ProgrammeEntry | None
    dialogue_on: date | None

    @property
    def lacks_dialogue(self) -> bool:
        """A solution was agreed and no dialogue held since (plan S3-22)."""
        return self.solution is not None and (self.dialogue_on is None or self.dialogue_on < self.solution.on)

    @property
    def days_silent(self) -> int | None:
        """Days since the last word on the agreed solution; none without one."""
        if self.solution is None:
            return None
        last = max(self.solution.on, self.progress.on) if self.progress else self.solution.on
        return (clock.today() - last).days


@dataclass(frozen=True, kw_only=True)
class ProgrammePart:
    """What the page of a case shows of the programme; ``directives`` in the order of their days, those of the reader's lines."""

    complexity: ProgrammeEntry | None
    grounds: list[str]
    is_especially_complex: bool
    is_prolonged: bool
    is_crowd: bool
    settled: ProgrammeEntry | None
    hot_spot: ProgrammeEntry | None
    spot: HotSpot | None
    solution: ProgrammeEntry | None
    documents: list[Attachment]
    progress: list[ProgrammeEntry]
    step: ProgrammeEntry | None
    steps_done: list[ProgrammeEntry]
    dialogues: list[ProgrammeEntry]
    dialogue_on: date | None
    directives: list[ProgrammeEntry]
    #: What is in force in another unit now, by its last row.
    left: ProgrammeEntry | None

    @property
    def lacks_dialogue(self) -> bool:
        return self.solution is not None and (self.dialogue_on is None or self.dialogue_on < self.solution.on)

    @property
    def is_there(self) -> bool:
        """Whether there is anything to show."""
        held = (self.complexity, self.settled, self.hot_spot, self.solution, self.step, self.left)
        return any(held) or bool(self.progress or self.steps_done or self.dialogues or self.directives)


def programme_cases(actor: Actor, mark: str = "", text: str = "") -> CaseQuerySet:
    """The cases the actor sees that the unit handles, by a word of ``MARKS``; the oldest first."""
    wanted = cards_of(actor.unit.id, mark if mark in MARKS else "", clock.today())
    cases = policies.visible_cases(actor).filter(pk__in=wanted.values("case_id"))
    if text.strip():
        cases = cases.matching(text)
    found: CaseQuerySet = cases.order_by("received_on", "id")
    return found


def settled_cases(actor: Actor, received_from: date | None = None, received_to: date | None = None) -> CaseQuerySet:
    """Those settled to the end of authority, by the day of receipt; what is sealed from the unit is in no list."""
    cases = programme_cases(actor, "settled")
    if received_from:
        cases = cases.filter(received_on__gte=received_from)
    if received_to:
        cases = cases.filter(received_on__lte=received_to)
    return cases


def linked_cases(actor: Actor, hot_spot_id: UUID) -> list[LinkedCase]:
    """The cases the actor sees that belong to a hot spot of this unit, the oldest first; one query."""
    links = policies.visible_entries(actor).in_force().of_kind(EntryKind.HOT_SPOT).filter(hot_spot_id=hot_spot_id)
    found = policies.visible_cases(actor).filter(pk__in=links.values("case_id")).order_by("received_on", "id")
    return [LinkedCase(case.pk, case.number, case.status) for case in found]


def programme_rows(actor: Actor, cases: Sequence[Case]) -> list[ProgrammeRow]:
    """What each line shows: the queries of a list of cases and two more, for any number of cases."""
    ids = [case.pk for case in cases]
    held: dict[Any, dict[str, ProgrammeEntry]] = {}
    entries = (
        policies.visible_entries(actor).in_force().of_cases(ids).select_related("body").order_by("on", "entered_at")
    )
    for entry in entries:
        held.setdefault(entry.case_id, {})[entry.kind] = entry
    dialogues = dict(CaseCard.objects.filter(case_id__in=ids).values_list("case_id", "dialogue_on"))
    return [_row(row, held.get(row.case.pk, {}), dialogues.get(row.case.pk)) for row in case_rows(actor, cases)]


def programme_part(actor: Actor, case: Case) -> ProgrammePart:
    """The programme's part of a case's page: two queries, one more for the hot spot and one for the papers of the solution."""
    rows = list(policies.visible_entries(actor).filter(case=case).select_related("body").order_by("on", "entered_at"))
    dialogue_on = CaseCard.objects.filter(case_id=case.pk).values_list("dialogue_on", flat=True).first()
    now = {row.kind: row for row in rows if row.ended_on is None}
    marked, linked, solution = now.get(EntryKind.COMPLEX), now.get(EntryKind.HOT_SPOT), now.get(EntryKind.SOLUTION)
    grounds = marked.grounds if marked else []
    papers = solution.documents if solution else []
    return ProgrammePart(
        complexity=marked,
        grounds=complexity.words_of(grounds),
        is_especially_complex=complexity.is_especially_complex(case.kind, grounds),
        is_prolonged=_is_prolonged(case),
        is_crowd=representatives.is_crowd(case.person_count),
        settled=now.get(EntryKind.SETTLED),
        hot_spot=linked,
        spot=HotSpot.objects.filter(pk=linked.hot_spot_id, unit_id=case.unit_id).first()
        if linked and linked.hot_spot_id
        else None,
        solution=solution,
        documents=list(case.attachments.filter(pk__in=papers)) if papers else [],
        progress=[row for row in rows if row.kind == EntryKind.PROGRESS],
        step=now.get(EntryKind.STEP),
        steps_done=[row for row in rows if row.kind == EntryKind.STEP and row.done_on],
        dialogues=[row for row in rows if row.kind == EntryKind.DIALOGUE],
        dialogue_on=dialogue_on,
        directives=[row for row in rows if row.kind == EntryKind.DIRECTIVE],
        left=next((row for row in reversed(rows) if row.left_with), None),
    )


def marks_of(row: ProgrammeRow) -> list[Mark]:
    """The marks as chips, the weightiest first."""
    told = [
        (row.is_especially_complex, Mark(_("Đặc biệt phức tạp"), "late")),
        (row.is_complex and not row.is_especially_complex, Mark(_("Phức tạp"), "warn")),
        (row.is_crowd, Mark(_("Đông người"), "warn")),
        (row.is_prolonged, Mark(_("Kéo dài"))),
        (row.settled is not None, Mark(_("Hết thẩm quyền"), "ok")),
    ]
    return [mark for is_so, mark in told if is_so]


def _row(row: CaseRow, held: dict[str, ProgrammeEntry], dialogue_on: date | None) -> ProgrammeRow:
    marked = held.get(EntryKind.COMPLEX)
    return ProgrammeRow(
        row=row,
        days_open=days_open(row.case),
        is_complex=marked is not None,
        is_especially_complex=marked is not None and complexity.is_especially_complex(row.case.kind, marked.grounds),
        is_prolonged=_is_prolonged(row.case),
        is_crowd=representatives.is_crowd(row.case.person_count),
        settled=held.get(EntryKind.SETTLED),
        solution=held.get(EntryKind.SOLUTION),
        progress=held.get(EntryKind.PROGRESS),
        step=held.get(EntryKind.STEP),
        dialogue_on=dialogue_on,
    )


def _is_prolonged(case: Case) -> bool:
    return case.closed_at is None and case.received_on < received_before(PROLONGED_AFTER, clock.today())
