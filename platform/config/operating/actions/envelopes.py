"""What an operator does to one envelope that does not get through: tried again, or given up with a reason."""

from uuid import UUID

from django.utils.translation import gettext as _

from exchange import delivery, stuck
from exchange.delivery import Outcome
from exchange.enums import WITHOUT_CASE
from exchange.models import Envelope
from identity import members
from identity.actors import operator_actor
from identity.models import Account
from kernel import text
from kernel.active import unit_scope
from kernel.errors import Invalid, NotPermitted, UnitUnavailable
from kernel.journal import events, once
from kernel.operating import OperatorAct, OperatorVerb
from kernel.transactions import atomic, lock_unit_writes
from registry import tree
from registry.rules import refuse_if_frozen


def retry_envelope(envelope_id: UUID, *, seen: int, once_key: str | None = None, actor: Account) -> Outcome:
    """Try to deliver now; records `envelope_retried` in the log of the sender's unit. An attempt counts as any other.

    Refused for who does not operate the platform, for an envelope no longer under way, and when it was tried meanwhile
    (``seen`` tries are what the page showed).
    """
    act = _act(OperatorVerb.RETRY, envelope_id, reason="", seen=seen, once_key=once_key, actor=actor)
    if act is None:
        return Outcome.DONE_BEFORE
    outcome = delivery.deliver(envelope_id)
    OperatorAct.objects.filter(pk=act.pk).update(outcome=outcome)
    return outcome


def skip_envelope(envelope_id: UUID, *, reason: str, seen: int, once_key: str | None = None, actor: Account) -> Outcome:
    """Give it up: undeliverable, the sender has the case again. Records `envelope_skipped` with the reason in the sender's log.

    Refused without a reason, and as a retry is; also while the sender's unit is frozen or behind the release.
    """
    reason = text.clean(reason, field="reason", max_length=500)
    if not reason:
        missing = _("Hãy nêu lý do bỏ qua.")
        raise Invalid("reason_missing", missing, {"reason": [missing]})
    act = _act(OperatorVerb.SKIP, envelope_id, reason=reason, seen=seen, once_key=once_key, actor=actor)
    return Outcome.UNDELIVERABLE if act else Outcome.DONE_BEFORE


def _act(
    verb: OperatorVerb, envelope_id: UUID, *, reason: str, seen: int, once_key: str | None, actor: Account
) -> OperatorAct | None:
    """One transaction in the sender's unit; None when this very form was sent before."""
    if not members.is_operator(actor.pk):
        raise NotPermitted("not_operator", _("Chỉ người vận hành hệ thống làm được việc này."))
    sender = tree.get(stuck.get(envelope_id).from_unit)
    if tree.is_behind(sender):
        raise UnitUnavailable(
            "unit_behind",
            _("Đơn vị %(unit)s chưa cập nhật theo bản phát hành nên chưa ghi được.") % {"unit": sender.name},
        )
    made: list[OperatorAct] = []

    def change() -> UUID:
        if verb is OperatorVerb.RETRY:
            envelope = stuck.make_due(envelope_id, seen=seen)
        else:
            envelope = stuck.skip(envelope_id, seen=seen)
        made.append(_record(verb, envelope, reason, actor))
        return envelope_id

    with unit_scope(sender), atomic():
        lock_unit_writes(sender)
        refuse_if_frozen(sender)
        fingerprint = once.fingerprint_of([verb, envelope_id, reason, seen])
        once.run(
            once_key, actor=operator_actor(actor, sender), fingerprint=fingerprint, fn=change, object_id=envelope_id
        )
    return made[0] if made else None


def _record(verb: OperatorVerb, envelope: Envelope, reason: str, actor: Account) -> OperatorAct:
    kind = "envelope_retried" if verb is OperatorVerb.RETRY else "envelope_skipped"
    # What the seal sent up exists for nobody in the sender's unit, so its log names no case either.
    case_id = None if envelope.kind in WITHOUT_CASE or envelope.is_sealed_up else envelope.case_id
    told = {"envelope": str(envelope.pk), "movement": envelope.kind, "reason": reason}
    who = operator_actor(actor, tree.get(envelope.from_unit))
    events.record(kind, actor=who, case_id=case_id, is_internal=True, **told)
    return OperatorAct.objects.create(
        verb=verb,
        account_id=actor.pk,
        envelope_id=envelope.pk,
        from_unit=envelope.from_unit,
        to_unit=envelope.to_unit,
        outcome=Outcome.UNDELIVERABLE if verb is OperatorVerb.SKIP else Outcome.WAITING,
    )
