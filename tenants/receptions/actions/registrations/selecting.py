"""From the list of registrations to the head's list of a session: proposed by the office, approved by the head, or put off."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.utils.translation import gettext as _

from identity.actors import Actor
from kernel import clock, errors
from kernel.transactions import atomic
from tenants.receptions.actions.registrations.changing import (
    begin,
    enter,
    finish,
    lock_session,
    record,
    refuse,
    required,
)
from tenants.receptions.enums import RegistrationStatus, SessionStatus
from tenants.receptions.models import ReceptionSession, Registration
from tenants.receptions.policies import sessions as session_policies

TAKES = frozenset({SessionStatus.PLANNED, SessionStatus.PUBLISHED, SessionStatus.READY, SessionStatus.PROPOSED})


@atomic
def propose(
    registration: Registration, *, session: ReceptionSession, proposal: str, actor: Actor, version: int | None = None
) -> Registration:
    """Put a registration before the head for one session, with what the office proposes (issue, form; plans S0-29, S2-14).

    Announces ``registration_proposed``; refuses another line's session and one that is over or has begun.
    """
    row = begin(registration, "propose", actor=actor, version=version)
    held = session_policies.get_session(actor, session.pk)
    if held.line != row.line or held.status not in TAKES:
        raise refuse("session", _("Chọn buổi tiếp sắp tới, cùng kênh với đăng ký."))
    row.session, row.proposal = held, required(proposal, "proposal")
    row.status = RegistrationStatus.PROPOSED
    record("registration_proposed", row, actor=actor, session=str(held.pk))
    return finish(row, "session", "proposal", "status")


@atomic
def decide_list(
    session: ReceptionSession,
    *,
    approved: Iterable[UUID],
    sent_back: Mapping[UUID, str] | None = None,
    deferred: Mapping[UUID, str] | None = None,
    actor: Actor,
) -> list[Registration]:
    """The head decides the list of one session in one go: who is received, what goes back to the office, what is put off.

    Announces ``registration_approved``, ``registration_sent_back`` and ``registration_deferred``. Refuses who is not the
    head of the line, and one that is not on this session's list any more; then nothing is decided.
    """
    enter(actor)
    lock_session(session.pk)
    changed = []
    for key in dict.fromkeys(approved):
        row = _of_list(key, session, actor)
        row.status, row.approved_by_id, row.approved_at = RegistrationStatus.APPROVED, actor.account_id, clock.now()
        record("registration_approved", row, actor=actor, session=str(session.pk))
        changed.append(finish(row, "status", "approved_by", "approved_at"))
    for key, why in (sent_back or {}).items():
        row = _of_list(key, session, actor)
        row.status, row.reason, row.session = RegistrationStatus.SCREENED, required(why, "why"), None
        record("registration_sent_back", row, actor=actor, reason=row.reason)
        changed.append(finish(row, "status", "reason", "session"))
    for key, why in (deferred or {}).items():
        row = _of_list(key, session, actor)
        changed.append(_put_off(row, required(why, "why"), actor))
    if not changed:
        message = _("Chọn ít nhất một đăng ký.")
        raise errors.Invalid("nothing_chosen", message, fields={"approved": [message]})
    return changed


@atomic
def defer(registration: Registration, *, reason: str, actor: Actor, version: int | None = None) -> Registration:
    """Put off to a later session: it keeps its place among those to be proposed. Announces ``registration_deferred``."""
    row = begin(registration, "defer", actor=actor, version=version)
    return _put_off(row, required(reason, "reason"), actor)


def _put_off(row: Registration, why: str, actor: Actor) -> Registration:
    row.status, row.reason, row.session, row.queue_no = RegistrationStatus.DEFERRED, why, None, None
    record("registration_deferred", row, actor=actor, reason=why)
    return finish(row, "status", "reason", "session", "queue_no")


def _of_list(key: UUID, session: ReceptionSession, actor: Actor) -> Registration:
    row = begin(key, "decide", actor=actor)
    if row.session_id != session.pk:
        raise errors.Conflict("list_changed", _("Danh sách vừa thay đổi; hãy xem lại rồi duyệt."))
    return row
