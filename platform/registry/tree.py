"""Questions to the tree of units, answered from memory: no query.

`on` is a day (today's when left out); `line` is PARTY or GOVERNMENT, and a link of BOTH counts for each.
"""

from collections import deque
from collections.abc import Iterable
from datetime import date

from kernel import clock
from kernel.text import normalise
from registry import snapshot
from registry.info import LinkInfo, UnitInfo
from registry.levels import Level, Line
from registry.snapshot import is_valid

__all__ = [
    "UnitInfo", "ancestors", "by_code", "by_key", "children", "descendants", "full_name", "get", "is_behind", "is_under",
    "lowest_common_superior", "open_units", "opened_units", "parent", "root", "search", "successors",
]  # fmt: skip


def get(unit_id: int) -> UnitInfo:
    """The unit of this number; raises KeyError."""
    return snapshot.current().units[unit_id]


def by_key(key: str) -> UnitInfo | None:
    """The unit of this address key, if there is one."""
    return snapshot.current().by_key.get(key)


def by_code(code: str, on: date | None = None) -> UnitInfo | None:
    """The unit that has this statistical code on a day; where a prolongation makes it two, the prolonged one."""
    day = on or clock.today()
    found = [unit for unit in snapshot.current().by_code.get(code, ()) if unit.exists_on(day)]
    return min(found, key=lambda unit: unit.valid_from) if found else None


def root() -> UnitInfo | None:
    """The node VN above all provinces; it has no schema."""
    return by_key("vn")


def parent(unit_id: int, on: date | None = None, line: str = Line.GOVERNMENT) -> UnitInfo | None:
    """The unit directly above on a day."""
    held = snapshot.current()
    link = _link_up(held, unit_id, on or clock.today(), line)
    return held.units[link.parent] if link else None


def ancestors(unit_id: int, on: date | None = None, line: str = Line.GOVERNMENT) -> list[UnitInfo]:
    """The units above, nearest first, the root last."""
    day = on or clock.today()
    found: list[UnitInfo] = []
    above = parent(unit_id, day, line)
    while above is not None:
        found.append(above)
        above = parent(above.id, day, line)
    return found


def children(unit_id: int, on: date | None = None, line: str = Line.GOVERNMENT) -> list[UnitInfo]:
    """The units directly below, by code."""
    held, day = snapshot.current(), on or clock.today()
    below = [held.units[link.child] for link in held.down.get(unit_id, ()) if _counts(link, day, line)]
    return sorted(below, key=lambda unit: (unit.code, unit.id))


def descendants(unit_id: int, on: date | None = None, line: str = Line.GOVERNMENT) -> list[UnitInfo]:
    """Every unit below, level by level."""
    day = on or clock.today()
    found: list[UnitInfo] = []
    waiting = deque([unit_id])
    while waiting:
        below = children(waiting.popleft(), day, line)
        found.extend(below)
        waiting.extend(unit.id for unit in below)
    return found


def is_under(descendant_id: int, ancestor_id: int, on: date | None = None) -> bool:
    """Does the first unit stand anywhere under the second? No unit stands under itself."""
    return any(unit.id == ancestor_id for unit in ancestors(descendant_id, on))


def lowest_common_superior(a: int, b: int, on: date | None = None) -> UnitInfo | None:
    """The nearest unit above both; a unit that stands above the other one is itself the superior of the two."""
    day = on or clock.today()
    chain_a = [get(a), *ancestors(a, day)]
    ids_b = {b, *(unit.id for unit in ancestors(b, day))}
    return next((unit for unit in chain_a if unit.id in ids_b), None)


def successors(unit_id: int) -> list[UnitInfo]:
    """What the unit became, its default successor first; an abolished level became what its children became."""
    held = snapshot.current()
    direct = sorted(held.successions.get(unit_id, ()), key=lambda row: (not row.is_default, row.new))
    if direct:
        return [held.units[row.new] for row in direct]
    seen: dict[int, UnitInfo] = {}
    for link in held.down.get(unit_id, ()):
        for row in held.successions.get(link.child, ()):
            if row.is_default:
                seen.setdefault(row.new, held.units[row.new])
    return sorted(seen.values(), key=lambda unit: (unit.code, unit.id))


def predecessors(unit_id: int) -> list[UnitInfo]:
    """The units that became this one."""
    held = snapshot.current()
    return [held.units[old] for old in held.predecessors.get(unit_id, ())]


def full_name(unit: UnitInfo) -> str:
    """The unit's name and those above it, without the nation, as on its last day when it has ended."""
    today = clock.today()
    day = unit.valid_to if unit.valid_to is not None and unit.valid_to < today else max(today, unit.valid_from)
    above = [upper.name for upper in ancestors(unit.id, day) if upper.level != Level.NATION]
    return ", ".join([unit.name, *above])


def open_units() -> list[UnitInfo]:
    """The units that work here today."""
    return [unit for unit in snapshot.current().units.values() if unit.is_open]


def opened_units() -> list[UnitInfo]:
    """The units that have a schema, those that are only read included: what a sweep visits."""
    return [unit for unit in snapshot.current().units.values() if unit.is_opened]


def is_behind(unit: UnitInfo) -> bool:
    """Are the unit's tables older than this release needs?"""
    wanted = snapshot.current().wanted_version
    return wanted is None or unit.schema_version < wanted


def search(text: str, limit: int = 20, open_only: bool = False) -> list[UnitInfo]:
    """Units by name without marks or by code; today's before ended ones, exact and beginning before the rest."""
    words = normalise(text).split()
    if not words:
        return []
    today, wanted = clock.today(), " ".join(words)
    found = [
        unit
        for unit in snapshot.current().units.values()
        if (not open_only or unit.is_open)
        and unit.level != Level.NATION
        and (unit.code == wanted or all(word in unit.search_name for word in words))
    ]
    found.sort(key=lambda unit: _rank(unit, wanted, today))
    return found[:limit]


def _rank(unit: UnitInfo, wanted: str, today: date) -> tuple[bool, bool, bool, int, str, int]:
    bare = unit.search_name
    begins = bare.startswith(wanted) or f" {wanted}" in f" {bare}"
    return (
        unit.code != wanted,
        not unit.is_open,
        not begins,
        not unit.exists_on(today),
        bare,
        unit.id,
    )


def _counts(link: LinkInfo, day: date, line: str) -> bool:
    return link.line in (line, Line.BOTH) and is_valid(link.valid_from, link.valid_to, day)


def _link_up(held: snapshot.Snapshot, unit_id: int, day: date, line: str) -> LinkInfo | None:
    links: Iterable[LinkInfo] = held.up.get(unit_id, ())
    return next((link for link in links if _counts(link, day, line)), None)
