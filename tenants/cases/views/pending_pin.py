"""A PIN between the step that made it and the one page that shows it: in the unit's own schema, gone once shown."""

from uuid import UUID

from identity.actors import Actor
from kernel.journal import drafts
from kernel.journal.drafts import save


def keep(actor: Actor, case_id: UUID, pin: str) -> None:
    """Remember the PIN until this officer opens the receipt."""
    if pin:
        save(actor, _name(case_id), {"pin": pin})


def take(actor: Actor, case_id: UUID) -> str:
    """The PIN, once; empty afterwards."""
    kept = drafts.load(actor, _name(case_id))
    if kept is None:
        return ""
    drafts.discard(actor, _name(case_id))
    return str(kept.get("pin", ""))


def _name(case_id: UUID) -> str:
    return f"receipt-{case_id}"
