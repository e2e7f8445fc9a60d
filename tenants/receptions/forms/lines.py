"""Lists of a plan as they are typed: one item a line, its parts parted by "|"."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from kernel.errors import Invalid

# How a direction is typed; the first word is the one shown.
DIRECTION_WORDS = {
    "up": ("lên", "tren", "trên", "len", "up"),
    "down": ("xuống", "xuong", "dưới", "duoi", "down"),
    "inside": ("trong", "inside"),
    "outside": ("ngoài", "ngoai", "outside"),
}

# Who comes for a body; the first word is the one shown. Nothing said means a leader.
LEADER_WORDS = ("lãnh đạo", "lanh dao", "leader")
CLERK_WORDS = ("cán bộ", "can bo", "clerk")


def as_lines(text: str) -> list[str]:
    """Lines that say something."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def steps_from_text(text: str) -> list[dict[str, Any]]:
    return [
        {"order": number, "text": parts[0], "role": parts[1]} for number, parts in enumerate(_parts(text, 2), start=1)
    ]


def steps_as_text(rows: Iterable[Mapping[str, Any]]) -> str:
    return _written(([row["text"], row.get("role", "")]) for row in rows)


def invitees_from_text(text: str, bodies: Mapping[str, str], field: str) -> list[dict[str, Any]]:
    """Name, when, and whether a leader must come; a name of one of the unit's bodies is that body."""
    return [
        {
            "name": parts[0],
            "body_id": bodies.get(parts[0].casefold(), ""),
            "is_leader": _must_lead(parts[2], field),
            "when": parts[1],
        }
        for parts in _parts(text, 3)
    ]


def invitees_as_text(rows: Iterable[Mapping[str, Any]]) -> str:
    return _written(
        [row["name"], row.get("when", ""), "" if row.get("is_leader", True) else CLERK_WORDS[0]] for row in rows
    )


def bases_from_text(text: str) -> list[dict[str, Any]]:
    return [
        {"title": parts[0], "number": parts[1], "date": _day(parts[2], "bases"), "note": parts[3]}
        for parts in _parts(text, 4)
    ]


def bases_as_text(rows: Iterable[Mapping[str, Any]]) -> str:
    return _written(
        [row.get("title", ""), row.get("number", ""), _shown(row.get("date")), row.get("note", "")] for row in rows
    )


def distribution_from_text(text: str) -> list[dict[str, Any]]:
    found = []
    for parts in _parts(text, 2):
        word = parts[0].casefold()
        direction = next((one for one, words in DIRECTION_WORDS.items() if word in words), "")
        # A line without a direction is somebody outside.
        name = parts[1] if direction else " | ".join(part for part in parts if part)
        found.append({"direction": direction or "outside", "name": name})
    return found


def distribution_as_text(rows: Iterable[Mapping[str, Any]]) -> str:
    return _written([DIRECTION_WORDS[row.get("direction") or "outside"][0], row["name"]] for row in rows)


def _parts(text: str, n: int) -> list[list[str]]:
    found = []
    for line in as_lines(text):
        parts = [part.strip() for part in line.split("|", n - 1)]
        found.append(parts + [""] * (n - len(parts)))
    return found


def _written(rows: Iterable[list[str]]) -> str:
    lines = []
    for parts in rows:
        while len(parts) > 1 and not parts[-1]:
            parts = parts[:-1]
        lines.append(" | ".join(parts))
    return "\n".join(lines)


def _must_lead(word: str, field: str) -> bool:
    if word and word.casefold() not in LEADER_WORDS + CLERK_WORDS:
        message = _("Phần thứ ba ghi “lãnh đạo” hoặc “cán bộ”, không phải “%(word)s”.") % {"word": word}
        raise Invalid("leader_unclear", message, fields={field: [message]})
    return word.casefold() not in CLERK_WORDS


def _day(text: str, field: str) -> str | None:
    if not text:
        return None
    try:
        day, month, year = (int(part) for part in text.split("/"))
        return date(year, month, day).isoformat()
    except ValueError:
        message = _("Ngày “%(text)s” phải viết dạng dd/mm/yyyy.") % {"text": text}
        raise Invalid("day_invalid", message, fields={field: [message]}) from None


def _shown(day: str | None) -> str:
    return f"{date.fromisoformat(day):%d/%m/%Y}" if day else ""
