"""planned → active → frozen → ended; opening is in registry/opening.py."""

import time
from datetime import date

from django.utils.translation import gettext as _

from kernel.errors import InvalidTransition
from kernel.transactions import atomic, lock_unit_alone
from registry import epoch
from registry.levels import Status
from registry.models import Unit
from registry.snapshot import SECONDS_BETWEEN_LOOKS

_FROM: dict[Status, frozenset[str]] = {
    Status.ACTIVE: frozenset({Status.FROZEN}),
    Status.FROZEN: frozenset({Status.ACTIVE}),
    Status.ENDED: frozenset({Status.ACTIVE, Status.FROZEN}),
}


def freeze_unit(unit: Unit, *, wait: bool = True) -> None:
    """No change is written in the unit after this returns: every process has seen it, running actions are through.

    Call it outside a transaction. `wait=False` leaves out the two intervals in which other processes learn of it.
    """
    _become(unit, Status.FROZEN)
    if wait:
        time.sleep(2 * SECONDS_BETWEEN_LOOKS)
    with atomic():
        lock_unit_alone(unit)


def thaw_unit(unit: Unit) -> None:
    """Let a frozen unit work again."""
    _become(unit, Status.ACTIVE)


def end_unit(unit: Unit, *, on: date) -> None:
    """The unit's last day was `on`: it takes nothing new and stays readable."""
    _become(unit, Status.ENDED, valid_to=on)


@atomic
def _become(unit: Unit, status: Status, **changes: object) -> None:
    row = Unit.objects.select_for_update(no_key=True).get(id=unit.id)
    if row.status not in _FROM[status]:
        raise InvalidTransition(
            "unit_status",
            _("Đơn vị %(unit)s đang ở trạng thái “%(status)s”.")
            % {"unit": row.name, "status": Status(row.status).label},
        )
    row.status = status
    for name, value in changes.items():
        setattr(row, name, value)
    row.save(update_fields=["status", *changes])
    epoch.bump()
