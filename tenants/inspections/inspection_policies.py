"""Who sees and moves an inspection, at the unit that inspects and at the one that is inspected. What is not visible is 404, never 403."""

from uuid import UUID

from django.utils.translation import gettext as _

from identity.actors import Actor
from identity.permissions import Permission as P
from identity.roles import Role
from kernel.errors import InvalidTransition, NotFound, NotPermitted
from oversight.models import InspectionCard, InspectionStatus
from oversight.models.inspection import InspectionCardQuerySet
from registry import tree
from registry.info import UnitInfo
from tenants.inspections.models import Inspection
from tenants.inspections.models.inspection import InspectionQuerySet
from tenants.inspections.policies import require_urger
from tenants.inspections.rules.inspections import OF_THE_TEAM, VERBS


def require_reader(actor: Actor) -> None:
    """Raise NotPermitted for who has nothing to do with inspections: neither watches over units nor goes with a team."""
    if not actor.may(P.OVERSIGHT_VIEW):
        actor.require(P.INSPECTION_WORK)


def visible_inspections(actor: Actor) -> InspectionQuerySet:
    """The unit's inspections on the actor's lines; who only goes with teams sees those of the own teams."""
    require_reader(actor)
    found: InspectionQuerySet = Inspection.objects.all()
    if actor.may(P.OVERSIGHT_VIEW):
        return found.filter(line__in=[line.value for line in actor.lines])
    return found.with_member(actor.account_id) if actor.account_id else found.none()


def get_inspection(actor: Actor, inspection_id: UUID) -> Inspection:
    """The inspection, or NotFound: the same answer for the other line's, another team's and a non-existent one."""
    found = visible_inspections(actor).filter(pk=inspection_id).first()
    if found is None:
        raise inspection_not_found()
    return found


def unit_to_inspect(actor: Actor, key: str) -> UnitInfo:
    """The own unit or one below it today; any other is as if it did not exist."""
    unit = tree.by_key(key)
    if unit is None or not (unit.id == actor.unit.id or tree.is_under(unit.id, actor.unit.id)):
        raise NotFound("no_such_unit", _("Không tìm thấy đơn vị này trong phạm vi giám sát của bạn."))
    return unit


def may(actor: Actor, verb: str, row: Inspection) -> bool:
    """Whether the actor may take the step now."""
    try:
        require(actor, verb, row)
    except (NotPermitted, InvalidTransition):
        return False
    return True


def require(actor: Actor, verb: str, row: Inspection) -> None:
    """Raise NotPermitted or InvalidTransition unless the actor, who sees the inspection, may take the step now."""
    if not (verb in OF_THE_TEAM and row.has_member(actor.account_id)):
        require_urger(actor, row.line)
    if row.status not in VERBS[verb]:
        raise InvalidTransition(
            "inspection_status",
            _("Cuộc này đang ở bước “%(status)s”; bước này chỉ làm được khi: %(wanted)s.")
            % {
                "status": InspectionStatus(row.status).label,
                "wanted": ", ".join(str(status.label) for status in VERBS[verb]),
            },
            inspection_status=row.status,
        )


def visible_received(actor: Actor) -> InspectionCardQuerySet:
    """The inspections that the actor's own unit was told of, on the actor's lines; for who watches over the unit's duties."""
    actor.require(P.OVERSIGHT_VIEW)
    return InspectionCard.objects.of_unit(actor.unit.id).filter(line__in=[line.value for line in actor.lines])


def get_received(actor: Actor, inspection_id: UUID) -> InspectionCard:
    """The announced inspection of the own unit, or NotFound."""
    found = visible_received(actor).filter(pk=inspection_id).first()
    if found is None:
        raise inspection_not_found()
    return found


def reads_the_log(actor: Actor) -> bool:
    """Who may know who read the unit's cases: its heads, the chief of the office, who may read the unit's log."""
    return actor.is_head or Role.OFFICE_CHIEF in actor.roles or actor.may(P.AUDIT_VIEW)


def require_log_reader(actor: Actor) -> None:
    """The same as a refusal."""
    if not reads_the_log(actor):
        actor.require(P.AUDIT_VIEW)


def inspection_not_found() -> NotFound:
    """The one answer for an inspection that does not exist for the actor."""
    return NotFound("inspection_not_found", _("Không tìm thấy cuộc thanh tra, kiểm tra."))
