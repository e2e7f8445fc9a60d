"""What happens to sessions because time passes: days nobody chose are taken, days nobody began are missed."""

from django.db.models import F, Q

from identity.actors import Actor
from kernel import clock
from tenants.receptions.actions.sessions.holding import expire_proposal, mark_missed
from tenants.receptions.actions.sessions.moving import take_day
from tenants.receptions.enums import SessionStatus
from tenants.receptions.models import ReceptionSession
from tenants.receptions.policies.sessions import BEFORE
from tenants.receptions.queries.terms import posting_day


def sweep_sessions(*, actor: Actor) -> int:
    """Take the days that are due to be taken mark what was missed, end what nobody decided, in the active unit; returns how many changed.

    Running twice changes nothing the second time. A proposal whose day passed undecided ends; it was no day of reception, so
    nobody missed it.
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
    undecided = ReceptionSession.objects.filter(status=SessionStatus.PROPOSED, held_on__lt=today)
    for session_id in list(undecided.values_list("pk", flat=True)):
        changed += expire_proposal(session_id, actor=actor)
    return changed
