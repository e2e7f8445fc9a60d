"""The meeting as the minutes taker and the desk see it: agenda with its notes, who speaks, who asked what."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator

from identity.actors import Actor
from kernel import clock
from tenants.dialogues import policies
from tenants.dialogues.enums import OpinionStatus as O
from tenants.dialogues.models import Conference, Opinion
from tenants.dialogues.models.opinion import OpinionQuerySet
from tenants.dialogues.queries.listing import counts_of
from tenants.receptions.enums import EntryKind
from tenants.receptions.models import MinutesEntry
from tenants.receptions.queries.day import Field
from tenants.receptions.rules.notes import NONE_YET, entry_id_of

ROWS = 20
"""Opinions of one list on the page; the others are fetched list by list."""
ASKED, WAITING, SILENT, TREATED = "asked", "waiting", "silent", "treated"
LISTS: Mapping[str, tuple[O, ...]] = {
    ASKED: (O.ASKED,),
    WAITING: (O.WAITING,),
    SILENT: (O.COLLECTED, O.PREPARED),
    TREATED: (O.CLEARED, O.ANSWERED, O.ASSIGNED, O.INFORMATION, O.REPLIED, O.WITHDRAWN),
}
"""Every opinion of a conference stands in exactly one of them."""
READ = (
    *("speaking_no", "source", "source_name", "person_name", "text", "prepared", "status", "entered_at"),
    *("unit_id", "conference"),
)


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """Agenda with one field a step, and a page of each list."""

    steps: list[Field]
    lists: dict[str, Page[Opinion]]
    counts: dict[str, int]
    may: dict[str, bool]


def meeting_page(actor: Actor, conference: Conference, *, part: str = "", number: str = "") -> MeetingPage:
    """A constant number of queries; ``number`` is the page of the list ``part``, the others begin."""
    verbs = ("speak", "order", "question", "note", "open", "attendance", "information", "adopt", "conclude")
    entries = entries_by_step(conference)
    return MeetingPage(
        steps=[_field(conference, one, entries) for one in conference.agenda],
        lists={name: list_page(conference, name, number if name == part else "") for name in LISTS},
        counts=counts_of(conference),
        may={verb: policies.may(actor, verb, conference).ok for verb in verbs},
    )


def list_page(conference: Conference, name: str, number: str) -> Page[Opinion]:
    """One page of one list, in speaking order; two queries."""
    found: OpinionQuerySet = Opinion.objects.filter(conference=conference, status__in=LISTS[name])
    return Paginator(found.only(*READ).order_by("speaking_no", "entered_at", "id"), ROWS).get_page(number)


def entries_by_step(conference: Conference) -> dict[int, MinutesEntry]:
    """What was noted at each step, the latest entry where there are several; one query."""
    found = MinutesEntry.objects.filter(occasion_id=conference.pk, kind=EntryKind.STEP, step__isnull=False)
    return {entry.step: entry for entry in found.order_by("at", "id") if entry.step is not None}


def _field(conference: Conference, step: dict[str, Any], entries: dict[int, MinutesEntry]) -> Field:
    order = int(step.get("order") or 0)
    label, who = str(step.get("text", "")), str(step.get("speaker") or step.get("role") or "")
    entry = entries.get(order)
    if entry is None:
        key = entry_id_of(conference.pk, EntryKind.STEP, step=order)
        return Field(key, EntryKind.STEP, label, "", NONE_YET, step=order, who=who)
    by = f"{entry.author_name} · {entry.at.astimezone(clock.OFFICE_ZONE):%H:%M}"
    return Field(
        entry.pk, EntryKind.STEP, label, entry.text, entry.version, step=order, who=entry.speaker or who, by=by
    )
