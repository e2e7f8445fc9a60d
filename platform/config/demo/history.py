"""A year of work in every demonstration unit, each step through the product's own actions."""

from collections.abc import Callable, Iterator
from datetime import timedelta

from config.demo.desk import Desk, next_working_day
from config.demo.places import HELD, LONG_XUYEN
from config.demo.stories import ORDINARY, SPECIAL
from deadlines import due
from exchange import hints
from exchange.models import Envelope
from kernel import clock
from oversight.actions.expecting import expect_all
from oversight.actions.fold import fold_all
from oversight.rules.periods import months
from registry import tree
from registry.levels import Status
from registry.lifecycle import freeze_unit
from registry.models import Unit
from tenants.cases.enums import CaseKind

PETITIONS, STAFFED_PETITIONS, STAFFED_SMALL = 3, 60, 18


def fill(
    desks: dict[int, Desk],
    staffed: frozenset[int],
    *,
    petitions: int,
    already: Callable[[int], int],
) -> Iterator[tuple[int, int]]:
    """Fill unit by unit; yields (done, all). A unit that has some petitions already goes on after them, one that has all is left.

    ``petitions``: how many in a staffed unit.
    """
    todo = sorted(
        desks.values(), key=lambda desk: (desk.unit.id not in staffed, -len(tree.ancestors(desk.unit.id)), desk.unit.id)
    )
    with hints.paused():
        for done, desk in enumerate(todo, start=1):
            wanted, found = petitions if desk.unit.id in staffed else PETITIONS, already(desk.unit.id)
            if found < wanted:
                _fill_unit(desk, desks, wanted, found)
                _sweep_the_past()
                expect_all()
                fold_all()
            yield done, len(todo)


def hold_one(desks: dict[int, Desk]) -> bool:
    """Freeze one unit (Phường Núi Sam) and send it a case: delivery to a frozen unit waits, so the case stays in transit.

    Once: whoever lets the unit work again keeps it so at the next start. Returns whether it was done now.
    """
    held = next((desk for desk in desks.values() if desk.unit.key == HELD), None)
    sender = next((desk for desk in desks.values() if desk.unit.key == LONG_XUYEN), None)
    # Nothing else of the demonstration goes from the one to the other.
    if (
        held is None
        or sender is None
        or Envelope.objects.filter(from_unit=sender.unit.id, to_unit=held.unit.id).exists()
    ):
        return False
    if held.unit.status == Status.ACTIVE:
        freeze_unit(Unit.objects.get(pk=held.unit.id))
    with hints.paused():
        day = min(next_working_day(clock.today() - timedelta(days=3)), clock.today())
        case = sender.take_in(day, kind=CaseKind.REFLECTION)
        sender.transfer(case, day, held.unit)
        fold_all()
    return True


def _fill_unit(desk: Desk, desks: dict[int, Desk], wanted: int, already: int) -> None:
    special = SPECIAL if wanted > PETITIONS else []
    for index in range(already, wanted):
        is_special = index < len(special)
        story = special[index] if is_special else desk.random.choice(ORDINARY)
        back = desk.random.randint(8, 24) if is_special else desk.random.randint(16, 360)
        story.tell(desk, desks, next_working_day(clock.today() - timedelta(days=back)))


def _sweep_the_past() -> None:
    """What became late in a month became late then, not today."""
    for first in months(clock.today(), 12)[1:]:
        with clock.at(first):
            due.sweep()
    due.sweep()
