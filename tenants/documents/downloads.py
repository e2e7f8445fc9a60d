"""Giving a file out. The caller has reached the row through its policy; a digest alone opens nothing."""

from typing import Protocol

from django.http import FileResponse

from kernel import active
from tenants.documents import storage
from tenants.documents.media_types import ALLOWED
from tenants.documents.names import safe_name


class FileRow(Protocol):
    """A row that names a file of the active unit (``Attachment``)."""

    @property
    def name(self) -> str: ...

    @property
    def digest(self) -> str: ...

    @property
    def media_type(self) -> str: ...


def serve(row: FileRow) -> FileResponse:
    """Stream the file as a download: never shown inside the site, never sniffed, never kept by a shared cache.

    Raises ``NotFound`` when the store has lost it.
    """
    media_type = row.media_type if row.media_type in ALLOWED else "application/octet-stream"
    response = FileResponse(
        storage.open(active.current(), row.digest),
        as_attachment=True,
        filename=safe_name(row.name),
        content_type=media_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response
