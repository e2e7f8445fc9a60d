"""What the page of a case offers of this room: urging the unit it was sent down to, a comment to a unit that takes part."""

from urllib.parse import urlencode

from django.utils.translation import gettext as _

from exchange.models import Custody
from exchange.queries import partners
from identity.actors import Actor
from identity.permissions import Permission as P
from oversight.models import UrgingReason
from registry import tree
from registry.addresses import here
from tenants.cases.models import Case
from tenants.cases.protocols import CaseLink


def links(actor: Actor, case: Case, held: Custody | None) -> list[CaseLink]:
    """At most one query, and none for a case that has never left its unit."""
    if held is None or (held.handling_unit == actor.unit.id and held.arrived_by_id is None):
        return []
    found = []
    if actor.may(P.OVERSIGHT_URGE) and tree.is_under(held.handling_unit, actor.unit.id):
        unit = tree.get(held.handling_unit)
        query = urlencode({"unit": unit.key, "reason": UrgingReason.CASE.value, "case": str(case.pk)})
        label = _("Đôn đốc %(unit)s") % {"unit": unit.name}
        found.append(CaseLink(label, f"{here('inspections:urge')}?{query}", "send"))
    if actor.may(P.CASE_MOVE) and partners(case.pk, actor.unit.id):
        found.append(CaseLink(_("Gửi ý kiến cho đơn vị tham gia"), here("inspections:comment", case.pk), "speak"))
    return found
