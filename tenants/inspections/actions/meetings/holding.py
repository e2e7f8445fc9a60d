"""Review meetings held: invited to with figures frozen on that day, recorded, their conclusions given to the units."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from exchange.sending import Address
from identity.actors import Actor
from kernel import clock
from kernel.journal import events
from kernel.transactions import atomic
from registry.info import UnitInfo
from tenants.documents.actions.letters import send_letter
from tenants.documents.enums import LetterTopic
from tenants.inspections import policies
from tenants.inspections.actions.meetings.changing import change, entry, finish, lock, sentence, wrong
from tenants.inspections.enums import MeetingStatus
from tenants.inspections.models import ReviewMeeting
from tenants.inspections.queries.figures import figures_of
from tenants.inspections.rules import meeting_words as words
from tenants.inspections.rules import meetings as rules


@atomic
def invite_units(meeting: ReviewMeeting | UUID, *, actor: Actor, version: int | None = None) -> ReviewMeeting:
    """Freeze the figures of each unit as of today (at most the end of the period) and invite each by a letter with its own figures.

    Announces `meeting_invited`. Refuses a meeting without a unit, or whose day has passed.
    """
    row = lock(meeting, "invite", actor=actor, version=version)
    if not row.units:
        raise wrong("units", "no_unit", _("Chọn đơn vị làm việc trước khi mời."))
    if row.planned_on < clock.today():
        raise wrong("planned_on", "day_past", _("Ngày họp đã qua; sửa ngày trước khi mời."))
    units = [policies.unit_below(actor, key) for key in row.keys]
    _freeze(row, units)
    own = {one["id"]: one for one in row.figures}
    row.units = [
        {
            **entry(unit),
            "letter": str(
                send_letter(
                    LetterTopic.REVIEW_INVITATION,
                    to=Address(unit.id),
                    line=row.line,
                    title=words.invitation_title(row.title),
                    text=words.invitation_text(row, own[unit.id]),
                    facts={"meeting": str(row.pk)},
                    actor=actor,
                ).pk
            ),
        }
        for unit in units
    ]
    row.status = MeetingStatus.INVITED
    events.record("meeting_invited", actor=actor, meeting=str(row.pk), units=row.keys, figures_on=str(row.figures_on))
    return finish(row, "units", "figures", "figures_from", "figures_on", "status")


@atomic
def record_meeting(
    meeting: ReviewMeeting | UUID,
    *,
    held_on: date,
    came: Sequence[str],
    record: str,
    actor: Actor,
    version: int | None = None,
) -> ReviewMeeting:
    """What was said, who came. Figures that nobody froze by inviting are frozen now. Announces `meeting_held`.

    May be written again while nothing is concluded. Refuses a day to come and a unit that the meeting is not with.
    """
    row = lock(meeting, "record", actor=actor, version=version)
    said = sentence(record, "record")
    if held_on > clock.today():
        raise wrong("held_on", "day_to_come", _("Ngày họp chưa đến."))
    if not set(came) <= set(row.keys):
        raise wrong("came", "unit_unknown", _("Có đơn vị không thuộc buổi làm việc này."))
    if row.figures_on is None:
        _freeze(row, [policies.unit_below(actor, key) for key in row.keys])
    row.held_on, row.record, row.status = held_on, said, MeetingStatus.HELD
    row.units = [{**unit, "came": unit["key"] in came} for unit in row.units]
    events.record("meeting_held", actor=actor, meeting=str(row.pk), on=held_on.isoformat(), came=list(came))
    return finish(row, "held_on", "record", "status", "units", "figures", "figures_from", "figures_on")


@atomic
def conclude_meeting(
    meeting: ReviewMeeting | UUID,
    *,
    units: Sequence[str],
    conclusion: str,
    due_on: date,
    actor: Actor,
    version: int | None = None,
) -> ReviewMeeting:
    """One conclusion given to units of the meeting: a numbered letter each, which the receiver turns into a task of its own.

    Announces `meeting_concluded`. Refuses a unit that the meeting is not with, an empty text, a day that is over.
    """
    row = lock(meeting, "conclude", actor=actor, version=version)
    said = sentence(conclusion, "conclusion")
    if not units or not set(units) <= set(row.keys):
        raise wrong("units", "unit_unknown", _("Chọn đơn vị trong buổi làm việc này."))
    if due_on < clock.today():
        raise wrong("due_on", "due_on_past", _("Hạn thực hiện đã qua."))
    given = [_give(row, unit, said, due_on, actor) for unit in row.units if unit["key"] in units]
    row.conclusions = [*row.conclusions, *given]
    events.record("meeting_concluded", actor=actor, meeting=str(row.pk), units=list(units), due_on=due_on.isoformat())
    return finish(row, "conclusions")


def _give(row: ReviewMeeting, unit: dict[str, Any], said: str, due_on: date, actor: Actor) -> dict[str, Any]:
    letter = send_letter(
        LetterTopic.REVIEW_CONCLUSION,
        to=Address(int(unit["id"])),
        line=row.line,
        title=words.conclusion_title(row.title),
        text=said,
        facts={"meeting": str(row.pk)},
        due_on=due_on,
        actor=actor,
    )
    return {
        "id": str(letter.pk),
        "unit": unit["id"],
        "name": unit["name"],
        "text": said,
        "due_on": due_on.isoformat(),
        **change(actor),
    }


def _freeze(row: ReviewMeeting, units: Sequence[UnitInfo]) -> None:
    first, last = rules.span(row.kind, row.year, row.planned_on, clock.today())
    row.figures_from, row.figures_on = first, last
    row.figures = figures_of(units, line=row.line, by=row.unit_id, first=first, last=last)
