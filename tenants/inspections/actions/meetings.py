"""Review meetings: planned, invited to with figures frozen on that day, held with a record, their conclusions given to the units."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _

from deadlines import calendar
from exchange.sending import Address
from identity.actors import Actor
from kernel import clock, text
from kernel.errors import Conflict, Invalid
from kernel.journal import events
from kernel.transactions import atomic, lock_unit_writes
from registry import tree
from registry.info import UnitInfo
from registry.levels import Line
from registry.rules import refuse_if_frozen
from tenants.documents.actions.letters import send_letter
from tenants.documents.enums import LetterTopic
from tenants.inspections import policies
from tenants.inspections.enums import MeetingKind, MeetingStatus
from tenants.inspections.models import ReviewMeeting
from tenants.inspections.queries.figures import figures_of
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
    _enter(actor)
    if year < clock.today().year:
        raise _wrong("year", "year_over", _("Năm này đã qua."))
    units = [_entry(unit) for unit in _below(actor, line)]
    planned = set(_open(line, year).values_list("kind", flat=True))
    made = []
    for one in rules.regular(year, calendar.of_unit(actor.unit.id)):
        if one.kind in planned:
            continue
        with translation.override("vi"):
            title = words.title(str(one.kind.label), year)
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
    _enter(actor)
    if kind != MeetingKind.AD_HOC and _open(line, year).filter(kind=kind).exists():
        raise _wrong("kind", "meeting_planned_already", _("Buổi làm việc định kỳ này của năm đã có trong lịch."))
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
    row = _lock(meeting, "change", actor=actor, version=version)
    _fill(row, data, actor)
    events.record("meeting_changed", actor=actor, meeting=str(row.pk))
    return _finish(row, "title", "planned_on", "starts_at", "place", "agenda", "units")


@atomic
def invite_units(meeting: ReviewMeeting | UUID, *, actor: Actor, version: int | None = None) -> ReviewMeeting:
    """Freeze the figures of each unit as of today (at most the end of the period) and invite each by a letter with its own figures.

    Announces `meeting_invited`. Refuses a meeting without a unit, or whose day has passed.
    """
    row = _lock(meeting, "invite", actor=actor, version=version)
    if not row.units:
        raise _wrong("units", "no_unit", _("Chọn đơn vị làm việc trước khi mời."))
    if row.planned_on < clock.today():
        raise _wrong("planned_on", "day_past", _("Ngày họp đã qua; sửa ngày trước khi mời."))
    units = [policies.unit_below(actor, key) for key in row.keys]
    _freeze(row, units)
    own = {one["id"]: one for one in row.figures}
    row.units = [
        {
            **_entry(unit),
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
    return _finish(row, "units", "figures", "figures_from", "figures_on", "status")


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
    row = _lock(meeting, "move", actor=actor, version=version)
    reason = _said(why, "why")
    if planned_on < clock.today():
        raise _wrong("planned_on", "day_past", _("Ngày họp đã qua."))
    before, row.planned_on = row.planned_on, planned_on
    row.starts_at = starts_at or row.starts_at
    row.place = text.clean(place, field="place", max_length=250) or row.place
    row.changes = [
        *row.changes,
        _change(actor, why=reason, **{"from": before.isoformat(), "to": planned_on.isoformat()}),
    ]
    _tell_invited(row, words.moved_title(row.title), words.moved_text(row, before, reason), actor)
    events.record("meeting_moved", actor=actor, meeting=str(row.pk), to=planned_on.isoformat(), reason=reason)
    return _finish(row, "planned_on", "starts_at", "place", "changes")


@atomic
def cancel_meeting(
    meeting: ReviewMeeting | UUID, *, why: str, actor: Actor, version: int | None = None
) -> ReviewMeeting:
    """It is not held; who was invited is told. Announces `meeting_cancelled`."""
    row = _lock(meeting, "cancel", actor=actor, version=version)
    reason = _said(why, "why")
    if row.status == MeetingStatus.INVITED:
        _tell_invited(row, words.cancelled_title(row.title), words.cancelled_text(row, reason), actor)
    row.status = MeetingStatus.CANCELLED
    row.changes = [*row.changes, _change(actor, why=reason)]
    events.record("meeting_cancelled", actor=actor, meeting=str(row.pk), reason=reason)
    return _finish(row, "status", "changes")


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
    row = _lock(meeting, "record", actor=actor, version=version)
    said = _said(record, "record")
    if held_on > clock.today():
        raise _wrong("held_on", "day_to_come", _("Ngày họp chưa đến."))
    if not set(came) <= set(row.keys):
        raise _wrong("came", "unit_unknown", _("Có đơn vị không thuộc buổi làm việc này."))
    if row.figures_on is None:
        _freeze(row, [policies.unit_below(actor, key) for key in row.keys])
    row.held_on, row.record, row.status = held_on, said, MeetingStatus.HELD
    row.units = [{**unit, "came": unit["key"] in came} for unit in row.units]
    events.record("meeting_held", actor=actor, meeting=str(row.pk), on=held_on.isoformat(), came=list(came))
    return _finish(row, "held_on", "record", "status", "units", "figures", "figures_from", "figures_on")


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
    row = _lock(meeting, "conclude", actor=actor, version=version)
    said = _said(conclusion, "conclusion")
    if not units or not set(units) <= set(row.keys):
        raise _wrong("units", "unit_unknown", _("Chọn đơn vị trong buổi làm việc này."))
    if due_on < clock.today():
        raise _wrong("due_on", "due_on_past", _("Hạn thực hiện đã qua."))
    given = [_give(row, unit, said, due_on, actor) for unit in row.units if unit["key"] in units]
    row.conclusions = [*row.conclusions, *given]
    events.record("meeting_concluded", actor=actor, meeting=str(row.pk), units=list(units), due_on=due_on.isoformat())
    return _finish(row, "conclusions")


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
        **_change(actor),
    }


def _freeze(row: ReviewMeeting, units: Sequence[UnitInfo]) -> None:
    first, last = rules.span(row.kind, row.year, row.planned_on, clock.today())
    row.figures_from, row.figures_on = first, last
    row.figures = figures_of(units, line=row.line, by=row.unit_id, first=first, last=last)


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
        raise _wrong("title", "title_missing", _("Ghi tên buổi làm việc."))
    if data.planned_on < clock.today():
        raise _wrong("planned_on", "day_past", _("Ngày họp đã qua."))
    row.planned_on, row.starts_at = data.planned_on, data.starts_at
    row.place = text.clean(data.place, field="place", max_length=250)
    row.agenda = text.clean(data.agenda, field="agenda", max_length=20_000, multiline=True)
    row.units = [_entry(policies.unit_below(actor, key)) for key in dict.fromkeys(data.units)]


def _entry(unit: UnitInfo) -> dict[str, Any]:
    return {"id": unit.id, "key": unit.key, "name": unit.name, "letter": "", "came": None}


def _below(actor: Actor, line: Line | str) -> list[UnitInfo]:
    below = tree.children(actor.unit.id, line=line)
    if not below:
        raise _wrong("line", "no_unit_below", _("Đơn vị không có đơn vị cấp dưới trực tiếp."))
    return below


def _open(line: Line | str, year: int) -> Any:
    return ReviewMeeting.objects.of_year(year).filter(line=line).exclude(status=MeetingStatus.CANCELLED)


def _lock(meeting: ReviewMeeting | UUID, verb: str, *, actor: Actor, version: int | None) -> ReviewMeeting:
    _enter(actor)
    key = meeting.pk if isinstance(meeting, ReviewMeeting) else meeting
    row = policies.visible_meetings(actor).select_for_update(of=("self",)).filter(pk=key).first()
    if row is None:
        raise policies.meeting_not_found()
    policies.require_meeting(actor, verb, row)
    if version is not None and version != row.version:
        raise Conflict(
            "meeting_changed",
            _("Buổi làm việc vừa được người khác thay đổi. Những gì bạn đã nhập vẫn còn; hãy xem lại rồi gửi lại."),
            version=row.version,
        )
    found: ReviewMeeting = row
    return found


def _finish(row: ReviewMeeting, *changed: str) -> ReviewMeeting:
    row.version += 1
    row.save(update_fields=[*changed, "version"])
    return row


def _enter(actor: Actor) -> None:
    lock_unit_writes(actor.unit)
    refuse_if_frozen(actor.unit)


def _change(actor: Actor, **said: str) -> dict[str, str]:
    return {"at": clock.now().isoformat(), "by": actor.name, **said}


def _said(typed: str, field: str) -> str:
    cleaned = text.clean(typed or "", field=field, max_length=20_000, multiline=True)
    if not cleaned.strip():
        raise _wrong(field, f"{field}_missing", _("Chưa ghi ô này."))
    return cleaned


def _wrong(field: str, code: str, message: str) -> Invalid:
    return Invalid(code, message, {field: [message]})
