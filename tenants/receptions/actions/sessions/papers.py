"""The schedule and the change of it as official papers, drafted for whoever signs."""

from django.utils import translation

from identity.actors import Actor
from identity.permissions import Permission
from kernel import errors
from kernel.transactions import atomic
from registry import tree
from tenants.documents.actions.drafting import draft_document
from tenants.documents.enums import DocumentKind, Subject
from tenants.documents.models import Document
from tenants.documents.rules.bodies import ChangeNotice, ScheduleNotice
from tenants.receptions.enums import SessionStatus
from tenants.receptions.models import ReceptionSession
from tenants.receptions.policies import sessions as policies
from tenants.receptions.queries.sessions import place_of, rooms_of

OFF = (SessionStatus.POSTPONED, SessionStatus.CANCELLED)


@atomic
def draft_session_notice(session: ReceptionSession, *, actor: Actor) -> Document:
    """Draft what hangs out about a session: its schedule, or the change when it was put off or cancelled.

    The draft goes the way of every paper: signed, numbered, printed. Refuses a member of the other line, who may not draft,
    and a session whose day nobody has chosen yet.
    """
    actor.require(Permission.DOCUMENT_DRAFT)
    if session.line not in actor.lines:
        raise policies.session_not_found()
    with translation.override("vi"):
        return _change(session, actor) if session.status in OFF else _schedule(session, actor)


def _schedule(session: ReceptionSession, actor: Actor) -> Document:
    if session.is_waiting_for_day:
        raise errors.InvalidTransition("day_not_chosen", "Ngày theo kế hoạch trùng ngày nghỉ, chưa chọn ngày tiếp.")
    who = ", ".join(part for part in (session.head_title, session.host_name) if part)
    people = "; ".join(str(one["name"]) for one in session.participants)
    body = ScheduleNotice(
        period=f"ngày {session.held_on:%d/%m/%Y}",
        rows=[(session.held_on, _hours(session), _place(session), f"{who}. {people}".strip(". "), session.expected)],
        contact=_contact(actor),
    )
    title = f"Lịch tiếp công dân ngày {session.held_on:%d/%m/%Y}"
    return _draft(DocumentKind.SCHEDULE_NOTICE, session, title, body, actor)


def _change(session: ReceptionSession, actor: Actor) -> Document:
    after = session.moved_to.first()
    body = ChangeNotice(
        old_on=session.held_on,
        reason=session.moved_why or str(session.get_moved_reason_display()),
        new_on=after.held_on if after else None,
        new_time=_hours(after) if after else "",
        new_place=_place(after) if after else "",
        is_cancelled=session.status == SessionStatus.CANCELLED,
        contact=_contact(actor),
    )
    title = f"Thay đổi lịch tiếp công dân ngày {session.held_on:%d/%m/%Y}"
    return _draft(DocumentKind.CHANGE_NOTICE, session, title, body, actor)


def _draft(
    kind: DocumentKind, session: ReceptionSession, title: str, body: ScheduleNotice | ChangeNotice, actor: Actor
) -> Document:
    return draft_document(
        kind,
        line=session.line,
        subject=Subject.SESSION,
        subject_id=session.pk,
        title=title,
        body=body,
        recipients=["Niêm yết tại nơi tiếp công dân", *(str(one["name"]) for one in session.participants)],
        actor=actor,
    )


def _hours(session: ReceptionSession) -> str:
    begins = f"{session.starts_at:%H:%M}" if session.starts_at else ""
    return f"{begins} – {session.ends_at:%H:%M}" if begins and session.ends_at else begins


def _place(session: ReceptionSession) -> str:
    return place_of(session, rooms_of([session]))


def _contact(actor: Actor) -> str:
    profile = tree.get(actor.unit.id).profile
    return ", ".join(str(profile[name]) for name in ("address", "phone") if profile.get(name))
