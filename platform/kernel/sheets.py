"""Tables as xlsx and csv. A cell a clerk or a citizen typed never becomes a formula."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from django.utils.timezone import localtime
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font

Cell = str | int | float | date | datetime | None
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def write_xlsx(title: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """One sheet with a bold frozen head; every text is a text cell, whatever it begins with."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title=_sheet_name(title))
    sheet.freeze_panes = "A2"
    for index, column in enumerate(columns):
        sheet.column_dimensions[chr(ord("A") + index) if index < 26 else f"A{chr(ord('A') + index - 26)}"].width = max(
            12, min(40, len(column) + 6)
        )
    head = []
    for column in columns:
        cell = WriteOnlyCell(sheet, value=column)
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        head.append(cell)
    sheet.append(head)
    for row in rows:
        cells = []
        for given in row:
            value: Any = localtime(given).replace(tzinfo=None) if isinstance(given, datetime) else given
            if isinstance(value, str):
                value = ILLEGAL_CHARACTERS_RE.sub("", value)
            cell = WriteOnlyCell(sheet, value=value)
            if isinstance(value, str):
                cell.data_type = "s"
            elif isinstance(value, datetime):
                cell.number_format = "dd/mm/yyyy hh:mm"
            elif isinstance(value, date):
                cell.number_format = "dd/mm/yyyy"
            cells.append(cell)
        sheet.append(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def write_csv(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """UTF-8 with a byte order mark, as spreadsheet programs expect; formula starts get an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([_text(column) for column in columns])
    for row in rows:
        writer.writerow([_text(value) for value in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def sheet_response(name: str, kind: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> HttpResponse:
    """A download: ``kind`` is ``xlsx`` or ``csv``; ``name`` has no ending."""
    if kind == "csv":
        response = HttpResponse(write_csv(columns, rows), content_type="text/csv; charset=utf-8")
    else:
        kind = "xlsx"
        response = HttpResponse(write_xlsx(name, columns, rows), content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.{kind}") or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _text(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return localtime(value).strftime("%d/%m/%Y %H:%M")
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    text = str(value)
    if isinstance(value, str) and text.startswith(_FORMULA_STARTS):
        return f"'{text}"
    return text


def _sheet_name(title: str) -> str:
    return "".join(" " if char in "[]:*?/\\" else char for char in title)[:31] or "Sheet"
