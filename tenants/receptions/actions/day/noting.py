"""Saving what stands in one field of the day's page, and where the day went otherwise than planned."""

from uuid import UUID

from django.db import IntegrityError

from identity.actors import Actor
from kernel.transactions import atomic
from tenants.receptions.actions.minutes import save_entry
from tenants.receptions.enums import EntryKind, Phase
from tenants.receptions.models import MinutesEntry, ReceptionSession, Registration
from tenants.receptions.policies.day import require_record
from tenants.receptions.policies.registrations import registration_not_found
from tenants.receptions.rules.notes import entry_id_of
from tenants.staff.models import Body


def save_note(
    session: ReceptionSession,
    *,
    kind: str,
    typed: str,
    version: int,
    step: int | None = None,
    registration_id: UUID | None = None,
    body: Body | None = None,
    speaker: str = "",
    actor: Actor,
) -> MinutesEntry:
    """Save what stands in one field. Refuses over a version that was not seen, with the other text in the facts.

    The same text again is one save: an answer that was lost on the way leads to no second one.
    """
    require_record(actor, session)
    if registration_id is not None and not _is_of(session, registration_id):
        raise registration_not_found()
    entry_id = entry_id_of(
        session.pk, kind, step=step, registration_id=registration_id, body_id=body.pk if body else None
    )

    def save() -> MinutesEntry:
        return save_entry(
            session.pk,
            text=typed,
            entry_id=entry_id,
            kind=kind,
            step=step,
            phase=Phase.DURING,
            speaker=speaker,
            body=body,
            registration_id=registration_id,
            version=version,
            actor=actor,
        )

    try:
        with atomic():
            return save()
    except IntegrityError:
        # Two clerks wrote the first words of one field at the same moment: the second one now finds the first one's.
        return save()


def write_deviation(session: ReceptionSession, *, what: str, step: int | None, actor: Actor) -> MinutesEntry:
    """The day went otherwise than the programme says (plan S0-08): what, at which step."""
    require_record(actor, session)
    return save_entry(session.pk, text=what, kind=EntryKind.DEVIATION, step=step, actor=actor)


def _is_of(session: ReceptionSession, registration_id: UUID) -> bool:
    return Registration.objects.filter(pk=registration_id, session_id=session.pk).exists()
