"""The day itself: it begins, it ends, or it passed and nobody began it."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from deadlines import due
from deadlines.enums import RuleCode
from identity.actors import Actor
from kernel import clock
from kernel.transactions import atomic
from tenants.receptions.actions.sessions.changing import begin, finish, record, refresh
from tenants.receptions.actions.sessions.generating import put_head
from tenants.receptions.enums import HostMode, SessionStatus
from tenants.receptions.models import ReceptionSession
from tenants.receptions.policies import sessions as policies
from tenants.staff.queries import holder_of


@atomic
def open_day(session: ReceptionSession, *, actor: Actor, version: int | None = None) -> ReceptionSession:
    """The session begins. Announces ``session_opened``; refuses another day than the session's own.

    Who holds the position today is the head of this day, whoever held it when the plan was made.
    """
    row = begin(session, "open", actor=actor, version=version)
    holder = holder_of(row.line, row.held_on)
    if holder and row.host_mode == HostMode.IN_PERSON:
        put_head(row, holder)
    elif holder:
        row.head_id, row.head_name = holder.account_id, holder.account.full_name
    row.status, row.opened_at = SessionStatus.OPEN, clock.now()
    finish(row, "status", "opened_at", "head", "head_name", "head_title", "host", "host_name", days=(row.held_on,))
    due.cancel(actor.unit.id, row.pk, RuleCode.A1)
    record("session_opened", row, actor=actor)
    return row


@atomic
def close_day(
    session: ReceptionSession, *, head_present: bool, actor: Actor, version: int | None = None
) -> ReceptionSession:
    """The session is over. Announces ``session_held``.

    A day without visitors counts when it was announced and the head was there; a delegated one counts apart. Where the head
    was to receive and was not there, it is a day nobody received on.
    """
    row = begin(session, "close", actor=actor, version=version)
    row.status, row.closed_at, row.head_present = SessionStatus.HELD, clock.now(), head_present
    finish(row, "status", "closed_at", "head_present", days=(row.held_on,))
    record("session_held", row, actor=actor, head_present=head_present)
    return row


@atomic
def mark_missed(session_id: UUID, *, actor: Actor, today: date | None = None) -> bool:
    """The day passed and nobody opened it. For the sweep alone; announces ``session_missed``. Whether it was so."""
    row = ReceptionSession.objects.select_for_update(of=("self",)).filter(pk=session_id).first()
    if row is None or row.status not in policies.BEFORE or row.held_on >= (today or clock.today()):
        return False
    if row.is_waiting_for_day:
        return False
    row.status = SessionStatus.MISSED
    row.version += 1
    row.save(update_fields=["status", "version"])
    due.cancel(actor.unit.id, row.pk)
    refresh(row.line, row.held_on)
    record("session_missed", row, actor=actor, on=row.held_on.isoformat())
    return True


@atomic
def expire_proposal(session_id: UUID, *, actor: Actor) -> bool:
    """The proposed day passed and the head had not decided. For the sweep alone; announces ``ad_hoc_expired``."""
    row = ReceptionSession.objects.select_for_update(of=("self",)).filter(pk=session_id).first()
    if row is None or row.status != SessionStatus.PROPOSED or row.held_on >= clock.today():
        return False
    row.status, row.moved_why = SessionStatus.CANCELLED, _("ngày đề xuất đã qua mà chưa có quyết định")
    finish(row, "status", "moved_why")
    record("ad_hoc_expired", row, actor=actor, on=row.held_on.isoformat())
    return True
