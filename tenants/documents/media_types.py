"""The kinds of file an office accepts, and how each is recognised by its content."""

from enum import Enum


class FileKind(Enum):
    """Media type and the endings a file of this kind may carry."""

    PDF = ("application/pdf", (".pdf",))
    JPEG = ("image/jpeg", (".jpg", ".jpeg"))
    PNG = ("image/png", (".png",))
    DOCX = ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", (".docx",))
    XLSX = ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", (".xlsx",))
    ODT = ("application/vnd.oasis.opendocument.text", (".odt",))
    TEXT = ("text/plain", (".txt",))

    def __init__(self, media_type: str, endings: tuple[str, ...]) -> None:
        self.media_type = media_type
        self.endings = endings


ALLOWED = {kind.media_type for kind in FileKind}
SHOWN = "PDF, JPG, PNG, DOCX, XLSX, ODT, TXT"


def by_ending(name: str) -> FileKind | None:
    """The kind a file name claims."""
    lowered = name.lower()
    return next((kind for kind in FileKind if lowered.endswith(kind.endings)), None)
