"""Urging and directing: one numbered letter to each unit, and a public row that tells the board what came of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from exchange.sending import Address
from identity.actors import Actor
from kernel.errors import Invalid
from kernel.journal import events
from kernel.transactions import atomic
from oversight.models import Urging, UrgingKind, UrgingReason
from registry.info import UnitInfo
from registry.levels import Line
from tenants.cases.policies import get_case
from tenants.documents.actions.letters import send_letter
from tenants.documents.enums import LetterTopic
from tenants.documents.models import Letter
from tenants.inspections import policies
from tenants.inspections.rules import wording

MOST = 300
"""Units at once."""


@dataclass(frozen=True, kw_only=True)
class Demand:
    """What is demanded; the same of every unit. ``text`` may name the receiver as ``{đơn vị}`` and the day as ``{hạn}``."""

    kind: UrgingKind = UrgingKind.URGING
    line: Line | str
    reason: UrgingReason = UrgingReason.OTHER
    title: str
    text: str
    due_on: date
    period: str = ""
    measure: str = ""
    case_id: UUID | None = None
    files: Sequence[Mapping[str, Any]] = ()


@atomic
def urge(units: Sequence[UnitInfo], *, demand: Demand, actor: Actor) -> list[Letter]:
    """Urge or direct units below: each gets its own letter with its own number of the outgoing register; all or none.

    Announces `units_urged`. Refuses who may not urge on this line, a unit that is not below (it does not exist), no unit at all, more
    than 300, and what a letter refuses. A case that is named must be one the actor sees.
    """
    policies.require_urger(actor, demand.line)
    chosen = [policies.unit_below(actor, unit.key) for unit in dict.fromkeys(units)]
    if not 1 <= len(chosen) <= MOST:
        message = _("Chọn từ 1 đến %(most)d đơn vị.") % {"most": MOST}
        raise Invalid("units_wrong", message, {"units": [message]})
    if demand.case_id is not None:
        get_case(actor, demand.case_id)
    letters = [_urge_one(unit, demand, actor) for unit in chosen]
    events.record(
        "units_urged",
        actor=actor,
        demand=str(demand.kind),
        reason=str(demand.reason),
        period=demand.period,
        units=[unit.key for unit in chosen],
    )
    return letters


def _urge_one(unit: UnitInfo, demand: Demand, actor: Actor) -> Letter:
    facts = {"level": 1, "reason": str(demand.reason), "period": demand.period, "measure": demand.measure}
    if demand.case_id is not None:
        facts["case"] = str(demand.case_id)
    letter = send_letter(
        LetterTopic(demand.kind.value),
        to=Address(unit.id),
        line=demand.line,
        title=wording.addressed(demand.title, unit.name, demand.due_on),
        text=wording.addressed(demand.text, unit.name, demand.due_on),
        facts=facts,
        files=demand.files,
        due_on=demand.due_on,
        actor=actor,
    )
    Urging.objects.create(
        id=letter.pk,
        thread=letter.thread,
        from_unit=actor.unit.id,
        to_unit=unit.id,
        line=demand.line,
        kind=demand.kind,
        reason=demand.reason,
        period=demand.period,
        measure=demand.measure,
        case_id=demand.case_id,
        sent_on=letter.sent_on,
        due_on=demand.due_on,
    )
    return letter
