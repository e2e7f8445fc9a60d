"""What this room asks of the rooms above it; they register when they start."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from identity.actors import Actor
from oversight.facts import Fact
from registry.info import UnitInfo


@dataclass(frozen=True, slots=True)
class DutyDifference:
    """A figure of the duty register that was not what the unit's own sessions say; it has been written again."""

    line: str
    kind: str
    name: str
    period: date
    counted: int
    recorded: int


Counts = Counter[tuple[Fact, str, date]]

_counters: list[Callable[[], Counts]] = []


def register_own_counts(counter: Callable[[], Counts]) -> None:
    """``counter`` counts petitions taken in and answers given in the active unit's own tables, by day."""
    _counters.append(counter)


def own_counts() -> Counts:
    """Every registered count of the active unit, added up."""
    total: Counts = Counter()
    for counter in _counters:
        total.update(counter())
    return total


DutyRecount = Callable[[], list[DutyDifference]]

_duty_recounts: list[DutyRecount] = []


def register_duty_recount(recount: DutyRecount) -> None:
    """``recount`` compares the duty register of the active unit with its own rows and repairs what differs."""
    if recount not in _duty_recounts:
        _duty_recounts.append(recount)


def recount_duties() -> list[DutyDifference]:
    """What every room found and repaired in the active unit."""
    return [one for recount in _duty_recounts for one in recount()]


@dataclass(frozen=True, slots=True)
class DueTruth:
    """What a row of the active unit says of its duty with a date; neither met nor cancelled: still owed.

    ``due_on``: None where the row does not hold it; then ``started_on`` is the day of the event its rule counts from.
    ``is_judged``: False where the duty may stand with another unit, or with another row.
    """

    code: str
    object_id: UUID
    due_on: date | None
    line: str = ""
    started_on: date | None = None
    case_kind: str = ""
    met_on: date | None = None
    is_cancelled: bool = False
    is_judged: bool = True

    @property
    def is_open(self) -> bool:
        return self.met_on is None and not self.is_cancelled


@dataclass(frozen=True, slots=True)
class DueReader:
    """``read()``: every duty of the active unit under one of ``codes``, from the room's own rows."""

    codes: tuple[str, ...]
    read: Callable[[], Iterable[DueTruth]]


_due_readers: list[DueReader] = []


def register_due_reader(reader: DueReader) -> None:
    """Let the nightly recount compare the duties under these codes with what the room's rows say."""
    if reader not in _due_readers:
        _due_readers.append(reader)


def due_readers() -> list[DueReader]:
    """Of every room, in the order of the rooms."""
    return list(_due_readers)


AlertHint = Callable[[], None]

_alert_hints: list[AlertHint] = []


def register_alert_hint(hint: AlertHint) -> None:
    """``hint()`` runs in the transaction that raises an alert and has those on duty told once it is committed."""
    if hint not in _alert_hints:
        _alert_hints.append(hint)


def hint_alerts() -> None:
    """Have the alerts told that nobody was told of yet."""
    for hint in _alert_hints:
        hint()


NameSearch = Callable[[str], list[str]]

_name_searches: list[NameSearch] = []


def register_name_search(search: NameSearch) -> None:
    """``search(text)``: the names of persons of the active unit's cases, those sealed apart, that stand in the text."""
    if search not in _name_searches:
        _name_searches.append(search)


def citizens_named(text: str) -> list[str]:
    """Every citizen whom any room knows by a name in the text; a text for ``public`` is refused then."""
    return [name for search in _name_searches for name in search(text)]


@dataclass(frozen=True, slots=True)
class DayFigure:
    """One column of a flash report: a stable code, its words, and the count."""

    code: str
    label: str
    n: int


DayFigures = Callable[[UnitInfo, date, date], list[DayFigure]]

_day_figures: list[DayFigures] = []


def register_day_figures(figures: DayFigures) -> None:
    """``figures(unit, first, last)`` counts the active unit's days for its flash report; a room that keeps no such fact registers nothing."""
    if figures not in _day_figures:
        _day_figures.append(figures)


def day_figures(unit: UnitInfo, first: date, last: date) -> list[DayFigure]:
    """Every registered column of the active unit, in the order of the rooms."""
    return [one for figures in _day_figures for one in figures(unit, first, last)]


@dataclass(frozen=True, slots=True)
class LinkedCase:
    """A case that the active unit has linked to one of its hot spots; only members of the unit read of it."""

    case_id: UUID
    number: str
    status: str


LinkedCases = Callable[[Actor, UUID], list[LinkedCase]]

_linked_cases: list[LinkedCases] = []


def register_linked_cases(find: LinkedCases) -> None:
    """``find(actor, hot_spot_id)``: the cases of the active unit that belong to a hot spot and that the actor sees."""
    if find not in _linked_cases:
        _linked_cases.append(find)


def linked_cases(actor: Actor, hot_spot_id: UUID) -> list[LinkedCase]:
    """The cases behind a hot spot, for its own unit."""
    return [case for find in _linked_cases for case in find(actor, hot_spot_id)]
