"""Incidents before, during and after the reception. An urgent one is told at once: here to head and security liaison, and above.

What the unit above learns is a duty of its own in the public index of what is due: which unit, which day, look at it today. No
word of what happened and no name leave the unit; the rest is said by telephone.
"""

from dataclasses import replace
from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _

from deadlines import due
from deadlines.models import DueItem
from identity.actors import Actor
from identity.permissions import Permission
from kernel import clock, errors
from kernel.journal import events
from kernel.transactions import atomic
from registry import tree
from tenants.receptions.actions.minutes import save_entry
from tenants.receptions.actions.registrations.changing import enter
from tenants.receptions.enums import EntryKind
from tenants.receptions.models import MinutesEntry, ReceptionSession
from tenants.receptions.policies.day import require_incident
from tenants.receptions.queries.alerts import INCIDENT


@atomic
def report_incident(session: ReceptionSession, *, what: str, phase: str, is_urgent: bool, actor: Actor) -> MinutesEntry:
    """Write an incident down; an urgent one alerts (plan S0-38). Announces ``incident_reported``."""
    enter(actor)
    require_incident(actor, session)
    if not what.strip():
        message = _("Ghi việc đã xảy ra.")
        raise errors.Invalid("text_missing", message, fields={"what": [message]})
    writer = actor if actor.may(Permission.RECEPTION_RECORD) else _as_recorder(actor)
    row = save_entry(session.pk, text=what, kind=EntryKind.INCIDENT, phase=phase, is_urgent=is_urgent, actor=writer)
    above = tree.parent(actor.unit.id, line=session.line) if is_urgent else None
    if above is not None and above.is_opened and not _is_told(above.id, session.pk):
        with translation.override("vi"):
            due.open_planned(
                above.id,
                INCIDENT,
                session.pk,
                clock.today(),
                due_on=clock.today(),
                source=_("Sự cố khẩn tại buổi tiếp công dân của %(unit)s") % {"unit": actor.unit.full_name},
                lines=[
                    f"{actor.unit.full_name}",
                    _("Buổi tiếp ngày %(day)s") % {"day": f"{session.held_on:%d/%m/%Y}"},
                ],
            )
    events.record("incident_reported", actor=actor, case_id=session.pk, phase=phase, is_urgent=is_urgent)
    return row


@atomic
def acknowledge_incident(session_id: UUID, *, actor: Actor) -> int:
    """The unit above has seen the alert and has telephoned. Announces ``incident_acknowledged``; refuses one that is none of its."""
    if not actor.is_head:
        actor.require(Permission.OVERSIGHT_VIEW)
    enter(actor)
    met = due.meet(actor.unit.id, session_id, INCIDENT)
    if not met:
        raise errors.NotFound("incident_not_found", _("Không có báo động này, hoặc đã có người xem."))
    events.record("incident_acknowledged", actor=actor, case_id=session_id)
    return met


def _is_told(unit_id: int, session_id: UUID) -> bool:
    return DueItem.objects.filter(unit_id=unit_id, case_id=session_id, kind=INCIDENT, met_on=None).exists()


def _as_recorder(actor: Actor) -> Actor:
    # Who prepares security records incidents and nothing else; the entry is written for that person by this action alone.
    return replace(actor, permissions=actor.permissions | {Permission.RECEPTION_RECORD})
