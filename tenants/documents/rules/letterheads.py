"""The head and the signature block of a paper: names of offices as both lines write them.

Derived from the unit's own name, level and kind; a unit that is called otherwise sets it (topic ``letterheads``).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from identity.roles import Role
from registry.info import UnitInfo
from registry.levels import Level, Line
from tenants.documents.enums import Capacity

TOPIC = "letterheads"
_ON_BEHALF = re.compile(r"^\s*T[./]?M[.]?\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Names as printed: the body above (may be empty), the office in lines, its code in numbers, the place; then the
    collective in whose name the head signs, the head's title, and the last line of the recipients."""

    above: str
    office: tuple[str, ...]
    code: str
    place: str
    collective: str
    head_title: str
    kept: str


def letterhead(
    unit: UnitInfo, parent: UnitInfo | None, line: Line | str, own: Mapping[str, Any] | None = None
) -> Letterhead:
    """The head of a unit's papers on a line; ``own``: what the unit set for this line (``issuer``, ``above``, ``place``,
    ``on_behalf``, ``head_title``, ``kept``), where an empty word means: as derived."""
    derived = _party(unit, parent) if line == Line.PARTY else _government(unit)
    own = {name: str(value).strip() for name, value in (own or {}).items() if value}
    collective = _ON_BEHALF.sub("", own.get("on_behalf", ""))
    return replace(
        derived,
        above=own.get("above", derived.above),
        office=tuple(own["issuer"].split("\n")) if "issuer" in own else derived.office,
        place=own.get("place", derived.place),
        collective=collective or derived.collective,
        head_title=own.get("head_title", derived.head_title),
        kept=own.get("kept", derived.kept),
    )


def _bare(unit: UnitInfo) -> str:
    return unit.name.removeprefix(unit.kind).strip() or unit.name


def _government(unit: UnitInfo) -> Letterhead:
    return Letterhead(
        "", ("Ủy ban nhân dân", unit.name), "UBND", _bare(unit), "Ủy ban nhân dân", "Chủ tịch", "Lưu: VT, TCD."
    )


def _party(unit: UnitInfo, parent: UnitInfo | None) -> Letterhead:
    bare, kind = _bare(unit), unit.kind.casefold()
    if unit.level == Level.PROVINCE:
        name, code = ("Thành ủy", "TU") if kind == "thành phố" else ("Tỉnh ủy", "TU")
    elif unit.level == Level.DISTRICT:
        names = {"quận": ("Quận ủy", "QU"), "thành phố": ("Thành ủy", "ThU"), "thị xã": ("Thị ủy", "TU")}
        name, code = names.get(kind, ("Huyện ủy", "HU"))
    else:
        name, code = f"Đảng ủy {unit.kind.lower()}".rstrip(), "ĐU"
    above = "" if parent is None or parent.level == Level.NATION else f"Đảng bộ {_lower_kind(parent)}"
    return Letterhead(above, (f"{name} {bare}",), code, bare, "Ban Thường vụ", "Bí thư", "Lưu Văn phòng.")


def _lower_kind(unit: UnitInfo) -> str:
    return unit.name[:1].lower() + unit.name[1:] if unit.kind and unit.name.startswith(unit.kind) else unit.name


# The title under which somebody signs; a position the unit gave comes first where the role says too little.
TITLES: dict[Role, str] = {
    Role.SECRETARY: "Bí thư",
    Role.DEPUTY_SECRETARY: "Phó Bí thư",
    Role.CHAIRMAN: "Chủ tịch",
    Role.VICE_CHAIRMAN: "Phó Chủ tịch",
    Role.OFFICE_CHIEF: "Chánh Văn phòng",
}


def title_of(role: Role | str, position: str) -> str:
    """The title printed over a name."""
    return TITLES.get(Role(role)) or position or str(Role(role).label)


def block(line: Line | str, capacity: Capacity | str, collective: str, head: str, title: str) -> list[str]:
    """The lines over the signature, in capitals.

    Decree 30/2020, annex I: "TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH / PHÓ CHỦ TỊCH". The Party's form: "T/M BAN THƯỜNG VỤ /
    BÍ THƯ", "K/T BÍ THƯ", "T/L BAN THƯỜNG VỤ".
    """
    capacity = Capacity(capacity)
    is_party = line == Line.PARTY
    lines: list[str] = []
    if capacity is Capacity.TM:
        lines = [f"T/M {collective}" if is_party else f"TM. {collective}"]
    elif capacity is Capacity.KT:
        lines = [f"K/T {head}"] if is_party else [f"TM. {collective}", f"KT. {head}"]
    elif capacity is Capacity.TL:
        lines = [f"T/L {collective}" if is_party else f"TL. {head}"]
    elif capacity is Capacity.TUQ:
        lines = [f"T/UQ {head}" if is_party else f"TUQ. {head}"]
    return [one.upper() for one in [*lines, title]]
