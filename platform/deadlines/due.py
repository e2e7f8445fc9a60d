"""Duties with a date: opened, met, cancelled, moved, and found late by one sweep over the country."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import F, Min
from django.utils import translation

from deadlines import rules
from deadlines.calendar import ONE_DAY
from deadlines.models import DueItem, DueItemQuerySet
from deadlines.rules import PlanTerm
from kernel import clock, outbox
from kernel.transactions import atomic

OVERDUE = "overdue"
"""The counted fact: unmet due items after their last day."""

BATCH = 500


def open_item(
    unit_id: int, rule_code: str, object_id: UUID, start: date, due_on: date | None = None, case_kind: str = ""
) -> DueItem:
    """A new duty of the unit, dated by the rule valid on ``start``; ``due_on`` for codes whose date is set by hand.

    Belongs in the transaction that creates the duty. The derivation is stored in Vietnamese, as it was on this day.
    """
    item = _new(unit_id, rule_code, object_id, start, due_on, case_kind)
    item.save(force_insert=True)
    return item


def open_items(
    unit_id: int, rule_codes: Iterable[str], object_id: UUID, start: date, case_kind: str = ""
) -> list[DueItem]:
    """Several duties that begin with the same event, in one statement."""
    return DueItem.objects.bulk_create(
        [_new(unit_id, rule_code, object_id, start, None, case_kind) for rule_code in rule_codes]
    )


def open_planned(
    unit_id: int,
    code: str,
    object_id: UUID,
    start: date,
    *,
    due_on: date,
    source: str,
    lines: list[str],
    line: str = "",
) -> DueItem:
    """A duty whose date an own plan orders or a person fixed, with its derivation; of no kind of case.

    ``code`` names it (``E4``, ``TASK``); no row of the rule table is asked. ``lines`` are the words of the derivation, ``line``
    says whose duty it is.
    """
    derivation = {"rule": code, "source": source, "due_on": due_on.isoformat(), "lines": lines}
    return DueItem.objects.create(
        unit_id=unit_id,
        kind=code,
        case_id=object_id,
        case_kind="",
        line=line,
        started_on=start,
        due_on=due_on,
        target_on=due_on,
        source=source[:400],
        derivation=derivation,
    )


def open_many(
    unit_id: int, rule_code: str, starts: Iterable[tuple[UUID, date]], plan: PlanTerm | None = None
) -> list[DueItem]:
    """One duty of many objects, each with the day of its event, in one statement; ``plan``: what the unit's plan says of it."""
    return DueItem.objects.bulk_create(
        [_new(unit_id, rule_code, object_id, start, None, "", plan) for object_id, start in starts]
    )


def open_each(rule_code: str, starts: Iterable[tuple[int, UUID, date]], due_on: date | None = None) -> list[DueItem]:
    """One duty of many units, each ``(unit, object, day of its event)``, in one statement; ``due_on`` for days set by hand."""
    return DueItem.objects.bulk_create(
        [_new(unit_id, rule_code, object_id, start, due_on, "") for unit_id, object_id, start in starts], batch_size=500
    )


def open_dated(
    unit_id: int, rule_code: str, dates: Iterable[tuple[UUID, date]], start: date, line: str = ""
) -> list[DueItem]:
    """Duties of the unit of a code whose days are set by hand, each ``(object, day)``, in one statement; ``line``: whose they are."""
    items = [_new(unit_id, rule_code, object_id, start, day, "") for object_id, day in dates]
    for item in items:
        item.line = line
    return DueItem.objects.bulk_create(items)


def _new(
    unit_id: int,
    rule_code: str,
    object_id: UUID,
    start: date,
    due_on: date | None,
    case_kind: str,
    plan: PlanTerm | None = None,
) -> DueItem:
    with translation.override("vi"):
        deadline = rules.compute(rule_code, start, unit_id=unit_id, due_on=due_on, plan=plan)
    return DueItem(
        unit_id=unit_id,
        kind=rule_code,
        case_id=object_id,
        case_kind=case_kind,
        started_on=start,
        due_on=deadline.due_on,
        target_on=deadline.target_on,
        source=deadline.source[:400],
        derivation=rules.as_data(deadline),
    )


@atomic(savepoint=False)
def meet(unit_id: int, object_id: UUID, rule_code: str | None = None, on: date | None = None) -> int:
    """The unit did what was due (all codes unless told); an overdue item leaves the figure. Returns how many."""
    return _end(unit_id, object_id, rule_code, met_on=on or clock.today())


@atomic(savepoint=False)
def cancel(
    unit_id: int,
    object_id: UUID,
    rule_code: str | None = None,
    on: date | None = None,
    *,
    superseded: bool = False,
) -> int:
    """The duty no longer exists (withdrawn, sent on, joined); the row stays. Returns how many.

    ``superseded``: a corrected row takes its place, so ``reopen`` leaves it closed.
    """
    return _end(unit_id, object_id, rule_code, cancelled_on=on or clock.today(), is_superseded=superseded)


@atomic(savepoint=False)
def reopen(unit_id: int, object_id: UUID, rule_code: str | None = None) -> int:
    """Take back a cancellation (a movement was returned or recalled): the old dates count again. Returns how many."""
    found = DueItem.objects.filter(
        unit_id=unit_id, case_id=object_id, cancelled_on__isnull=False, met_on__isnull=True, is_superseded=False
    )
    items = list(_of_code(found, rule_code).order_by("id").select_for_update())
    _count(items, +1)
    DueItem.objects.filter(pk__in=[item.pk for item in items]).update(cancelled_on=None)
    return len(items)


