"""Reading files of units: every line is checked before anything is written."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from registry.levels import SUPERIORS, Level

LEVELS = {"province": Level.PROVINCE, "district": Level.DISTRICT, "ward": Level.COMMUNE}
UNIT_COLUMNS = ["code", "name", "level", "type", "parent_code"]
SUCCESSION_COLUMNS = ["old_code", "new_code", "level", "default"]
NATION_CODE = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """A line that cannot be imported, and why."""

    line: int
    reason: str

    def __str__(self) -> str:
        return _("dòng %(line)d: %(reason)s") % {"line": self.line, "reason": self.reason}


class CannotImport(Exception):
    """The file was refused whole; nothing of it was written."""

    def __init__(self, path: Path, problems: list[Problem]) -> None:
        super().__init__("\n".join([str(path.name), *map(str, problems)]))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One unit as its file states it."""

    line: int
    code: str
    name: str
    level: Level
    kind: str
    parent_code: str


@dataclass(frozen=True, slots=True)
class SuccessionLine:
    """One successor as its file states it."""

    line: int
    old_code: str
    new_code: str
    is_default: bool


def read_units(path: Path) -> list[UnitLine]:
    """The units of a file, parents before children; raises `CannotImport` with every line that is wrong."""
    problems: list[Problem] = []
    units: dict[str, UnitLine] = {}
    for number, cells in _lines(path, UNIT_COLUMNS, problems):
        code, name, level, kind, parent_code = cells
        if level not in LEVELS:
            problems.append(Problem(number, _("cấp “%(level)s” không có") % {"level": level}))
        elif not code or not name or not code.isalnum():
            problems.append(Problem(number, _("thiếu mã hoặc tên")))
        elif code in units:
            problems.append(
                Problem(number, _("mã %(code)s đã có ở dòng %(line)d") % {"code": code, "line": units[code].line})
            )
        else:
            units[code] = UnitLine(number, code, name, LEVELS[level], kind, parent_code)
    problems += _wrong_parents(units)
    if problems:
        raise CannotImport(path, sorted(problems, key=lambda problem: problem.line))
    return sorted(units.values(), key=lambda unit: list(Level).index(unit.level))


def read_successions(path: Path) -> list[SuccessionLine]:
    """The successions of a file; raises `CannotImport`."""
    problems: list[Problem] = []
    found: dict[tuple[str, str], SuccessionLine] = {}
    for number, cells in _lines(path, SUCCESSION_COLUMNS, problems):
        old, new, _level, default = cells
        if default not in ("yes", "no") or not old or not new:
            problems.append(Problem(number, _("dòng hỏng")))
        elif (old, new) in found:
            problems.append(Problem(number, _("cặp %(old)s → %(new)s đã có") % {"old": old, "new": new}))
        else:
            found[old, new] = SuccessionLine(number, old, new, default == "yes")
    if problems:
        raise CannotImport(path, problems)
    return list(found.values())


def _lines(path: Path, columns: list[str], problems: list[Problem]) -> Iterable[tuple[int, list[str]]]:
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise CannotImport(path, [Problem(1, _("tệp không phải UTF-8"))]) from error
    rows = csv.reader(text.splitlines(), strict=True)
    number = 0
    try:
        for number, cells in enumerate(rows, 1):
            if number == 1:
                if cells != columns:
                    problems.append(Problem(1, _("dòng đầu phải là %(names)s") % {"names": ",".join(columns)}))
                    return
            elif len(cells) != len(columns) or "\0" in "".join(cells):
                problems.append(
                    Problem(number, _("dòng hỏng: cần %(n)d cột, có %(m)d") % {"n": len(columns), "m": len(cells)})
                )
            else:
                yield number, [cell.strip() for cell in cells]
    except csv.Error:
        problems.append(Problem(number + 1, _("dòng hỏng")))


def _wrong_parents(units: dict[str, UnitLine]) -> list[Problem]:
    problems: list[Problem] = []
    for unit in units.values():
        above = units.get(unit.parent_code)
        allowed = SUPERIORS[unit.level]
        if unit.parent_code == NATION_CODE:
            if Level.NATION not in allowed:
                problems.append(Problem(unit.line, _("thiếu đơn vị cấp trên")))
        elif above is None:
            problems.append(Problem(unit.line, _("không có đơn vị cấp trên %(code)s") % {"code": unit.parent_code}))
        elif _in_a_cycle(unit, units):
            problems.append(Problem(unit.line, _("vòng tròn: %(code)s đứng trên chính mình") % {"code": unit.code}))
        elif above.level not in allowed:
            problems.append(
                Problem(
                    unit.line,
                    _("%(level)s không thể trực thuộc %(above)s")
                    % {"level": unit.level.label, "above": above.level.label},
                )
            )
    return problems


def _in_a_cycle(unit: UnitLine, units: dict[str, UnitLine]) -> bool:
    seen: set[str] = set()
    at: UnitLine | None = unit
    while at is not None and at.code not in seen:
        seen.add(at.code)
        at = units.get(at.parent_code)
    return at is not None and at.code == unit.code
