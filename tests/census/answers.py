"""Answers made comparable: without what is new in every answer, without the id that was asked for."""

import io
import re
from typing import Any

from openpyxl import load_workbook

_NEW_EVERY_TIME = re.compile(r'(csrf\S*|nonce|value|href|action|hx-\w+)="[^"]*"')
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def comparable(answer: Any) -> tuple[int, str]:
    """Status and body; two of these are equal when nobody can tell the answers apart."""
    text = answer.content.decode() if not getattr(answer, "streaming", False) else ""
    return answer.status_code, _UUID.sub("…", _NEW_EVERY_TIME.sub("", text))


def said(answer: Any) -> str:
    """Everything an answer tells: headers, text, and the cells of a sheet."""
    body = b"".join(answer.streaming_content) if getattr(answer, "streaming", False) else answer.content
    answer.close()
    if body.startswith(b"PK"):
        sheet = load_workbook(io.BytesIO(body)).active
        cells = [str(cell.value) for row in sheet.iter_rows() for cell in row]
        return " ".join(cells)
    return f"{dict(answer.headers)} {body.decode('utf-8', 'replace')}"
