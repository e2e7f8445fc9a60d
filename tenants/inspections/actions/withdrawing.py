"""An urging is taken back: its letters, its date at the receiver, and every level that would have followed."""

from uuid import UUID

from exchange.sending import lock_thread
from identity.actors import Actor
from kernel import clock
from kernel.journal import events
from kernel.transactions import atomic
from oversight.models import Urging
from registry import tree
from tenants.documents.actions.changing import begin
from tenants.documents.actions.letter_withdrawing import withdraw_letter
from tenants.inspections import policies


@atomic
def withdraw_urging(urging_id: UUID, *, reason: str, actor: Actor) -> Urging:
    """Take back an urging or directive with all its levels while it is not answered; it stands as withdrawn, with its number.

    Announces `urging_withdrawn`. Refuses who may not urge on the line, what another unit urged (it does not exist), an empty
    reason, and an urging that was answered or withdrawn; of a withdrawal and an answer at once the second is told.
    """
    begin(actor)
    seen = policies.get_urging(actor, urging_id)
    policies.require_urger(actor, seen.line)
    lock_thread(seen.thread)
    row: Urging = Urging.objects.select_for_update().get(pk=seen.pk)
    policies.require_open(row)
    letters = withdraw_letter(row.pk, reason=reason, actor=actor)
    Urging.objects.waiting().filter(thread=row.thread).update(withdrawn_on=clock.today())
    events.record(
        "urging_withdrawn",
        actor=actor,
        letter_id=str(row.pk),
        numbers=[one.number for one in letters],
        to=tree.get(row.to_unit).full_name,
        reason=reason,
    )
    row.refresh_from_db()
    return row
