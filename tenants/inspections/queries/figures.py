"""Each unit's figures for a review meeting, read from `public` as they stand today: no unit's tables, no name, no content."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Count, Q, Sum

from oversight.facts import FLOWS, STOCKS, Fact
from oversight.models import Duty, DutyKind, Rollup, Urging
from oversight.queries.board import DENUNCIATION
from registry.info import UnitInfo
from registry.levels import Level

FACTS = (Fact.TAKEN_IN, Fact.RECEIVED, Fact.ANSWERED, Fact.OPEN, Fact.OWED, Fact.OVERDUE)
_WAITING = Q(answered_on__isnull=True, withdrawn_on__isnull=True)
DUTY = ("legal", "planned", "in_person", "delegated", "postponed", "missed", "ad_hoc")


def figures_of(units: Sequence[UnitInfo], *, line: str, by: int, first: date, last: date) -> list[dict[str, Any]]:
    """Cases with everything below, reception duty of the line, and what ``by`` urged, from ``first`` to ``last``; three queries.

    A commune's figures leave denunciations out, as the board does.
    """
    facts, duties, urgings = (
        _facts(units, first, last),
        _duties(units, line, first, last),
        _urgings(units, line, by, first, last),
    )
    return [
        {
            "id": unit.id,
            "name": unit.name,
            "facts": {fact.value: facts[unit.id][fact.value] for fact in FACTS},
            "duty": {name: duties[unit.id][name] for name in DUTY},
            "urgings": urgings.get(unit.id, {"sent": 0, "waiting": 0}),
        }
        for unit in units
    ]


def _facts(units: Sequence[UnitInfo], first: date, last: date) -> dict[int, Counter[str]]:
    communes = [unit.id for unit in units if unit.level == Level.COMMUNE]
    in_span = Q(fact__in=FLOWS, day__gte=first, day__lte=last) | Q(fact__in=STOCKS, day__lte=last)
    rows = Rollup.objects.filter(in_span, unit_id__in=[unit.id for unit in units]).exclude(kind="")
    rows = rows.exclude(kind=DENUNCIATION, unit_id__in=communes)
    found: dict[int, Counter[str]] = defaultdict(Counter)
    for unit_id, fact, n in rows.values_list("unit_id", "fact").annotate(n=Sum("tree")):
        found[unit_id][fact] = int(n)
    return found


def _duties(units: Sequence[UnitInfo], line: str, first: date, last: date) -> dict[int, Counter[str]]:
    rows = Duty.objects.filter(
        unit_id__in=[unit.id for unit in units],
        line=line,
        kind=DutyKind.RECEPTION,
        period__gte=first.replace(day=1),
        period__lte=last,
    )
    found: dict[int, Counter[str]] = defaultdict(Counter)
    for unit_id, *sums in rows.values_list("unit_id").annotate(*(Sum(name) for name in DUTY)):
        found[unit_id].update({name: n or 0 for name, n in zip(DUTY, sums, strict=True)})
    return found


def _urgings(units: Sequence[UnitInfo], line: str, by: int, first: date, last: date) -> dict[int, dict[str, int]]:
    rows = Urging.objects.filter(
        from_unit=by, to_unit__in=[unit.id for unit in units], line=line, sent_on__gte=first, sent_on__lte=last
    )
    told = rows.values_list("to_unit").annotate(n=Count("pk"), open=Count("pk", filter=_WAITING))
    return {unit_id: {"sent": sent, "waiting": waiting} for unit_id, sent, waiting in told}
