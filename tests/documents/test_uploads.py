"""What an office takes and what it refuses, each refusal in its own words."""

import pytest

from kernel.errors import Invalid
from tenants.documents import content, uploads
from tests.documents import samples
from tests.documents.samples import upload


@pytest.mark.parametrize(
    ("name", "data", "media_type"),
    [
        ("đơn khiếu nại.pdf", samples.PDF, "application/pdf"),
        ("anh.JPG", samples.JPEG, "image/jpeg"),
        ("anh.jpeg", samples.JPEG, "image/jpeg"),
        ("anh.png", samples.png(), "image/png"),
        ("don.docx", samples.docx(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("bang.xlsx", samples.xlsx(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("don.odt", samples.odt(), "application/vnd.oasis.opendocument.text"),
        ("don.txt", samples.TEXT, "text/plain"),
        ("don.txt", samples.TEXT.decode().encode("utf-16"), "text/plain"),
    ],
)
def test_check_of_an_office_file_gives_the_type_of_its_content(name: str, data: bytes, media_type: str) -> None:
    checked = uploads.check(upload(name, data))
    assert (checked.media_type, checked.size, checked.name) == (media_type, len(data), name)


REFUSED = {
    "empty": ("don.pdf", b"", "file_empty", "rỗng"),
    "eicar": ("don.txt", content.EICAR, "file_refused", "vi-rút"),
    "eicar in a docx": ("don.docx", samples.docx(**{"word/x.txt": content.EICAR}), "file_refused", "vi-rút"),
    "renamed program": ("don.pdf", samples.PROGRAM, "file_refused", "tệp chương trình"),
    "program by name": ("don.exe", samples.PROGRAM, "file_refused", "tệp chương trình"),
    "pdf and zip": ("don.pdf", samples.PDF + samples.docx(), "file_refused", "ghép làm một"),
    "pdf and page": ("don.pdf", b"%PDF-1.4\n<html><script>1</script>\n%%EOF", "file_refused", "ghép làm một"),
    "picture and page": ("anh.png", samples.png() + b"<script>alert(1)</script>", "file_refused", "ghép làm một"),
    "picture and zip": ("anh.jpg", samples.JPEG + samples.docx(), "file_refused", "ghép làm một"),
    "picture and pdf": ("anh.jpg", samples.JPEG + samples.PDF, "file_refused", "ghép làm một"),
    "zip bomb by ratio": ("don.docx", samples.docx(**{"word/a.bin": b"\0" * 20_000_000}), "file_refused", "bom nén"),
    "zip with many files": (
        "don.docx",
        samples.docx(**{f"word/{n}.xml": b"x" for n in range(content.MAX_MEMBERS)}),
        "file_refused",
        "bom nén",
    ),
    "macro": ("don.docx", samples.docx(**{"word/vbaProject.bin": b"x"}), "file_refused", "macro"),
    "plain zip": ("don.zip", samples.archive({"a.txt": b"a"}), "file_refused", "tệp nén"),
    "broken zip": ("don.docx", samples.docx()[:-30], "file_refused", "hỏng"),
    "cut pdf": ("don.pdf", samples.PDF[:30], "file_refused", "cắt cụt"),
    "page": ("don.txt", b"<!DOCTYPE html><html></html>", "file_refused", "HTML"),
    "page by name": ("don.html", b"xin chao", "file_kind", "không thuộc loại"),
    "gif": ("anh.png", b"GIF89a" + b"\x00" * 40, "file_refused", "không nằm trong các loại"),
    "mismatch": ("anh.jpg", samples.PDF, "file_mismatch", "nội dung là PDF"),
    "no ending": ("don", samples.TEXT, "file_kind", "không thuộc loại"),
    "noise": ("don.txt", bytes(range(256)), "file_refused", "không"),
}


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED.keys())
def test_check_of_a_bad_file_is_refused_with_its_own_words(case: tuple[str, bytes, str, str]) -> None:
    name, data, code, words = case
    with pytest.raises(Invalid) as refusal:
        uploads.check(upload(name, data))
    assert refusal.value.code == code
    assert words in refusal.value.message
    assert name in refusal.value.message
    assert list(refusal.value.fields) == ["attachments"]


def test_check_of_a_bomb_that_lies_about_its_size_is_refused() -> None:
    bomb = bytearray(samples.docx(**{"word/a.bin": b"\0" * 3_000_000}))
    # Both headers of the member claim ten bytes.
    real = (3_000_000).to_bytes(4, "little")
    assert bomb.count(real) == 2
    lie = bytes(bomb.replace(real, (10).to_bytes(4, "little")))
    with pytest.raises(Invalid):
        uploads.check(upload("don.docx", lie))


def test_check_of_a_file_over_the_limit_names_both_sizes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MAX_SIZE", 1024 * 1024)
    with pytest.raises(Invalid, match=r"lớn 1\.5 MB, tối đa 1 MB"):
        uploads.check(upload("don.pdf", samples.PDF + b" " * (1536 * 1024 - len(samples.PDF))))


def test_check_of_a_200_character_name_shortens_it_and_says_so() -> None:
    name = "Đơn khiếu nại về việc thu hồi đất của hộ bà Nguyễn Thị Hoà " * 4
    checked = uploads.check(upload(f"{name[:196]}.pdf", samples.PDF))
    assert len(checked.name) <= 120
    assert len(checked.name.encode()) <= 200
    assert checked.name.startswith("Đơn khiếu nại")
    assert checked.name.endswith(".pdf")
    assert "rút gọn" in checked.notice


def test_check_all_of_51_files_is_refused_at_once() -> None:
    with pytest.raises(Invalid, match="51 tệp, tối đa 50") as refusal:
        uploads.check_all([upload("a.txt", b"a")] * 51)
    assert refusal.value.code == "too_many_files"


def test_check_all_tells_every_problem_together() -> None:
    with pytest.raises(Invalid) as refusal:
        uploads.check_all([upload("a.txt", b""), upload("b.txt", samples.TEXT), upload("c.pdf", samples.PROGRAM)])
    assert len(refusal.value.fields["attachments"]) == 2
