"""The statistical forms as data: columns as printed, where each figure comes from, the rules between them.

One file a form and version in ``data/forms``; ``data/report_sets.json`` says which forms make a report, for which periods.
"""

import json
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from kernel.errors import NotFound

DATA = Path(__file__).resolve().parent.parent / "data"


class Origin(StrEnum):
    """Where the figure of a column comes from."""

    COMPUTED = "computed"
    SUM = "sum"
    TYPED = "typed"
    IMPOSSIBLE = "impossible"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a form. ``why``: why it is typed, or why the product cannot have it at all. A row of the data that names both a fact and
    why it is typed says with ``from`` (``since``) in which windows the product counts it: those that begin on that day or later.

    ``is_stock``: a balance at the end of the period; two periods of it are never added. ``is_denunciation``: counts
    denunciations alone; ``is_headline``: it is the number of all of them; ``is_mixed``: a total that holds them among others.
    """

    no: int
    label: str
    origin: Origin
    group: str = ""
    fact: str = ""
    parts: tuple[int, ...] = ()
    same: tuple[str, int] | None = None
    why: str = ""
    is_stock: bool = False
    is_denunciation: bool = False
    is_headline: bool = False
    is_mixed: bool = False
    since: str = ""

    @property
    def is_figure(self) -> bool:
        return self.origin != Origin.TEXT

    @property
    def is_typed(self) -> bool:
        return self.origin == Origin.TYPED

    @property
    def holds_denunciations(self) -> bool:
        """Denunciations alone or among others: a commune's small numbers could be told from it."""
        return self.is_denunciation or self.is_mixed


@dataclass(frozen=True, slots=True)
class Check:
    """A rule between columns: ``no`` of the form stands in ``op`` to the sum of ``parts`` (of another form, if named)."""

    no: int
    op: str
    parts: tuple[int, ...]
    form: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """One form in one version; ``slug`` stands for its code in addresses."""

    code: str
    slug: str
    title: str
    source: str
    valid_from: date
    columns: tuple[Column, ...]
    checks: tuple[Check, ...]

    @property
    def figures(self) -> tuple[Column, ...]:
        return tuple(one for one in self.columns if one.is_figure)

    def column(self, no: int) -> Column:
        return next(one for one in self.columns if one.no == no)

    @property
    def groups(self) -> list[tuple[str, int]]:
        """The upper head of the table: words and how many columns they span."""
        return [(group, len(list(columns))) for group, columns in groupby(self.columns, key=lambda one: one.group)]


@dataclass(frozen=True, slots=True)
class FormSet:
    """The forms that make one report, and when it is owed. ``due``: level → deadline rule."""

    code: str
    title: str
    line: str
    forms: tuple[Form, ...]
    periods: tuple[str, ...]
    narrated: tuple[str, ...]
    due: dict[str, str]
    recipients: tuple[str, ...]
    source: str

    @property
    def version(self) -> str:
        """Which version of the forms a report was made with: the day it came into force."""
        return max(one.valid_from for one in self.forms).isoformat()

    def form(self, code: str) -> Form:
        """The form of this code; raises ``NotFound``."""
        found = next((one for one in self.forms if one.code == code), None)
        if found is None:
            raise NotFound("no_such_form", _("Không có biểu này."))
        return found

    def at(self, slug: str) -> Form:
        """The form at an address; raises ``NotFound``."""
        return self.form(next((one.code for one in self.forms if one.slug == slug), slug))

    def column(self, code: str, no: int) -> Column:
        """A column of a form; raises ``NotFound``."""
        found = next((one for one in self.form(code).columns if one.no == no), None)
        if found is None:
            raise NotFound("no_such_column", _("Biểu không có cột này."))
        return found


def sets() -> tuple[FormSet, ...]:
    """The reports the product knows, in the order of the lists."""
    return _sets(_counted_since(None))


def set_of(code: str, on: date | None = None) -> FormSet:
    """The report of this code, as it is made for a window that begins on the day (none named: for the next one); raises ``NotFound``."""
    found = next((one for one in _sets(_counted_since(on)) if one.code == code), None)
    if found is None:
        raise NotFound("no_such_report", _("Không có loại báo cáo này."))
    return found


def census() -> list[tuple[Form, dict[Origin, list[Column]]]]:
    """Every form with its columns by origin: what ``make forms`` prints."""
    return [
        (form, {origin: [one for one in form.columns if one.origin == origin] for origin in Origin})
        for one_set in sets()
        for form in one_set.forms
    ]


def _counted_since(on: date | None) -> date:
    """The last day up to ``on`` from which the product counts more than before; ``on`` itself would make a set a day."""
    return max((one for one in _turns() if on is None or one <= on), default=date.min)


@cache
def _turns() -> tuple[date, ...]:
    rows = [row for path in _files() for row in json.loads(path.read_text(encoding="utf-8"))["columns"]]
    return tuple(sorted({date.fromisoformat(row["from"]) for row in rows if "from" in row}))


def _files() -> list[Path]:
    return sorted((DATA / "forms").glob("*.json"))


@cache
def _sets(since: date) -> tuple[FormSet, ...]:
    forms = {form.code: form for form in (_form(path, since) for path in _files())}
    raw = json.loads((DATA / "report_sets.json").read_text(encoding="utf-8"))
    return tuple(
        FormSet(
            code=row["code"],
            title=row["title"],
            line=row["line"],
            forms=tuple(forms[code] for code in row["forms"]),
            periods=tuple(row["periods"]),
            narrated=tuple(row["narrated"]),
            due=row["due"],
            recipients=tuple(row["recipients"]),
            source=row["source"],
        )
        for row in raw["sets"]
    )


def _form(path: Path, since: date) -> Form:
    raw: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return Form(
        code=raw["code"],
        slug=path.stem,
        title=raw["title"],
        source=raw["source"],
        valid_from=date.fromisoformat(raw["valid_from"]),
        columns=tuple(_column(_as_of(row, since)) for row in raw["columns"]),
        checks=tuple(Check(row["no"], row["op"], tuple(row["parts"]), row.get("form", "")) for row in raw["checks"]),
    )


def _as_of(row: dict[str, Any], since: date) -> dict[str, Any]:
    """A row that names both a fact and why it is typed, with the one that holds."""
    if "from" not in row:
        return row
    left_out = "typed" if date.fromisoformat(row["from"]) <= since else "fact"
    return {name: value for name, value in row.items() if name != left_out}


def _column(row: dict[str, Any]) -> Column:
    same = row.get("same")
    return Column(
        no=row["no"],
        label=row["label"],
        origin=_origin(row),
        group=row.get("group", ""),
        fact=row.get("fact", ""),
        parts=tuple(row.get("sum", ())),
        same=(same[0], same[1]) if same else None,
        why=row.get("typed") or row.get("impossible", ""),
        is_stock=row.get("stock", False),
        is_denunciation=row.get("denunciation", False),
        is_headline=row.get("headline", False),
        is_mixed=row.get("mixed", False),
        since=row.get("from", ""),
    )


def _origin(row: dict[str, Any]) -> Origin:
    for key, origin in (
        ("sum", Origin.SUM),
        ("same", Origin.SUM),
        ("fact", Origin.COMPUTED),
        ("typed", Origin.TYPED),
        ("impossible", Origin.IMPOSSIBLE),
    ):
        if key in row:
            return origin
    return Origin.TEXT
