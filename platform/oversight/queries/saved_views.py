"""Views of the duty board that a supervisor keeps: personal, in the own unit's schema, in no table of their own."""

from dataclasses import dataclass
from uuid import UUID

from identity.actors import Actor
from kernel.journal import drafts

KEPT_AS = drafts.LASTING + "duty-views"


@dataclass(frozen=True, slots=True)
class SavedView:
    """A name and the part of the board's address after the question mark."""

    id: UUID
    name: str
    query: str


def saved_views(actor: Actor) -> list[SavedView]:
    """The actor's own views in the order of their making; one query."""
    return read(drafts.load(actor, KEPT_AS) or {})


def read(kept: dict[str, object]) -> list[SavedView]:
    """The views in what is kept."""
    rows = kept.get("views", [])
    assert isinstance(rows, list)
    return [SavedView(UUID(row["id"]), row["name"], row["query"]) for row in rows]


def written(rows: list[SavedView]) -> dict[str, object]:
    """The form in which they are kept."""
    return {"views": [{"id": str(row.id), "name": row.name, "query": row.query} for row in rows]}
