"""A telephone call about an arrival: noted on the own side only."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from identity.actors import Actor
from kernel.journal import events
from kernel.transactions import atomic
from tenants.receptions.actions.arrivals.changing import begin, lines, refuse, refuse_to_come, words
from tenants.receptions.models import Arrival

MOST = 200


@atomic
def note_call(
    arrival: Arrival | UUID, *, at: datetime, whom: str, said: str, actor: Actor, version: int | None = None
) -> Arrival:
    """Note when somebody telephoned with whom and what was said. Announces ``arrival_called``; nothing is sent."""
    row, _card = begin(arrival, "call", actor=actor, version=version)
    refuse_to_come(at, "at")
    if len(row.calls) >= MOST:
        raise refuse("said", _("Đã ghi quá nhiều cuộc gọi cho lượt này."), "calls_too_many")
    call = {
        "at": at.isoformat(),
        "whom": words(whom, "whom", needed=_("Ghi đã gọi cho ai.")),
        "said": lines(said, "said", 2000, needed=_("Ghi nội dung trao đổi.")),
        "by": actor.name,
    }
    row.calls = [*row.calls, call]
    row.version += 1
    row.save(update_fields=["calls", "version"])
    events.record("arrival_called", actor=actor, case_id=row.pk)
    return row
