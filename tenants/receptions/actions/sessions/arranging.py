"""Time, place, people, security and the list of preparations of one session."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import time
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from identity.actors import Actor
from kernel import clock, errors
from kernel.ids import new_id
from kernel.transactions import atomic
from registry import tree
from tenants.cases.enums import CaseKind
from tenants.receptions.actions.sessions.changing import begin, finish, record, refuse, required
from tenants.receptions.enums import HostMode, SessionMode, SessionStatus
from tenants.receptions.models import ReceptionSession, Registration
from tenants.receptions.queries.readiness import facts_of
from tenants.receptions.rules import checklist
from tenants.staff.enums import Power
from tenants.staff.models import Delegation


@dataclass(frozen=True, slots=True)
class Arrangement:
    """When within the day, where and about what."""

    starts_at: time | None
    ends_at: time | None
    room_id: UUID | None = None
    venue: str = ""
    venue_unit_id: int | None = None
    mode: str = SessionMode.IN_ROOM
    expected: str = ""


@dataclass(frozen=True, slots=True)
class Participant:
    """Who is to come: a body of the unit or an office in words; ``is_leader``: a leader must come, not a clerk."""

    name: str
    kind: str = "body"
    body_id: str = ""
    is_leader: bool = True
    id: str = ""


@atomic
def arrange_session(
    session: ReceptionSession, told: Arrangement, *, actor: Actor, version: int | None = None
) -> ReceptionSession:
    """Set time, room or venue, mode and expected content. Announces ``session_arranged``.

    A session in a lower unit's area names that unit. Online is refused while somebody registered who denounces and asks that
    the identity be protected (Decree 154/2026, Art. 16).
    """
    row = begin(session, "arrange", actor=actor, version=version)
    _check_times(told.starts_at, told.ends_at)
    if told.venue_unit_id is not None:
        _check_area(told.venue_unit_id, actor)
        if not told.venue.strip():
            raise refuse("venue", _("Tiếp lưu động: ghi địa điểm tại địa bàn đó."))
    if told.mode == SessionMode.ONLINE and not may_be_online(row):
        raise refuse(
            "mode",
            _("Buổi tiếp có người tố cáo đề nghị bảo vệ danh tính nên không tiếp trực tuyến được."),
            "online_refused",
        )
    changes = {
        "starts_at": told.starts_at, "ends_at": told.ends_at, "room_id": told.room_id, "venue": told.venue.strip(),
        "venue_unit_id": told.venue_unit_id, "mode": SessionMode(told.mode).value, "expected": told.expected.strip(),
    }  # fmt: skip
    changed = [name for name, value in changes.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, changes[name])
    if changed:
        finish(row, *changed, days=(row.held_on,))
        record("session_arranged", row, actor=actor, changed=changed)
    return row


def may_be_online(row: ReceptionSession) -> bool:
    """No denouncer who asks for protection is registered."""
    return not Registration.objects.of_session(row.pk).filter(kind=CaseKind.DENUNCIATION, asks_protection=True).exists()


@atomic
def set_participants(
    session: ReceptionSession, people: Iterable[Participant], *, actor: Actor, version: int | None = None
) -> ReceptionSession:
    """Who is to come to this session, proposed by the office; what the head had approved is to be approved again.

    Announces ``session_participants_set``. Whether somebody was invited or came stays with who stays on the list.
    """
    row = begin(session, "participants", actor=actor, version=version)
    known = {str(one.get("id")): one for one in row.participants}
    rows: list[dict[str, Any]] = []
    for one in people:
        if not one.name.strip():
            continue
        kept = known.get(
            one.id, {"id": str(new_id()), "invited": False, "attended": None, "substitute": "", "reason": ""}
        )
        rows.append(
            {
                **kept,
                "kind": one.kind,
                "name": one.name.strip()[:250],
                "body_id": one.body_id,
                "is_leader": one.is_leader,
            }
        )
    row.participants, row.participants_approved_at = rows, None
    finish(row, "participants", "participants_approved_at", *_not_ready_any_more(row))
    record("session_participants_set", row, actor=actor, count=len(rows))
    return row


@atomic
def approve_composition(session: ReceptionSession, *, actor: Actor, version: int | None = None) -> ReceptionSession:
    """The head decides who comes to this session. Announces ``session_composition_approved``; only the head."""
    row = begin(session, "compose", actor=actor, version=version)
    row.participants_approved_at = clock.now()
    finish(row, "participants_approved_at")
    record("session_composition_approved", row, actor=actor, names=[one["name"] for one in row.participants])
    return row


@atomic
def delegate_session(
    session: ReceptionSession,
    *,
    why: str,
    actor: Actor,
    version: int | None = None,
    delegation: Delegation | UUID | None = None,
) -> ReceptionSession:
    """Another receives in the head's place; counted apart, never as a day of the head. Announces ``session_delegated``.

    Needs a delegation of the power to receive, on the session's line, that holds on its day.
    """
    row = begin(session, "delegate", actor=actor, version=version)
    told = required(why, "why")
    found = Delegation.objects.in_force(row.held_on).filter(
        line__in=[row.line, "BOTH"], powers__contains=[Power.RECEIVE.value]
    )
    if delegation is not None:
        found = found.filter(pk=delegation.pk if isinstance(delegation, Delegation) else delegation)
    chosen = found.order_by("-made_at", "-id").first()
    if chosen is None:
        raise refuse(
            "delegation",
            _("Chưa có văn bản ủy quyền tiếp công dân còn hiệu lực vào ngày %(day)s.")
            % {"day": f"{row.held_on:%d/%m/%Y}"},
            "no_delegation",
        )
    row.host_id, row.host_name = chosen.delegate_id, chosen.delegate_name
    row.host_mode, row.delegated_why = HostMode.DELEGATED, told[:300]
    finish(row, "host", "host_name", "host_mode", "delegated_why", days=(row.held_on,))
    record("session_delegated", row, actor=actor, to=chosen.delegate_name, delegation=str(chosen.pk), why=told)
    return row


@atomic
def take_back_delegation(session: ReceptionSession, *, actor: Actor, version: int | None = None) -> ReceptionSession:
    """The head receives in person after all. Announces ``session_delegation_ended``."""
    row = begin(session, "delegate", actor=actor, version=version)
    row.host_id, row.host_name = row.head_id, row.head_name
    row.host_mode, row.delegated_why = HostMode.IN_PERSON, ""
    finish(row, "host", "host_name", "host_mode", "delegated_why", days=(row.held_on,))
    record("session_delegation_ended", row, actor=actor)
    return row


@atomic
def set_security_plan(
    session: ReceptionSession, *, text: str, actor: Actor, version: int | None = None
) -> ReceptionSession:
    """How the police keep order before, during and after the session. Announces ``session_security_planned``."""
    row = begin(session, "security", actor=actor, version=version)
    row.security_plan = required(text, "text")
    finish(row, "security_plan")
    record("session_security_planned", row, actor=actor)
    return row


@atomic
def tick(
    session: ReceptionSession, code: str, *, actor: Actor, note: str = "", done: bool = True, version: int | None = None
) -> ReceptionSession:
    """Note that a preparation is done (or not yet). Announces ``session_prepared``; refuses what is seen by itself.

    Where the bodies were invited, everybody on the list is: they are told when the session is put off.
    """
    row = begin(session, "check", actor=actor, version=version)
    if code not in checklist.TICKED:
        raise refuse("code", _("Việc này không đánh dấu bằng tay."))
    row.checklist = [one for one in row.checklist if one.get("code") != code]
    if done:
        mark = {"code": code, "done_at": clock.now().isoformat(), "by": actor.name, "note": note.strip()[:500]}
        row.checklist = [*row.checklist, mark]
    if code == "bodies":
        row.participants = [{**one, "invited": done} for one in row.participants]
    finish(row, "checklist", "participants", *_not_ready_any_more(row, is_less=not done))
    record("session_prepared", row, actor=actor, code=code, done=done)
    return row


@atomic
def make_ready(session: ReceptionSession, *, actor: Actor, version: int | None = None) -> ReceptionSession:
    """Everything is prepared. Announces ``session_ready``; refuses naming what is missing, the security plan among it.

    Invitations and dossiers are not ticked: an invitation that reached nobody, a report that has not come are named.
    """
    row = begin(session, "ready", actor=actor, version=version)
    missing = checklist.missing(row, facts_of(row))
    if missing:
        raise errors.InvalidTransition(
            "not_prepared",
            _("Chưa sẵn sàng, còn thiếu: %(missing)s.") % {"missing": "; ".join(missing)},
            missing=missing,
        )
    row.status = SessionStatus.READY
    finish(row, "status", days=(row.held_on,))
    record("session_ready", row, actor=actor)
    return row


@atomic
def link_session(
    session: ReceptionSession, *, linked: bool, actor: Actor, version: int | None = None
) -> ReceptionSession:
    """The head lets members of the other line read the session, or no more. Announces ``session_linked`` or ``…_unlinked``."""
    row = begin(session, "link", actor=actor, version=version)
    row.is_linked = linked
    finish(row, "is_linked")
    record("session_linked" if linked else "session_unlinked", row, actor=actor)
    return row


def _not_ready_any_more(row: ReceptionSession, *, is_less: bool = True) -> list[str]:
    if not is_less or row.status != SessionStatus.READY:
        return []
    row.status = SessionStatus.PUBLISHED if row.posted_at else SessionStatus.PLANNED
    return ["status"]


def _check_times(starts_at: time | None, ends_at: time | None) -> None:
    if starts_at and ends_at and ends_at <= starts_at:
        raise refuse("ends_at", _("Giờ kết thúc phải sau giờ bắt đầu."))


def _check_area(unit_id: int, actor: Actor) -> None:
    if not tree.is_under(unit_id, actor.unit.id):
        raise refuse("venue_unit", _("Chỉ tiếp lưu động được tại địa bàn của đơn vị cấp dưới."))
