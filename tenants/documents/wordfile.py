"""A document as docx, for who must go on writing in it: invitation, conclusion notice, answer. The signed PDF is the original."""

import io
from collections.abc import Sequence
from typing import Any

from docx import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from registry.levels import Line
from tenants.documents.enums import DocumentKind
from tenants.documents.rules.papers import Paper

KINDS = frozenset({DocumentKind.INVITATION, DocumentKind.CONCLUSION_NOTICE, DocumentKind.ANSWER, DocumentKind.LETTER})
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_CENTER, _LEFT, _JUSTIFY = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.JUSTIFY
_FONT = "Times New Roman"
#: Of the text's 165 mm: the office at the left, the nation or the Party at the right, each name in one line where it can be.
_WIDTHS = {Line.PARTY: (Mm(78), Mm(87)), Line.GOVERNMENT: (Mm(66), Mm(99))}
#: Where the schema of Word wants borders among the properties of a paragraph.
_AFTER_BORDERS = ("w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr")


def docx(paper: Paper) -> bytes:
    """The words of the paper in the same order as on the PDF, with the margins and type of Decree 30/2020."""
    told = paper.as_json()
    file = WordDocument()
    _page(file, told)
    _head(file, told)
    if not told["letter"]:
        _line(file, told["title"].upper(), bold=True, size=15, align=_CENTER, after=0)
        _line(file, told["about"], bold=True, align=_CENTER, after=0)
        _close_heading(file, told)
    _addressees(file, told)
    for one in told["basis"]:
        _line(file, f"{one};", italic=True, indent=10)
    for one in told["opening"]:
        _line(file, one, indent=10)
    for label, value in told["facts"]:
        _line(file, f"{label}: {value}", indent=10)
    for one in told["paragraphs"]:
        _line(file, one, indent=10)
    _table(file, told["table"])
    _items(file, told["items"])
    for index, part in enumerate(told["sections"], start=1):
        _line(file, f"{_roman(index)}. {part['heading']}", bold=True, keep=True)
        for one in part.get("paragraphs", []):
            _line(file, one, indent=10)
        _items(file, part.get("items", []))
        _table(file, part.get("table"))
    # The last words go with the signature: no page carries a signature alone.
    for one in [*told["closing"], *told["closing-lines"]]:
        _line(file, one, indent=10, keep=True)
    _foot(file, told)
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def _page(file: Any, told: dict[str, Any]) -> None:
    section = file.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = section.footer_distance = Mm(10)
    normal = file.styles["Normal"]
    normal.font.name, normal.font.size = _FONT, Pt(14)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
    file.core_properties.title = f"{told['title']} {told['symbol']}".strip()
    file.core_properties.author = " ".join(told["office"])
    # Pages are numbered from the second one; a draft says so on the first.
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.alignment = _CENTER
    number._p.append(_field("PAGE"))
    if told["draft"]:
        mark = section.first_page_header.paragraphs[0]
        mark.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        mark.add_run("DỰ THẢO, CHƯA KÝ").font.size = Pt(9)


def _head(file: Any, told: dict[str, Any]) -> None:
    left, right = _columns(file, told)
    is_party = told["line"] == Line.PARTY
    size = 13 if is_party else 12
    if told["above"]:
        _line(left, told["above"].upper(), size=size, align=_CENTER, after=0)
    for one in told["office"]:
        _line(left, one.upper(), bold=True, size=size, align=_CENTER, after=0)
    if is_party:
        _line(left, "*", bold=True, size=size, align=_CENTER, after=0)
        _line(right, "ĐẢNG CỘNG SẢN VIỆT NAM", bold=True, size=14, align=_CENTER, after=0)
    else:
        _rule(left, 25)
        _line(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold=True, size=12, align=_CENTER, after=0)
        _line(right, "Độc lập - Tự do - Hạnh phúc", bold=True, size=13, align=_CENTER, after=0)
    _rule(right, 17)
    _line(left, told["number-line"], size=13, align=_CENTER, after=0)
    if told["letter"]:
        about = told["about"] if is_party else f"V/v {told['about']}"
        _line(left, about, size=12, italic=is_party, align=_CENTER, after=0)
    _line(right, f"{told['place']}, {told['date']}", italic=True, size=13, align=_CENTER, after=0)
    _line(file, "", size=8)


