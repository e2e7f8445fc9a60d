"""Filters of the list of cases that a member keeps: personal, in the unit's own schema, in no table of their own."""

from dataclasses import dataclass
from uuid import UUID

from identity.actors import Actor
from kernel.journal import drafts

KEPT_AS = drafts.LASTING + "case-filters"


@dataclass(frozen=True, slots=True)
class SavedFilter:
    """A name and the part of the list's address after the question mark."""

    id: UUID
    name: str
    query: str


def saved_filters(actor: Actor) -> list[SavedFilter]:
    """The actor's own filters in the order of their making; one query."""
    return read(drafts.load(actor, KEPT_AS) or {})


def read(kept: dict[str, object]) -> list[SavedFilter]:
    """The filters in what is kept."""
    rows = kept.get("filters", [])
    assert isinstance(rows, list)
    return [SavedFilter(UUID(row["id"]), row["name"], row["query"]) for row in rows]


def written(rows: list[SavedFilter]) -> dict[str, object]:
    """The form in which they are kept."""
    return {"filters": [{"id": str(row.id), "name": row.name, "query": row.query} for row in rows]}