@atomic(savepoint=False)
def open_again(unit_id: int, object_id: UUID, rule_code: str | None = None) -> int:
    """What was met is owed again with its dates (a report was returned); late already where the day has passed. Returns how many."""
    found = DueItem.objects.filter(unit_id=unit_id, case_id=object_id, met_on__isnull=False, cancelled_on__isnull=True)
    items = list(_of_code(found, rule_code).order_by("id").select_for_update())
    _count(items, +1)
    DueItem.objects.filter(pk__in=[item.pk for item in items]).update(met_on=None)
    return len(items)


@atomic(savepoint=False)
def correct(item: DueItem, *, due_on: date | None, met_on: date | None, is_cancelled: bool) -> None:
    """Write again what the unit's own row says of a duty (``due_on`` None: as it is); *overdue* follows by its delta."""
    row = DueItem.objects.select_for_update().get(pk=item.pk)
    if row.is_open:
        _count([row], -1)
    if due_on is not None and due_on != row.due_on:
        row.target_on = due_on if row.target_on == row.due_on else min(row.target_on, due_on)
        row.due_on = due_on
        if row.overdue_since is not None:
            row.overdue_since = due_on + ONE_DAY if due_on < clock.today() else None
    row.met_on = met_on
    row.cancelled_on = (row.cancelled_on or clock.today()) if is_cancelled else None
    if row.is_open:
        _count([row], +1)
    row.save(update_fields=["due_on", "target_on", "overdue_since", "met_on", "cancelled_on"])


@atomic(savepoint=False)
def move(object_id: UUID, from_unit: int, to_unit: int, rule_code: str | None = None) -> int:
    """Another unit has the duty from now on, with its dates and its lateness: moving erases no elapsed time. Returns how many."""
    found = DueItem.objects.open().filter(unit_id=from_unit, case_id=object_id)
    items = list(_of_code(found, rule_code).order_by("id").select_for_update())
    _count(items, -1)
    for item in items:
        item.unit_id = to_unit
    _count(items, +1)
    DueItem.objects.filter(pk__in=[item.pk for item in items]).update(unit_id=to_unit)
    return len(items)


def of_object(object_id: UUID, unit_id: int | None = None) -> DueItemQuerySet:
    """Every duty of one case, nearest first; of one unit when told."""
    items = DueItem.objects.filter(case_id=object_id)
    if unit_id is not None:
        items = items.filter(unit_id=unit_id)
    return items.order_by("due_on", "id")


def sweep(on: date | None = None) -> int:
    """Mark what is late on ``on`` (today) nation-wide and count it. Returns how many items became overdue.

    ``overdue_since`` is the day after the last permitted one, whenever the sweep came; the figure changes today.
    Batches of 500 in their own transactions through one partial index; rows that a unit is meeting right now are skipped
    and seen by the next sweep. Two sweeps at once share the work; a second run finds nothing.
    """
    day = on or clock.today()
    found = 0
    while batch := _sweep_batch(day):
        found += batch
    return found


def lag(on: date | None = None) -> tuple[int, date | None]:
    """What the sweep has not seen yet: how many late items, and the oldest due date among them."""
    waiting = DueItem.objects.late_on(on or clock.today()).filter(overdue_since__isnull=True)
    return waiting.count(), waiting.aggregate(oldest=Min("due_on"))["oldest"]


@atomic
def _sweep_batch(day: date) -> int:
    late = DueItem.objects.late_on(day).filter(overdue_since__isnull=True)
    items = list(late.order_by("due_on").select_for_update(skip_locked=True)[:BATCH])
    DueItem.objects.filter(pk__in=[item.pk for item in items]).update(overdue_since=F("due_on") + ONE_DAY)
    for (unit_id, case_kind), n in sorted(Counter((item.unit_id, item.case_kind) for item in items).items()):
        outbox.emit(unit_id=unit_id, fact=OVERDUE, kind=case_kind, day=day, n=n)
    return len(items)


def _of_code(items: DueItemQuerySet, rule_code: str | None) -> DueItemQuerySet:
    return items if rule_code is None else items.filter(kind=rule_code)


# Locked in key order, as the sweep's own locks never wait: no two callers can wait for each other.
_END = """
    WITH found AS (
        SELECT id FROM deadlines_dueitem
        WHERE unit_id = %(unit)s AND case_id = %(object)s AND met_on IS NULL AND cancelled_on IS NULL {of_code}
        ORDER BY id FOR UPDATE
    )
    UPDATE deadlines_dueitem AS item SET {change} FROM found WHERE item.id = found.id
    RETURNING item.overdue_since IS NOT NULL, item.case_kind"""


def _end(unit_id: int, object_id: UUID, rule_code: str | None, **change: date | bool) -> int:
    sql = _END.format(
        of_code="" if rule_code is None else "AND kind = %(code)s",
        change=", ".join(f"{column} = %({column})s" for column in change),
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, {"unit": unit_id, "object": object_id, "code": str(rule_code), **change})
        ended = cursor.fetchall()
    for case_kind, n in Counter(case_kind for was_overdue, case_kind in ended if was_overdue).items():
        outbox.emit(unit_id=unit_id, fact=OVERDUE, kind=case_kind, day=clock.today(), n=-n)
    return len(ended)


def _count(items: list[DueItem], n: int) -> None:
    for item in items:
        if item.overdue_since is not None:
            outbox.emit(unit_id=item.unit_id, fact=OVERDUE, kind=item.case_kind, day=clock.today(), n=n)
