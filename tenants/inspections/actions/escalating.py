"""What follows an urging without an answer, without a person: the second letter, then a proposal to check the responsibility."""

import logging
from uuid import UUID

from deadlines.models import DueItem
from exchange.sending import Address, lock_thread
from identity.actors import Actor, system_actor
from kernel import clock
from kernel.active import unit_scope
from kernel.journal import events
from kernel.transactions import atomic
from oversight.models import Urging
from registry import tree
from registry.levels import Status
from tenants.documents.actions.letter_sending import DUE
from tenants.documents.actions.letters import send_letter
from tenants.documents.enums import LetterTopic
from tenants.documents.models import Letter
from tenants.inspections.rules import wording
from tenants.inspections.rules.ladder import due_on, ladder

log = logging.getLogger(__name__)


def sweep() -> int:
    """Find, nation-wide by one query over what is due, urgings whose day has passed without an answer, and take the next step in
    each sender's unit. Returns how many steps were taken. What fails is tried again the next time; the others go on.
    """
    late = DueItem.objects.late_on(clock.today()).filter(kind=DUE).values("case_id")
    waiting = Urging.objects.waiting().filter(pk__in=late, escalated_on__isnull=True).order_by("from_unit", "due_on")
    return sum(_step(urging_id, unit_id) for urging_id, unit_id in waiting.values_list("pk", "from_unit"))


def _step(urging_id: UUID, unit_id: int) -> bool:
    unit = tree.get(unit_id)
    if tree.is_behind(unit) or unit.status != Status.ACTIVE:
        return False
    try:
        with unit_scope(unit):
            return escalate_urging(urging_id, actor=system_actor(unit))
    except Exception:
        log.exception("urging not escalated: %s", urging_id)
        return False


@atomic
def escalate_urging(urging_id: UUID, *, actor: Actor) -> bool:
    """The next level of one unanswered urging; False when somebody answered, withdrew it, or another sweep was faster.

    After level 1 the second letter leaves in the same thread (announces `urging_repeated`); after the last level a responsibility
    check is proposed on the sender's page (`check_proposed`).
    """
    # The thread first, as who answers and who withdraws do.
    for thread in Urging.objects.filter(pk=urging_id).values_list("thread", flat=True):
        lock_thread(thread)
    row = Urging.objects.waiting().select_for_update().filter(pk=urging_id, escalated_on__isnull=True).first()
    if row is None or not row.is_late(clock.today()):
        return False
    row.escalated_on = clock.today()
    if row.level < ladder().last:
        letter = _send_next(row, actor)
        events.record(
            "urging_repeated", actor=actor, letter_id=str(letter.pk), number=letter.number, to=letter.other_name
        )
    else:
        row.check_proposed_on = clock.today()
        events.record("check_proposed", actor=actor, letter_id=str(row.pk), to=tree.get(row.to_unit).full_name)
    row.save(update_fields=["escalated_on", "check_proposed_on"])
    return True


def _send_next(row: Urging, actor: Actor) -> Letter:
    first = Letter.objects.get(pk=row.pk)
    level = row.level + 1
    due = due_on(level, clock.today(), row.from_unit)
    unit = tree.get(row.to_unit)
    said = wording.second_text(first.number, first.sent_on, row.due_on)
    letter = send_letter(
        LetterTopic.URGING,
        to=Address(row.to_unit),
        line=row.line,
        title=wording.second_title(first.title)[:500],
        text=wording.addressed(said, unit.name, due),
        facts={**first.facts, "level": level},
        due_on=due,
        thread=row.thread,
        actor=actor,
    )
    Urging.objects.create(
        id=letter.pk,
        thread=row.thread,
        from_unit=row.from_unit,
        to_unit=row.to_unit,
        line=row.line,
        kind=row.kind,
        level=level,
        reason=row.reason,
        period=row.period,
        measure=row.measure,
        case_id=row.case_id,
        sent_on=letter.sent_on,
        due_on=due,
    )
    return letter
