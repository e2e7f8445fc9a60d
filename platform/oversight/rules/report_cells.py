"""Computing with the cells of a report: sums, rules between columns, consolidation, differences.

Cells are ``{form: {column number as text: figure}}``, as JSON keeps them; ``None`` is a figure nobody has typed yet, never a zero.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from oversight.rules.forms import Check, Column, Form, FormSet, Origin

Number = int | float
Cells = dict[str, dict[str, Number | None]]
LEAVES = (Origin.COMPUTED, Origin.TYPED)


@dataclass(frozen=True, slots=True)
class Problem:
    """A rule that does not hold. ``is_open``: it cannot be checked, a figure is missing."""

    form: str
    no: int
    left: Number | None
    op: str
    right: Number | None
    parts: tuple[int, ...]
    other_form: str = ""

    @property
    def is_open(self) -> bool:
        return self.left is None or self.right is None

    @property
    def rule(self) -> str:
        """The rule as people write it: "cột 2 ≤ cột 1", "cột 6 = 7+8", "cột 1 = cột 6 biểu 02/XLD"."""
        sign = {"<=": "≤", ">=": "≥", "=": "="}[self.op]
        other = "+".join(str(one) for one in self.parts)
        return f"{self.no} {sign} {other}" + (f" ({self.other_form})" if self.other_form else "")

    @property
    def key(self) -> str:
        """Names the rule in what a unit explains."""
        return f"{self.form}|{self.no}{self.op}{'+'.join(map(str, self.parts))}|{self.other_form}"


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure that was and is."""

    form: Form
    column: Column
    before: Number | None
    after: Number | None


def figure(cells: Cells, form: str, no: int) -> Number | None:
    """One cell; ``None`` when it has no figure."""
    return cells.get(form, {}).get(str(no))


def complete(leaves: Cells, forms: FormSet) -> Cells:
    """The cells with every sum and every column taken from another form; what rests on a missing figure is missing."""
    done: Cells = {}
    for form in forms.forms:
        done[form.code] = {}
        for column in form.figures:
            done[form.code][str(column.no)] = _value(column, form, leaves, done)
    return done


def only_leaves(cells: Cells, forms: FormSet) -> Cells:
    """The cells that are counted or typed, without what follows from them."""
    return {
        form.code: {str(one.no): figure(cells, form.code, one.no) for one in form.figures if one.origin in LEAVES}
        for form in forms.forms
    }


def problems(cells: Cells, forms: FormSet) -> list[Problem]:
    """Every rule of the forms that fails or cannot be checked."""
    found = [_checked(check, form, cells) for form in forms.forms for check in form.checks]
    return [one for one in found if one is not None]


def missing(cells: Cells, forms: FormSet) -> list[tuple[Form, Column]]:
    """Columns to be typed that nobody has typed."""
    return [
        (form, one)
        for form in forms.forms
        for one in form.figures
        if one.is_typed and figure(cells, form.code, one.no) is None
    ]


def added(reports: Iterable[Cells], forms: FormSet) -> Cells:
    """The official consolidation: the sum of each unit's own figures, column by column (Circular 06/2025/TT-TTCP)."""
    given = [only_leaves(one, forms) for one in reports]
    leaves: Cells = {
        form.code: {
            str(one.no): _sum(figure(cells, form.code, one.no) for cells in given)
            for one in form.figures
            if one.origin in LEAVES
        }
        for form in forms.forms
    }
    return complete(leaves, forms)


def differences(before: Cells, after: Cells, forms: FormSet) -> list[Difference]:
    """Figures that are not what they were."""
    return [
        Difference(form, one, was, now)
        for form in forms.forms
        for one in form.figures
        if (was := figure(before, form.code, one.no)) != (now := figure(after, form.code, one.no))
    ]


def _value(column: Column, form: Form, leaves: Cells, done: Cells) -> Number | None:
    if column.same is not None:
        return figure(done, *column.same)
    if column.origin == Origin.SUM:
        return _sum(_value(form.column(no), form, leaves, done) for no in column.parts)
    return figure(leaves, form.code, column.no)


def _sum(values: Iterable[Number | None]) -> Number | None:
    total: Number = 0
    for value in values:
        if value is None:
            return None
        total += value
    return round(total, 2) if isinstance(total, float) else total


def _checked(check: Check, form: Form, cells: Cells) -> Problem | None:
    left = figure(cells, form.code, check.no)
    right = _sum(figure(cells, check.form or form.code, no) for no in check.parts)
    if left is not None and right is not None and _holds(left, check.op, right):
        return None
    return Problem(form.code, check.no, left, check.op, right, check.parts, check.form)


def _holds(left: Number, op: str, right: Number) -> bool:
    return {"=": left == right, "<=": left <= right, ">=": left >= right}[op]


def merged(
    computed: Mapping[str, Mapping[str, Number | None]], typed: Mapping[str, Mapping[str, Number | None]]
) -> Cells:
    """Counted and typed figures in one."""
    return {form: {**computed.get(form, {}), **typed.get(form, {})} for form in sorted({*computed, *typed})}
