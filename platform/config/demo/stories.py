"""What becomes of one petition of the demonstration, from its first day on; each step through the product's own actions."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from config.demo.desk import Desk, account_of, next_working_day
from kernel import clock
from registry import tree
from tenants.cases.enums import CaseKind, PetitionForm

KINDS = (
    CaseKind.PROPOSAL,
    CaseKind.REFLECTION,
    CaseKind.COMPLAINT,
    CaseKind.REFLECTION,
    CaseKind.PROPOSAL,
    CaseKind.DENUNCIATION,
)


@dataclass(frozen=True)
class Story:
    """One matter from its first day on, told by ``tell``; staffed units have all, the others the first few."""

    name: str
    tell: Callable[[Desk, dict[int, Desk], date], None]


def _kind(desk: Desk) -> str:
    return desk.random.choice(KINDS)


def _later(day: date, days: int) -> date | None:
    """A working day ``days`` later, or None where the story has not got there yet."""
    then = next_working_day(day, days)
    return then if then <= clock.today() else None


def _closed(desk: Desk, desks: dict[int, Desk], day: date) -> None:
    case = desk.take_in(day, kind=_kind(desk))
    if then := _later(day, 1):
        desk.assign(case, then)
    if then := _later(day, 4):
        desk.note(case, then)
    if then := _later(day, 8):
        desk.answer(case, then)
        desk.close(case, then)


def _answered(desk: Desk, desks: dict[int, Desk], day: date) -> None:
    case = desk.take_in(day, form=PetitionForm.SCRIBED)
    if then := _later(day, 2):
        desk.assign(case, then)
    if then := _later(day, 9):
        desk.answer(case, then)


def _open(desk: Desk, desks: dict[int, Desk], day: date) -> None:
    recent = next_working_day(clock.today() - timedelta(days=desk.random.randint(2, 6)))
    day = min(recent, clock.today())
    case = desk.take_in(day, kind=_kind(desk))
    if then := _later(day, 1):
        desk.assign(case, then)


def _overdue(desk: Desk, desks: dict[int, Desk], day: date) -> None:
    day = next_working_day(clock.today() - timedelta(days=desk.random.randint(20, 60)))
    case = desk.take_in(day, kind=CaseKind.REFLECTION)
    if then := _later(day, 3):
        desk.assign(case, then)


def _late_answer(desk: Desk, desks: dict[int, Desk], day: date) -> None:
    case = desk.take_in(day, kind=CaseKind.PROPOSAL)
    if then := _later(day, 22):
        desk.assign(case, then)
        desk.answer(case, then)
        desk.close(case, then)


def _group(desk: Desk, desks: dict[int, Desk], day: date) -> None:
    case = desk.take_in(day, kind=CaseKind.COMPLAINT, form=PetitionForm.GROUP, group=12)
    if then := _later(day, 1):
        desk.assign(case, then)
        desk.note(case, then)


def _several(desk: Desk, desks: dict[int, Desk], day: date) -> None:
    case = desk.take_in(day, kind=CaseKind.PROPOSAL, form=PetitionForm.SEVERAL)
    if then := _later(day, 5):
        desk.answer(case, then)


def _withdrawn(desk: Desk, desks: dict[int, Desk], day: date) -> None:
    case = desk.take_in(day, kind=CaseKind.COMPLAINT)
    if then := _later(day, 6):
        desk.withdraw(case, then)


def _escalated(desk: Desk, desks: dict[int, Desk], day: date) -> None:
    superior = _superior(desk, desks)
    case = desk.take_in(day, kind=CaseKind.COMPLAINT)
    if superior is None or (then := _later(day, 3)) is None:
        return
    desk.escalate(case, then)
    if then := _later(then, 2):
        superior.accept(case, then)
    if then and (then := _later(then, 12)):
        superior.report_result(case, then)


def _assigned_down(desk: Desk, desks: dict[int, Desk], day: date) -> None:
    below = _below(desk, desks)
    case = desk.take_in(day, kind=CaseKind.PROPOSAL)
    if not below or (then := _later(day, 2)) is None:
        return
    desk.assign_down(case, then, below[0].unit)
    if then := _later(then, 1):
        below[0].accept(case, then)


def _returned_once(desk: Desk, desks: dict[int, Desk], day: date) -> None:
    others = _neighbours(desk, desks)
    case = desk.take_in(day, kind=CaseKind.REFLECTION)
    if not others or (then := _later(day, 2)) is None:
        return
    desk.transfer(case, then, others[0].unit)
    if then := _later(then, 2):
        others[0].send_back(case, then)


def _returned_twice(desk: Desk, desks: dict[int, Desk], day: date) -> None:
    others = _neighbours(desk, desks)
    case = desk.take_in(day, kind=CaseKind.REFLECTION)
    if len(others) < 2 or (then := _later(day, 2)) is None:
        return
    for other in others[:2]:
        desk.transfer(case, then, other.unit)
        back = _later(then, 2)
        if back is None:
            return
        other.send_back(case, back)
        if (again := _later(back, 1)) is None:
            return
        then = again


def _recalled(desk: Desk, desks: dict[int, Desk], day: date) -> None:
    others = _neighbours(desk, desks)
    case = desk.take_in(day, kind=CaseKind.PROPOSAL)
    if others and (then := _later(day, 2)):
        desk.transfer(case, then, others[0].unit)
        desk.recall(case, then)


def _transferred(desk: Desk, desks: dict[int, Desk], day: date) -> None:
    others = _neighbours(desk, desks)
    case = desk.take_in(day, kind=CaseKind.PROPOSAL)
    if others and (then := _later(day, 2)):
        desk.transfer(case, then, others[-1].unit)
        if then := _later(then, 1):
            others[-1].accept(case, then)


def _on_paper(desk: Desk, desks: dict[int, Desk], day: date) -> None:
    case = desk.take_in(day, kind=CaseKind.PROPOSAL)
    if then := _later(day, 2):
        desk.transfer(case, then, None, external="Tòa án nhân dân khu vực")


def _arriving(desk: Desk, desks: dict[int, Desk], day: date) -> None:
    """Sent today or the last working days and not taken up yet."""
    others = _neighbours(desk, desks)
    day = min(next_working_day(clock.today() - timedelta(days=4)), clock.today())
    case = desk.take_in(day, kind=CaseKind.REFLECTION)
    if others:
        desk.transfer(case, day, others[0].unit)


def _in_transit(desk: Desk, desks: dict[int, Desk], day: date) -> None:
    """Sent and not delivered yet: the sweeper delivers it once the product runs. What stays in transit is ``hold_one``'s."""
    day = min(next_working_day(clock.today() - timedelta(days=3)), clock.today())
    case = desk.take_in(day, kind=CaseKind.COMPLAINT)
    if _superior(desk, desks) is not None:
        desk.escalate(case, day, delivered=False)


