"""The superior names the competent unit; the holder's dossier then goes there by itself."""

from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _

from exchange import competence, custody
from exchange.enums import EnvelopeStatus, MovementKind
from exchange.models import CompetenceQuestion, Custody, Envelope
from exchange.sending import Address
from identity.actors import Actor
from identity.permissions import Permission
from kernel import clock, errors
from kernel.journal import events
from kernel.transactions import atomic
from oversight import facts
from registry import tree
from registry.info import UnitInfo
from tenants.cases.actions import changing
from tenants.cases.actions.movements import figures, refusals
from tenants.cases.actions.movements.dispatching import Words, dispatch, note, sentence
from tenants.cases.models import Case


@atomic
def name_competent_unit(
    question: CompetenceQuestion, *, unit: UnitInfo, reason: str = "", actor: Actor
) -> CompetenceQuestion:
    """Xác định đơn vị có thẩm quyền: the lowest common superior names one of the units under it, or itself.

    The holder is told by an event, and its dossier is transferred by it when the event arrives. The
    named unit can neither return nor transfer the case.
    """
    actor.require(Permission.COMPETENCE_DECIDE)
    found = CompetenceQuestion.objects.filter(pk=question.pk, superior_unit=actor.unit.id).first()
    if found is None:
        raise errors.NotFound("question_not_found", _("Không tìm thấy câu hỏi về thẩm quyền."))
    custody.lock(found.case_id)
    _refuse_unit(unit, actor)
    changed = CompetenceQuestion.objects.filter(pk=found.pk, decided_at__isnull=True).update(
        decided_at=clock.now(), decided_by=actor.account_id, named_unit=unit.id
    )
    found.refresh_from_db()
    if changed != 1:
        raise _decided_already(found)
    # Kept in the dossier: in Vietnamese, whatever the officer reads.
    with translation.override("vi"):
        by_default = _("Theo thẩm quyền của đơn vị được xác định.")
    why = sentence(reason) if reason else by_default
    events.record(
        "competence_named",
        actor=actor,
        case_id=found.case_id,
        unit=unit.full_name,
        holder=tree.get(found.holding_unit).full_name,
        reason=why,
    )
    note(
        found.case_id,
        MovementKind.EVENT,
        to_unit=found.holding_unit,
        movement={
            "event": "competence_named",
            "question": str(found.pk),
            "unit": unit.id,
            "by": actor.unit.full_name,
            "reason": why,
        },
        actor=actor,
    )
    return found


def carry_out(case: Case, held: Custody, question_id: UUID, *, unit_id: int, words: Words, actor: Actor) -> None:
    """In the holder, when the superior's word arrives: transfer the case to the named unit, or keep it.

    Whatever hops were open end here: the named unit handles and owes.
    """
    question = CompetenceQuestion.objects.select_for_update().get(pk=question_id)
    if question.carried_out_at is not None:
        return
    try:
        refusals.refuse_denounced(case, tree.get(unit_id))
    except errors.InvalidTransition as refusal:
        _ask_again(question, refusal, actor)
        return
    competence.close(question)
    custody.change(held, named_unit=unit_id)
    if unit_id == actor.unit.id:
        changing.finish(case)
        return
    for hop in custody.road(case.pk):
        Envelope.objects.filter(pk=hop.pk).update(status=EnvelopeStatus.CLOSED, closed_at=clock.now())
        figures.end_assignment(hop)
    dispatch(case, held, MovementKind.TRANSFER, address=Address(unit_id), words=words, actor=actor)
    facts.sent(case, actor.unit.id, MovementKind.TRANSFER.value)


def reopen(word: Envelope) -> None:
    """The superior's word could not be delivered to the holder: the question stands in its inbox again."""
    CompetenceQuestion.objects.filter(
        case_id=word.case_id,
        superior_unit=word.from_unit,
        decided_at__isnull=False,
        carried_out_at__isnull=True,
    ).update(decided_at=None, decided_by=None, named_unit=None)


def _ask_again(question: CompetenceQuestion, refusal: errors.DomainError, actor: Actor) -> None:
    """Only the holder knows who is denounced: the question goes back to the superior's inbox."""
    superior = question.superior_unit
    CompetenceQuestion.objects.filter(pk=question.pk).update(decided_at=None, decided_by=None, named_unit=None)
    events.record("competence_refused", actor=actor, case_id=question.case_id, reason=refusal.message)
    if superior is not None:
        note(
            question.case_id,
            MovementKind.EVENT,
            to_unit=superior,
            movement={"event": "competence_refused", "reason": refusal.message},
            actor=actor,
        )


def _refuse_unit(unit: UnitInfo, actor: Actor) -> None:
    if unit is None or not (unit.id == actor.unit.id or tree.is_under(unit.id, actor.unit.id)):
        message = _("Chỉ xác định đơn vị thuộc phạm vi của mình.")
        raise errors.Invalid("not_lower", message, fields={"unit": [message]})
    if not unit.is_open:
        message = _("%(unit)s chưa hoạt động trên hệ thống.") % {"unit": unit.name}
        raise errors.Invalid("not_open", message, fields={"unit": [message]})


def _decided_already(question: CompetenceQuestion) -> errors.Conflict:
    at = (question.decided_at or clock.now()).astimezone(clock.OFFICE_ZONE)
    named = tree.get(question.named_unit).full_name if question.named_unit else ""
    return errors.Conflict(
        "decided_already",
        _("Đã xác định %(unit)s lúc %(at)s.") % {"unit": named, "at": f"{at:%H:%M %d/%m}"},
        unit=named,
        at=at.isoformat(),
    )
