"""What an item of a plan is, and how the five files of items are read."""

from dataclasses import dataclass
from functools import cache

#: Which part of the product an item belongs to: the main road, reception days and dialogue, supervision, campaigns and
#: inspections, case work by the law; NONE is no matter of software.
PARTS = {
    "R": "main road",
    "D": "reception and dialogue",
    "S": "supervision",
    "C": "campaigns and inspections",
    "L": "case work by the law",
    "-": "none",
}

#: The parts that are finished: an item of theirs without a passing test is open, and `make plans` fails.
LANDED = frozenset({"R", "D", "S", "C"})

#: One test may stand for no more items than this.
ITEMS_A_TEST = 3


@dataclass(frozen=True, slots=True)
class Item:
    """One duty, date, role or step of a plan: ``words`` are ours, ``tests`` show it, ``observes`` says what they look at."""

    id: str
    part: str
    words: str
    tests: tuple[str, ...] = ()
    observes: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """One plan with all its items in their order."""

    code: str
    title: str
    items: tuple[Item, ...]


def read(code: str, title: str, text: str) -> Plan:
    """Items as lines: ``number part words``, below an item indented ``test: node id`` and ``sees: what it observes``."""
    items: list[Item] = []
    for line in text.strip("\n").splitlines():
        if not line.strip():
            continue
        if line.startswith(" "):
            name, _colon, value = line.strip().partition(": ")
            last = items[-1]
            if name == "test":
                items[-1] = Item(last.id, last.part, last.words, (*last.tests, value), last.observes)
            elif name == "sees":
                items[-1] = Item(last.id, last.part, last.words, last.tests, value)
            else:
                raise ValueError(line)
            continue
        number, part, words = line.split(" ", 2)
        items.append(Item(f"{code}-{number}", part, words))
    return Plan(code, title, tuple(items))


@cache
def plans() -> tuple[Plan, ...]:
    """The five plans in their order."""
    from tests.plans import city, commune, district, province, ward

    return (ward.PLAN, commune.PLAN, province.PLAN, district.PLAN, city.PLAN)
