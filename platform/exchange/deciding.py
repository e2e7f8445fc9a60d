"""Accept, return and recall: one compare-and-set on the envelope's status; one wins, the loser is told."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchange.enums import EnvelopeStatus
from exchange.models import Envelope
from identity.models import Account
from kernel import clock
from kernel.errors import Conflict
from registry import tree

_DONE = {
    EnvelopeStatus.ACCEPTED: gettext_lazy("đã được tiếp nhận"),
    EnvelopeStatus.CLOSED: gettext_lazy("đã được tiếp nhận và giải quyết"),
    EnvelopeStatus.RETURNED: gettext_lazy("đã bị trả lại"),
    EnvelopeStatus.RECALLED: gettext_lazy("đã được rút lại"),
    EnvelopeStatus.UNDELIVERABLE: gettext_lazy("đã không chuyển được"),
}


def decide(
    envelope: Envelope,
    *,
    expected: Collection[str],
    status: EnvelopeStatus,
    decided_by: UUID | None,
    **changes: Any,
) -> None:
    """Move a locked case's envelope from one of `expected` to `status`.

    Raises Conflict("decided_already") that names who was faster and when.
    """
    changed = Envelope.objects.filter(pk=envelope.pk, status__in=[str(s) for s in expected]).update(
        status=status, decided_at=clock.now(), decided_by=decided_by, **changes
    )
    envelope.refresh_from_db()
    if changed != 1:
        raise lost(envelope)


def lost(envelope: Envelope) -> Conflict:
    """What the slower of two reads: what happened, when, by whom."""
    if envelope.status == EnvelopeStatus.RECALLED or envelope.to_unit is None:
        side = envelope.from_unit
    else:
        side = envelope.to_unit
    who = tree.get(side).full_name
    if envelope.decided_by is not None:
        names = Account.objects.filter(pk=envelope.decided_by).values_list("full_name", flat=True)
        who = ", ".join([*names, who])
    at = (envelope.decided_at or envelope.closed_at or clock.now()).astimezone(clock.OFFICE_ZONE)
    done = _DONE.get(EnvelopeStatus(envelope.status), _("đã được xử lý"))
    return Conflict(
        "decided_already",
        _("Hồ sơ %(done)s lúc %(at)s bởi %(who)s.") % {"done": done, "at": at.strftime("%H:%M %d/%m"), "who": who},
        status=envelope.status,
        who=who,
        at=at.isoformat(),
    )
