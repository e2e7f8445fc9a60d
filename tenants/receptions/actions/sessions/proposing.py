"""A session outside the plan: proposed with one of the two legal grounds, decided by the head alone."""

from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from identity.actors import Actor
from identity.permissions import Permission
from kernel import clock, errors
from kernel.ids import new_id
from kernel.transactions import atomic, lock_unit_writes
from registry.levels import Line
from registry.rules import refuse_if_frozen
from tenants.receptions.actions.sessions.arranging import Arrangement
from tenants.receptions.actions.sessions.changing import begin, finish, record, refuse, required
from tenants.receptions.actions.sessions.generating import put_head, watch_posting
from tenants.receptions.enums import Ground, SessionKind, SessionStatus
from tenants.receptions.models import Plan, ReceptionSession
from tenants.receptions.queries.terms import Terms, posting_term, terms_of
from tenants.staff.queries import holder_of


@atomic
def propose_ad_hoc(
    *,
    line: str,
    on: date,
    ground: str,
    ground_text: str,
    arrangement: Arrangement,
    actor: Actor,
    session_id: UUID | None = None,
) -> ReceptionSession:
    """Propose a session outside the plan: matter, time, place and form (S2-14). Announces ``ad_hoc_proposed``.

    Refuses without one of the two grounds of Art. 18.3 of the Law on reception and Art. 4.2 of Regulation 11-QĐi/TW and a
    sentence that applies it, a day in the past, and a line that is not the actor's. It may lie on a day off: urgency does
    not wait for Monday.
    """
    if not actor.may(Permission.RECEPTION_DECIDE):
        actor.require(Permission.RECEPTION_ARRANGE)
    if line not in actor.lines:
        raise errors.NotPermitted("other_line", _("Bạn không làm việc ở kênh này."))
    lock_unit_writes(actor.unit)
    refuse_if_frozen(actor.unit)
    if ground not in Ground.values:
        raise refuse("ground", _("Chọn một trong hai căn cứ tiếp đột xuất."))
    told = required(ground_text, "ground_text")
    if on < clock.today():
        raise refuse("on", _("Ngày %(day)s đã qua.") % {"day": f"{on:%d/%m/%Y}"})
    plan = Plan.objects.in_force(on.year, line).first()
    terms = terms_of(plan) if plan else Terms()
    row = ReceptionSession(
        id=session_id or new_id(), line=Line(line).value, kind=SessionKind.AD_HOC, plan=plan, planned_on=on, held_on=on,
        status=SessionStatus.PROPOSED, ground=ground, ground_text=told, agenda=terms.agenda,
        participants=terms.participants(), starts_at=arrangement.starts_at, ends_at=arrangement.ends_at,
        room_id=arrangement.room_id, venue=arrangement.venue.strip(), mode=arrangement.mode,
        expected=arrangement.expected.strip(), head_title=plan.head_position if plan else "",
    )  # fmt: skip
    holder = holder_of(line, on)
    if holder:
        put_head(row, holder)
    row.save(force_insert=True)
    record("ad_hoc_proposed", row, actor=actor, on=on.isoformat(), ground=ground)
    return row


@atomic
def approve_ad_hoc(
    session: ReceptionSession, *, actor: Actor, note: str = "", version: int | None = None
) -> ReceptionSession:
    """The head decides time, place and who comes; only the head (S0-25). Announces ``ad_hoc_approved``."""
    row = begin(session, "approve", actor=actor, version=version)
    if row.held_on < clock.today():
        raise refuse("on", _("Ngày đề xuất %(day)s đã qua.") % {"day": f"{row.held_on:%d/%m/%Y}"})
    row.status = SessionStatus.PLANNED
    row.approved_by_id, row.approved_at = actor.account_id, clock.now()
    row.participants_approved_at = clock.now()
    finish(row, "status", "approved_by", "approved_at", "participants_approved_at", days=(row.held_on,))
    watch_posting(actor.unit.id, [row], posting_term(row))
    record("ad_hoc_approved", row, actor=actor, note=note.strip())
    return row


@atomic
def decline_ad_hoc(
    session: ReceptionSession, *, why: str, actor: Actor, version: int | None = None
) -> ReceptionSession:
    """The head does not hold the proposed session; it ends with the reason. Announces ``ad_hoc_declined``."""
    row = begin(session, "approve", actor=actor, version=version)
    row.status, row.moved_why = SessionStatus.CANCELLED, required(why, "why")
    finish(row, "status", "moved_why")
    record("ad_hoc_declined", row, actor=actor, why=row.moved_why)
    return row