def _sealed(desk: Desk, desks: dict[int, Desk], day: date) -> None:
    if _superior(desk, desks) is None:
        desk.take_in(day, kind=CaseKind.DENUNCIATION)
    else:
        desk.take_in_against_head(day, account_of(desk.head))


def _superior(desk: Desk, desks: dict[int, Desk]) -> Desk | None:
    above = tree.parent(desk.unit.id)
    return desks.get(above.id) if above else None


def _below(desk: Desk, desks: dict[int, Desk]) -> list[Desk]:
    return [desks[unit.id] for unit in tree.children(desk.unit.id) if unit.id in desks]


def _neighbours(desk: Desk, desks: dict[int, Desk]) -> list[Desk]:
    """Open units beside it, then those above and below: whoever a case can be passed to."""
    above = tree.parent(desk.unit.id)
    beside = tree.children(above.id) if above else []
    near = [desks[unit.id] for unit in beside if unit.id in desks and unit.id != desk.unit.id]
    return near + _below(desk, desks) or [one for one in desks.values() if one.unit.id != desk.unit.id]


ORDINARY = [
    *[Story("closed", _closed)] * 6,
    *[Story("late answer", _late_answer)] * 2,
    Story("answered", _answered),
    Story("open", _open),
    Story("overdue", _overdue),
]
SPECIAL = [
    Story("escalated", _escalated),
    Story("assigned down", _assigned_down),
    Story("group of 12", _group),
    Story("several", _several),
    Story("written down at the counter", _answered),
    Story("withdrawn", _withdrawn),
    Story("returned once", _returned_once),
    Story("returned twice", _returned_twice),
    Story("recalled", _recalled),
    Story("transferred", _transferred),
    Story("on paper", _on_paper),
    Story("arriving", _arriving),
    Story("in transit", _in_transit),
    Story("sealed", _sealed),
]
