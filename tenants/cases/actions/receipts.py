"""A lost receipt: the officer checks the person and gives a new PIN; the old one dies."""

from exchange import tracking
from identity.actors import Actor
from kernel.journal import events
from kernel.transactions import atomic, lock_unit_writes
from tenants.cases import policies
from tenants.cases.actions import changing
from tenants.cases.actions.texts import required
from tenants.cases.models import Case


@atomic
def new_pin(case: Case, *, checked: str, actor: Actor) -> str:
    """Give a new PIN of six digits and return it this once. ``checked``: how the person was checked, kept in the log.

    Announces ``pin_renewed``; refuses where the case may not be followed. Possible wherever the case is now: the code belongs
    to the citizen, not to the unit that works.
    """
    checked = required(checked, "checked", max_length=500)
    lock_unit_writes(actor.unit)
    row = changing.lock(case.pk)
    policies.may(actor, "new_pin", row).require()
    pin = tracking.reissue_pin(row.pk)
    events.record("pin_renewed", actor=actor, case_id=row.pk, is_internal=True, checked=checked)
    return pin
