"""What happens to sessions because time passes: days nobody chose are taken, days nobody began are missed."""

from django.db.models import F, Q

from identity.actors import Actor
from kernel import clock
from tenants.receptions.actions.sessions.holding import mark_missed
from tenants.receptions.actions.sessions.moving import take_day
from tenants.receptions.enums import SessionStatus
from tenants.receptions.models import ReceptionSession
from tenants.receptions.policies.sessions import BEFORE
from tenants.receptions.queries.terms import posting_day


def sweep_sessions(*, actor: Actor) -> int:
    """Take the days that are due to be taken and mark what was missed in the active unit; returns how many changed.

    Running twice changes nothing the second time. Ad hoc proposals that nobody decided in time are missed by nobody: they
    stay with the head.
    """
    today = clock.today()
    changed = 0
    waiting = ReceptionSession.objects.filter(
        status=SessionStatus.PLANNED, planned_on=F("held_on"), planned_on__year__gte=today.year
    ).exclude(proposals=[])
    for row in waiting.select_related("plan").order_by("planned_on"):
        if today >= posting_day(row):
            take_day(row, actor=actor)
            changed += 1
    over = ReceptionSession.objects.filter(Q(status__in=sorted(BEFORE)), held_on__lt=today).order_by("held_on")
    for session_id in list(over.values_list("pk", flat=True)):
        changed += mark_missed(session_id, actor=actor)
    return changed
