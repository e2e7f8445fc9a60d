"""Who sees and works on arrivals of citizens who went above their level. What is not visible does not exist: 404, never 403.

An arrival stands in two units: where the citizens came and where they come from. Units between and above see its card in `public`
and no name. Who sees receptions sees it; names are for who sees the cases of the unit.
"""

from uuid import UUID

from django.utils.translation import gettext as _

from identity.actors import Actor
from identity.permissions import Permission as P
from kernel import errors
from registry import tree
from registry.info import UnitInfo
from registry.levels import Level
from tenants.cases.policies import Verdict
from tenants.receptions.models import Arrival
from tenants.receptions.models.arrival import ArrivalQuerySet
from tenants.receptions.rules import arrivals as rules

YES = Verdict(True)
VERBS = tuple(rules.STEPS)


def works_arrivals(actor: Actor) -> bool:
    """Who prepares receptions or decides them: reception officer, chief of the office, head."""
    return actor.may(P.RECEPTION_VIEW) and (actor.may(P.RECEPTION_ARRANGE) or actor.may(P.RECEPTION_DECIDE))


def require_worker(actor: Actor) -> None:
    """Raise NotPermitted for who does not work on arrivals."""
    actor.require(P.RECEPTION_VIEW)
    if not actor.may(P.RECEPTION_DECIDE):
        actor.require(P.RECEPTION_ARRANGE)


def hosts_arrivals(unit: UnitInfo) -> bool:
    """Whether citizens of lower units can stand before this one."""
    return unit.level in (Level.PROVINCE, Level.DISTRICT)


def sees_names(actor: Actor) -> bool:
    """Names of representatives are for who sees every case of the unit."""
    return actor.may(P.CASE_VIEW_UNIT)


def visible_arrivals(actor: Actor) -> ArrivalQuerySet:
    """The arrivals of the unit, for who sees its receptions."""
    found: ArrivalQuerySet = Arrival.objects.all()
    return found if actor.may(P.RECEPTION_VIEW) else found.none()


def get_arrival(actor: Actor, arrival_id: UUID | str) -> Arrival:
    """The arrival, or NotFound: the same answer for another unit's and for one that never was."""
    try:
        found: Arrival | None = visible_arrivals(actor).filter(pk=UUID(str(arrival_id))).first()
    except ValueError:
        found = None
    if found is None:
        raise arrival_not_found()
    return found


def arrival_not_found() -> errors.NotFound:
    """The one answer for what does not exist for the actor."""
    return errors.NotFound("arrival_not_found", _("Không tìm thấy lượt công dân vượt cấp này."))


def require_host(actor: Actor) -> None:
    """Raise unless the actor may register an arrival in this unit."""
    require_worker(actor)
    if not hosts_arrivals(actor.unit):
        message = _("Đơn vị cấp xã không có đơn vị cấp dưới để báo công dân vượt cấp.")
        raise errors.InvalidTransition("no_unit_below", message)


def home_of(actor: Actor, unit: UnitInfo) -> UnitInfo:
    """A unit below the actor's own, whose citizens can stand before it; any other is refused at its field."""
    if not tree.is_under(unit.id, actor.unit.id):
        message = _("%(unit)s không thuộc địa bàn của %(own)s; chỉ báo cho đơn vị cấp dưới thuộc địa bàn.") % {
            "unit": unit.name,
            "own": actor.unit.name,
        }
        raise errors.Invalid("home_not_below", message, {"home": [message]})
    return unit


def may(actor: Actor, verb: str, row: Arrival) -> Verdict:
    """Whether, and if not, why not."""
    if not actor.may(P.RECEPTION_VIEW):
        return Verdict(False, arrival_not_found().message, "arrival_not_found")
    if not works_arrivals(actor):
        return Verdict(False, _("Bạn chưa được giao quyền làm việc này."), "not_permitted")
    if not rules.takes(verb, row.side, is_on_paper=row.is_on_paper):
        other = row.home_name if row.is_host else row.host_name
        return Verdict(False, _("Bước này do %(unit)s làm.") % {"unit": other}, "other_side")
    reason = rules.why_not(verb, row.status)
    return Verdict(False, reason, "arrival_status") if reason else YES


def require(actor: Actor, verb: str, row: Arrival) -> None:
    """Raise what a refusal means: unseen, not permitted, or not possible now."""
    verdict = may(actor, verb, row)
    if verdict.code == "arrival_not_found":
        raise arrival_not_found()
    verdict.require()
