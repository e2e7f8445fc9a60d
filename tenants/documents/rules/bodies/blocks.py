"""The blocks a body is made of, and how papers write days and hours."""

from datetime import date, datetime
from typing import Any

Body = dict[str, Any]
BLOCKS = frozenset(
    {
        "values",
        "about",
        "basis",
        "addressees",
        "facts",
        "paragraphs",
        "table",
        "sections",
        "items",
        "closing_lines",
        "signatures",
        "form",
        "blanks",
        # Set by the product itself.
        "opening",
        "closing",
        "head",
    }
)
LAW = "Căn cứ Luật Tiếp công dân ngày 25 tháng 11 năm 2013"


def day(value: date | None) -> str:
    """ "ngày 15 tháng 11 năm 2026", as papers write it."""
    return f"ngày {value.day:02d} tháng {value.month:02d} năm {value.year}" if value else ""


def hour(value: datetime | None) -> str:
    """ "08 giờ 30"."""
    return f"{value.hour:02d} giờ {value.minute:02d}" if value else ""


def short(value: date | None) -> str:
    """ "15/11/2026"."""
    return f"{value:%d/%m/%Y}" if value else ""
