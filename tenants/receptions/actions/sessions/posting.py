"""Where and when the schedule of a session hangs, with proof: what the five working days are counted from."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from deadlines import calendar, due
from deadlines.enums import RuleCode
from identity.actors import Actor
from kernel import clock
from kernel.transactions import atomic
from tenants.documents import uploads as files
from tenants.documents.enums import NoticeChannel
from tenants.receptions.actions.sessions.changing import begin, finish, record, refuse, required
from tenants.receptions.enums import SessionStatus
from tenants.receptions.models import ReceptionSession
from tenants.receptions.queries.terms import posting_days
from tenants.receptions.rules import schedule

CHANNELS = (NoticeChannel.POSTING, NoticeChannel.WEBSITE, NoticeChannel.RADIO)


@atomic
def post_session(
    session: ReceptionSession,
    *,
    where: str,
    actor: Actor,
    channel: str = NoticeChannel.POSTING,
    posted_at: datetime | None = None,
    uploads: "Sequence[UploadedFile[Any]]" = (),
    version: int | None = None,
) -> ReceptionSession:
    """Record that head, time, place and expected content hang where people see them. Announces ``session_posted``.

    Meets the duty of posting (A1), and of announcing a new time at the venue (A2) where the session was put off. Fewer than
    five working days before the day it is late, and says so for ever. Refuses a moment to come.
    """
    row = begin(session, "post", actor=actor, version=version)
    place = required(where, "where")
    moment = posted_at or clock.now()
    if moment > clock.now():
        raise refuse("posted_at", _("Thời điểm niêm yết chưa đến."))
    if clock.day_of(moment) > row.held_on:
        raise refuse("posted_at", _("Không niêm yết sau ngày tiếp."))
    if channel not in CHANNELS:
        raise refuse("channel", _("Chọn một cách niêm yết."))
    day = clock.day_of(moment)
    is_late = schedule.is_late(day, row.held_on, calendar.of_unit(actor.unit.id), posting_days(row))
    stored = [
        {"name": one.name, "digest": one.digest, "size": one.size, "media_type": one.media_type}
        for one in files.store_all(list(uploads))
    ]
    row.postings = [
        *row.postings,
        {
            "where": place[:300], "channel": channel, "posted_at": moment.isoformat(), "by": actor.name, "files": stored,
            "is_late": is_late,
        },
    ]  # fmt: skip
    row.posted_at = min(filter(None, (row.posted_at, moment)))
    if row.status == SessionStatus.PLANNED:
        row.status = SessionStatus.PUBLISHED
    due.meet(actor.unit.id, row.pk, RuleCode.A1, on=day)
    if row.moved_from_id:
        due.meet(actor.unit.id, row.moved_from_id, RuleCode.A2, on=day)
    finish(row, "postings", "posted_at", "status", days=(row.held_on,))
    record("session_posted", row, actor=actor, where=place, channel=channel, on=day.isoformat(), is_late=is_late)
    return row
