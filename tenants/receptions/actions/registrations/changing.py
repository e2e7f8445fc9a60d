"""How every change of a registration begins and ends: session and row locked, version, verdict; then version and journal."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from identity.actors import Actor
from kernel import errors, text
from kernel.journal import events
from kernel.transactions import lock_unit_writes
from registry.rules import refuse_if_frozen
from tenants.receptions.models import ReceptionSession, Registration
from tenants.receptions.policies import registrations as policies


def enter(actor: Actor) -> None:
    """Share the unit's lock of writing; refuses a frozen unit."""
    lock_unit_writes(actor.unit)
    refuse_if_frozen(actor.unit)


def begin(row: Registration | UUID, verb: str, *, actor: Actor, version: int | None = None) -> Registration:
    """Lock the registration and ask the policy about what stands there now.

    Refuses one that changed since the actor saw ``version`` with ``Conflict``; its facts say who and when.
    """
    enter(actor)
    key = row.pk if isinstance(row, Registration) else row
    found = Registration.objects.select_for_update(of=("self",)).select_related("session").filter(pk=key).first()
    if found is None:
        raise policies.registration_not_found()
    verdict = policies.may(actor, verb, found)
    if verdict.ok or verdict.code not in ("registration_not_found", "not_permitted"):
        _check_version(found, version)
    policies.require(actor, verb, found)
    return found


def begin_on_day(registration: Registration | UUID, verb: str, actor: Actor, version: int | None) -> Registration:
    """Lock session and registration, in this order, and ask the policy: every step of the queue begins here."""
    key = registration.pk if isinstance(registration, Registration) else registration
    # Always the session first: places and the one who is called are decided one after the other.
    session_id = Registration.objects.filter(pk=key).values_list("session_id", flat=True).first()
    if session_id is not None:
        lock_session(session_id)
    return begin(key, verb, actor=actor, version=version)


def finish(row: Registration, *changed: str) -> Registration:
    """Write the changed columns one version further."""
    row.version += 1
    row.save(update_fields=sorted({*changed, "version"}))
    return row


def lock_session(session_id: UUID) -> ReceptionSession:
    """The session's row, locked: one place in its queue is given at a time."""
    found = ReceptionSession.objects.select_for_update(of=("self",)).filter(pk=session_id).first()
    if found is None:
        raise errors.NotFound("session_not_found", _("Không tìm thấy buổi tiếp này."))
    return found


def record(kind: str, row: Registration, *, actor: Actor, **data: Any) -> None:
    """One event, found by the registration's id; never with a name in it."""
    events.record(kind, actor=actor, case_id=row.pk, line=row.line, number=row.number, **data)


def required(typed: str, field: str, *, max_length: int = 5000) -> str:
    """The text without blanks around it; refuses an empty one at its field."""
    told = text.clean(typed, field=field, max_length=max_length, multiline=True)
    if not told:
        raise errors.Invalid("text_missing", _("Chưa ghi nội dung."), fields={field: [_("Chưa ghi nội dung.")]})
    return told


def refuse(field: str, message: str, code: str = "invalid") -> errors.Invalid:
    """What cannot be accepted, said at its field."""
    return errors.Invalid(code, message, fields={field: [message]})


def _check_version(row: Registration, version: int | None) -> None:
    if version is None or version == row.version:
        return
    last = events.of_case(row.pk).last()
    who = last.actor_name if last else ""
    raise errors.Conflict(
        "registration_changed",
        _("Đăng ký vừa được %(who)s thay đổi. Những gì bạn đã nhập vẫn còn; hãy xem lại rồi gửi lại.")
        % {"who": who or _("người khác")},
        who=who,
        when=last.at.isoformat() if last else "",
        version=row.version,
    )
