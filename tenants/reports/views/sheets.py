"""A form as rows of a sheet: columns in the official order, one row a unit."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from kernel.sheets import Cell
from oversight.rules.forms import Form
from oversight.rules.report_cells import Cells, figure
from tenants.reports.models import Report

REPORT_SHEETS = ("xlsx", "csv")


def report_rows(
    form: Form, lines: Sequence[tuple[str, Cells]], row: Report | None = None
) -> tuple[list[str], list[list[Cell]]]:
    """Heads and rows: first the numbers of the columns, then each unit; below, which columns were typed from what source."""
    heads = [_("Đơn vị"), *(f"{one.group}: {one.label}" if one.group else one.label for one in form.columns)]
    rows: list[list[Cell]] = [["", *(one.no for one in form.columns)]]
    texts = row.texts.get(form.code, {}) if row else {}
    for name, cells in lines:
        rows.append(
            [
                name,
                *(
                    figure(cells, form.code, one.no) if one.is_figure else texts.get(str(one.no), "")
                    for one in form.columns
                ),
            ]
        )
    typed = row.typed.get(form.code, {}) if row else {}
    if typed:
        said = (
            f"{_('nhập tay')}: {typed[str(one.no)]['source']}" if str(one.no) in typed else "" for one in form.columns
        )
        rows.append([_("Nguồn"), *said])
    return heads, rows
