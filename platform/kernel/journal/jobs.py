"""Celery's door to the journal."""

import logging

from kernel.jobs import site_job
from kernel.journal import chain, drafts, fleet, once

log = logging.getLogger("tiepdan.journal")


@site_job(name="journal.seal")
def seal() -> int:
    """Seal what is pending in every unit; one unit's failure keeps no other waiting. Returns how many events."""
    sealed = 0
    for unit in fleet.units():
        try:
            with fleet.each_in(unit):
                sealed += chain.seal_pending()
        except Exception:
            log.exception("sealing failed in unit %s", unit.id)
    return sealed


@site_job(name="journal.prune")
def prune() -> int:
    """Forget one-time keys and drafts that are past their time, in every unit. Returns how many rows."""
    removed = 0
    for unit in fleet.units():
        try:
            with fleet.each_in(unit):
                removed += once.prune() + drafts.prune()
        except Exception:
            log.exception("pruning failed in unit %s", unit.id)
    return removed
