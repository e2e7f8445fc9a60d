"""Who of the invited is there: the leader, or a substitute with the reason (plan S0-33)."""

from uuid import UUID

from django.utils.translation import gettext as _

from identity.actors import Actor
from kernel import errors, text
from kernel.journal import events
from kernel.transactions import atomic
from tenants.receptions.actions.registrations.changing import enter, lock_session
from tenants.receptions.models import ReceptionSession
from tenants.receptions.policies.day import require_record


@atomic
def attend(
    session: ReceptionSession,
    *,
    participant_id: UUID,
    attended: bool,
    substitute: str = "",
    reason: str = "",
    actor: Actor,
) -> ReceptionSession:
    """Write down one participant: there in person, represented by ``substitute`` with a reason, or absent.

    Announces ``participant_recorded``. Refuses a substitute or an absence without a reason.
    """
    enter(actor)
    row = lock_session(session.pk)
    require_record(actor, row)
    substitute = text.clean(substitute, field="substitute", max_length=200)
    reason = text.clean(reason, field="reason", max_length=500)
    found = row.participant(participant_id)
    if found is None:
        raise errors.NotFound("participant_not_found", _("Không có thành phần dự này."))
    if (substitute or not attended) and not reason:
        message = _("Ghi lý do người đứng đầu cơ quan không trực tiếp dự.")
        raise errors.Invalid("reason_missing", message, fields={"reason": [message]})
    row.participants = [
        {**one, "attended": attended, "substitute": substitute, "reason": reason}
        if one.get("id") == str(participant_id)
        else one
        for one in row.participants
    ]
    row.version += 1
    row.save(update_fields=["participants", "version"])
    events.record(
        "participant_recorded",
        actor=actor,
        case_id=row.pk,
        participant=str(found.get("name", "")),
        attended=attended,
        by_substitute=bool(substitute),
    )
    return row
