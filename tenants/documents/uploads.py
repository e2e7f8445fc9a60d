"""The gate for every file that comes from outside: counted, measured, recognised by content, named safely."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import IO

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from kernel import active
from kernel.active import UnitLike
from kernel.errors import Invalid
from tenants.documents import content, storage
from tenants.documents.media_types import SHOWN, by_ending
from tenants.documents.names import safe_name
from tenants.documents.storage import StoredFile

FIELD = "attachments"
MAX_SIZE = 20 * 1024 * 1024
MAX_FILES = 50


@dataclass(frozen=True, slots=True)
class CheckedUpload:
    """A file that may be stored: its safe name, media type by content, size, bytes; ``notice`` tells of a shortened name."""

    name: str
    media_type: str
    size: int
    stream: IO[bytes]
    notice: str = ""

    def store(self, unit: UnitLike) -> StoredFile:
        """Put the bytes into the unit's store."""
        self.stream.seek(0)
        return storage.put(unit, self.stream, media_type=self.media_type)


def check(upload: "UploadedFile[bytes]", *, field: str = FIELD) -> CheckedUpload:
    """One file, whole. Raises ``Invalid`` naming ``field`` with a sentence that names the file and the reason."""
    given = upload.name or ""
    name = safe_name(given)
    size = upload.size or 0
    if size == 0:
        raise _refusal("file_empty", field, _("Tệp “%(name)s” rỗng (0 byte).") % {"name": name})
    if size > MAX_SIZE:
        message = _("Tệp “%(name)s” lớn %(size)s MB, tối đa %(limit)d MB một tệp.")
        raise _refusal(
            "file_too_large",
            field,
            message % {"name": name, "size": f"{size / 1048576:.1f}", "limit": MAX_SIZE // 1048576},
        )
    upload.seek(0)
    data = upload.read(MAX_SIZE + 1)
    try:
        kind = content.kind_of(data)
    except content.Refused as refused:
        raise _refusal(
            "file_refused", field, _("Tệp “%(name)s” %(reason)s.") % {"name": name, "reason": refused}
        ) from None
    claimed = by_ending(name)
    if claimed is None:
        message = _("Tệp “%(name)s” không thuộc loại được nhận: %(kinds)s.")
        raise _refusal("file_kind", field, message % {"name": name, "kinds": SHOWN})
    if claimed is not kind:
        message = _("Tệp “%(name)s” mang đuôi %(ending)s nhưng nội dung là %(kind)s.")
        facts = {"name": name, "ending": claimed.endings[0], "kind": kind.name}
        raise _refusal("file_mismatch", field, message % facts)
    return CheckedUpload(name, kind.media_type, len(data), BytesIO(data), notice_of(given))


def notice_of(given: str) -> str:
    """What to tell about the name of a file that was taken: that it was too long and what became of it; else nothing."""
    name = safe_name(given)
    if len(name) >= len(given.replace("\\", "/").rsplit("/", 1)[-1].strip(" .")):
        return ""
    return _("Tên tệp quá dài đã được rút gọn thành “%(name)s”.") % {"name": name}


def notices_of(uploads: "Iterable[UploadedFile[bytes]]") -> list[str]:
    """The same of several files that were taken."""
    return [notice for upload in uploads if (notice := notice_of(upload.name or ""))]


def check_all(uploads: "Sequence[UploadedFile[bytes]]", *, field: str = FIELD) -> list[CheckedUpload]:
    """Several files of one form; all problems come in one ``Invalid`` so that nobody mends them one by one."""
    if len(uploads) > MAX_FILES:
        message = _("Đã chọn %(n)d tệp, tối đa %(limit)d tệp một lần.") % {"n": len(uploads), "limit": MAX_FILES}
        raise _refusal("too_many_files", field, message)
    checked: list[CheckedUpload] = []
    problems: list[Invalid] = []
    for upload in uploads:
        try:
            checked.append(check(upload, field=field))
        except Invalid as problem:
            problems.append(problem)
    if problems:
        messages = [str(problem.message) for problem in problems]
        raise Invalid(problems[0].code, " ".join(messages), fields={field: messages})
    return checked


@dataclass(frozen=True, slots=True)
class StoredUpload:
    """What the owner's row of a stored file needs."""

    name: str
    digest: str
    size: int
    media_type: str


def store_all(uploads: "Sequence[UploadedFile[bytes]]", *, field: str = FIELD) -> list[StoredUpload]:
    """Check every file of a form, then store them in the active unit; nothing is stored when one is refused.

    A transaction that rolls back afterwards leaves bytes without a row: harmless, and the same content is found again.
    """
    unit = active.current()
    stored = []
    for checked in check_all(uploads, field=field):
        file = checked.store(unit)
        stored.append(StoredUpload(checked.name, file.digest, file.size, file.media_type))
    return stored


def _refusal(code: str, field: str, message: str) -> Invalid:
    return Invalid(code, message, fields={field: [message]})
