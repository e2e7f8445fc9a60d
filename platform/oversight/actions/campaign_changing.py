"""How every change of a campaign begins and ends: locks, version, verdict; then the version."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from identity.actors import Actor
from kernel import clock
from kernel.errors import Conflict
from kernel.transactions import lock_unit_writes
from oversight import campaign_policies as policies
from oversight.models import Campaign
from registry.rules import refuse_if_frozen


def enter(actor: Actor) -> None:
    """Share the unit's lock of writing; refuses a frozen unit."""
    lock_unit_writes(actor.unit)
    refuse_if_frozen(actor.unit)


def lock(campaign: Campaign | UUID, verb: str, *, actor: Actor, version: int | None = None) -> Campaign:
    """Lock the row and ask the policy about what stands there now; a stale ``version`` is a ``Conflict``."""
    enter(actor)
    key = campaign.pk if isinstance(campaign, Campaign) else campaign
    row: Campaign | None = policies.visible_campaigns(actor).select_for_update(of=("self",)).filter(pk=key).first()
    if row is None:
        raise policies.campaign_not_found()
    policies.require(actor, verb, row)
    if version is not None and version != row.version:
        raise Conflict(
            "campaign_changed",
            _("Đợt cao điểm vừa được người khác thay đổi. Những gì bạn đã nhập vẫn còn; hãy xem lại rồi gửi lại."),
            version=row.version,
        )
    return row


def finish(row: Campaign, *changed: str) -> Campaign:
    """Write the changed columns, one version further."""
    row.version += 1
    row.save(update_fields=[*changed, "version"])
    return row


def amendment(actor: Actor, why: str, changes: dict[str, Any]) -> dict[str, Any]:
    """One entry of what was changed after the plan was issued."""
    return {"at": clock.now().isoformat(), "by": actor.name, "unit": actor.unit.name, "why": why, "changes": changes}
