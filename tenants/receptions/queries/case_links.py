"""What the page of a case offers of this room: telling the home unit of who came here with it; where its citizens went up."""

from django.utils.translation import gettext as _

from exchange.models import Custody
from identity.actors import Actor
from identity.permissions import Permission as P
from kernel import clock
from registry.addresses import here
from tenants.cases.models import Case
from tenants.cases.protocols import CaseLink
from tenants.receptions.models import Arrival
from tenants.receptions.policies import arrivals as policies
from tenants.receptions.rules.arrivals import OLDEST

SHOWN = 3


def links(actor: Actor, case: Case, held: Custody | None) -> list[CaseLink]:
    """Two queries at most, none for a denunciation: it is never tied to an arrival."""
    if case.is_denunciation or not actor.may(P.RECEPTION_VIEW):
        return []
    found = []
    if policies.works_arrivals(actor) and policies.hosts_arrivals(actor.unit):
        recent = case.visits.filter(received_unit_id=actor.unit.id, visited_on__gte=clock.today() - OLDEST)
        visit = recent.order_by("-visited_on", "-id").values_list("pk", flat=True).first()
        if visit is not None:
            url = f"{here('receptions:arrival_new')}?visit={visit}"
            found.append(CaseLink(_("Báo địa phương (vượt cấp)"), url, "up"))
    for row in Arrival.objects.ours().counted().filter(case_id=case.pk).order_by("-arrived_at", "-id")[:SHOWN]:
        label = _("Lượt vượt cấp ngày %(day)s") % {"day": f"{clock.day_of(row.arrived_at):%d/%m/%Y}"}
        found.append(CaseLink(label, here("receptions:arrival", row.pk), "people"))
    return found
