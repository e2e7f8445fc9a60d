"""A session gets its day, another day, or does not take place; whoever was told is told again."""

from datetime import date, time, timedelta

from django.utils.translation import gettext as _

from deadlines import calendar, due
from deadlines.enums import RuleCode
from identity.actors import Actor
from kernel import clock
from kernel.ids import new_id
from kernel.transactions import atomic
from tenants.receptions.actions.sessions import telling
from tenants.receptions.actions.sessions.changing import begin, finish, record, refresh, refuse, required
from tenants.receptions.actions.sessions.generating import watch_posting
from tenants.receptions.enums import ChangeReason, RegistrationStatus, SessionStatus
from tenants.receptions.models import ReceptionSession, Registration
from tenants.receptions.queries.terms import posting_term
from tenants.receptions.rules import schedule

COPIED = (
    "line", "is_linked", "kind", "plan", "planned_on", "starts_at", "ends_at", "mode", "room_id", "venue", "venue_unit_id",
    "expected", "head", "head_name", "head_title", "host", "host_name", "host_mode", "delegated_why", "ground", "ground_text",
    "agenda", "participants_approved_at", "security_plan", "approved_by", "approved_at",
)  # fmt: skip
LONGEST_POSTPONEMENT = timedelta(days=366)


@atomic
def choose_day(
    session: ReceptionSession, *, on: date, actor: Actor, why: str = "", version: int | None = None
) -> ReceptionSession:
    """Say where a day goes that is off: one of the proposed days, or another worked day with the reason.

    Changes the day, the date of the duty of posting (A1), the duty register. Announces ``session_day_chosen``.
    """
    row = begin(session, "choose", actor=actor, version=version)
    offered = {date.fromisoformat(one["on"]): one["why"] for one in row.proposals}
    _check_day(on, actor, "on")
    if on not in offered and not why.strip():
        raise refuse("why", _("Ngày này không nằm trong các ngày đề xuất: ghi lý do chọn."))
    before = row.held_on
    row.held_on, row.is_automatic = on, False
    row.moved_why = why.strip() or offered.get(on, "")
    watch_posting(actor.unit.id, [row], posting_term(row), renewed=[row])
    finish(row, "held_on", "is_automatic", "moved_why", days=(before, on))
    record("session_day_chosen", row, actor=actor, on=on.isoformat(), why=row.moved_why)
    return row


@atomic
def take_day(session: ReceptionSession, *, actor: Actor) -> ReceptionSession:
    """Take the next working day because nobody chose by the last day for posting; marked automatic.

    For the sweep alone. Announces ``session_day_taken``.
    """
    row = begin(session, "choose", actor=actor)
    if not row.is_waiting_for_day:
        return row
    before = row.held_on
    row.held_on = schedule.automatic_day([schedule.Proposal.of(one) for one in row.proposals])
    row.is_automatic = True
    row.moved_why = _("chưa ai chọn ngày đến hạn niêm yết nên lấy ngày làm việc liền sau")
    finish(row, "held_on", "is_automatic", "moved_why", days=(before, row.held_on))
    record("session_day_taken", row, actor=actor, on=row.held_on.isoformat(), why=row.moved_why)
    return row


