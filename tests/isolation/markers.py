"""Marked citizens and every place where a trace of them would be a leak."""

import base64
import json
import unicodedata
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, quote_plus

from django.db import connections

from kernel.active import schema_name, unit_scope


def disguises(marker: str) -> dict[str, str]:
    """The ways in which a text may have been written down, by name."""
    decomposed = unicodedata.normalize("NFD", marker)
    bare = "".join(c for c in decomposed if not unicodedata.combining(c)).replace("đ", "d").replace("Đ", "D")
    found = {
        "plain": marker,
        "decomposed": decomposed,
        "without marks": bare,
        "lower": marker.lower(),
        "lower without marks": bare.lower(),
        "percent": quote(marker),
        "percent with plus": quote_plus(marker),
        "json": json.dumps(marker)[1:-1],
        "html": marker.encode("ascii", "xmlcharrefreplace").decode(),
        "bytes": marker.encode().hex(),
        "python bytes": str(marker.encode())[2:-1],
    }
    for offset in range(3):
        # Base64 looks different for each place modulo three; the cut ends depend on the neighbours.
        coded = base64.b64encode(b"\0" * offset + marker.encode()).decode()
        found[f"base64 {offset}"] = coded[4 if offset else 0 : -4]
    return {name: text for name, text in found.items() if len(text) > 5}


def traces(markers: list[str], text: str, place: str) -> Iterator[str]:
    """Where a marker shows in a text, in any disguise."""
    for marker in markers:
        for name, disguise in disguises(marker).items():
            if disguise in text:
                at = text.index(disguise)
                yield f"{place}: {marker} ({name}): …{text[max(0, at - 60) : at + 60]}…"


def rows_of(schema: str) -> Iterator[tuple[str, str]]:
    """Every row of a schema as text, with the table's name."""
    with unit_scope(None), connections["owner"].cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s ORDER BY 1", [schema])
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT t::text FROM {schema}."{table}" t')
            for (row,) in cursor.fetchall():
                yield f"{schema}.{table}", str(row)


def sessions() -> Iterator[str]:
    """What stands in sessions, which are packed: messages of the last page among them."""
    from django.contrib.sessions.models import Session

    for session in Session.objects.all():
        yield json.dumps(session.get_decoded(), ensure_ascii=False, default=str)


def in_database(markers: list[str], allowed: set[int], unit_ids: list[int]) -> list[str]:
    """Traces in `public` and in the schemas of units that have no business with the citizen."""
    found: list[str] = []
    for schema in ["public", *(schema_name(number) for number in unit_ids if number not in allowed)]:
        for place, row in rows_of(schema):
            found += traces(markers, row, place)
    for text in sessions():
        found += traces(markers, text, "session")
    return found


def text_of(response: Any) -> str:
    """The whole answer: headers and body."""
    body = b"".join(response.streaming_content) if getattr(response, "streaming", False) else response.content
    return f"{dict(response.headers)} {body.decode('utf-8', 'replace')}"
