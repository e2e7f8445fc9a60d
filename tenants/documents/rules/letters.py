"""What travels of a letter, and what comes out of it again."""

from datetime import date
from typing import Any, Protocol
from uuid import UUID

from exchange import hashing
from kernel.text import normalise

Body = dict[str, Any]


class Written(Protocol):
    """A row of a letter, as far as these rules look at it."""

    topic: str
    line: str
    number: str
    other_number: str
    other_name: str
    title: str
    text: str
    facts: dict[str, Any]
    files: list[dict[str, Any]]
    thread: UUID
    answers_id: UUID | None
    sent_on: date
    due_on: date | None


def body_of(row: Written) -> Body:
    """The letter as it travels: plain JSON, files by digest, so that both sides compute the same digest of it."""
    return {
        "topic": str(row.topic),
        "line": str(row.line),
        "number": row.number,
        "title": row.title,
        "text": row.text,
        "facts": row.facts,
        "files": [{name: one[name] for name in ("name", "digest", "size", "media_type")} for one in row.files],
        "thread": str(row.thread),
        "answers": str(row.answers_id) if row.answers_id else None,
        "sent_on": row.sent_on.isoformat(),
        "due_on": row.due_on.isoformat() if row.due_on else None,
    }


def columns_of(body: Body) -> dict[str, Any]:
    """What the receiver's row takes over as it was written."""
    return {
        "thread": UUID(body["thread"]),
        "topic": body["topic"],
        "line": body["line"],
        "other_number": body["number"],
        "title": body["title"],
        "text": body["text"],
        "facts": body["facts"],
        "files": body["files"],
        "answers_id": UUID(body["answers"]) if body["answers"] else None,
        "sent_on": date.fromisoformat(body["sent_on"]),
        "due_on": date.fromisoformat(body["due_on"]) if body["due_on"] else None,
    }


def size_of(body: Body) -> int:
    """Bytes of the words and of the files."""
    return len(hashing.canonical(body)) + sum(int(one["size"]) for one in body["files"])


def searchable(row: Written) -> str:
    """What the registers are searched by: both numbers, title, the other side."""
    return normalise(f"{row.number} {row.other_number} {row.title} {row.other_name}")
