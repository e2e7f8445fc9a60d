"""Accept, several at once, and return with a reason."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from exchange import custody, deciding, queries
from exchange.enums import EnvelopeStatus, MovementKind
from exchange.faultpoints import reach
from exchange.models import Custody, Envelope
from exchange.sending import Address
from identity.actors import Actor
from kernel import clock, errors
from kernel.journal import events
from kernel.transactions import atomic, on_commit
from registry.info import UnitInfo
from tenants.cases.actions import changing
from tenants.cases.actions.movements import refusals
from tenants.cases.actions.movements.dispatching import Words, begin_race, dispatch, sentence
from tenants.cases.enums import CaseStatus
from tenants.cases.models import Case


@dataclass(frozen=True)
class Accepted:
    """One line of the answer to "accept these": the case, and why not if not."""

    case: Case
    refusal: errors.DomainError | None = None

    @property
    def ok(self) -> bool:
        """Whether the case was accepted."""
        return self.refusal is None

    @property
    def reason(self) -> str:
        """The sentence of the refusal; empty when accepted."""
        return "" if self.refusal is None else str(self.refusal.message)


@atomic
def accept(case: Case, *, actor: Actor) -> Envelope:
    """Tiếp nhận: from now on the unit may work on what was offered to it.

    One compare-and-set; raises Conflict that says who was faster. A case that came back is only
    noted as seen: the unit has had it since its delivery.
    """
    row, held = begin_race(case, "accept", actor=actor)
    envelope = _offered(row, held, actor)
    if envelope.kind == MovementKind.RETURN:
        deciding.decide(
            envelope,
            expected=[EnvelopeStatus.DELIVERED],
            status=EnvelopeStatus.CLOSED,
            decided_by=actor.account_id,
            closed_at=clock.now(),
        )
        return envelope
    now = clock.now()
    deciding.decide(
        envelope,
        expected=[EnvelopeStatus.DELIVERED],
        status=EnvelopeStatus.ACCEPTED,
        decided_by=actor.account_id,
        accepted_at=now,
    )
    custody.change(held, accepted_at=now)
    row.status = CaseStatus.ENTERED
    changing.finish(row, "status")
    events.record(
        "case_accepted",
        actor=actor,
        case_id=row.pk,
        movement=envelope.kind,
        envelope=str(envelope.pk),
        number=envelope.receiver_number,
    )
    reach("accept.before_commit")
    on_commit(lambda: reach("accept.after_commit"))
    return envelope


def accept_many(cases: Iterable[Case], *, actor: Actor) -> list[Accepted]:
    """Accept each by itself: one that somebody recalled meanwhile does not hold up the others."""
    done = []
    for case in cases:
        try:
            accept(case, actor=actor)
        except errors.DomainError as refusal:
            done.append(Accepted(case, refusal))
        else:
            done.append(Accepted(case))
    return done


@atomic
def return_case(case: Case, *, reason: str, competent: UnitInfo | None = None, actor: Actor) -> Envelope:
    """Trả lại: undoes exactly the movement that brought the case, with the reason and who is competent.

    Before acceptance anybody may; afterwards only a unit that does not owe the answer. The second
    return of a case opens a question of competence.
    """
    row, held = begin_race(case, "return", actor=actor)
    words = Words(sentence(reason), competent_unit=competent.id if competent else None)
    envelope = _arrival(row, held, actor)
    refusals.refuse_if_named(held, actor)
    if envelope.is_sealed_up:
        raise errors.InvalidTransition(
            "sealed_up", _("Đơn tố cáo người đứng đầu đơn vị gửi không được trả lại cho đơn vị đó.")
        )
    if envelope.status == EnvelopeStatus.ACCEPTED and held.answering_unit == actor.unit.id:
        raise errors.InvalidTransition(
            "owing", _("Đơn vị đã tiếp nhận và nợ công dân trả lời; nếu không đúng thẩm quyền thì chuyển đơn.")
        )
    was = envelope.status
    deciding.decide(
        envelope,
        expected=[was],
        status=EnvelopeStatus.RETURNED,
        decided_by=actor.account_id,
    )
    on_commit(lambda: reach("return.after_commit"))
    back = dispatch(
        row,
        held,
        MovementKind.RETURN,
        address=Address(envelope.from_unit),
        words=words,
        actor=actor,
        reverses=envelope,
        reversed_status=was,
    )
    reach("return.before_commit")
    return back


def _offered(row: Case, held: Custody, actor: Actor) -> Envelope:
    here = held.handling_unit == actor.unit.id and held.transit_id is None
    envelope = held.arrived_by if here else None
    waits = envelope is not None and envelope.status == EnvelopeStatus.DELIVERED
    if envelope is not None and waits and envelope.kind != MovementKind.RESULT:
        return envelope
    raise _too_late(row, actor)


def _arrival(row: Case, held: Custody, actor: Actor) -> Envelope:
    envelope = queries.arrival(row.pk, actor.unit.id)
    if envelope is None or held.handling_unit != actor.unit.id:
        raise _too_late(row, actor)
    is_offered = envelope.status == EnvelopeStatus.DELIVERED and held.transit_id is None and not held.outside
    if not is_offered and (refusal := custody.why_not_acting(held, actor.unit.id)):
        raise errors.InvalidTransition("not_acting", refusal)
    return envelope


def _too_late(row: Case, actor: Actor) -> errors.DomainError:
    """Why nothing is offered: somebody was faster, or nothing ever was."""
    last = queries.last_offered(row.pk, actor.unit.id)
    if last is None or last.decided_at is None:
        return errors.InvalidTransition("not_offered", _("Không có hồ sơ đang chờ tiếp nhận."))
    return deciding.lost(last)
