"""What a file really is, read from its bytes; each refusal says in words what is wrong with it."""

import io
import zipfile
from collections.abc import Iterator

import puremagic
from django.utils.translation import gettext as _

from tenants.documents.media_types import FileKind

MAX_MEMBERS = 2000
MAX_UNPACKED = 200 * 1024 * 1024
MAX_RATIO = 100
# Small archives of plain text compress a thousandfold without harm.
RATIO_FROM = 5 * 1024 * 1024

# In two parts, so that a scanner on the server does not take this module for the test virus.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
_PROGRAMS = (
    b"MZ",
    b"\x7fELF",
    b"\xca\xfe\xba\xbe",
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"\xcf\xfa\xed\xfe",
    b"#!",
    b"\x4c\x00\x00\x00\x01\x14\x02",
)
_PAGES = (b"<html", b"<script", b"<!doctype html", b"<svg", b"<?php", b"<iframe")
_ZIP, _PDF = b"PK\x03\x04", b"%PDF-"


class Refused(Exception):
    """The file cannot be taken; the message is complete except for the file's name."""


def kind_of(data: bytes) -> FileKind:
    """The kind of a complete file. Raises ``Refused`` for everything the office does not take."""
    if EICAR in data:
        raise Refused(_("chứa dấu hiệu vi-rút (EICAR)"))
    if data.startswith(_PROGRAMS):
        raise Refused(_("là tệp chương trình, dù mang tên khác"))
    if data.startswith(_PDF):
        return _pdf(data)
    if data.startswith(b"\xff\xd8\xff"):
        return _image(data, FileKind.JPEG, b"\xff\xd9")
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return _image(data, FileKind.PNG, b"IEND\xaeB`\x82")
    if data.startswith(_ZIP):
        return _archive(data)
    return _text(data)


def _pdf(data: bytes) -> FileKind:
    end = data.rfind(b"%%EOF")
    if end < 0:
        raise Refused(_("là tệp PDF bị cắt cụt hoặc hỏng"))
    # Readers accept a page or an archive glued around a PDF; each program would then see another file.
    if _is_page(data[:1024]) or data[end + 5 :].strip(b"\r\n\t \x00") or _is_archive(data):
        raise _two_in_one()
    return FileKind.PDF


def _image(data: bytes, kind: FileKind, end: bytes) -> FileKind:
    if end not in data:
        raise Refused(_("là tệp ảnh bị cắt cụt hoặc hỏng"))
    if _is_page(data) or _PDF in data or _is_archive(data):
        raise _two_in_one()
    return kind


def _archive(data: bytes) -> FileKind:
    if _PDF in data[:1024] or _is_page(data[:1024]):
        raise _two_in_one()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _refuse_bomb(archive, len(data))
            names = set(archive.namelist())
            kind = _office_kind(archive, names)
            if any(name.lower().endswith(("vbaproject.bin", ".exe", ".dll", ".js", ".vbs", ".bat")) for name in names):
                raise Refused(_("có macro hoặc chương trình bên trong"))
            if any(EICAR in content for content in _contents(archive)):
                raise Refused(_("chứa dấu hiệu vi-rút (EICAR)"))
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError, ValueError) as broken:
        raise Refused(_("là tệp nén hỏng, có mật khẩu hoặc không đọc được")) from broken
    except Exception as broken:
        if type(broken).__module__ == "zlib":
            raise Refused(_("là tệp nén hỏng, có mật khẩu hoặc không đọc được")) from broken
        raise
    return kind


def _office_kind(archive: zipfile.ZipFile, names: set[str]) -> FileKind:
    if "[Content_Types].xml" in names and "word/document.xml" in names:
        return FileKind.DOCX
    if "[Content_Types].xml" in names and "xl/workbook.xml" in names:
        return FileKind.XLSX
    if "mimetype" in names and archive.read("mimetype").strip() == FileKind.ODT.media_type.encode():
        return FileKind.ODT
    raise Refused(_("là tệp nén; hãy giải nén và gửi từng văn bản"))


def _refuse_bomb(archive: zipfile.ZipFile, packed: int) -> None:
    members = archive.infolist()
    unpacked = sum(member.file_size for member in members)
    if (
        len(members) > MAX_MEMBERS
        or unpacked > MAX_UNPACKED
        or (unpacked > RATIO_FROM and unpacked > MAX_RATIO * packed)
    ):
        raise Refused(_("là tệp nén phình quá lớn khi mở (bom nén)"))
    if any(member.flag_bits & 0x1 for member in members):
        raise Refused(_("là tệp nén hỏng, có mật khẩu hoặc không đọc được"))


def _contents(archive: zipfile.ZipFile) -> Iterator[bytes]:
    # zipfile never gives out more than a member declares, and the declared sum was limited before.
    for member in archive.infolist():
        yield archive.read(member)


def _text(data: bytes) -> FileKind:
    if _is_page(data[:4096]):
        raise Refused(_("là trang web (HTML), không phải văn bản"))
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise Refused(_unknown(data)) from None
    if any(ord(char) < 32 and char not in "\t\n\r\f" for char in text):
        raise Refused(_unknown(data))
    return FileKind.TEXT


def _unknown(data: bytes) -> str:
    try:
        guess = puremagic.from_string(data[:65536]).lstrip(".")
    except (puremagic.PureError, ValueError):
        guess = ""
    if guess:
        return _("có nội dung loại “%(kind)s”, không nằm trong các loại được nhận") % {"kind": guess[:20]}
    return _("có nội dung không nhận ra được")


def _is_page(data: bytes) -> bool:
    lowered = data.lower()
    return any(mark in lowered for mark in _PAGES)


def _is_archive(data: bytes) -> bool:
    return zipfile.is_zipfile(io.BytesIO(data))


def _two_in_one() -> Refused:
    return Refused(_("là hai loại tệp ghép làm một, có thể che giấu nội dung"))
