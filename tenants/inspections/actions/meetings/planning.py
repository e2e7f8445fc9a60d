"""Review meetings planned: the four of a year, or one; corrected, moved, cancelled."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from deadlines import calendar
from exchange.sending import Address
from identity.actors import Actor
from kernel import clock, text
from kernel.journal import events
from kernel.transactions import atomic
from registry import tree
from registry.info import UnitInfo
from registry.levels import Line
from tenants.documents.actions.letters import send_letter
from tenants.documents.enums import LetterTopic
from tenants.inspections import policies
from tenants.inspections.actions.meetings.changing import change, enter, entry, finish, lock, sentence, wrong
from tenants.inspections.enums import MeetingKind, MeetingStatus
from tenants.inspections.models import ReviewMeeting
from tenants.inspections.rules import meeting_words as words
from tenants.inspections.rules import meetings as rules


@dataclass(frozen=True, kw_only=True)
class MeetingData:
    """What is written down of a meeting before it is held."""

    title: str
    planned_on: date
    starts_at: time | None = None
    place: str = ""
    agenda: str = ""
    units: Sequence[str] = ()


@atomic
def plan_year(year: int, *, line: Line | str, actor: Actor) -> list[ReviewMeeting]:
    """The four regular meetings of a year with all units directly below, as far as they are not planned yet.

    Announces `meetings_planned`. Refuses who may not urge on the line, a unit without any below it, a year that is over.
    """
    policies.require_urger(actor, line)
    enter(actor)
    if year < clock.today().year:
        raise wrong("year", "year_over", _("Năm này đã qua."))
    units = [entry(unit) for unit in _below(actor, line)]
    planned = set(_open(line, year).values_list("kind", flat=True))
    made = []
    for one in rules.regular(year, calendar.of_unit(actor.unit.id)):
        if one.kind in planned:
            continue
        title = words.title(one.kind, year)
        row = ReviewMeeting(
            line=line,
            kind=one.kind,
            year=year,
            title=title,
            planned_on=one.planned_on,
            units=units,
            made_by_id=actor.account_id,
        )
        row.save(force_insert=True)
        made.append(row)
    events.record("meetings_planned", actor=actor, year=year, line=str(line), n=len(made))
    return made


@atomic
def plan_meeting(kind: MeetingKind, *, year: int, line: Line | str, data: MeetingData, actor: Actor) -> ReviewMeeting:
    """One meeting. Announces `meeting_planned`. Refuses a regular one that is planned already, a day that is over, a unit not below."""
    policies.require_urger(actor, line)
    enter(actor)
    if kind != MeetingKind.AD_HOC and _open(line, year).filter(kind=kind).exists():
        raise wrong("kind", "meeting_planned_already", _("Buổi làm việc định kỳ này của năm đã có trong lịch."))
    row = ReviewMeeting(line=line, kind=kind, year=year, made_by_id=actor.account_id)
    _fill(row, data, actor)
    row.save(force_insert=True)
    events.record("meeting_planned", actor=actor, meeting=str(row.pk), title=row.title, on=row.planned_on.isoformat())
    return row


@atomic
def change_meeting(
    meeting: ReviewMeeting | UUID, *, data: MeetingData, actor: Actor, version: int | None = None
) -> ReviewMeeting:
    """Correct a meeting nobody was invited to yet. Announces `meeting_changed`."""
    row = lock(meeting, "change", actor=actor, version=version)
    _fill(row, data, actor)
    events.record("meeting_changed", actor=actor, meeting=str(row.pk))
    return finish(row, "title", "planned_on", "starts_at", "place", "agenda", "units")


@atomic
def move_meeting(
    meeting: ReviewMeeting | UUID,
    *,
    planned_on: date,
    why: str,
    starts_at: time | None = None,
    place: str = "",
    actor: Actor,
    version: int | None = None,
) -> ReviewMeeting:
    """Another day for a meeting the units were invited to; each is told in the thread of its invitation. Announces `meeting_moved`."""
    row = lock(meeting, "move", actor=actor, version=version)
    reason = sentence(why, "why")
    if planned_on < clock.today():
        raise wrong("planned_on", "day_past", _("Ngày họp đã qua."))
    before, row.planned_on = row.planned_on, planned_on
    row.starts_at = starts_at or row.starts_at
    row.place = text.clean(place, field="place", max_length=250) or row.place
    row.changes = [
        *row.changes,
        change(actor, why=reason, **{"from": before.isoformat(), "to": planned_on.isoformat()}),
    ]
    _tell_invited(row, words.moved_title(row.title), words.moved_text(row, before, reason), actor)
    events.record("meeting_moved", actor=actor, meeting=str(row.pk), to=planned_on.isoformat(), reason=reason)
    return finish(row, "planned_on", "starts_at", "place", "changes")


@atomic
def cancel_meeting(
    meeting: ReviewMeeting | UUID, *, why: str, actor: Actor, version: int | None = None
) -> ReviewMeeting:
    """It is not held; who was invited is told. Announces `meeting_cancelled`."""
    row = lock(meeting, "cancel", actor=actor, version=version)
    reason = sentence(why, "why")
    if row.status == MeetingStatus.INVITED:
        _tell_invited(row, words.cancelled_title(row.title), words.cancelled_text(row, reason), actor)
    row.status = MeetingStatus.CANCELLED
    row.changes = [*row.changes, change(actor, why=reason)]
    events.record("meeting_cancelled", actor=actor, meeting=str(row.pk), reason=reason)
    return finish(row, "status", "changes")


def _tell_invited(row: ReviewMeeting, title: str, said: str, actor: Actor) -> None:
    for unit in row.units:
        send_letter(
            LetterTopic.REVIEW_INVITATION,
            to=Address(int(unit["id"])),
            line=row.line,
            title=title[:500],
            text=said,
            facts={"meeting": str(row.pk)},
            thread=UUID(unit["letter"]),
            actor=actor,
        )


def _fill(row: ReviewMeeting, data: MeetingData, actor: Actor) -> None:
    row.title = text.clean(data.title, field="title", max_length=300)
    if not row.title:
        raise wrong("title", "title_missing", _("Ghi tên buổi làm việc."))
    if data.planned_on < clock.today():
        raise wrong("planned_on", "day_past", _("Ngày họp đã qua."))
    row.planned_on, row.starts_at = data.planned_on, data.starts_at
    row.place = text.clean(data.place, field="place", max_length=250)
    row.agenda = text.clean(data.agenda, field="agenda", max_length=20_000, multiline=True)
    row.units = [entry(policies.unit_below(actor, key)) for key in dict.fromkeys(data.units)]


def _below(actor: Actor, line: Line | str) -> list[UnitInfo]:
    below = tree.children(actor.unit.id, line=line)
    if not below:
        raise wrong("line", "no_unit_below", _("Đơn vị không có đơn vị cấp dưới trực tiếp."))
    return below


def _open(line: Line | str, year: int) -> Any:
    return ReviewMeeting.objects.of_year(year).filter(line=line).exclude(status=MeetingStatus.CANCELLED)
