"""What hangs on the custody in `public`: figures, the card, the clocks. Written wherever it moves."""

from uuid import UUID

from deadlines import due
from deadlines.enums import RuleCode
from deadlines.models import DueItem
from exchange.enums import HANDOVERS, MovementKind
from exchange.models import Custody, Envelope
from kernel import clock
from oversight import cards, facts
from oversight.models import CaseCard
from tenants.cases.enums import CaseKind

#: The clocks of settling a case, as opposed to the date of an assignment.
CLOCKS = {
    CaseKind.COMPLAINT: (RuleCode.A3, RuleCode.B2),
    CaseKind.DENUNCIATION: (RuleCode.A3, RuleCode.C1),
}
_PLAIN = (RuleCode.A3,)


def moved(before: Custody, held: Custody, envelope: Envelope, **card_changes: object) -> None:
    """Custody has moved: *open* and *owed* follow it, *received* is counted, the card tells where it is."""
    card = CaseCard.objects.get(case_id=held.case_id)
    sealed_from = envelope.from_unit if envelope.is_sealed_up else None
    for unit, n in ((before.handling_unit, -1), (held.handling_unit, +1)):
        if before.handling_unit != held.handling_unit and unit != sealed_from:
            facts.opened(card, unit, n)
    for unit, n in ((before.answering_unit, -1), (held.answering_unit, +1)):
        if before.answering_unit != held.answering_unit and unit != sealed_from:
            facts.owed(card, unit, n)
    if envelope.kind in HANDOVERS and held.handling_unit == envelope.to_unit:
        facts.received(card, held.handling_unit)
    _move_clocks(before, held, envelope, card)
    put_card(held, **card_changes)


def put_card(held: Custody, **changes: object) -> None:
    """Let the card follow the custody."""
    cards.put(
        held.case_id,
        handling_unit_id=held.handling_unit,
        answering_unit_id=held.answering_unit,
        due_on=_nearest(held),
        **changes,
    )


def start_assignment(envelope: Envelope, kind: str) -> None:
    """The lower unit has a date: opened when the assignment is delivered."""
    if envelope.kind == MovementKind.ASSIGNMENT and envelope.to_unit is not None:
        due.open_item(
            envelope.to_unit,
            RuleCode.ASSIGN,
            envelope.case_id,
            clock.today(),
            due_on=envelope.due_on,
            case_kind=kind,
        )


def end_assignment(envelope: Envelope) -> None:
    """The assignment is undone: nobody has its date any more."""
    if envelope.kind == MovementKind.ASSIGNMENT and envelope.to_unit is not None:
        due.cancel(envelope.to_unit, envelope.case_id, RuleCode.ASSIGN)


def settle_assignments(case_id: UUID) -> None:
    """Meet every assignment of the case whose evidences are there: the citizen's answer, the report."""
    assignments = Envelope.objects.filter(case_id=case_id, kind=MovementKind.ASSIGNMENT).order_by("order")
    for envelope in assignments:
        reported = envelope.reported_on is not None or not envelope.demand_result
        if envelope.to_unit is None or envelope.answered_on is None or not reported:
            continue
        on = max(envelope.answered_on, envelope.reported_on or envelope.answered_on)
        due.meet(envelope.to_unit, case_id, RuleCode.ASSIGN, on=on)


def reopen_assignment(hop: Envelope, kind: str) -> None:
    """The report was sent back: the evidence is gone and, if it had met the date, the date counts again."""
    if hop.kind != MovementKind.ASSIGNMENT or hop.to_unit is None:
        return
    Envelope.objects.filter(pk=hop.pk).update(reported_on=None)
    if not due.of_object(hop.case_id, hop.to_unit).open().filter(kind=RuleCode.ASSIGN).exists():
        start_assignment(hop, kind)


def _move_clocks(before: Custody, held: Custody, envelope: Envelope, card: CaseCard) -> None:
    if before.answering_unit != held.answering_unit:
        _pass_duty(before.answering_unit, held, envelope, card)
    has_arrived = held.handling_unit == envelope.to_unit
    if has_arrived and envelope.kind != MovementKind.RETURN:
        start_assignment(envelope, card.kind)
        return
    # Undone: by a return that arrived, or by a recall of what had arrived.
    undone = envelope.reverses if envelope.kind == MovementKind.RETURN else envelope
    if undone is None:
        return
    if undone.kind == MovementKind.RESULT and undone.reverses is not None:
        reopen_assignment(undone.reverses, card.kind)
    else:
        end_assignment(undone)


def _pass_duty(owed_before: int, held: Custody, envelope: Envelope, card: CaseCard) -> None:
    """Forward: the sender's clocks stop and the receiver's start at its receipt. Back: the old dates count again."""
    due.cancel(owed_before, held.case_id)
    is_forward = envelope.kind == MovementKind.TRANSFER and held.handling_unit == envelope.to_unit
    if not is_forward:
        due.reopen(held.answering_unit, held.case_id)
        return
    for code in CLOCKS.get(CaseKind(card.kind), _PLAIN):
        due.open_item(held.answering_unit, code, held.case_id, clock.today(), case_kind=card.kind)


def _nearest(held: Custody) -> object:
    units = {held.handling_unit, held.answering_unit}
    first = DueItem.objects.open().filter(case_id=held.case_id, unit_id__in=units).order_by("due_on").first()
    return first.due_on if first else None
