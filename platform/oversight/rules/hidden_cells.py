"""Which cells of communes' reports a superior does not see: small denunciation counts, and totals that give one away.

The same rule as on the board (``rules.suppression``): a commune's denunciations of a span shorter than a year are always hidden,
of a year those below the threshold and as many more as keep them from being found by subtraction.
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

    ``own``: the superior's own cells, whose row may have to be hidden to protect a commune.
    """
    secret = [(form.code, one.no) for form in forms.forms for one in form.figures if one.is_denunciation]
    if not secret:
        return {}
    # One small cell hides all of a commune: the others and their sum would give it back. So do totals of all kinds.
    units = {unit for cell in secret for unit in _hidden(communes, *cell, is_year=is_year, own_id=own_id, own=own)}
    mixed = [(form.code, one.no) for form in forms.forms for one in form.figures if one.is_mixed]
    return {unit: {*secret, *mixed} for unit in units}


def shown(cells: Cells, hidden: set[tuple[str, int]]) -> Cells:
    """The cells without the hidden ones: a reader cannot tell a hidden figure from a missing one by its value."""
    return {
        form: {no: None if (form, int(no)) in hidden else value for no, value in columns.items()}
        for form, columns in cells.items()
    }


def _hidden(
    communes: Mapping[int, Cells], form: str, no: int, *, is_year: bool, own_id: int | None, own: Cells | None
) -> set[int]:
    if not is_year:
        return set(communes)
    counts = {unit: _whole(figure(cells, form, no)) for unit, cells in communes.items()}
    return hidden_units(counts, own_id=own_id, own=_whole(figure(own or {}, form, no)))


def _whole(value: Number | None) -> int:
    return int(value or 0)
