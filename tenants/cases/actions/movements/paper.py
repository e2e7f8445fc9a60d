"""What came back on paper, from bodies off the platform and from a superior that decided a dispute."""

from datetime import date

from django.utils.translation import gettext as _

from exchange import competence, custody
from exchange.enums import EnvelopeStatus
from exchange.models import Envelope
from identity.actors import Actor
from kernel import clock, errors
from kernel.journal import events
from kernel.transactions import atomic
from tenants.cases.actions import changing
from tenants.cases.actions.movements import figures
from tenants.cases.actions.movements.dispatching import begin, restore, sentence
from tenants.cases.models import Case, Parcel


@atomic
def record_paper_reply(case: Case, *, text: str, received_on: date, actor: Actor) -> Envelope | None:
    """Ghi phúc đáp giấy: the dossier is here again and the unit may go on.

    In a dispute over competence that nobody on the platform can decide, the letter of the body above
    settles it. Returns the envelope that was answered, None for a dispute.
    """
    row, held = begin(case, "record_paper_reply", actor=actor)
    written = sentence(text, "text", _("Hãy ghi nội dung trả lời."))
    envelope = (
        Envelope.objects.filter(case_id=row.pk, from_unit=actor.unit.id, status=EnvelopeStatus.ON_PAPER)
        .order_by("-order")
        .first()
    )
    _refuse_day(received_on, clock.day_of(envelope.sent_at) if envelope else row.received_on)
    if envelope is not None:
        Envelope.objects.filter(pk=envelope.pk).update(status=EnvelopeStatus.CLOSED, closed_at=clock.now())
        custody.change(held, outside=False)
        parcel = Parcel.objects.filter(pk=envelope.pk).first()
        restore(row, parcel.status_before if parcel else "")
    elif (question := competence.undecided(row.pk)) is not None and question.superior_unit is None:
        competence.close(question)
        custody.change(held, is_disputed=False)
        changing.finish(row)
    else:
        raise errors.InvalidTransition("not_outside", _("Hồ sơ không gửi bằng giấy ra ngoài hệ thống."))
    events.record(
        "paper_reply_recorded",
        actor=actor,
        case_id=row.pk,
        text=written,
        received_on=received_on.isoformat(),
        envelope=str(envelope.pk) if envelope else "",
    )
    figures.put_card(held, status=row.status)
    return envelope


def _refuse_day(received_on: date, sent_on: date) -> None:
    if not sent_on <= received_on <= clock.today():
        message = _("Chọn ngày từ ngày gửi đến hôm nay.")
        raise errors.Invalid("received_on_invalid", message, fields={"received_on": [message]})
