"""The meeting as the minutes taker and the desk see it: agenda with its notes, who speaks, who asked what."""

from dataclasses import dataclass
from typing import Any

from identity.actors import Actor
from tenants.dialogues import policies
from tenants.dialogues.enums import OpinionStatus as O
from tenants.dialogues.models import Conference, Opinion
from tenants.dialogues.queries.listing import own_opinions
from tenants.dialogues.queries.page import counts_of
from tenants.receptions.models import MinutesEntry


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """Speaking list and agenda; ``steps`` pairs each step with its latest entry."""

    steps: list[tuple[dict[str, Any], MinutesEntry | None]]
    waiting: list[Opinion]
    asked: list[Opinion]
    treated: list[Opinion]
    silent: list[Opinion]
    counts: dict[str, int]
    may: dict[str, bool]


def meeting_page(actor: Actor, conference: Conference) -> MeetingPage:
    """Two queries."""
    entries = {
        entry.step: entry for entry in MinutesEntry.objects.filter(occasion_id=conference.pk).order_by("at", "id")
    }
    found = own_opinions(conference)
    verbs = ("speak", "order", "question", "note", "open", "attendance", "information", "adopt", "conclude")
    return MeetingPage(
        steps=[(step, entries.get(step.get("order"))) for step in conference.agenda],
        waiting=[one for one in found if one.status == O.WAITING],
        asked=[one for one in found if one.status == O.ASKED],
        treated=[one for one in found if one.status not in (O.WAITING, O.ASKED, O.COLLECTED, O.PREPARED)],
        silent=[one for one in found if one.status in (O.COLLECTED, O.PREPARED)],
        counts=counts_of(found),
        may={verb: policies.may(actor, verb, conference).ok for verb in verbs},
    )
