"""A file leaves as a download that no browser interprets."""

import io
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.test import override_settings

from kernel.active import UnitRef, unit_scope
from kernel.errors import NotFound
from tenants.documents import downloads, storage

WARD = UnitRef(111, "w111")


@dataclass
class Row:
    name: str
    digest: str
    media_type: str


def test_serve_streams_an_attachment_with_its_vietnamese_name(db: None, tmp_path: Path) -> None:
    with override_settings(BLOBS=tmp_path), unit_scope(WARD):
        stored = storage.put(WARD, io.BytesIO(b"%PDF"), media_type="application/pdf")
        response = downloads.serve(Row("Đơn khiếu nại.pdf", stored.digest, stored.media_type))
        assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''%C4%90%C6%A1n")
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Content-Type"] == "application/pdf"
        assert response["Cache-Control"] == "private, no-store"
        assert b"".join(response.streaming_content) == b"%PDF"  # type: ignore[arg-type]
        response.close()


def test_serve_of_an_unknown_type_says_octet_stream(db: None, tmp_path: Path) -> None:
    with override_settings(BLOBS=tmp_path), unit_scope(WARD):
        stored = storage.put(WARD, io.BytesIO(b"<html>"))
        response = downloads.serve(Row("x.html", stored.digest, "text/html"))
        assert response["Content-Type"] == "application/octet-stream"
        response.close()


def test_serve_of_a_file_of_another_unit_is_not_found(tmp_path: Path) -> None:
    with override_settings(BLOBS=tmp_path):
        stored = storage.put(UnitRef(112, "w112"), io.BytesIO(b"x"))
        with unit_scope(WARD), pytest.raises(NotFound):
            downloads.serve(Row("x.txt", stored.digest, "text/plain"))
