"""What the pages of plans show, finished for the templates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from identity.actors import Actor
from kernel import clock
from oversight.models import DutyMinimum, Instrument, InstrumentKind
from oversight.queries.minimums import days_a_month, minimum_of
from oversight.queries.minimums import words_of as minimum_words
from registry import tree
from registry.tree import UnitInfo
from tenants.receptions.enums import Covers, PlanStatus
from tenants.receptions.models import Plan
from tenants.receptions.policies.plans import VERBS, may
from tenants.receptions.queries.duties import planned_a_month
from tenants.receptions.rules import plan_words
from tenants.receptions.rules.plan_values import Origin, Values, merged


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A plan that orders less than the law: what it sets, what the law sets, with its source. Shown wherever the plan is."""

    planned: str
    minimum: str
    source: str
    mark: str


@dataclass(frozen=True, slots=True)
class ValueLine:
    """One value of a plan in words with the level it comes from."""

    key: str
    label: str
    words: list[str]
    origin: Origin
    is_numbered: bool
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    lines: list[ValueLine]


@dataclass(frozen=True, slots=True)
class PlanPage:
    """A plan as its page shows it."""

    plan: Plan
    sections: list[Section]
    below: Shortfall | None
    superior: Instrument | None
    superior_unit: UnitInfo | None
    changes: list[plan_words.Change]
    versions: list[Plan]
    verbs: frozenset[str]


def plan_page(plan: Plan, actor: Actor) -> PlanPage:
    """Everything on a plan's page; the number of queries does not grow with its values."""
    values = merged(plan)
    superior = Instrument.objects.filter(pk=plan.superior_plan_id).first() if plan.superior_plan_id else None
    versions = Plan.objects.filter(year=plan.year, line=plan.line).exclude(pk=plan.pk).order_by("version_no", "id")
    return PlanPage(
        plan=plan,
        sections=sections_of(plan, values),
        below=shortfall(plan, values),
        superior=superior,
        superior_unit=tree.get(superior.unit_id) if superior else None,
        changes=plan_words.differences(plan.amends.values, plan.values) if plan.amends else [],
        versions=list(versions),
        verbs=frozenset(verb for verb in VERBS if may(actor, verb, plan)),
    )


def sections_of(plan: Plan, values: Values) -> list[Section]:
    """The values that are set, grouped; what the plan does not cover stays away."""
    from tenants.receptions.rules.presets import preset

    known = preset(plan.preset)
    references = known.references if known else {}
    found = []
    for title, labels in plan_words.sections(plan.covers):
        lines = [
            ValueLine(
                key=key,
                label=str(label),
                words=plan_words.words_of(key, values.raw[key], values.raw),
                origin=values.origins[key],
                is_numbered=plan_words.is_numbered(key),
                reference=references.get(key, "") if values.origins[key].is_own else "",
            )
            for key, label in labels.items()
            if key in values.raw
        ]
        if lines:
            found.append(Section(title, lines))
    return found


def ordered(sections: list[Section]) -> list[Section]:
    """What plans order, this one or one above; what only the law or the common table says is not the plan's own word."""
    kept = [Section(one.title, [line for line in one.lines if line.origin.unit_id is not None]) for one in sections]
    return [one for one in kept if one.lines]


def shortfall(plan: Plan, values: Values | None = None) -> Shortfall | None:
    """Whether a plan orders fewer days than the law on the day it is measured: today within its year, else the year's end."""
    if plan.covers == Covers.DIALOGUE:
        return None
    found = values or merged(plan)
    day = min(max(clock.today(), date(plan.year, 1, 1)), date(plan.year, 12, 31))
    minimum = minimum_of(tree.get(plan.unit_id), plan.line, day)
    planned = planned_a_month(found, day)
    if minimum is None or planned is None or planned >= days_a_month(minimum, day):
        return None
    return _shortfall(plan_words.words_of("reception_days", found.reception_days, found.raw)[0], minimum)


def shortfall_in_force(line: str, on: date | None = None) -> Shortfall | None:
    """The shortfall of the plan in force on a line, for the list of sessions and the duty register."""
    day = on or clock.today()
    plan = Plan.objects.in_force(day.year, line).first()
    return shortfall(plan) if plan else None


def marked(plans: Iterable[Plan]) -> list[dict[str, Any]]:
    """Plans with their shortfall as rows of a list; one query more, however many plans derive from one above."""
    rows = list(plans)
    above = {
        row.pk: row.values
        for row in Instrument.objects.filter(pk__in={row.superior_plan_id for row in rows if row.superior_plan_id})
    }
    return [
        {
            "plan": row,
            "below": None
            if row.status == PlanStatus.REPLACED
            else shortfall(row, merged(row, above.get(row.superior_plan_id, {}) if row.superior_plan_id else {})),
        }
        for row in rows
    ]


def superior_choices(actor: Actor, line: str, year: int | None = None) -> list[tuple[str, str]]:
    """Plans in force of the units above on a line, nearest first; two years so that a plan of last year may still be named."""
    above = [unit.id for unit in tree.ancestors(actor.unit.id)]
    plans = Instrument.objects.filter(unit_id__in=above, kind=InstrumentKind.PLAN, line=line, ended_on__isnull=True)
    if year is not None:
        plans = plans.filter(year__in=[year - 1, year])
    rows = sorted(plans, key=lambda row: (above.index(row.unit_id), -(row.year or 0)))
    return [
        (str(row.pk), f"{tree.get(row.unit_id).name}: {row.number} ({row.dated_on:%d/%m/%Y}) – {row.title}"[:180])
        for row in rows
    ]


def public_plans(year: int | None = None) -> list[dict[str, Any]]:
    """What the unit's public page shows: the plans in force of a year (this one), with their values in words."""
    shown = year or clock.today().year
    rows = Plan.objects.filter(year=shown, status=PlanStatus.ISSUED).order_by("line", "id")
    return [
        {"plan": plan, "sections": ordered(sections_of(plan, values)), "below": shortfall(plan, values)}
        for plan, values in ((row, merged(row)) for row in rows)
    ]


def _shortfall(planned: str, minimum: DutyMinimum) -> Shortfall:
    return Shortfall(
        planned=planned,
        minimum=_("ít nhất %(minimum)s") % {"minimum": minimum_words(minimum)},
        source=minimum.source,
        mark=str(minimum.get_mark_display()),
    )
