"""Which cells of communes' reports a superior does not see: small denunciation counts, and totals that give one away.

The same rule as on the board (``rules.suppression``): a commune's denunciations of a span shorter than a year are always hidden,
of a year the number is shown from the threshold up, unless a sibling's would then be found by subtraction.
"""

from collections.abc import Mapping

from oversight.rules.forms import FormSet
from oversight.rules.report_cells import Cells, Number, figure
from oversight.rules.suppression import hidden_units

Hidden = dict[int, set[tuple[str, int]]]


def hidden_cells(
    communes: Mapping[int, Cells], forms: FormSet, *, is_year: bool, own_id: int | None = None, own: Cells | None = None
) -> Hidden:
    """For each commune the cells ``(form, column)`` to hide; siblings under one superior are judged together.

    Judged by the number of all its denunciations: where that is shown so are the totals of all kinds, and what it is made of
    (fields, outcomes, people) stays hidden all the same. ``own``: the superior's cells, hidden where a sibling needs it.
    """
    figures = [(form.code, one) for form in forms.forms for one in form.figures]
    secret = {(form, one.no) for form, one in figures if one.is_denunciation}
    headline = {(form, one.no) for form, one in figures if one.is_headline}
    mixed = {(form, one.no) for form, one in figures if one.is_mixed}
    if not headline:
        return {}
    hidden: set[int] = set(communes)
    if is_year:
        form, no = min(headline)
        counts = {unit: _whole(figure(cells, form, no)) for unit, cells in communes.items()}
        hidden = hidden_units(counts, own_id=own_id, own=_whole(figure(own or {}, form, no)))
    found = {unit: secret | mixed if unit in hidden else secret - headline for unit in communes}
    return {**found, own_id: secret | mixed} if own_id is not None and own_id in hidden else found


def shown(cells: Cells, hidden: set[tuple[str, int]]) -> Cells:
    """The cells without the hidden ones: a reader cannot tell a hidden figure from a missing one by its value."""
    return {
        form: {no: None if (form, int(no)) in hidden else value for no, value in columns.items()}
        for form, columns in cells.items()
    }


def _whole(value: Number | None) -> int:
    return int(value or 0)