@atomic
def postpone_session(
    session: ReceptionSession,
    *,
    to: date,
    reason: str,
    why: str,
    actor: Actor,
    starts_at: time | None = None,
    ends_at: time | None = None,
    version: int | None = None,
) -> ReceptionSession:
    """Put a session off to another day; returns the new session, which takes over the registrations.

    Changes: this session is over, the new one keeps place, people and agenda and must be posted anew (A1); the new expected
    time must be announced at the venue at once (A2). Tells every registered citizen and every invited body. Announces
    ``session_postponed``. Refuses a day in the past, a day off, and a day on which the head already receives.
    """
    row = begin(session, "postpone", actor=actor, version=version)
    told = _reason(reason, why)
    _check_day(to, actor, "to")
    if to == row.held_on:
        raise refuse("to", _("Đây là ngày đang hẹn; chọn ngày khác."))
    if ReceptionSession.objects.filter(line=row.line, held_on=to).coming(to).exclude(pk=row.pk).exists():
        raise refuse("to", _("Ngày %(day)s đã có buổi tiếp của người đứng đầu.") % {"day": f"{to:%d/%m/%Y}"})
    new = ReceptionSession(id=new_id(), held_on=to, moved_from=row, **{name: getattr(row, name) for name in COPIED})
    new.starts_at, new.ends_at = starts_at or row.starts_at, ends_at or row.ends_at
    new.participants = [{**one, "attended": None, "substitute": "", "reason": ""} for one in row.participants]
    new.moved_reason, new.moved_why = reason, told
    new.save(force_insert=True)
    row.status, row.moved_reason, row.moved_why = SessionStatus.POSTPONED, reason, told
    finish(row, "status", "moved_reason", "moved_why")
    waiting = telling.waiting_of(row)
    _take_over(waiting, new)
    _end_duties(row, actor)
    due.open_item(actor.unit.id, RuleCode.A2, row.pk, clock.today())
    watch_posting(actor.unit.id, [new], posting_term(new))
    refresh(row.line, row.held_on, to)
    record(
        "session_postponed",
        row,
        actor=actor,
        to=to.isoformat(),
        reason=reason,
        why=told,
        new=str(new.pk),
        registrations=len(waiting),
    )
    telling.tell_postponed(row, new, waiting, actor=actor)
    return new


@atomic
def cancel_session(
    session: ReceptionSession, *, reason: str, why: str, actor: Actor, version: int | None = None
) -> ReceptionSession:
    """A session does not take place and none follows in its stead.

    Its duties with a date end; registrations wait without a session for the next one. Tells every registered citizen and
    invited body. Announces ``session_cancelled``. An ad hoc proposal that is cancelled was never told to anybody.
    """
    row = begin(session, "cancel", actor=actor, version=version)
    told = _reason(reason, why)
    was_public = row.status != SessionStatus.PROPOSED
    row.status, row.moved_reason, row.moved_why = SessionStatus.CANCELLED, reason, told
    finish(row, "status", "moved_reason", "moved_why", days=(row.held_on,))
    waiting = telling.waiting_of(row)
    _take_over(waiting, None)
    _end_duties(row, actor)
    record("session_cancelled", row, actor=actor, reason=reason, why=told, registrations=len(waiting))
    if was_public:
        telling.tell_cancelled(row, waiting, actor=actor)
    return row


def _take_over(waiting: list[Registration], new: ReceptionSession | None) -> None:
    """The registrations go with the session; who was invited is invited anew, nobody waits in a queue of another day."""
    back = {
        RegistrationStatus.INVITED: RegistrationStatus.APPROVED,
        RegistrationStatus.WAITING: RegistrationStatus.APPROVED,
    }
    for one in waiting:
        one.session = new
        one.status = back.get(RegistrationStatus(one.status), RegistrationStatus(one.status))
        one.version += 1
        if new is None:
            one.queue_no = None
    Registration.objects.bulk_update(waiting, ["session", "status", "version", "queue_no"])


def _end_duties(row: ReceptionSession, actor: Actor) -> None:
    due.cancel(actor.unit.id, row.pk)


def _reason(reason: str, why: str) -> str:
    if reason not in ChangeReason.values:
        raise refuse("reason", _("Chọn một lý do."))
    return required(why, "why")


def _check_day(day: date, actor: Actor, field: str) -> None:
    today = clock.today()
    if day < today:
        raise refuse(field, _("Ngày %(day)s đã qua.") % {"day": f"{day:%d/%m/%Y}"})
    if day > today + LONGEST_POSTPONEMENT:
        raise refuse(field, _("Ngày %(day)s quá xa.") % {"day": f"{day:%d/%m/%Y}"})
    work = calendar.of_unit(actor.unit.id)
    if not work.is_working_day(day):
        raise refuse(
            field,
            _("%(day)s là ngày nghỉ (%(why)s); chọn một ngày làm việc.")
            % {"day": f"{day:%d/%m/%Y}", "why": work.reason_off(day)},
        )
