"""Writing the tree: units as planned, their links and the closure, in one transaction and in bulk."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import chain, count
from pathlib import Path
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from kernel.text import normalise
from kernel.transactions import atomic
from registry import epoch
from registry.levels import Level, Line, Status
from registry.models import Succession, Unit
from registry.reading import CannotImport, Problem, UnitLine, read_successions, read_units
from registry.snapshot import is_valid

# No statistical list is older than the first one (Decision 124/2004/QĐ-TTg of 8 July 2004).
FIRST_LIST = date(2004, 7, 8)
NATION_FROM = date(1945, 9, 2)


@dataclass(frozen=True)
class Imported:
    """How many rows were written and how many stood already."""

    written: int
    known: int


@atomic
def import_units(path: Path, *, valid_from: date = FIRST_LIST, valid_to: date | None = None) -> Imported:
    """Import the units of one file, valid from one day to another, as planned; the same file twice changes nothing.

    Raises `CannotImport`; besides what a file shows by itself, a code that another unit has on one of these days.
    """
    lines = read_units(path)
    known = _refuse_taken(path, lines, valid_from, valid_to)
    fresh = [line for line in lines if line.code not in known]
    ids = known | _write_units(fresh, valid_from, valid_to)
    nation = ensure_nation().id
    above = {line.code: line.parent_code for line in lines}
    parents = [(ids[line.code], ids.get(line.parent_code, nation)) for line in fresh]
    span = (Line.BOTH, valid_from, valid_to)
    _copy(
        "registry_unitlink",
        "child_id,parent_id,line,valid_from,valid_to,source",
        ((*pair, *span, "") for pair in parents),
    )
    _copy(
        "registry_unitclosure",
        "ancestor_id,descendant_id,depth,line,valid_from,valid_to",
        (
            (upper, ids[line.code], depth, *span)
            for line in fresh
            for depth, upper in enumerate(_upwards(line.code, above, ids, nation))
        ),
    )
    _forget_plans()
    epoch.bump()
    return Imported(len(fresh), len(known))


@atomic
def import_successions(path: Path, *, on: date) -> Imported:
    """Import what became what on a day: old units that ended before it, new ones that begin on it. Raises `CannotImport`."""
    lines = read_successions(path)
    rows = Unit.objects.values_list("code", "id", "valid_from", "valid_to")
    old = {code: number for code, number, _first, last in rows if last is not None and last < on}
    new = {code: number for code, number, first, _last in rows if first == on}
    problems = [
        Problem(line.line, _("không có đơn vị %(code)s") % {"code": code})
        for line in lines
        for code, held in ((line.old_code, old), (line.new_code, new))
        if code not in held
    ]
    if problems:
        raise CannotImport(path, problems)
    there = set(Succession.objects.values_list("old_id", "new_id"))
    pairs = [(old[line.old_code], new[line.new_code], line.is_default) for line in lines]
    fresh = [pair for pair in pairs if pair[:2] not in there]
    _copy("registry_succession", 'old_id,new_id,is_default,"on"', ((*pair, on) for pair in fresh))
    epoch.bump()
    return Imported(len(fresh), len(pairs) - len(fresh))


def ensure_nation() -> Unit:
    """The root of the tree, which has no schema."""
    return Unit.objects.get_or_create(
        key="vn",
        defaults={
            "code": "VN",
            "name": "Việt Nam",
            "kind": "Quốc gia",
            "level": Level.NATION,
            "valid_from": NATION_FROM,
            "search_name": "viet nam",
        },
    )[0]


def _refuse_taken(path: Path, lines: list[UnitLine], first: date, last: date | None) -> dict[str, int]:
    """The units that stand already, by code; raises `CannotImport` where a code means another unit on one of the days."""
    problems: list[Problem] = []
    known: dict[str, int] = {}
    held: dict[str, list[Unit]] = {}
    for unit in Unit.objects.only("id", "code", "name", "level", "valid_from", "valid_to"):
        held.setdefault(unit.code, []).append(unit)
    for line in lines:
        for unit in held.get(line.code, ()):
            if unit.valid_from == first and unit.name == line.name and unit.level == line.level:
                known[line.code] = unit.id
            elif is_valid(unit.valid_from, unit.valid_to, first) or is_valid(first, last, unit.valid_from):
                problems.append(
                    Problem(
                        line.line,
                        _("mã %(code)s trùng với %(name)s trong cùng ngày") % {"code": line.code, "name": unit.name},
                    )
                )
    if problems:
        raise CannotImport(path, problems)
    return known


def _write_units(lines: list[UnitLine], first: date, last: date | None) -> dict[str, int]:
    used = set(Unit.objects.values_list("key", flat=True))
    columns = "key,code,name,kind,level,status,valid_from,valid_to,overlay_source,profile,search_name,schema_version"
    columns += ",schema_error,steps_done,steps_at"
    fixed = (Status.PLANNED, first, last, "", "{}")
    keys: dict[str, str] = {}
    for line in lines:
        keys[line.code] = give_key(line.code, first, used)
        used.add(keys[line.code])
    _copy(
        "registry_unit",
        columns,
        ((keys[u.code], u.code, u.name, u.kind, u.level, *fixed, normalise(u.name), 0, "", "[]", "{}") for u in lines),
    )
    by_key = dict(Unit.objects.values_list("key", "id"))
    return {code: by_key[key] for code, key in keys.items()}


def give_key(code: str, first: date, used: set[str]) -> str:
    """The code, or code-year where it was given before, or code-year-2 … where that was, too."""
    plain = code.lower()
    in_year = f"{plain}-{first.year}"
    candidates = chain((plain, in_year), (f"{in_year}-{n}" for n in count(2)))
    return next(key for key in candidates if key not in used)


def _upwards(code: str, above: dict[str, str], ids: dict[str, int], nation: int) -> list[int]:
    upwards: list[int] = []
    while code:
        upwards.append(ids[code])
        code = above.get(code, "")
    return [*upwards, nation]


def _forget_plans() -> None:
    """A connection that checked its first keys against nine units would look all ten thousand through for each new key."""
    with connection.cursor() as cursor:
        cursor.execute("DISCARD PLANS")


def _copy(table: str, columns: str, rows: Iterable[tuple[Any, ...]]) -> None:
    text = io.StringIO()
    csv.writer(text).writerows(["\\N" if cell is None else cell for cell in row] for row in rows)
    text.seek(0)
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY public.{table} ({columns}) FROM STDIN WITH (FORMAT csv, NULL '\\N')", text)
