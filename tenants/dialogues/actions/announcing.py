"""The public notice with its proof, and the invitations with their speech slips."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils.translation import gettext as _

from deadlines import calendar
from identity.actors import Actor
from kernel import clock
from kernel.transactions import atomic
from tenants.dialogues.actions import changing, counting, following, papers, telling
from tenants.dialogues.actions.texts import line, long_text, refuse
from tenants.dialogues.enums import ConferenceStatus
from tenants.dialogues.models import Conference
from tenants.dialogues.queries.participants import invited
from tenants.dialogues.rules import terms
from tenants.documents.enums import DocumentKind

CHANNELS = ("WEBSITE", "RADIO", "POSTING", "INVITATION")


@atomic
def announce(
    conference: Conference,
    *,
    channel: str,
    where: str,
    on: date | None = None,
    proof: str = "",
    late_why: str = "",
    actor: Actor,
    version: int | None = None,
) -> Conference:
    """Record one public notice of the conference: by which channel, where, when, with what proof.

    Announces ``conference_announced``. The first one is what the plan's notice period is counted from: later than the plan
    allows it is refused, unless a reason is given; then it stands marked as late.
    """
    row = changing.begin(conference, "announce", actor=actor, version=version)
    day = on or clock.today()
    if channel not in CHANNELS:
        raise refuse("channel", _("Chọn hình thức thông báo."))
    if day > clock.today():
        raise refuse("on", _("Ngày thông báo không thể sau hôm nay."))
    reason = long_text(late_why, "late_why", required=False)
    is_late = row.announced_at is None and is_too_late(row, day, actor.unit.id)
    if is_late and not reason:
        raise refuse("late_why", late_sentence(row, day, actor.unit.id), "notice_too_late")
    row.notices = [
        *row.notices,
        {
            "channel": channel,
            "where": line(where, "where", required=True),
            "at": day.isoformat(),
            "by": actor.name,
            "proof": line(proof, "proof", length=500),
            "is_late": is_late,
            "why": reason if is_late else "",
            "for": row.held_on.isoformat() if row.held_on else "",
        },
    ]
    row.announced_at = row.announced_at or _moment(day)
    row.status = ConferenceStatus.ANNOUNCED
    changing.finish(row, "notices", "announced_at", "status")
    following.meet_notice(row, day, actor=actor)
    changing.tell("conference_announced", row, actor=actor, channel=channel, is_late=is_late)
    counting.refresh(row)
    return row


@atomic
def invite(
    conference: Conference, *, participants: Iterable[str] = (), actor: Actor, version: int | None = None
) -> int:
    """Send the invitation with its speech slip to those invited on these topics (all of them unless named).

    Announces ``conference_invited``; drafts the invitation and the slip, writes a notice to each. Returns how many.
    Refuses where nobody is invited.
    """
    row = changing.begin(conference, "invite", actor=actor, version=version)
    wanted = set(participants)
    chosen = [one for one in invited(row) if not wanted or one["id"] in wanted]
    if not chosen:
        raise refuse("participants", _("Chưa có thành phần nào để mời."))
    document = papers.draft(row, DocumentKind.INVITATION, recipients=chosen, actor=actor)
    papers.draft(row, DocumentKind.SPEECH_SLIP, actor=actor)
    now = clock.now().isoformat()
    for one in chosen:
        telling.tell_participant(row, one, document=document, actor=actor)
    ids = {one["id"] for one in chosen}
    row.participants = [one | {"invited_at": now} if one["id"] in ids else one for one in row.participants]
    changing.finish(row, "participants")
    changing.tell("conference_invited", row, actor=actor, invited=len(chosen))
    return len(chosen)


def last_day(row: Conference, unit_id: int) -> date | None:
    """The last day on which the public notice is in time; None while no day is set."""
    if row.held_on is None:
        return None
    return terms.from_data(row.values).notice.before(row.held_on, calendar.of_unit(unit_id))


def is_too_late(row: Conference, on: date, unit_id: int) -> bool:
    last = last_day(row, unit_id)
    return last is not None and on > last


def late_sentence(row: Conference, on: date, unit_id: int) -> str:
    """Why a notice of this day is late, with the day that would have been in time."""
    term = terms.from_data(row.values).notice
    kind = _("ngày làm việc") if term.is_working else _("ngày")
    last = last_day(row, unit_id)
    return _(
        "Kế hoạch yêu cầu thông báo ít nhất %(n)d %(kind)s trước ngày đối thoại, chậm nhất %(last)s; thông báo ngày %(on)s là muộn. "
        "Hãy đổi ngày đối thoại, hoặc ghi lý do thông báo muộn."
    ) % {"n": term.length, "kind": kind, "last": f"{last:%d/%m/%Y}", "on": f"{on:%d/%m/%Y}"}


def _moment(day: date) -> datetime:
    now = clock.now()
    return now if day == clock.day_of(now) else datetime.combine(day, now.timetz()).replace(tzinfo=clock.OFFICE_ZONE)
