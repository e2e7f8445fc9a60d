"""Which rule applies and what date follows from it, with the reasons in words.

The version of a rule is decided by the date of its start event: a complaint received on 24/06/2026 keeps the term of June even
when it is worked on in July.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils import formats
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from deadlines import calendar
from deadlines.calendar import ONE_DAY, WorkCalendar
from deadlines.enums import DayKind, Mark, StartEvent
from deadlines.explanations import explain, explain_fixed, explain_set_by_hand
from deadlines.memory import Remembered
from deadlines.models import DeadlineRule
from kernel.errors import DomainError
from registry import tree

#: So many computed terms are kept at once.
MOST_TERMS = 1000


@dataclass(frozen=True, slots=True)
class Deadline:
    """A computed term. ``target_on`` is the date to work to, ``due_on`` the last permitted day; they differ when two legal
    rows apply (the earlier is the target) or when the unit shortened its own term."""

    rule_code: str
    due_on: date
    target_on: date
    length: int | None
    day_kind: str
    source: str
    explanation: list[str] = field(default_factory=list)
    is_expected: bool = False
    is_own_target: bool = False


@dataclass(frozen=True, slots=True)
class PlanTerm:
    """What a unit's plan says instead of the common row: a period, or days of the year, with the plan as its source.

    ``start_event`` empty keeps the row's event. A legal row (mark V, M or N) is not replaced but stands beside it.
    """

    source: str
    length: int | None = None
    day_kind: str = DayKind.WORKING
    start_event: str = ""
    dates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """One row of the rule table applied to one start date."""

    rule: DeadlineRule
    due_on: date

    @property
    def is_own(self) -> bool:
        return self.rule.unit_id is not None


def compute(
    rule_code: str,
    start: date,
    *,
    on: date | None = None,
    unit_id: int | None = None,
    due_on: date | None = None,
    plan: PlanTerm | None = None,
) -> Deadline:
    """The deadline of ``rule_code`` for a start event on ``start``, by the rows valid on ``on`` (``start`` unless told).

    For what must be done before an event (posting a schedule, inviting) ``start`` is the day of the event and the date the last
    permitted one before it. ``due_on`` is the date somebody set by hand and is required for exactly the codes of that kind
    (ASSIGN, SUPPLEMENT). ``plan``: what the unit's plan says instead; a plan never lengthens what the law sets.
    Raises ``DomainError("no_deadline_rule")`` when no row was in force; with ``plan`` a province's own row says from which event.
    """
    level = tree.get(unit_id).level if unit_id is not None else ""
    asked = (get_language(), rule_code, start, on, unit_id, level, due_on, plan)
    known = _known_terms()
    if asked not in known:
        known[asked] = _compute(rule_code, start, on=on, unit_id=unit_id, due_on=due_on, plan=plan)
    return known[asked]


def _compute(
    rule_code: str, start: date, *, on: date | None, unit_id: int | None, due_on: date | None, plan: PlanTerm | None
) -> Deadline:
    work = calendar.of_unit(unit_id)
    rows = in_force(rule_code, on or start, unit_id)
    if plan is not None:
        rows = _with_plan(rows or local(rule_code, on or start), plan)
    if not rows:
        raise DomainError(
            "no_deadline_rule",
            _("Chưa có quy tắc thời hạn %(code)s cho ngày %(day)s.")
            % {"code": rule_code, "day": formats.date_format(on or start, "d/m/Y")},
        )
    if rows[0].start_event == StartEvent.SET_BY_HAND:
        return _set_by_hand(rows[0], start, due_on, work)
    if StartEvent(rows[0].start_event).is_named_day:
        return _fixed(rows[0], start, work)
    candidates = sorted((Candidate(row, _end(row, start, work)) for row in rows), key=lambda found: found.due_on)
    legal = [found for found in candidates if not found.is_own]
    nearest, last = candidates[0], legal[-1]
    target_on = min(nearest.due_on, last.due_on)
    if StartEvent(nearest.rule.start_event).is_before:
        target_on = work.previous_working_day(target_on)
    return Deadline(
        rule_code=rule_code,
        due_on=last.due_on,
        target_on=target_on,
        length=nearest.rule.length,
        day_kind=nearest.rule.day_kind,
        source="; ".join(found.rule.source for found in candidates),
        explanation=explain(candidates, start, work),
        is_expected=calendar.is_expected_year(last.due_on.year),
        is_own_target=nearest.is_own and nearest.due_on < last.due_on,
    )


def in_force(rule_code: str, on: date, unit_id: int | None = None) -> list[DeadlineRule]:
    """Rows of a code valid on a day: the legal ones of the unit's level (else the general ones), then the unit's own.

    What one province ordered for itself (mark L) is in force nowhere by itself: a unit takes it over in its plan.
    """
    rows = [row for row in _valid(rule_code, on) if row.unit_id in (None, unit_id) and row.mark != Mark.LOCAL]
    legal = [row for row in rows if row.unit_id is None]
    own = [row for row in rows if row.unit_id is not None]
    unit = tree.get(unit_id) if unit_id is not None else None
    of_level = [row for row in legal if unit is not None and str(unit.level) in row.levels]
    # Rows for a level that the law no longer knows end with it; what is left then are the general rows.
    general = [row for row in legal if row.levels != ["DISTRICT"]]
    return (of_level or general) + own


def local(rule_code: str, on: date) -> list[DeadlineRule]:
    """What single provinces ordered for themselves, as an example for the plan of another unit."""
    return [row for row in _valid(rule_code, on) if row.mark == Mark.LOCAL and row.levels != ["DISTRICT"]]


def is_shortenable(rule: DeadlineRule) -> bool:
    """Whether a shorter number of days is stricter: not of what is due at once, on a named day, or before an event."""
    event = StartEvent(rule.start_event)
    return event.has_length and not event.is_before and bool(rule.length and rule.length > 1)


def _valid(rule_code: str, on: date) -> list[DeadlineRule]:
    rows = _rows().get(rule_code, ())
    return [row for row in rows if row.valid_from <= on <= (row.overlay_valid_to or row.valid_to or on)]


def _load_rows() -> dict[str, list[DeadlineRule]]:
    rows: dict[str, list[DeadlineRule]] = {}
    for row in DeadlineRule.objects.order_by("code", "valid_from", "id"):
        rows.setdefault(row.code, []).append(row)
    return rows


_rows = Remembered(_load_rows)


@dataclass(slots=True)
class _Terms:
    """Terms computed from these rows and days, with their words; other rows or days mean other terms."""

    rows: object
    days: object
    known: dict[tuple[object, ...], Deadline] = field(default_factory=dict)


_terms = _Terms(None, None)


def _known_terms() -> dict[tuple[object, ...], Deadline]:
    # A counter takes in one case after the other on the same day: the same term, explained in the same words.
    global _terms
    rows, days = _rows(), calendar.own_days()
    if _terms.rows is not rows or _terms.days is not days or len(_terms.known) > MOST_TERMS:
        _terms = _Terms(rows, days)
    return _terms.known


def _with_plan(rows: list[DeadlineRule], plan: PlanTerm) -> list[DeadlineRule]:
    """The rows with the plan's own: in place of common ones (marks S and L), beside legal ones as a term of the unit."""
    if not rows:
        return []
    model = rows[0]
    is_bound = any(row.mark in (Mark.VERIFIED, Mark.MIRROR, Mark.NEWS) for row in rows)
    own = DeadlineRule(
        code=model.code,
        unit_id=-1 if is_bound else None,
        length=plan.length,
        day_kind=plan.day_kind if plan.length is not None else "",
        start_event=plan.start_event or model.start_event,
        dates=list(plan.dates),
        valid_from=model.valid_from,
        law=plan.source,
        mark=Mark.PLAN,
    )
    return [*rows, own] if is_bound else [own]


