"""What the room does by itself."""

import logging

from identity.actions.memberships import end_due
from identity.models import Membership
from kernel import clock
from kernel.active import unit_scope
from kernel.jobs import site_job
from registry import tree

logger = logging.getLogger(__name__)


@site_job(name="identity.end_memberships")
def end_memberships() -> int:
    """Finish roles whose last day has passed, unit by unit; one that fails does not hold up the others."""
    done = 0
    over = Membership.objects.filter(ended_at__isnull=True, valid_to__lt=clock.today()).order_by("unit_id", "pk")
    for membership in over:
        unit = tree.get(membership.unit_id)
        if not unit.is_opened or tree.is_behind(unit):
            continue
        try:
            with unit_scope(unit):
                end_due(membership)
            done += 1
        except Exception:
            # The account's and the unit's numbers, no name.
            logger.exception("membership %s of unit %s not ended", membership.pk, unit.key)
    return done
