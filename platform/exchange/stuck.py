"""What does not get through, for who operates the platform: looked at, tried again, given up. Numbers of units and codes only."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from exchange import delivery
from exchange.delivery import Outcome
from exchange.enums import EnvelopeStatus
from exchange.models import Envelope
from kernel import clock
from kernel.errors import Conflict, InvalidTransition, NotFound

#: What stands as the failure of an envelope that an operator gave up.
SKIPPED = "skipped_by_operator"


def under_way(before: datetime | None = None) -> QuerySet[Envelope]:
    """Envelopes on their way, those sent first in front; with ``before`` only those sent earlier."""
    found = Envelope.objects.filter(status=EnvelopeStatus.SENT, to_unit__isnull=False).order_by("sent_at", "pk")
    return found if before is None else found.filter(sent_at__lt=before)


def make_due(envelope_id: UUID, *, seen: int) -> Envelope:
    """Make the next try due that the person asked for who saw ``seen`` tries; an earlier envelope of the case still goes first.

    Raises NotFound, InvalidTransition("not_under_way") or Conflict("tried_meanwhile").
    """
    envelope = _found(envelope_id, seen)
    Envelope.objects.filter(pk=envelope_id, status=EnvelopeStatus.SENT).update(next_try_at=clock.now())
    return envelope


def skip(envelope_id: UUID, *, seen: int) -> Envelope:
    """Give the envelope up, in the sender's unit: it is undeliverable and the sender has the case again, as after the last try.

    Raises what ``make_due`` raises.
    """
    envelope = _found(envelope_id, seen)
    if delivery.give_back(envelope, SKIPPED) is Outcome.DONE_BEFORE:
        raise _not_under_way()
    return envelope


def get(envelope_id: UUID) -> Envelope:
    """An envelope that goes or went from unit to unit; raises NotFound."""
    envelope = Envelope.objects.filter(pk=envelope_id, to_unit__isnull=False).first()
    if envelope is None:
        raise NotFound("envelope_not_found", _("Không tìm thấy phong bì."))
    return envelope


def get_under_way(envelope_id: UUID) -> Envelope:
    """An envelope that still is on its way; raises NotFound or InvalidTransition("not_under_way")."""
    envelope = get(envelope_id)
    if envelope.status != EnvelopeStatus.SENT:
        raise _not_under_way()
    return envelope


def _found(envelope_id: UUID, seen: int) -> Envelope:
    envelope = get_under_way(envelope_id)
    if envelope.attempts != seen:
        raise Conflict(
            "tried_meanwhile",
            _("Phong bì vừa được thử chuyển thêm; hãy xem lại rồi quyết định."),
            attempts=envelope.attempts,
        )
    return envelope


def _not_under_way() -> InvalidTransition:
    return InvalidTransition("not_under_way", _("Phong bì không còn trên đường: đã đến nơi hoặc đã trả về bên gửi."))