def _fixed(row: DeadlineRule, start: date, work: WorkCalendar) -> Deadline:
    """The first day of the year named by the row that ``start`` has not reached; due before it or by its end, never moved."""
    before = ONE_DAY if row.start_event == StartEvent.FIXED else timedelta(0)
    named = next(day for day in _named_days(row, start.year) if day - before >= start)
    due_on = named - before
    return Deadline(
        rule_code=row.code,
        due_on=due_on,
        target_on=work.previous_working_day(due_on),
        length=None,
        day_kind="",
        source=row.source,
        explanation=explain_fixed(row, named, work),
        is_expected=calendar.is_expected_year(due_on.year),
    )


def _named_days(row: DeadlineRule, year: int) -> list[date]:
    return sorted(date.fromisoformat(f"{one}-{day}") for one in (year, year + 1) for day in row.dates)


def _end(row: DeadlineRule, start: date, work: WorkCalendar) -> date:
    assert row.length is not None
    if row.length == 0:
        return start
    if StartEvent(row.start_event).is_before:
        if row.day_kind == DayKind.WORKING:
            return work.working_days_before(start, row.length)
        # A notice of so many days is not shortened by a day off: it is due on the day counted, work to the one before.
        return start - timedelta(days=row.length)
    return (
        work.add_working_days(start, row.length)
        if row.day_kind == DayKind.WORKING
        else work.add_days(start, row.length)
    )


def _set_by_hand(row: DeadlineRule, start: date, due_on: date | None, work: WorkCalendar) -> Deadline:
    if due_on is None:
        raise ValueError(f"{row.code}: the date is set by hand")
    return Deadline(row.code, due_on, due_on, None, "", row.source, explain_set_by_hand(row, start, due_on, work))


def as_data(deadline: Deadline) -> dict[str, Any]:
    """The derivation as stored beside a due item and given by the API."""
    return {
        "rule": deadline.rule_code,
        "length": deadline.length,
        "day_kind": deadline.day_kind,
        "source": deadline.source,
        "target_on": deadline.target_on.isoformat(),
        "due_on": deadline.due_on.isoformat(),
        "is_expected": deadline.is_expected,
        "is_own_target": deadline.is_own_target,
        "lines": list(deadline.explanation),
    }
