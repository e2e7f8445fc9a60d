"""Who records the day of a session: notes, attendance, incidents, minutes. Who prepares security records incidents only."""

from django.utils.translation import gettext as _

from identity.actors import Actor
from identity.permissions import Permission as P
from kernel import errors
from tenants.receptions.enums import SessionStatus as S
from tenants.receptions.models import ReceptionSession
from tenants.receptions.policies.sessions import session_not_found

NOTED = frozenset({S.PLANNED, S.PUBLISHED, S.READY, S.OPEN, S.HELD})
"""Before, during and after: incidents have all three phases."""


def may_record(actor: Actor, session: ReceptionSession) -> bool:
    """Writes the minutes: on the own line, once the session is open, until the minutes are signed."""
    return actor.may(P.RECEPTION_RECORD) and session.line in actor.lines and session.status in (S.OPEN, S.HELD)


def require_record(actor: Actor, session: ReceptionSession) -> None:
    """Raise unless the actor may write into this session now."""
    _require_line(actor, session)
    actor.require(P.RECEPTION_RECORD)
    if session.status not in (S.OPEN, S.HELD):
        raise errors.InvalidTransition("session_not_open", _("Buổi tiếp chưa bắt đầu hoặc không diễn ra."))


def may_report_incident(actor: Actor, session: ReceptionSession) -> bool:
    """Whether the actor may write down an incident."""
    allowed = actor.may(P.RECEPTION_RECORD) or actor.may(P.SECURITY_PLAN)
    return allowed and session.line in actor.lines and session.status in NOTED


def require_incident(actor: Actor, session: ReceptionSession) -> None:
    """Raise unless the actor may write down an incident of this session now."""
    _require_line(actor, session)
    if not actor.may(P.SECURITY_PLAN):
        actor.require(P.RECEPTION_RECORD)
    if session.status not in NOTED:
        raise errors.InvalidTransition("session_over", _("Buổi tiếp này không diễn ra."))


def _require_line(actor: Actor, session: ReceptionSession) -> None:
    if session.line not in actor.lines:
        if session.is_linked and actor.may(P.RECEPTION_VIEW):
            raise errors.NotPermitted("other_line", _("Buổi tiếp của kênh khác: chỉ được xem."))
        raise session_not_found()
