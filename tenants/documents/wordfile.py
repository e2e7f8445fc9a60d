"""A document as docx, for who must go on writing in it: invitation, conclusion notice, answer. The signed PDF is the original."""

import io
from collections.abc import Sequence
from typing import Any

from docx import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt

from registry.levels import Line
from tenants.documents.enums import DocumentKind
from tenants.documents.rules.papers import Paper

KINDS = frozenset({DocumentKind.INVITATION, DocumentKind.CONCLUSION_NOTICE, DocumentKind.ANSWER, DocumentKind.LETTER})
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_CENTER, _LEFT, _JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.JUSTIFY
_FONT = "Times New Roman"


def docx(paper: Paper) -> bytes:
    """The words of the paper in the same order as on the PDF, with the margins and type of Decree 30/2020."""
    told = paper.as_json()
    file = WordDocument()
    section = file.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    normal = file.styles["Normal"]
    normal.font.name, normal.font.size = _FONT, Pt(14)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
    normal.paragraph_format.space_after = Pt(6)
    file.core_properties.title = f"{told['title']} {told['symbol']}".strip()
    file.core_properties.author = " ".join(told["office"])
    _head(file, told)
    if not told["letter"]:
        _line(file, told["title"].upper(), bold=True, size=15, align=_CENTER)
        _line(file, told["about"], bold=True, align=_CENTER)
    for one in told["addressees"]:
        _line(file, f"{told['greeting']} {one}", align=_CENTER)
    for one in told["basis"]:
        _line(file, f"{one};", italic=True, indent=True)
    for one in [*told["opening"]]:
        _line(file, one, indent=True)
    for label, value in told["facts"]:
        _line(file, f"{label}: {value}", indent=True)
    for one in told["paragraphs"]:
        _line(file, one, indent=True)
    _table(file, told["table"])
    _items(file, told["items"])
    for index, part in enumerate(told["sections"], start=1):
        _line(file, f"{_roman(index)}. {part['heading']}", bold=True)
        for one in part.get("paragraphs", []):
            _line(file, one, indent=True)
        _items(file, part.get("items", []))
        _table(file, part.get("table"))
    for one in [*told["closing"], *told["closing-lines"]]:
        _line(file, one, indent=True)
    _foot(file, told)
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def _head(file: Any, told: dict[str, Any]) -> None:
    left, right = _columns(file)
    if told["above"]:
        _line(left, told["above"].upper(), size=12, align=_CENTER)
    for one in told["office"]:
        _line(left, one.upper(), bold=True, size=12, align=_CENTER)
    if told["line"] == Line.PARTY:
        _line(left, "*", bold=True, size=12, align=_CENTER)
        _line(right, "ĐẢNG CỘNG SẢN VIỆT NAM", bold=True, size=13, align=_CENTER, underline=True)
    else:
        _line(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold=True, size=12, align=_CENTER)
        _line(right, "Độc lập - Tự do - Hạnh phúc", bold=True, size=13, align=_CENTER, underline=True)
    _line(left, told["number-line"], size=13, align=_CENTER)
    if told["letter"]:
        _line(left, f"V/v {told['about']}", size=12, align=_CENTER)
    _line(right, f"{told['place']}, {told['date']}", italic=True, size=13, align=_CENTER)
    _line(file, "")


def _foot(file: Any, told: dict[str, Any]) -> None:
    left, right = _columns(file)
    _line(left, "Nơi nhận:", bold=True, italic=True, size=12, align=_LEFT)
    for one in told["copies"]:
        _line(left, f"- {one};", size=11, align=_LEFT)
    _line(left, told["archive"], size=11, align=_LEFT)
    for one in told["block"]:
        _line(right, one, bold=True, size=13, align=_CENTER)
    for _space in range(4):
        _line(right, "", align=_CENTER)
    _line(right, told["signer"], bold=True, align=_CENTER)


def _columns(file: Any) -> tuple[Any, Any]:
    table = file.add_table(rows=1, cols=2)
    left, right = table.rows[0].cells
    left.width, right.width = Cm(7.2), Cm(9.3)
    for cell in (left, right):
        cell.paragraphs[0]._p.getparent().remove(cell.paragraphs[0]._p)
    return left, right


def _line(
    place: Any,
    words: str,
    *,
    bold: bool = False,
    italic: bool = False,
    underline: bool = False,
    size: float = 14,
    align: Any = _JUSTIFY,
    indent: bool = False,
) -> None:
    paragraph = place.add_paragraph()
    paragraph.alignment = align
    if indent:
        paragraph.paragraph_format.first_line_indent = Mm(10)
    if size < 14:
        paragraph.paragraph_format.space_after = Pt(0)
    run = paragraph.add_run(words)
    run.bold, run.italic, run.underline, run.font.size = bold, italic, underline, Pt(size)


def _items(file: Any, items: Sequence[Any]) -> None:
    for index, item in enumerate(items, start=1):
        _line(file, f"{index}. {item if isinstance(item, str) else item['text']}", indent=True)
        for label, value in [] if isinstance(item, str) else item.get("details", []):
            _line(file, f"– {label}: {value}.", indent=True)


def _table(file: Any, given: dict[str, Any] | None) -> None:
    if not given:
        return
    table = file.add_table(rows=1, cols=len(given["columns"]))
    table.style = "Table Grid"
    _repeat_on_each_page(table.rows[0])
    for cell, words in zip(table.rows[0].cells, given["columns"], strict=True):
        _cell(cell, words, bold=True)
    for row in given["rows"]:
        for cell, words in zip(table.add_row().cells, row, strict=False):
            _cell(cell, str(words))
    _line(file, "", size=6)


def _cell(cell: Any, words: str, *, bold: bool = False) -> None:
    cell.paragraphs[0].alignment = _CENTER if bold else _LEFT
    run = cell.paragraphs[0].add_run(words)
    run.bold, run.font.size = bold, Pt(12)


def _repeat_on_each_page(row: Any) -> None:
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def _roman(number: int) -> str:
    found = ""
    for value, letters in ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        while number >= value:
            found, number = found + letters, number - value
    return found
