"""A case begins: its row with number and custody, its first clocks, its first card."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from deadlines import due
from deadlines.enums import RuleCode
from exchange import custody
from identity.actors import Actor
from kernel import clock, ids
from kernel.journal import counters
from oversight import cards
from tenants.cases.actions import people
from tenants.cases.enums import CaseKind, Origin
from tenants.cases.models import Case, Petition
from tenants.cases.rules import numbers, representatives
from tenants.cases.rules.intake import IntakeData

SERIES_CASE = "case"
# The decision to accept: Law on complaints, Art. 27; Law on denunciations, Art. 24.
DECISIONS = {CaseKind.COMPLAINT: RuleCode.B2, CaseKind.DENUNCIATION: RuleCode.C1}


def new_case_row(
    data: IntakeData,
    actor: Actor,
    *,
    petition: Petition | None = None,
    sealed: bool = False,
    names: Iterable[str] = (),
    case_id: UUID | None = None,
) -> Case:
    """Insert a case with the next number of the unit and year, found by these open names, and its custody."""
    today = clock.today()
    sequence = counters.next_number(SERIES_CASE, today.year)
    number = numbers.case_number(sequence, today.year, actor.unit.key)
    case: Case = Case.objects.create(
        id=case_id or ids.new_id(),
        unit_id=actor.unit.id,
        number=number,
        search_text="" if sealed else people.searchable(number, names, data.content, data.place),
        kind=data.kind,
        field=data.field,
        content=data.content,
        place=data.place,
        channel=data.channel,
        received_on=data.received_on,
        entered_by_id=actor.account_id,
        origin=Origin.HERE,
        home_unit_id=actor.unit.id,
        is_sealed=sealed,
        track_allowed=data.kind != CaseKind.DENUNCIATION or data.track_allowed,
        person_count=data.persons,
        is_group=representatives.is_crowd(data.persons),
        origin_petition=petition,
    )
    custody.create(case.pk, actor.unit.id)
    return case


def start_clocks(case: Case, actor: Actor) -> date:
    """The answer to the citizen is due (A3), and the decision to accept (B2 or C1) by kind; returns the nearest date."""
    codes = [code for code in (RuleCode.A3, DECISIONS.get(CaseKind(case.kind))) if code is not None]
    items = due.open_items(actor.unit.id, codes, case.pk, case.received_on, case_kind=case.kind)
    return min(item.due_on for item in items)


def put_card(case: Case, actor: Actor, *, due_on: date | None) -> None:
    """The first card of a case: what the levels above may list."""
    cards.begin(
        case.pk,
        home_unit_id=actor.unit.id,
        handling_unit_id=actor.unit.id,
        answering_unit_id=actor.unit.id,
        number=case.number,
        kind=case.kind,
        field=case.field,
        status=case.status,
        received_on=case.received_on,
        due_on=due_on,
        is_sealed=case.is_sealed,
        is_crowd=case.is_group,
    )
