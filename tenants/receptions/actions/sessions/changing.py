"""How every change of a session begins and ends: lock, version, verdict; then version, duty register, journal."""

from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from identity.actors import Actor
from kernel import errors
from kernel.journal import events
from kernel.transactions import lock_unit_writes
from registry.rules import refuse_if_frozen
from tenants.receptions.actions.duties import refresh_duty
from tenants.receptions.models import ReceptionSession
from tenants.receptions.policies import sessions as policies


def begin(session: ReceptionSession | UUID, verb: str, *, actor: Actor, version: int | None = None) -> ReceptionSession:
    """Lock the session and ask the policy about what stands there now.

    Refuses a session that changed since the actor saw ``version`` with ``Conflict``; its facts say who and when.
    """
    lock_unit_writes(actor.unit)
    refuse_if_frozen(actor.unit)
    session_id = session.pk if isinstance(session, ReceptionSession) else session
    row = ReceptionSession.objects.select_for_update(of=("self",)).filter(pk=session_id).first()
    if row is None:
        raise policies.session_not_found()
    verdict = policies.may(actor, verb, row)
    if verdict.ok or verdict.code not in ("session_not_found", "not_permitted"):
        _check_version(row, version)
    policies.require(actor, verb, row)
    return row


def finish(row: ReceptionSession, *changed: str, days: tuple[date, ...] = ()) -> ReceptionSession:
    """Write the changed columns one version further; write again the duty of the months of ``days``."""
    row.version += 1
    row.save(update_fields=sorted({*changed, "version"}))
    refresh(row.line, *days)
    return row


def refresh(line: str, *days: date) -> None:
    """The duty of each month once."""
    for day in sorted({day.replace(day=1) for day in days}):
        refresh_duty(line, day)


def record(kind: str, row: ReceptionSession, *, actor: Actor, **data: Any) -> None:
    """One event of the journal, found by the session's id."""
    events.record(kind, actor=actor, case_id=row.pk, is_internal=False, **{"line": row.line, **data})


def required(text: str, field: str) -> str:
    """The text without blanks around it; refuses an empty one at its field."""
    told = text.strip()
    if not told:
        raise errors.Invalid("text_missing", _("Chưa ghi nội dung."), fields={field: [_("Chưa ghi nội dung.")]})
    return told


def refuse(field: str, message: str, code: str = "invalid") -> errors.Invalid:
    """What cannot be accepted, said at its field."""
    return errors.Invalid(code, message, fields={field: [message]})


def _check_version(row: ReceptionSession, version: int | None) -> None:
    if version is None or version == row.version:
        return
    last = events.of_case(row.pk).last()
    who = last.actor_name if last else ""
    raise errors.Conflict(
        "session_changed",
        _("Buổi tiếp vừa được %(who)s thay đổi. Những gì bạn đã nhập vẫn còn; hãy xem lại rồi gửi lại.")
        % {"who": who or _("người khác")},
        who=who,
        when=last.at.isoformat() if last else "",
        version=row.version,
    )
