"""A report as an official paper: its words, then each form column by column in the official order.

Papers are Vietnamese whatever the screen speaks.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from oversight.rules.forms import Column, FormSet, Origin
from oversight.rules.report_cells import Cells, figure
from tenants.reports.rules.narrative import HIDDEN, number

EMPTY = "chưa có"


def body(
    forms: FormSet,
    *,
    narrative: Sequence[Mapping[str, str]],
    own: Cells,
    total: Cells | None,
    typed: Mapping[str, Mapping[str, Mapping[str, Any]]],
    texts: Mapping[str, Mapping[str, str]],
    notes: Sequence[str],
    missing: Sequence[str],
    span: str,
    hidden: Collection[tuple[str, int]] = (),
) -> dict[str, Any]:
    """The blocks of ``documents.rules.bodies``; ``total``: with the units below, ``missing``: units that did not report.

    ``hidden``: cells whose figures the reader of this paper may not know.
    """
    sections: list[dict[str, Any]] = [
        {"heading": one["heading"], "paragraphs": [line for line in one["text"].split("\n") if line.strip()]}
        for one in narrative
    ]
    for form in forms.forms:
        rows = [
            _row(column, form.code, own, total, typed.get(form.code, {}), texts.get(form.code, {}))
            if (form.code, column.no) not in hidden
            else _row_without_figure(column, with_total=total is not None)
            for column in form.columns
        ]
        columns = ["Cột", "Chỉ tiêu", "Số liệu", "Nguồn"]
        widths = [1, 7, 2, 4]
        if total is not None:
            columns = ["Cột", "Chỉ tiêu", "Riêng đơn vị", "Toàn địa bàn", "Nguồn"]
            widths = [1, 6, 2, 2, 4]
        sections.append(
            {
                "heading": f"Biểu số {form.code}: {form.title}",
                "table": {"columns": columns, "rows": rows, "widths": widths},
            }
        )
    closing = [f"Ghi chú: {one}" for one in notes]
    if missing:
        closing.append(f"Chưa có số liệu của: {'; '.join(missing)}.")
    return {"facts": [["Số liệu từ", span]], "sections": sections, "closing_lines": closing}


def _row(
    column: Column,
    form: str,
    own: Cells,
    total: Cells | None,
    typed: Mapping[str, Mapping[str, Any]],
    texts: Mapping[str, str],
) -> list[str]:
    label = _label(column)
    if column.origin == Origin.TEXT:
        cells = [texts.get(str(column.no), "")]
        return [str(column.no), label, *cells, *([""] if total is not None else []), ""]
    cells = [_figure(own, form, column.no)]
    if total is not None:
        cells.append(_figure(total, form, column.no))
    return [str(column.no), label, *cells, _source(column, typed.get(str(column.no)))]


def _row_without_figure(column: Column, *, with_total: bool) -> list[str]:
    return [str(column.no), _label(column), *([HIDDEN] * (2 if with_total else 1)), ""]


def _label(column: Column) -> str:
    return f"{column.group}: {column.label}" if column.group else column.label


def _figure(cells: Cells, form: str, no: int) -> str:
    value = figure(cells, form, no)
    return EMPTY if value is None else number(value)


def _source(column: Column, typed: Mapping[str, Any] | None) -> str:
    if column.same is not None:
        return f"= biểu {column.same[0]} cột {column.same[1]}"
    if column.origin == Origin.SUM:
        return "= " + "+".join(str(no) for no in column.parts)
    if column.is_typed:
        return f"nhập tay: {typed['source']}" if typed else "nhập tay"
    return ""
