"""The Word file of a paper: heads of both lines, whom it addresses, a signature that no page parts from its text."""

import io
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from docx import Document as WordDocument
from docx.oxml.ns import qn

from registry.levels import Line
from tenants.documents import wordfile
from tenants.documents.enums import DocumentKind as K
from tenants.documents.rules import bodies, papers
from tenants.documents.rules.letterheads import Letterhead
from tenants.documents.rules.papers import Paper

DAY = date(2026, 11, 16)
HEADS = {
    Line.PARTY: Letterhead(
        "Đảng bộ thành phố Long Xuyên", ("Đảng ủy phường Mỹ Thới",), "ĐU", "Mỹ Thới", "Ban Thường vụ", "Bí thư", "Lưu."
    ),
    Line.GOVERNMENT: Letterhead(
        "", ("Ủy ban nhân dân", "Phường Mỹ Thới"), "UBND", "Mỹ Thới", "Ủy ban nhân dân", "Chủ tịch", "Lưu: VT."
    ),
}


def paper(line: Line, *addressees: str, kind: K = K.LETTER) -> Paper:
    body = bodies.Letter(about="Phối hợp chuẩn bị", addressees=list(addressees), paragraphs=["Đề nghị báo cáo."]).body()
    return papers.paper(
        kind, line, title="Phối hợp chuẩn bị", body={**body, "closing": "Trân trọng."}, recipients=[{"name": "Như trên"}],
        head=HEADS[line], symbol="15/CV", dated_on=DAY, today=DAY, block=["BÍ THƯ"], signer="Trần Văn Bình", is_draft=True,
    )  # fmt: skip


def opened(made: Paper) -> Any:
    return WordDocument(io.BytesIO(wordfile.docx(made)))


def words(place: Any) -> list[str]:
    return [one.text for one in place.paragraphs if one.text]


@pytest.mark.parametrize(("line", "about"), [(Line.PARTY, "Phối hợp"), (Line.GOVERNMENT, "V/v phối hợp")])
def test_head_stands_in_two_columns_as_its_line_writes_it(line: Line, about: str) -> None:
    left, right = opened(paper(line, "Công an phường")).tables[0].rows[0].cells
    assert left.width < right.width
    assert words(left)[-1].startswith(about)
    assert ("*" in words(left)) == (line == Line.PARTY)
    assert words(right)[-1] == "Mỹ Thới, ngày 16 tháng 11 năm 2026"


def test_one_addressee_stands_in_the_greeting_and_several_each_in_a_line() -> None:
    assert "Kính gửi: Công an phường" in words(opened(paper(Line.PARTY, "Công an phường")))
    several = words(opened(paper(Line.PARTY, "Công an phường", "Mặt trận phường")))
    place = several.index("Kính gửi:")
    assert several[place + 1 : place + 3] == ["- Công an phường;", "- Mặt trận phường;"]


def test_signature_is_not_parted_from_the_last_words() -> None:
    file = opened(paper(Line.GOVERNMENT, "Công an phường"))
    closing = next(one for one in file.paragraphs if one.text == "Trân trọng.")
    assert closing.paragraph_format.keep_with_next
    for table in file.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:cantSplit")) is not None


def test_draft_is_marked_and_a_signed_paper_is_not() -> None:
    draft = paper(Line.GOVERNMENT)
    assert words(opened(draft).sections[0].first_page_header) == ["DỰ THẢO, CHƯA KÝ"]
    assert words(opened(replace(draft, is_draft=False)).sections[0].first_page_header) == []
