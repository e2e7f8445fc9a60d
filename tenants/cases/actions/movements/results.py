"""Reporting a result one hop back, and checking it."""

from django.utils.translation import gettext as _

from exchange import custody, deciding, queries
from exchange.enums import HOPS, EnvelopeStatus, MovementKind
from exchange.faultpoints import reach
from exchange.models import Custody, Envelope
from exchange.sending import Address
from identity.actors import Actor
from kernel import clock, errors
from kernel.journal import events
from kernel.transactions import atomic, on_commit
from tenants.cases.actions.movements import figures, refusals
from tenants.cases.actions.movements.dispatching import (
    Words,
    begin,
    begin_race,
    dispatch,
    restore,
    sentence,
)
from tenants.cases.models import Case, Parcel


@atomic
def report_result(case: Case, *, text: str, actor: Actor) -> Envelope:
    """Báo cáo kết quả: the dossier goes back to the unit that escalated or assigned it, one hop.

    Who owes the answer does not change. The sender of the task accepts the result or returns it.
    """
    row, held = begin(case, "report_result", actor=actor)
    words = Words(sentence(text, "text", _("Hãy ghi kết quả.")))
    hop = queries.arrival(row.pk, actor.unit.id)
    if hop is None or hop.kind not in HOPS or held.answering_unit == actor.unit.id:
        raise errors.InvalidTransition(
            "nothing_to_report", _("Đơn vị tự trả lời công dân, không phải báo cáo kết quả cho đơn vị khác.")
        )
    refusals.refuse_in_dispute(held)
    on_commit(lambda: reach("result.after_commit"))
    envelope = dispatch(
        row, held, MovementKind.RESULT, address=Address(hop.from_unit), words=words, actor=actor, reverses=hop
    )
    reach("result.before_commit")
    return envelope


@atomic
def check_result(case: Case, *, accept: bool, reason: str = "", actor: Actor) -> Envelope:
    """Nhận hoặc trả lại kết quả: accepted, the task is done and the case is here again; returned, the
    lower unit works on, with the reason."""
    row, held = begin_race(case, "check_result", actor=actor)
    envelope = _result(row, held, actor)
    if accept:
        return _accept(row, held, envelope, actor)
    words = Words(sentence(reason, message=_("Hãy ghi vì sao kết quả chưa đạt.")))
    deciding.decide(
        envelope,
        expected=[EnvelopeStatus.DELIVERED],
        status=EnvelopeStatus.RETURNED,
        decided_by=actor.account_id,
    )
    return dispatch(
        row,
        held,
        MovementKind.RETURN,
        address=Address(envelope.from_unit),
        words=words,
        actor=actor,
        reverses=envelope,
        reversed_status=EnvelopeStatus.DELIVERED,
    )


def _accept(row: Case, held: Custody, envelope: Envelope, actor: Actor) -> Envelope:
    now = clock.now()
    deciding.decide(
        envelope,
        expected=[EnvelopeStatus.DELIVERED],
        status=EnvelopeStatus.ACCEPTED,
        decided_by=actor.account_id,
        accepted_at=now,
        closed_at=now,
    )
    hop = envelope.reverses
    if hop is not None:
        Envelope.objects.filter(pk=hop.pk).update(status=EnvelopeStatus.CLOSED, closed_at=now)
    custody.change(held, accepted_at=now)
    sent = Parcel.objects.filter(pk=hop.pk).first() if hop else None
    restore(row, sent.status_before if sent else "")
    events.record(
        "result_accepted", actor=actor, case_id=row.pk, envelope=str(envelope.pk), number=envelope.receiver_number
    )
    figures.put_card(held, status=row.status)
    return envelope


def _result(row: Case, held: Custody, actor: Actor) -> Envelope:
    envelope = held.arrived_by
    if envelope is None or envelope.kind != MovementKind.RESULT or envelope.to_unit != actor.unit.id:
        raise errors.InvalidTransition("no_result", _("Không có kết quả nào chờ kiểm tra."))
    if envelope.status != EnvelopeStatus.DELIVERED:
        raise deciding.lost(envelope)
    return envelope
