"""What the records say of a session's preparation: decided registrations, invitations that arrived, dossiers that came."""

from collections.abc import Iterable

from tenants.conclusions.queries.preparations import awaited
from tenants.documents.enums import Subject
from tenants.documents.queries.notices import untold_by_subject
from tenants.receptions.enums import RegistrationStatus as R
from tenants.receptions.models import ReceptionSession, Registration
from tenants.receptions.policies.sessions import UNDECIDED
from tenants.receptions.rules.checklist import Facts

INVITATION = frozenset({"invitation"})
SEATED = (R.APPROVED, R.INVITED, R.WAITING, R.CALLED, R.RECEIVED)


def facts_of(session: ReceptionSession, registrations: Iterable[Registration] | None = None) -> Facts:
    """Registrations are named by their numbers, so that a sealed name stays sealed; three queries at most."""
    rows = list(Registration.objects.of_session(session.pk)) if registrations is None else list(registrations)
    rows.sort(key=lambda one: one.number)
    invited = [one.pk for one in rows if one.status == R.INVITED]
    untold = untold_by_subject(Subject.REGISTRATION, invited, matters=INVITATION) if invited else {}
    waiting = awaited(session.pk, [one.pk for one in rows if one.status in SEATED])
    return Facts(
        undecided=tuple(one.number for one in rows if one.status in UNDECIDED),
        uninvited=tuple(one.number for one in rows if one.status == R.APPROVED or one.pk in untold),
        awaited=tuple(dict.fromkeys(task.lead_name for task in waiting)),
    )
