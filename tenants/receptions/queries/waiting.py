"""The screen of the waiting room: which number goes in, which come next, which room. Nobody's name, nobody's matter."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.core import signing

from tenants.receptions.enums import RegistrationStatus as R
from tenants.receptions.enums import SessionStatus
from tenants.receptions.models import ReceptionSession
from tenants.receptions.queries.sessions import place_of, rooms_of

SALT = "receptions.waiting"
VALID = timedelta(hours=18)
NEXT = 6


def token_of(session: ReceptionSession) -> str:
    """The part of a signed link that opens the screen of one session of this unit for a day."""
    return signing.dumps([session.unit_id, str(session.pk)], salt=SALT)


def session_of(token: str) -> UUID | None:
    """The session a link opens; None for one that was changed or is too old."""
    try:
        _unit_id, key = signing.loads(token, salt=SALT, max_age=VALID)
        return UUID(key)
    except (signing.BadSignature, ValueError, TypeError):
        return None


@dataclass(frozen=True)
class WaitingRoom:
    """Numbers and room."""

    called: list[int]
    waiting: list[int]
    room: str
    is_open: bool


def waiting_room(session_id: UUID) -> WaitingRoom | None:
    """Two queries, three with rooms; None for a session that is not here."""
    session = ReceptionSession.objects.filter(pk=session_id).first()
    if session is None:
        return None
    rows = session.registrations.filter(status__in=[R.WAITING, R.CALLED]).exclude(queue_no=None)
    found = list(rows.order_by("queue_no").values_list("status", "queue_no"))
    rooms = rooms_of([session])
    room = rooms.get(session.room_id) if session.room_id else None
    return WaitingRoom(
        called=[number for status, number in found if status == R.CALLED and number],
        waiting=[number for status, number in found if status == R.WAITING and number][:NEXT],
        room=room.name if room else place_of(session, rooms),
        is_open=session.status == SessionStatus.OPEN,
    )
