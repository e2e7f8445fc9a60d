"""A conference put off to another day, or not held at all; everybody who was told is told again."""

from datetime import date, time

from django.utils.translation import gettext as _

from identity.actors import Actor
from kernel import clock
from kernel.transactions import atomic
from tenants.dialogues.actions import changing, counting, following, telling
from tenants.dialogues.actions.texts import long_text, refuse
from tenants.dialogues.enums import ConferenceStatus
from tenants.dialogues.models import Conference, Opinion


@atomic
def postpone_conference(
    conference: Conference,
    *,
    why: str,
    held_on: date | None = None,
    starts_at: time | None = None,
    actor: Actor,
    version: int | None = None,
) -> Conference:
    """Put a conference off to another day, or to a day still to be named; everybody invited is told.

    Announces ``conference_postponed``. The public notice begins anew. Refuses without a reason and a day that has passed.
    """
    row = changing.begin(conference, "postpone", actor=actor, version=version)
    reason = long_text(why, "why")
    if held_on is not None and held_on < clock.today():
        raise refuse("held_on", _("Chọn ngày từ hôm nay trở đi."))
    was_announced = row.announced_at is not None
    row.changes = [
        *row.changes,
        {
            "at": clock.now().isoformat(),
            "by": actor.name,
            "from": row.held_on.isoformat() if row.held_on else "",
            "to": held_on.isoformat() if held_on else "",
            "why": reason,
        },
    ]
    row.held_on, row.starts_at = held_on, starts_at or row.starts_at
    row.announced_at = None
    decided = held_on is not None and row.approved_at is not None
    row.status = ConferenceStatus.APPROVED if decided else ConferenceStatus.POSTPONED
    changing.finish(row, "changes", "held_on", "starts_at", "announced_at", "status")
    following.end_notice(row, actor=actor)
    if decided:
        following.begin_notice(row, actor=actor)
    if was_announced:
        telling.tell_change(row, reason, actor=actor)
    changing.tell("conference_postponed", row, actor=actor, why=reason, to=held_on.isoformat() if held_on else "")
    counting.refresh(row)
    return row


@atomic
def cancel_conference(conference: Conference, *, why: str, actor: Actor, version: int | None = None) -> Conference:
    """Not held at all; everybody invited is told. Announces ``conference_cancelled``. Refuses without a reason."""
    row = changing.begin(conference, "cancel", actor=actor, version=version)
    reason = long_text(why, "why")
    was_announced = row.announced_at is not None
    row.changes = [
        *row.changes,
        {"at": clock.now().isoformat(), "by": actor.name, "from": str(row.held_on or ""), "to": "", "why": reason},
    ]
    row.status = ConferenceStatus.CANCELLED
    changing.finish(row, "changes", "status")
    following.end_notice(row, actor=actor)
    # What was collected for it waits for the next one.
    Opinion.objects.filter(conference=row).without_outcome().update(conference=None, speaking_no=None)
    if was_announced:
        telling.tell_change(row, reason, actor=actor)
    changing.tell("conference_cancelled", row, actor=actor, why=reason)
    counting.refresh(row)
    return row
