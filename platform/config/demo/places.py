"""Which units a demonstration opens. Keys are those of the tree before 1 July 2025 (statistical codes)."""

from dataclasses import dataclass
from datetime import date

from registry import tree
from registry.levels import Level
from registry.tree import UnitInfo

LAST_DAY = date(2025, 6, 30)  # of three levels
OVERLAY_SOURCE = "giả định trình diễn"
AN_GIANG, LONG_XUYEN, CHAU_DOC, MY_THOI, KON_TUM = "89", "883", "884", "30301", "62"

#: Districts opened whole, and communes opened alone, beside the whole of An Giang.
_WHOLE_DISTRICTS = ("947", "105")  # Huyện Mỹ Xuyên (Sóc Trăng), Thành phố Lai Châu
_SINGLE_COMMUNES = ("23281", "23341", "18553")  # one in each of two districts of Kon Tum; Xã Hương Trạch (Hà Tĩnh)
_SMALL = (AN_GIANG, LONG_XUYEN, CHAU_DOC, MY_THOI, "30304", "30316", "30325")

#: Frozen once the past is filled in, so that what is sent to it stays in transit; no unit a demonstration works in.
HELD = "30325"

#: Units with a full staff and a full year of work.
STAFFED = (AN_GIANG, LONG_XUYEN, MY_THOI, "30304", CHAU_DOC, "30316", "947", "31684", "105", "18553", KON_TUM)


@dataclass(frozen=True, slots=True)
class Selection:
    """Units to open, superiors before the units under them."""

    units: tuple[UnitInfo, ...]
    staffed: frozenset[int]


def select(size: str) -> Selection:
    """The 197 units of the full demonstration, or the 7 of ``small``. Reads the tree of 30 June 2025."""
    keys = list(_SMALL) if size == "small" else _full()
    units = sorted((_unit(key) for key in dict.fromkeys(keys)), key=lambda unit: (_DEPTH[unit.level], unit.code))
    return Selection(tuple(units), frozenset(unit.id for unit in units if unit.key in STAFFED))


def _full() -> list[str]:
    keys = [AN_GIANG, *(unit.key for unit in tree.descendants(_unit(AN_GIANG).id, on=LAST_DAY))]
    for key in _WHOLE_DISTRICTS:
        district = _unit(key)
        keys += [key, *(unit.key for unit in tree.children(district.id, on=LAST_DAY))]
        keys += [unit.key for unit in tree.ancestors(district.id, on=LAST_DAY) if unit.level != Level.NATION]
    for key in _SINGLE_COMMUNES:
        commune = _unit(key)
        keys += [key, *(unit.key for unit in tree.ancestors(commune.id, on=LAST_DAY) if unit.level != Level.NATION)]
    return keys


def _unit(key: str) -> UnitInfo:
    found = tree.by_key(key)
    if found is None:
        raise LookupError(f"unit {key} is not in the registry: run `tiepdan units import` first")
    return found


_DEPTH: dict[str, int] = {Level.NATION: 0, Level.PROVINCE: 1, Level.DISTRICT: 2, Level.COMMUNE: 3}
