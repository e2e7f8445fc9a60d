"""The approval pack: what, when, where, who and for whom, put before the chair, who approves it or sends it back."""

from datetime import date, time
from uuid import UUID

from django.utils.translation import gettext as _

from identity.actors import Actor
from kernel import clock, errors
from kernel.transactions import atomic
from tenants.dialogues import policies
from tenants.dialogues.actions import changing, following, papers
from tenants.dialogues.actions.texts import line, long_text, refuse
from tenants.dialogues.enums import ConferenceStatus
from tenants.dialogues.models import Conference
from tenants.documents.enums import DocumentKind
from tenants.staff.enums import Power
from tenants.staff.queries import delegated


@atomic
def submit_for_approval(
    conference: Conference,
    *,
    held_on: date,
    starts_at: time,
    venue: str,
    room_id: UUID | None = None,
    note: str = "",
    actor: Actor,
    version: int | None = None,
) -> Conference:
    """Put content, time, place, participants and target group before the chair; drafts the approval pack.

    Announces ``conference_submitted``. Refuses without a topic, without participants, and a day that has passed.
    """
    row = changing.begin(conference, "submit", actor=actor, version=version)
    if held_on <= clock.today():
        raise refuse("held_on", _("Ngày đối thoại phải sau hôm nay."))
    missing = _missing(row)
    if missing:
        raise errors.InvalidTransition(
            "pack_incomplete", _("Chưa trình được, còn thiếu: %(what)s.") % {"what": missing}
        )
    row.held_on, row.starts_at, row.room_id = held_on, starts_at, room_id
    row.venue = line(venue, "venue", required=True, length=300)
    row.year = held_on.year if row.is_ad_hoc else row.year
    row.submitted_at = clock.now()
    row.sent_back = ""
    changing.finish(row, "held_on", "starts_at", "room_id", "venue", "year", "submitted_at", "sent_back")
    papers.draft(row, DocumentKind.APPROVAL_PACK, note=long_text(note, "note", required=False), actor=actor)
    changing.tell("conference_submitted", row, actor=actor, held_on=held_on.isoformat())
    return row


@atomic
def approve(conference: Conference, *, actor: Actor, version: int | None = None) -> Conference:
    """The chair approves what was put before him. Announces ``conference_approved``.

    Refuses everybody but the chair and who has the chair's power of approval on this day.
    """
    row = changing.begin(conference, "decide", actor=actor, version=version)
    _refuse_stranger(row, actor)
    row.status = ConferenceStatus.APPROVED
    row.approved_at, row.approved_by_id = clock.now(), actor.account_id
    row.sent_back = ""
    changing.finish(row, "status", "approved_at", "approved_by", "sent_back")
    following.begin_notice(row, actor=actor)
    changing.tell("conference_approved", row, actor=actor)
    return row


@atomic
def send_back(conference: Conference, *, why: str, actor: Actor, version: int | None = None) -> Conference:
    """The chair wants something changed first. Announces ``conference_sent_back``. Refuses without a word why."""
    row = changing.begin(conference, "decide", actor=actor, version=version)
    _refuse_stranger(row, actor)
    row.sent_back = long_text(why, "why")
    row.submitted_at = None
    changing.finish(row, "sent_back", "submitted_at")
    changing.tell("conference_sent_back", row, actor=actor, why=row.sent_back)
    return row


def _missing(row: Conference) -> str:
    found = []
    if not row.participants:
        found.append(_("thành phần dự"))
    if not row.target_group:
        found.append(_("đối tượng đối thoại"))
    if not row.chair_name:
        found.append(_("người chủ trì"))
    return ", ".join(found)


def _refuse_stranger(row: Conference, actor: Actor) -> None:
    if row.chair_id is None or policies.is_chair(actor, row) or actor.is_head:
        return
    given = delegated(Power.APPROVE, row.line, clock.today())
    if given is None or given.delegate_id != actor.account_id:
        raise errors.NotPermitted("not_the_chair", _("Chỉ chủ trì hoặc người được chủ trì ủy quyền mới được duyệt."))
