"""What a unit has set for itself, told to the checklist that the levels above read; called in the unit's own transaction."""

from kernel import clock, ids
from kernel.active import UnitLike
from oversight.models import Instrument, InstrumentKind


def mark_set(unit: UnitLike, kind: InstrumentKind, line: str, *, is_set: bool) -> None:
    """Whether the unit has set rooms or a letterhead: no paper, but what the same checklist asks."""
    held = Instrument.objects.filter(unit_id=unit.id, kind=kind, line=line, ended_on__isnull=True)
    if not is_set:
        held.update(ended_on=clock.today(), changed_at=clock.now())
    elif not held.exists():
        today = clock.today()
        Instrument.objects.create(
            id=ids.new_id(), unit_id=unit.id, kind=kind, line=line, title=str(kind.label), number="", dated_on=today,
            valid_from=today,
        )  # fmt: skip
