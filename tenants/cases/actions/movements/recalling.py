"""Recall: undo the last movement, as long as the other side has not accepted it."""

from copy import copy

from django.db.models import Q
from django.utils.translation import gettext as _

from exchange import custody, deciding, queries
from exchange.enums import HANDOVERS, EnvelopeStatus, MovementKind
from exchange.faultpoints import reach
from exchange.models import Custody, Envelope
from identity.actors import Actor
from kernel import clock, errors
from kernel.journal import events
from kernel.transactions import atomic, on_commit
from oversight import facts
from registry import tree
from tenants.cases.actions.movements import figures
from tenants.cases.actions.movements.dispatching import (
    begin_race,
    cancel_parcel,
    note,
    restore,
    sentence,
)
from tenants.cases.actions.programme import moving
from tenants.cases.models import Case

_OPEN = [EnvelopeStatus.SENT, EnvelopeStatus.DELIVERED, EnvelopeStatus.ON_PAPER]


@atomic
def recall(case: Case, *, reason: str, actor: Actor) -> Envelope:
    """Rút lại: the unit has the case again at once; *sent* is counted back on its day.

    One compare-and-set; after acceptance raises Conflict "đã được tiếp nhận lúc … bởi …".
    """
    row, held = begin_race(case, "recall", actor=actor)
    why = sentence(reason)
    envelope = queries.last_sent(row.pk, actor.unit.id)
    if envelope is None or envelope.is_sealed_up:
        raise errors.InvalidTransition("nothing_sent", _("Không có hồ sơ nào đơn vị vừa gửi đi."))
    was = envelope.status
    deciding.decide(
        envelope,
        expected=_OPEN,
        status=EnvelopeStatus.RECALLED,
        decided_by=actor.account_id,
        closed_at=clock.now(),
        next_try_at=None,
    )
    _take_back(held, envelope, was)
    parcel = cancel_parcel(envelope)
    if envelope.kind in HANDOVERS:
        facts.sent(row, actor.unit.id, envelope.kind, -1, day=clock.day_of(envelope.sent_at))
    if was == EnvelopeStatus.DELIVERED and envelope.to_unit is not None:
        note(
            row.pk,
            MovementKind.RECALL,
            to_unit=envelope.to_unit,
            movement={"reason": why, "envelope": str(envelope.pk)},
            actor=actor,
            reverses=envelope,
        )
    restore(row, parcel.status_before if parcel else "")
    moving.come_back(row.pk, actor.unit.id, envelope_id=envelope.pk)
    events.record(
        "case_recalled",
        actor=actor,
        case_id=row.pk,
        movement=envelope.kind,
        envelope=str(envelope.pk),
        to=envelope.to_external or tree.get(envelope.to_unit or actor.unit.id).full_name,
        reason=why,
    )
    figures.put_card(held, status=row.status)
    reach("recall.before_commit")
    on_commit(lambda: reach("recall.after_commit"))
    return envelope


def _take_back(held: Custody, envelope: Envelope, was: str) -> None:
    if was == EnvelopeStatus.ON_PAPER:
        custody.change(held, outside=False)
        return
    if was == EnvelopeStatus.SENT:
        custody.change(held, Q(transit=envelope), transit=None)
        return
    before = copy(held)
    custody.change(
        held,
        Q(arrived_by=envelope, transit__isnull=True, accepted_at__isnull=True),
        handling_unit=envelope.from_unit,
        answering_unit=envelope.before_answering,
        accepted_at=clock.now(),
        arrived_by=queries.arrival(envelope.case_id, envelope.from_unit),
    )
    figures.moved(before, held, envelope)