def _close_heading(file: Any, told: dict[str, Any]) -> None:
    if told["line"] == Line.PARTY:
        _line(file, "-----", size=12, align=_CENTER)
    else:
        _rule(file, 66, after=8)


def _addressees(file: Any, told: dict[str, Any]) -> None:
    named = told["addressees"]
    if len(named) == 1:
        _line(file, f"{told['greeting']} {named[0]}", align=_CENTER)
    elif named:
        _line(file, told["greeting"], margin=22, align=_LEFT, after=0)
        for one in named:
            _line(file, f"- {one};", margin=22, align=_LEFT, after=6 if one == named[-1] else 0)


def _foot(file: Any, told: dict[str, Any]) -> None:
    left, right = _columns(file, told)
    if told["line"] == Line.PARTY:
        _line(left, "Nơi nhận:", underline=True, size=13, align=_LEFT, after=0)
    else:
        _line(left, "Nơi nhận:", bold=True, italic=True, size=12, align=_LEFT, after=0)
    for one in told["copies"]:
        _line(left, f"- {one};", size=11, align=_LEFT, after=0)
    _line(left, told["archive"], size=11, align=_LEFT, after=0)
    for one in told["block"]:
        _line(right, one, bold=True, size=13, align=_CENTER, after=0)
    for _space in range(4):
        _line(right, "", align=_CENTER, after=0)
    _line(right, told["signer"], bold=True, align=_CENTER, after=0)


def _columns(file: Any, told: dict[str, Any]) -> tuple[Any, Any]:
    """Two cells side by side that no page parts."""
    table = file.add_table(rows=1, cols=2)
    table.autofit = False
    widths = _WIDTHS[Line.PARTY if told["line"] == Line.PARTY else Line.GOVERNMENT]
    row = table.rows[0]
    row._tr.get_or_add_trPr().append(_on("w:cantSplit"))
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for cell, width in zip(row.cells, widths, strict=True):
        cell.width = width
        cell._tc.remove(cell.paragraphs[0]._p)
    left, right = row.cells
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
    indent: float = 0,
    margin: float = 0,
    after: float = 6,
    keep: bool = False,
) -> Any:
    """One paragraph; ``indent`` (first line) and ``margin`` in mm, ``after`` in points, ``keep`` with the next."""
    paragraph = place.add_paragraph()
    paragraph.alignment = align
    shape = paragraph.paragraph_format
    shape.first_line_indent, shape.left_indent = Mm(indent), Mm(margin)
    shape.space_after, shape.keep_with_next = Pt(after), keep
    run = paragraph.add_run(words)
    run.bold, run.italic, run.underline, run.font.size = bold, italic, underline, Pt(size)
    return paragraph


def _rule(place: Any, margin: float, *, after: float = 2) -> None:
    """A short line in the middle: the lower border of an empty paragraph with ``margin`` mm at both sides."""
    paragraph = _line(place, "", size=2, align=_CENTER, after=after)
    shape = paragraph.paragraph_format
    shape.left_indent = shape.right_indent = Mm(margin)
    shape.line_spacing = Pt(3)
    border = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "auto")):
        border.set(qn(f"w:{name}"), value)
    borders = OxmlElement("w:pBdr")
    borders.append(border)
    paragraph._p.get_or_add_pPr().insert_element_before(borders, *_AFTER_BORDERS)


def _items(file: Any, items: Sequence[Any]) -> None:
    for index, item in enumerate(items, start=1):
        _line(file, f"{index}. {item if isinstance(item, str) else item['text']}", indent=10)
        for label, value in [] if isinstance(item, str) else item.get("details", []):
            _line(file, f"– {label}: {value}.", indent=14, after=3)


def _table(file: Any, given: dict[str, Any] | None) -> None:
    if not given:
        return
    table = file.add_table(rows=1, cols=len(given["columns"]))
    table.style = "Table Grid"
    table.rows[0]._tr.get_or_add_trPr().append(_on("w:tblHeader"))
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


def _on(name: str) -> Any:
    """A switch of Word, turned on."""
    mark = OxmlElement(name)
    mark.set(qn("w:val"), "true")
    return mark


def _field(code: str) -> Any:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), code)
    return field


def _roman(number: int) -> str:
    found = ""
    for value, letters in ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        while number >= value:
            found, number = found + letters, number - value
    return found
