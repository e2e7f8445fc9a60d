"""Transfer, escalate, assign down: three ways of sending a case on."""

from dataclasses import dataclass
from datetime import date

from django.utils import translation
from django.utils.translation import gettext as _

from exchange import competence, custody
from exchange.enums import MovementKind
from exchange.faultpoints import reach
from exchange.models import CompetenceQuestion, Custody, Envelope
from exchange.sending import Address
from identity.actors import Actor
from kernel import clock, errors
from kernel.journal import events
from kernel.transactions import atomic, on_commit
from oversight import facts
from registry import tree
from registry.info import UnitInfo
from registry.levels import Level
from tenants.cases.actions import changing
from tenants.cases.actions.movements import refusals
from tenants.cases.actions.movements.dispatching import Words, begin, dispatch, sentence
from tenants.cases.models import Case
from tenants.cases.queries import letters


@dataclass(frozen=True)
class Moved:
    """What became of a movement: an envelope under way, or a question put to the superior instead."""

    envelope: Envelope | None
    question: CompetenceQuestion | None = None

    @property
    def sentence(self) -> str:
        """What the officer reads afterwards."""
        if self.envelope is not None:
            return letters.officer_sentence(self.envelope)
        assert self.question is not None
        return letters.question_sentence(self.question)


@atomic
def transfer(case: Case, *, to: UnitInfo | None = None, external: str = "", reason: str, actor: Actor) -> Moved:
    """Chuyển đơn: the receiver handles the case and owes the answer from its delivery.

    Writes parcel, envelope, custody in transit, event, card; announces *sent*. Only the unit that owes
    may transfer. To a unit that has itself passed the case on, no dossier leaves: a question of
    competence is opened instead.
    """
    row, held = begin(case, "transfer", actor=actor)
    words = Words(sentence(reason))
    address = refusals.address_of(to, external)
    refusals.refuse_addressee(row, held, address, actor=actor)
    refusals.refuse_if_named(held, actor)
    if address.unit_id is not None and competence.would_bounce(held, address.unit_id):
        return Moved(None, _question(row, held, address.unit_id, words, actor))
    return Moved(_send(row, held, MovementKind.TRANSFER, address, words, actor))


@atomic
def escalate(case: Case, *, reason: str, actor: Actor, to: UnitInfo | None = None) -> Moved:
    """Đề nghị cấp trên giải quyết: the superior handles, this unit goes on owing the answer.

    `to` is a unit above (the one directly above unless told); one that is not open gets it on paper.
    """
    row, held = begin(case, "escalate", actor=actor)
    words = Words(sentence(reason))
    superior = _superior(actor, to)
    address = Address(superior.id)
    refusals.refuse_addressee(row, held, address, actor=actor)
    refusals.refuse_on_road(held, superior)
    refusals.refuse_in_dispute(held)
    return Moved(_send(row, held, MovementKind.ESCALATION, address, words, actor))


@atomic
def assign_down(
    case: Case, *, to: UnitInfo, due_on: date, demand_result: bool = True, reason: str, actor: Actor
) -> Moved:
    """Giao giải quyết: a lower unit handles by a date, this one goes on owing the answer.

    Met when the citizen's answer and, if a result is demanded, the report are both evidenced.
    """
    row, held = begin(case, "assign_down", actor=actor)
    _refuse_date(due_on)
    if to is None or not tree.is_under(to.id, actor.unit.id):
        message = _("Chỉ giao cho đơn vị cấp dưới của mình.")
        raise errors.Invalid("not_lower", message, fields={"to": [message]})
    words = Words(sentence(reason), due_on=due_on, demand_result=demand_result)
    address = Address(to.id)
    refusals.refuse_addressee(row, held, address, actor=actor)
    refusals.refuse_on_road(held, to)
    refusals.refuse_in_dispute(held)
    return Moved(_send(row, held, MovementKind.ASSIGNMENT, address, words, actor))


@atomic
def send_sealed_up(case: Case, actor: Actor) -> Envelope:
    """A denunciation against a head of this unit leaves for the superior in the transaction of its intake.

    Nobody here may see it, so no verdict is asked: the seal itself sends it. The superior handles it
    and owes the answer; where none above is open on the platform it goes on paper.
    """
    row = changing.lock(case.pk)
    held = custody.lock(case.pk)
    above = [unit for unit in tree.ancestors(actor.unit.id) if unit.level != Level.NATION]
    free = [unit for unit in above if not refusals.is_denounced(row, unit)]
    superior = next((unit for unit in free if unit.is_open), next(iter(free), None))
    # Kept in the dossier and printed on the slip: in Vietnamese, whatever the officer reads.
    with translation.override("vi"):
        address = Address(superior.id) if superior else Address(None, _("Cơ quan cấp trên có thẩm quyền"))
        words = Words(_("Tố cáo người đứng đầu đơn vị: chuyển cấp có thẩm quyền ngay khi vào sổ."))
    return _send(row, held, MovementKind.TRANSFER, address, words, actor, is_sealed_up=True)


def _send(
    row: Case,
    held: Custody,
    kind: MovementKind,
    address: Address,
    words: Words,
    actor: Actor,
    *,
    is_sealed_up: bool = False,
) -> Envelope:
    # Registered first, so that it stands between the commit and the hint.
    on_commit(lambda: reach("send.after_commit"))
    envelope = dispatch(row, held, kind, address=address, words=words, actor=actor, is_sealed_up=is_sealed_up)
    if not is_sealed_up:
        # A figure of the ward would tell that its own head is denounced.
        facts.sent(row, actor.unit.id, kind.value)
    reach("send.before_commit")
    return envelope


def _question(row: Case, held: Custody, to_unit: int, words: Words, actor: Actor) -> CompetenceQuestion:
    question = competence.open_question(held, cause=None, also=to_unit)
    events.record(
        "competence_questioned",
        actor=actor,
        case_id=row.pk,
        to=tree.get(to_unit).full_name,
        superior=tree.get(question.superior_unit).full_name if question.superior_unit else "",
        reason=words.reason,
    )
    changing.finish(row)
    return question


def _superior(actor: Actor, to: UnitInfo | None) -> UnitInfo:
    above = tree.ancestors(actor.unit.id)
    if not above:
        raise errors.InvalidTransition("no_superior", _("Đơn vị không có cấp trên."))
    if to is None:
        return above[0]
    if to.id not in {unit.id for unit in above}:
        message = _("Chỉ đề nghị đơn vị cấp trên của mình.")
        raise errors.Invalid("not_superior", message, fields={"to": [message]})
    return to


def _refuse_date(due_on: date) -> None:
    if due_on is None or due_on < clock.today():
        message = _("Hạn giải quyết không thể trước hôm nay.")
        raise errors.Invalid("due_on_past", message, fields={"due_on": [message]})
