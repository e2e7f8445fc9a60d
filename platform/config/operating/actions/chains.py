"""Every night: the chain of every unit is walked from its first number; what is found is kept and becomes an alarm."""

import logging

from kernel import clock
from kernel.journal import chain, fleet
from kernel.operating import ChainCheck

log = logging.getLogger("tiepdan.operating")


def verify_chains() -> int:
    """Verify every unit of this release; returns how many findings. A unit that cannot be read is a finding of its own."""
    check = ChainCheck.objects.create()
    for unit in fleet.units():
        try:
            with fleet.each_in(unit):
                found = [{"number": one.number, "problem": one.problem} for one in chain.verify()]
        except Exception as failure:
            log.exception("chain of unit %s not verified", unit.id)
            found = [{"number": 0, "problem": type(failure).__name__}]
        check.findings += [{"unit": unit.id, **one} for one in found]
        check.units += 1
    check.ended_at = clock.now()
    check.save(update_fields=["ended_at", "units", "findings"])
    return len(check.findings)
