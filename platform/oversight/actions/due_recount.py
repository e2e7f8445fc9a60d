"""The nightly recount of duties with a date: what stands in ``public`` against the rows of the unit; a difference is healed and told."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import Q

from deadlines import due
from deadlines.models import DueItem
from kernel import active, clock
from kernel.transactions import atomic, lock_unit_alone
from oversight import protocols
from oversight.protocols import DueReader, DueTruth, DutyDifference

#: Days after the last permitted one; then a duty that has ended is history.
LOOKED_AT_FOR = 400
#: Which figure, which code, the month on the board.
Key = tuple[str, str, date]
#: What a row says of a duty, and its item; one of both may be missing.
Pair = tuple[DueTruth | None, DueItem | None]


def recount_dues() -> list[DutyDifference]:
    """Compare the duties of the active unit that any room vouches for; returns each figure that differed, now written again.

    ``counted``: how many of the duties that differ the unit's rows have under this figure, ``recorded``: how many `public` had.
    Looked at in one snapshot; what differs there is looked at again while nobody writes in the unit, and only then healed.
    """
    return _heal_all() if _differing() else []


def _differing() -> list[Pair]:
    outermost = not connection.in_atomic_block
    with atomic():
        if outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        return [pair for reader in protocols.due_readers() for pair in _pairs(reader)]


@atomic
def _heal_all() -> list[DutyDifference]:
    lock_unit_alone(active.current())
    counted: Counter[Key] = Counter()
    recorded: Counter[Key] = Counter()
    for truth, item in _differing():
        _tell(truth, item, counted, recorded)
        _heal(active.current().id, truth, item)
    return [
        DutyDifference("", code, f"due {name}", month, counted[name, code, month], recorded[name, code, month])
        for name, code, month in sorted(counted.keys() | recorded.keys())
    ]


def _pairs(reader: DueReader) -> Iterator[Pair]:
    """What a row says and what stands in `public`, where both differ."""
    truths = {one.object_id: one for one in reader.read()}
    items, replaced = _items(reader.codes, [key for key, one in truths.items() if one.is_open])
    for object_id in sorted(truths.keys() | items.keys()):
        truth, item = truths.get(object_id), items.get(object_id)
        if (truth is not None and not truth.is_judged) or (item is None and object_id in replaced):
            # Moved to another unit, or the duty stands with what took its place.
            continue
        if not _agree(truth, item):
            yield truth, item


def _items(codes: Sequence[str], still_owed: Sequence[UUID]) -> tuple[dict[UUID, DueItem], set[UUID]]:
    """The last item of each object that was not replaced; and objects of which one was."""
    is_open = Q(met_on__isnull=True, cancelled_on__isnull=True)
    found = DueItem.objects.of_unit(active.current().id).filter(
        Q(due_on__gte=_since()) | is_open | Q(case_id__in=still_owed), kind__in=codes
    )
    items: dict[UUID, DueItem] = {}
    replaced = set()
    for item in found.order_by("made_at", "id"):
        if item.is_superseded:
            replaced.add(item.case_id)
        else:
            items[item.case_id] = item
    return items, replaced


def _agree(truth: DueTruth | None, item: DueItem | None) -> bool:
    if item is None:
        # Who has ended long ago is not looked for any more.
        return truth is None or truth.is_cancelled or (not truth.is_open and _is_history(truth))
    if truth is None:
        return item.cancelled_on is not None
    if truth.is_cancelled or item.cancelled_on is not None:
        return truth.is_cancelled and item.cancelled_on is not None
    return truth.met_on == item.met_on and truth.due_on in (None, item.due_on)


def _is_history(truth: DueTruth) -> bool:
    return truth.due_on is None or truth.due_on < _since()


def _since() -> date:
    return clock.today() - timedelta(days=LOOKED_AT_FOR)


def _tell(truth: DueTruth | None, item: DueItem | None, counted: Counter[Key], recorded: Counter[Key]) -> None:
    """Owed, met: what the board counts in the month of the last permitted day."""
    owes = truth is not None and not truth.is_cancelled
    if truth is not None and (day := truth.due_on or (item.due_on if item else truth.started_on)) is not None:
        _add(counted, truth.code, day, owes=owes, is_met=truth.met_on is not None)
    if item is not None:
        code = truth.code if truth is not None else item.kind
        _add(recorded, code, item.due_on, owes=item.cancelled_on is None, is_met=item.met_on is not None)


def _add(counts: Counter[Key], code: str, day: date, *, owes: bool, is_met: bool) -> None:
    month = day.replace(day=1)
    counts["owed", code, month] += owes
    counts["met", code, month] += is_met


def _heal(unit_id: int, truth: DueTruth | None, item: DueItem | None) -> None:
    if item is not None:
        due.correct(
            item,
            due_on=truth.due_on if truth is not None else None,
            met_on=truth.met_on if truth is not None else item.met_on,
            is_cancelled=truth is None or truth.is_cancelled,
        )
    elif truth is not None:
        due.correct(_opened(unit_id, truth), due_on=None, met_on=truth.met_on, is_cancelled=False)


def _opened(unit_id: int, truth: DueTruth) -> DueItem:
    """A duty that was lost; its derivation is, too, where a plan ordered it."""
    if truth.due_on is None:
        assert truth.started_on is not None, "a reader gives one of both"
        return due.open_item(unit_id, truth.code, truth.object_id, truth.started_on, case_kind=truth.case_kind)
    start = min(truth.due_on, clock.today())
    return due.open_planned(
        unit_id, truth.code, truth.object_id, start, due_on=truth.due_on, source="", lines=[], line=truth.line
    )
