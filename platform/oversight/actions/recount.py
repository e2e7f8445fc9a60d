"""The nightly recount: own tables = roll-up + unfolded deltas, for every unit; a difference is repaired and logged."""

import logging
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Sum

from deadlines.models import DueItem
from exchange.enums import HANDOVERS, EnvelopeStatus
from exchange.models import Custody, Envelope
from kernel import clock
from kernel.active import unit_scope
from kernel.outbox import OutboxRow
from kernel.transactions import atomic
from oversight import facts, protocols
from oversight.actions.due_recount import recount_dues
from oversight.facts import SENT_BY_MOVEMENT, STOCKS, Fact
from oversight.models import CaseCard, RecountRun, Rollup
from oversight.protocols import Counts
from registry import tree
from registry.tree import UnitInfo

logger = logging.getLogger("tiepdan.recount")

NOT_SENT = (EnvelopeStatus.RECALLED, EnvelopeStatus.UNDELIVERABLE)


@dataclass(frozen=True, slots=True)
class Difference:
    """``counted`` is what the unit's own tables say, ``recorded`` what the figures said."""

    unit_id: int
    fact: Fact
    kind: str
    day: date
    counted: int
    recorded: int


def recount_all(of: Iterable[UnitInfo] | None = None) -> int:
    """Recount every open unit (or those told); return how many figures differed and were repaired.

    A difference that the last run repaired and that is back is told to the log as an error: something writes it.
    """
    before = RecountRun.objects.order_by("-id").values_list("differences", flat=True).first() or []
    run = RecountRun.objects.create(started_at=clock.now())
    found: list[dict[str, Any]] = []
    units = 0
    for unit in tree.open_units() if of is None else of:
        found += [_of_fact(one) for one in recount_unit(unit)]
        with unit_scope(unit):
            found += [_of_duty(unit.id, one) for one in (*protocols.recount_duties(), *recount_dues())]
        units += 1
        connection.close_if_unusable_or_obsolete()
    known = {_what(one) for one in before}
    again = [one for one in found if _what(one) in known]
    for one in again:
        one["again"] = True
    if again:
        logger.error("recount: %d differences came back: %s", len(again), again[:20])
    run.units = units
    run.differences = found
    run.ended_at = clock.now()
    run.save(update_fields=["units", "differences", "ended_at"])
    return len(found)


def _of_fact(one: Difference) -> dict[str, Any]:
    return {
        "unit": one.unit_id,
        "fact": one.fact.value,
        "kind": one.kind,
        "day": one.day.isoformat(),
        "counted": one.counted,
        "recorded": one.recorded,
    }


def _of_duty(unit_id: int, one: protocols.DutyDifference) -> dict[str, Any]:
    return {
        "unit": unit_id,
        "fact": f"duty {one.name}",
        "kind": f"{one.line} {one.kind}".strip(),
        "day": one.period.isoformat(),
        "counted": one.counted,
        "recorded": one.recorded,
    }


def _what(one: dict[str, Any]) -> tuple[Any, ...]:
    # A stock stands on the day of asking, which is another one each night.
    return one["unit"], one["fact"], one["kind"], "" if one["fact"] in STOCKS else one["day"]


def recount_unit(unit: UnitInfo) -> list[Difference]:
    """Compare one unit in one snapshot and repair each difference by a delta of its own."""
    outermost = not connection.in_atomic_block
    with unit_scope(unit), atomic():
        if outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        counted, recorded = counted_of(unit), recorded_of(unit)
        found = [
            Difference(unit.id, fact, kind, day, counted[fact, kind, day], recorded[fact, kind, day])
            for fact, kind, day in sorted(counted.keys() | recorded.keys(), key=str)
            if counted[fact, kind, day] != recorded[fact, kind, day]
        ]
        for one in found:
            facts.count(one.fact, unit_id=unit.id, kind=one.kind, day=one.day, n=one.counted - one.recorded)
    return found


def counted_of(unit: UnitInfo) -> Counts:
    """The figures of the active unit from the rows themselves; a stock stands on the day of asking."""
    today = clock.today()
    counts: Counts = Counter(protocols.own_counts())

    arrived = Envelope.objects.filter(to_unit=unit.id, kind__in=HANDOVERS, delivered_at__isnull=False)
    gone = Envelope.objects.filter(from_unit=unit.id, kind__in=HANDOVERS, is_sealed_up=False).exclude(
        status__in=NOT_SENT
    )
    held = Custody.objects.filter(handling_unit=unit.id).values_list("case_id", flat=True)
    owing = Custody.objects.filter(answering_unit=unit.id).values_list("case_id", flat=True)
    kinds = _kinds({*arrived.values_list("case_id", flat=True), *gone.values_list("case_id", flat=True)})
    for case_id, at in arrived.values_list("case_id", "delivered_at"):
        if at is not None:
            counts[Fact.RECEIVED, kinds[case_id], clock.day_of(at)] += 1
    for movement, case_id, at in gone.values_list("kind", "case_id", "sent_at"):
        counts[SENT_BY_MOVEMENT[movement], kinds[case_id], clock.day_of(at)] += 1
    # What is sealed from the unit is in no figure of it, also while it waits to be sent up.
    shown = CaseCard.objects.exclude(is_sealed=True, home_unit_id=unit.id)
    for kind in shown.filter(case_id__in=held, closed_on=None).values_list("kind", flat=True):
        counts[Fact.OPEN, kind, today] += 1
    for kind in shown.filter(case_id__in=owing, closed_on=None).values_list("kind", flat=True):
        counts[Fact.OWED, kind, today] += 1
    for kind in DueItem.objects.of_unit(unit.id).overdue().values_list("case_kind", flat=True):
        counts[Fact.OVERDUE, kind, today] += 1
    return counts


def recorded_of(unit: UnitInfo) -> Counts:
    """The same figures as recorded: folded and not yet folded."""
    today = clock.today()
    counts: Counts = Counter()
    folded = Rollup.objects.filter(unit_id=unit.id).values_list("fact", "kind", "day").annotate(n=Sum("own"))
    waiting = (
        OutboxRow.objects.filter(unit_id=unit.id).order_by().values_list("fact", "kind", "day").annotate(n=Sum("n"))
    )
    for fact, kind, day, n in [*folded, *waiting]:
        counts[Fact(fact), kind, today if fact in STOCKS else day] += n
    return counts


def _kinds(case_ids: set[UUID]) -> dict[UUID, str]:
    return dict(CaseCard.objects.filter(case_id__in=case_ids).values_list("case_id", "kind"))
