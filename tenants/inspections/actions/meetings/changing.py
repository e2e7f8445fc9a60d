"""How every change of a review meeting begins and ends: locks, version, verdict; then the version."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from identity.actors import Actor
from kernel import clock, text
from kernel.errors import Conflict, Invalid
from kernel.transactions import lock_unit_writes
from registry.info import UnitInfo
from registry.rules import refuse_if_frozen
from tenants.inspections import policies
from tenants.inspections.models import ReviewMeeting


def entry(unit: UnitInfo) -> dict[str, Any]:
    """A unit the meeting is with, before it was invited."""
    return {"id": unit.id, "key": unit.key, "name": unit.name, "letter": "", "came": None}


def lock(meeting: ReviewMeeting | UUID, verb: str, *, actor: Actor, version: int | None) -> ReviewMeeting:
    """Lock the row and ask the policy about what stands there now; a stale ``version`` is a ``Conflict``."""
    enter(actor)
    key = meeting.pk if isinstance(meeting, ReviewMeeting) else meeting
    row = policies.visible_meetings(actor).select_for_update(of=("self",)).filter(pk=key).first()
    if row is None:
        raise policies.meeting_not_found()
    policies.require_meeting(actor, verb, row)
    if version is not None and version != row.version:
        raise Conflict(
            "meeting_changed",
            _("Buổi làm việc vừa được người khác thay đổi. Những gì bạn đã nhập vẫn còn; hãy xem lại rồi gửi lại."),
            version=row.version,
        )
    found: ReviewMeeting = row
    return found


def finish(row: ReviewMeeting, *changed: str) -> ReviewMeeting:
    """Write the changed columns, one version further."""
    row.version += 1
    row.save(update_fields=[*changed, "version"])
    return row


def enter(actor: Actor) -> None:
    """Share the unit's lock of writing; refuses a frozen unit."""
    lock_unit_writes(actor.unit)
    refuse_if_frozen(actor.unit)


def change(actor: Actor, **said: str) -> dict[str, str]:
    """One entry of a list kept in the row: when, who, what."""
    return {"at": clock.now().isoformat(), "by": actor.name, **said}


def sentence(typed: str, field: str) -> str:
    """The cleaned text of a field; ``Invalid`` naming it when it is empty."""
    cleaned = text.clean(typed or "", field=field, max_length=20_000, multiline=True)
    if not cleaned.strip():
        raise wrong(field, f"{field}_missing", _("Chưa ghi ô này."))
    return cleaned


def wrong(field: str, code: str, message: str) -> Invalid:
    """What cannot be accepted, at its field."""
    return Invalid(code, message, {field: [message]})
