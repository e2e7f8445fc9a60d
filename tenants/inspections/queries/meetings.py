"""The list of review meetings, and one meeting with what became of its conclusions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from identity.actors import Actor
from kernel import clock
from tenants.documents.models import Letter
from tenants.inspections import policies
from tenants.inspections.enums import MeetingStatus
from tenants.inspections.models import ReviewMeeting
from tenants.inspections.models.review_meeting import ReviewMeetingQuerySet

LOOKS = {
    MeetingStatus.PLANNED: ("info", "clock"),
    MeetingStatus.INVITED: ("accent", "send"),
    MeetingStatus.HELD: ("ok", "done"),
    MeetingStatus.CANCELLED: ("", "close"),
}


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """One line of the list."""

    meeting: ReviewMeeting
    tone: str
    icon: str
    given: int
    answered: int
    is_late: bool


@dataclass(frozen=True, slots=True)
class Given:
    """One conclusion given to one unit, with its letter as this unit keeps it."""

    unit: str
    text: str
    due_on: date
    by: str
    letter: Letter | None
    is_late: bool


@dataclass(frozen=True, slots=True)
class Invited:
    """A unit the meeting is with: whether it has acknowledged, whether it came."""

    key: str
    name: str
    letter_id: str
    acknowledged_on: date | None
    came: bool | None


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """Everything one page shows."""

    row: MeetingRow
    invited: list[Invited]
    given: list[Given]
    figures: list[dict[str, Any]]


def meeting_list(actor: Actor, year: int | None) -> ReviewMeetingQuerySet:
    """The meetings of the actor's lines, newest first."""
    found = policies.visible_meetings(actor)
    if year is not None:
        found = found.of_year(year)
    ordered: ReviewMeetingQuerySet = found.order_by("-planned_on", "-id")
    return ordered


def meeting_rows(meetings: Sequence[ReviewMeeting]) -> list[MeetingRow]:
    """Lines of the list: one query more than the meetings, whatever their number."""
    letters = _letters(meetings)
    return [_row(one, letters) for one in meetings]


def meeting_page(meeting: ReviewMeeting) -> MeetingPage:
    """One meeting; one query beside it."""
    letters = _letters([meeting])
    today = clock.today()
    given = []
    for one in meeting.conclusions:
        letter = letters.get(UUID(one["id"]))
        due_on = date.fromisoformat(one["due_on"])
        given.append(Given(one["name"], one["text"], due_on, one["by"], letter, bool(letter and letter.is_late(today))))
    invited = []
    for unit in meeting.units:
        letter = letters.get(UUID(unit["letter"])) if unit.get("letter") else None
        seen = letter.acknowledged_on if letter else None
        invited.append(Invited(unit["key"], unit["name"], unit.get("letter") or "", seen, unit.get("came")))
    return MeetingPage(_row(meeting, letters), invited, given, meeting.figures)


def _letters(meetings: Sequence[ReviewMeeting]) -> dict[UUID, Letter]:
    wanted = [one["id"] for meeting in meetings for one in meeting.conclusions]
    wanted += [unit["letter"] for meeting in meetings for unit in meeting.units if unit.get("letter")]
    found: dict[UUID, Letter] = Letter.objects.in_bulk([UUID(one) for one in wanted])
    return found


def _row(meeting: ReviewMeeting, letters: dict[UUID, Letter]) -> MeetingRow:
    tone, icon = LOOKS[MeetingStatus(meeting.status)]
    told = [letters.get(UUID(one["id"])) for one in meeting.conclusions]
    answered = sum(1 for letter in told if letter is not None and letter.answered_on is not None)
    is_open = meeting.status in (MeetingStatus.PLANNED, MeetingStatus.INVITED)
    return MeetingRow(meeting, tone, icon, len(told), answered, is_open and meeting.planned_on < clock.today())
