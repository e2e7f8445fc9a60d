"""Which plans exist for an actor, and what may be done with one. A plan of the other line does not exist: 404."""

from uuid import UUID

from django.utils.translation import gettext as _

from identity.actors import Actor
from identity.permissions import Permission
from kernel.errors import NotFound
from tenants.receptions.enums import PlanStatus
from tenants.receptions.models import Plan
from tenants.receptions.models.plan import PlanQuerySet

VERBS = ("change", "issue", "discard", "amend", "distribute", "attach")


def visible_plans(actor: Actor) -> PlanQuerySet:
    """The plans of the actor's lines, for who sees receptions or makes plans."""
    found: PlanQuerySet = Plan.objects.filter(line__in=[str(line) for line in actor.lines])
    if not (actor.may(Permission.RECEPTION_VIEW) or actor.may(Permission.PLAN_MANAGE)):
        return found.none()
    return found


def get_plan(actor: Actor, plan_id: UUID) -> Plan:
    """The plan, or NotFound: the same for another line's, another unit's and none."""
    found = visible_plans(actor).select_related("amends").filter(pk=plan_id).first()
    if found is None:
        raise NotFound("plan_not_found", _("Không tìm thấy kế hoạch."))
    return found


def may(actor: Actor, verb: str, plan: Plan) -> bool:
    """Whether the actor may take this step with the plan as it stands."""
    if not actor.may(Permission.PLAN_MANAGE) or plan.line not in {str(line) for line in actor.lines}:
        return False
    if verb in ("change", "issue", "discard"):
        return plan.status == PlanStatus.DRAFT
    if verb in ("amend", "distribute"):
        return plan.status == PlanStatus.ISSUED
    return verb == "attach" and plan.status in (PlanStatus.DRAFT, PlanStatus.ISSUED)
