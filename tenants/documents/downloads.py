"""Giving a file out. The caller has reached the row through its policy; a digest alone opens nothing."""

from typing import Protocol

from django.http import FileResponse, HttpResponse
from django.utils.http import content_disposition_header

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


def serve_made(data: bytes, name: str, media_type: str) -> HttpResponse:
    """A file that was made for this answer, as a download: never shown inside the site, never sniffed."""
    response = HttpResponse(data, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
